"""What points back in a message, as names: "the other one", "both", "the second country"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.dialogue import language
from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.session import Session
from chatbot.knowledge import Entity

_CORRECTION = re.compile(
    r"\s*(?:(?:no|nope|nah|sorry|oops|wait|actually|well|but)\b[\s,.!:;-]*)*"
    r"(?:i (?:mean|meant|am asking about|was asking about|asked about)|you mean|make that)\b[\s,:]*"
    r"|\s*(?:no|nope|nah|sorry|oops|wait|actually)\s*[,.!:;-]\s*",
    re.IGNORECASE,
)
_END = r"(?=\s*[?.!,;:]|\s*$|'s)"


class References:
    """Finds what a message refers to, among the entities talked about."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        kinds = catalogue.knowledge.kinds
        one = "|".join(["one", *(re.escape(kind.id) for kind in kinds)])
        many = "|".join(["of them", *(re.escape(kind.plural) for kind in kinds)])
        ordinal = "|".join(language.ORDINALS)
        pronouns = "|".join((*language.SINGULAR, *language.PLURAL))
        pointers = "|".join(language.POINTERS)
        self._other = re.compile(rf"\bthe other(?: (?:{one})\b|{_END})", re.IGNORECASE)
        self._ordinal = re.compile(
            rf"\bthe ({ordinal})(?: (?:{one}|of them)\b|{_END})|\b({ordinal}) (?:{one})\b",
            re.IGNORECASE,
        )
        self._both = re.compile(
            rf"\b(?:the two (?:{many})|both (?:{many})|they both|each of them|both|the two{_END})"
            r"|(?:(?<=compare )|(?<=difference between ))(?:them|these|those)\b",
            re.IGNORECASE,
        )
        self._pronoun = re.compile(rf"\b(?:{pronouns}|(?:{pointers}) (?:{one}))\b", re.IGNORECASE)

    def resolve(self, message: str, session: Session) -> tuple[str, str]:
        """The message with names in place of references, a correction's first words cut off.

        With it what was understood, in words, if anything. What refers to nobody becomes "it".
        """
        corrected = _CORRECTION.match(message)
        said = message[corrected.end() :] if corrected else message
        if not said.strip():
            return message, ""
        for pattern, find in (
            (self._other, self._find_other),
            (self._ordinal, self._find_place),
            (self._both, self._find_pair),
        ):
            found = pattern.search(said)
            if found:
                names = [self._catalogue.entities[entity].name for entity in find(session, found)]
                meant = " and ".join(names)
                context = f"“{found.group()}” is {meant}" if names else ""
                return said[: found.start()] + (meant or "it") + said[found.end() :], context
        return said, ""

    def replace_pronoun(self, message: str, entity: Entity) -> tuple[str, str] | None:
        """The message with an entity's name in place of its first pronoun, if it has one."""
        found = self._pronoun.search(message)
        if found is None:
            return None
        said = message[: found.start()] + entity.name + message[found.end() :]
        return said, f"“{found.group()}” is {entity.name}"

    def _find_other(self, session: Session, _: re.Match[str]) -> Sequence[str]:
        current = session.entities[:1]
        row = session.row if set(current) <= set(session.row) else ()
        rest = [e for e in (*row, *session.entities, *session.earlier) if e not in current]
        return rest[:1]

    def _find_place(self, session: Session, found: re.Match[str]) -> Sequence[str]:
        place = language.ORDINALS[(found[1] or found[2]).lower()]
        return [session.row[place]] if 1 < len(session.row) > place else []

    def _find_pair(self, session: Session, _: re.Match[str]) -> Sequence[str]:
        ids = session.row if len(session.row) > 1 else session.entities + session.earlier
        return ids[:2] if len(ids) > 1 else []
