"""From decisions to the reply."""

from __future__ import annotations

from collections.abc import Iterator

from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.session import Session
from chatbot.dialogue.suggesting import suggest
from chatbot.dialogue.values import Decision, Kind, Reply
from chatbot.dialogue.wording import say
from chatbot.knowledge import Entry, Source


class Composer:
    """Words replies."""

    def __init__(self, catalogue: Catalogue, smalltalk: dict[str, Entry]) -> None:
        self._catalogue = catalogue
        self._smalltalk = smalltalk

    def compose(self, decisions: tuple[Decision, ...], before: Session, after: Session) -> Reply:
        """What to say about one message, between two sessions."""
        answers = [one for one in decisions if one.answered]
        return Reply(
            kind=_kind(decisions),
            text="\n\n".join(self._text(one, before) for one in decisions),
            session=after,
            entry_ids=tuple(self._ids(decisions)),
            confidence=min((one.confidence for one in answers), default=0.0),
            reason=next((one.reason for one in decisions if one.reason), None),
            suggestions=self._suggestions(decisions, after),
            source=self._source(answers),
            decisions=decisions,
        )

    def _text(self, decision: Decision, before: Session) -> str:
        if decision.wording:
            return say(decision.wording, self._catalogue, decision)
        if decision.kind == "smalltalk":
            return self._smalltalk_text(self._smalltalk[decision.matches[0].entry_id], before)
        if decision.kind == "clarify":
            return say("clarify", self._catalogue)  # the choices are the reply's suggestions
        if decision.reason:
            said = say(decision.reason, self._catalogue, decision)
            return f"{said} {self._catalogue.knowledge.contact}".rstrip()
        entry = self._catalogue.entries[decision.matches[0].entry_id]
        if entry.id in before.told:
            return f"{say('again', self._catalogue)} {entry.answer}"
        return entry.answer

    def _smalltalk_text(self, talk: Entry, before: Session) -> str:
        """The answer to small talk, which may point to the source of what was told last."""
        knowledge = self._catalogue.knowledge
        last = self._catalogue.entries.get(before.told[-1]) if before.told else None
        source = last.source if last else knowledge.source
        shown = ", ".join(filter(None, (source.title, source.date, source.url)))
        phrase = self._catalogue.language.tables.phrases["from"]
        text = talk.answer.replace("{source}", phrase.format(source=shown) if shown else "")
        return text.replace("{contact}", knowledge.contact).rstrip()

    def _ids(self, decisions: tuple[Decision, ...]) -> Iterator[str]:
        """What is answered with, or offered; nothing of what is only near a decline."""
        for decision in decisions:
            if decision.kind != "decline":
                yield from (match.entry_id for match in decision.matches)

    def _suggestions(self, decisions: tuple[Decision, ...], after: Session) -> tuple[str, ...]:
        if decisions[0].kind == "clarify":
            return tuple(match.question for match in decisions[0].matches)
        if decisions[0].kind == "smalltalk":
            return ()
        return suggest(decisions, after, self._catalogue)

    def _source(self, answers: list[Decision]) -> Source | None:
        if not answers:
            return None
        source = self._catalogue.entries[answers[0].matches[0].entry_id].source
        return source if source != Source() else None


def _kind(decisions: tuple[Decision, ...]) -> Kind:
    """An answer if anything is answered."""
    return next((one.kind for one in decisions if one.answered), decisions[0].kind)
