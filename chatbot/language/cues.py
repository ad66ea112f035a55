"""What the words of an utterance do: ask, point back, or say something of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from chatbot.language.tables import Phrases, Tables, Words
from chatbot.language.values import Token, Utterance

_SMALL_NUMBER: Final = 2
"""Figures of the longest number that counts or picks something rather than dates it."""


class Cues:
    """Reads what words do in one language."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._contentless = (
            tables.function_words | tables.interjections | tables.followup_tail | tables.adverbs
        )
        self._starters = tables.question_words | tables.starters
        self._remarking = (
            tables.auxiliaries
            | tables.anaphors
            | tables.negators
            | tables.interjections
            | tables.remark_words
        )

    def is_content(self, word: str) -> bool:
        """Whether a word says something of itself; a small number by itself does not."""
        if word.isdecimal() and len(word) <= _SMALL_NUMBER:
            return False
        return word not in self._contentless

    def asks(self, utterance: Utterance) -> bool:
        """Whether it is put as a question or request."""
        return utterance.is_question_marked or self.begins_to_ask(utterance)

    def begins_to_ask(self, utterance: Utterance) -> bool:
        """Whether it begins as a question or request does."""
        before = self._tables.interjections
        words = (token.word for token in utterance.tokens)
        first = next((word for word in words if word not in before), "")
        return first in self._starters

    def only_remarks(self, utterance: Utterance) -> bool:
        """Whether it asks no more than whether what was said is so: "Is that so?"."""
        words = utterance.words
        remarks = not self._tables.remark_words.isdisjoint(words)
        return remarks and self._remarking.issuperset(words)

    def question_words(self, words: Iterable[str]) -> Words:
        """The question words among some words."""
        return self._tables.question_words.intersection(words)

    def points_back(self, words: Iterable[str]) -> bool:
        """Whether some word may stand for something said before."""
        return not self._tables.anaphors.isdisjoint(words)

    def has_pronoun(self, words: Iterable[str]) -> bool:
        """Whether some word is a pronoun for an entity talked of."""
        return any(self.is_pronoun(word) for word in words)

    def is_pronoun(self, word: str) -> bool:
        """Whether a word is a pronoun for an entity talked of."""
        return word in self._tables.singular_pronouns or word in self._tables.plural_pronouns


def phrase_at(words: tuple[str, ...], start: int, phrases: Phrases) -> int:
    """How many words the longest of the phrases has that stands at a place; 0 for none."""
    lengths = (len(one) for one in phrases if words[start : start + len(one)] == one)
    return max(lengths, default=0)


def ends_before(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether the words up to a place are all there is, or punctuation follows them."""
    return place >= len(tokens) or bool(tokens[place - 1].after.strip())
