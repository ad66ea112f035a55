"""What points back in a message, as entities: "the other one", "both", "the second country"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.session import Session
from chatbot.dialogue.values import Substitution
from chatbot.knowledge import Entity
from chatbot.language import Language, Token, Utterance, ends_before, phrase_at


class Pointer(NamedTuple):
    """Where an utterance points back, and to whom."""

    start: int
    end: int
    entities: tuple[str, ...]
    """Their ids; empty where it points to nobody talked of."""


class References:
    """Finds what a message refers to, among the entities talked of."""

    def __init__(self, catalogue: Catalogue, language: Language) -> None:
        self._catalogue = catalogue
        self._language = language
        self._tables = language.tables
        kinds = catalogue.knowledge.kinds
        self._one = self._tables.number_one.union(*(language.words(kind.id) for kind in kinds))
        """Words for one of those talked of: "the other one", "the second country"."""
        self._many = frozenset[str]().union(*(language.words(kind.plural) for kind in kinds))
        """Words for several of them: "both countries"."""

    def without_correction(self, message: Utterance) -> Utterance:
        """The message without the words by which it corrects: "no, I mean Russia"."""
        tables = self._tables
        words = message.words
        ends = (len(one) for one in tables.closing_corrections if words[-len(one) :] == one)
        end = len(words) - max(ends, default=0)
        start = 0
        while start < len(words) and words[start] in tables.correction_openers:
            start += 1
        corrected = phrase_at(words, start, tables.corrections)
        if corrected:
            start += corrected
        elif tables.rejections.isdisjoint(words[:1]):
            start = 0
        else:  # up to the last comma: "no, wait, Russia"
            while start and not message.tokens[start - 1].after.strip(" ?"):
                start -= 1
        return message.part(start, end) if start < end else message

    def resolve(
        self, message: Utterance, session: Session
    ) -> tuple[Utterance, tuple[Substitution, ...]]:
        """The message with entities in place of what points to them.

        What points to nobody talked of becomes a pronoun.
        """
        pointer = next(self._pointers(message, session), None)
        if pointer is None:
            return message, ()
        said = _typed(message, pointer.start, pointer.end)
        if not pointer.entities:
            word = self._tables.pronoun
            tokens = [self._language.token(word, word, 0, 0, "")]
            return message.replaced(pointer.start, pointer.end, tokens), ()
        entities = [self._catalogue.entities[entity] for entity in pointer.entities]
        resolved = message.replaced(pointer.start, pointer.end, self._named(entities))
        names = tuple(entity.name for entity in entities)
        return resolved, (Substitution("reference", names, said),)

    def replace_pronoun(
        self, message: Utterance, entity: Entity
    ) -> tuple[Utterance, Substitution] | None:
        """The message with an entity in place of its first pronoun, if it has one."""
        words = message.words
        for place, word in enumerate(words):
            end = place + 1
            if word in self._tables.demonstratives and words[end : end + 1] != ():
                end += words[end] in self._one
            if self._language.cues.is_pronoun(word) or end > place + 1:
                said = _typed(message, place, end)
                replaced = message.replaced(place, end, self._named([entity]))
                return replaced, Substitution("reference", (entity.name,), said)
        return None

    def _pointers(self, message: Utterance, session: Session) -> Iterator[Pointer]:
        """Everything that points back: to the other one first, then by place, then to a pair."""
        words, tokens = message.words, message.tokens
        starts = range(len(words))
        for start in starts:
            end = self._other_at(words, tokens, start)
            if end > start:
                yield Pointer(start, end, self._other(session))
        for start in starts:
            found = self._ordinal_at(words, tokens, start)
            if found:
                yield Pointer(*found, self._at_place(session, found, words))
        for start in starts:
            end = self._pair_at(words, tokens, start)
            if end > start:
                yield Pointer(start, end, self._pair(session))

    def _other_at(self, words: tuple[str, ...], tokens: tuple[Token, ...], start: int) -> int:
        """Where "the other" or "the other one" ends that begins at a place; else that place."""
        end = start + phrase_at(words, start, self._tables.other)
        if end == start:
            return start
        if words[end : end + 1] and words[end] in self._one:
            return end + 1
        at_end = ends_before(tokens, end) or self._is_possessive(tokens[end - 1])
        return end if at_end else start

    def _ordinal_at(
        self, words: tuple[str, ...], tokens: tuple[Token, ...], start: int
    ) -> tuple[int, int] | None:
        """Where "the second", "the second country" or "second country" begins and ends."""
        leads = words[start] in self._tables.ordinal_lead
        place = start + leads
        if place >= len(words) or words[place] not in self._tables.ordinals:
            return None
        after = place + 1
        if words[after : after + 1] and words[after] in self._one:
            return start, after + 1
        if not leads and self._tables.ordinal_lead:
            return None
        if words[after : after + 1] and words[after] in self._tables.of_them:
            while after < len(words) and words[after] in self._tables.of_them:
                after += 1
            return start, after
        at_end = ends_before(tokens, after) or self._is_possessive(tokens[place])
        return (start, after) if at_end else None

    def _pair_at(self, words: tuple[str, ...], tokens: tuple[Token, ...], start: int) -> int:
        """Where words for two of those talked of end that begin at a place; else that place."""
        length = phrase_at(words, start, self._tables.both)
        end = start + length
        if length:
            if words[end : end + 1] and words[end] in self._many:
                return end + 1
            bare = words[start] in self._tables.ordinal_lead and length == 2
            return start if bare and not ends_before(tokens, end) else end
        if words[start] in self._tables.compared_pronouns:
            for phrase in self._tables.before_compared:
                if words[max(0, start - len(phrase)) : start] == phrase:
                    return start + 1
        return start

    def _is_possessive(self, token: Token) -> bool:
        return token.surface.lower().endswith(f"'{self._tables.possessive}")

    def _named(self, entities: Sequence[Entity]) -> list[Token]:
        """Tokens for entities, joined as in a list."""
        joint = self._tables.phrases["and"]
        tokens: list[Token] = []
        for entity in entities:
            if tokens:
                tokens.append(self._language.token(joint, joint, 0, 0, ""))
            tokens.append(self._language.name_token(entity.name, entity.id))
        return tokens

    def _other(self, session: Session) -> tuple[str, ...]:
        current = session.entities[:1]
        row = session.row if set(current) <= set(session.row) else ()
        rest = [e for e in (*row, *session.entities, *session.earlier) if e not in current]
        return tuple(rest[:1])

    def _at_place(
        self, session: Session, found: tuple[int, int], words: tuple[str, ...]
    ) -> tuple[str, ...]:
        ordinals = self._tables.ordinals
        place = next(ordinals[word] for word in words[found[0] : found[1]] if word in ordinals)
        return (session.row[place],) if 1 < len(session.row) > place else ()

    def _pair(self, session: Session) -> tuple[str, ...]:
        """The two last named side by side, else the two last talked of, the earlier one first."""
        if len(session.row) > 1:
            return session.row[:2]
        latest = (*session.entities, *session.earlier)[:2]
        return latest[::-1] if len(latest) > 1 else ()


def _typed(message: Utterance, start: int, end: int) -> str:
    """Words of a message as they were typed, without the punctuation after them."""
    return " ".join(token.surface for token in message.tokens[start:end])
