"""The terms of one knowledge: how much each says, and which mean the same or nearly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Final

from chatbot.matching.english import FUNCTION_WORDS
from chatbot.matching.entities import ENTITY_MARK, KIND_MARK
from chatbot.matching.lexicon import Lexicon
from chatbot.matching.reading import SYNONYM_MARK, Reader, Text

FUNCTION_WORD_FACTOR: Final = 0.5
ENTITY_WEIGHT: Final = 1.0
SUBJECT_WEIGHT: Final = 0.2
RELATED_FACTOR: Final = 0.8
ALIAS_FACTOR: Final = 0.95

Counterparts = Sequence[tuple[int, float]]
"""Terms with their similarity, 0 to 1, most similar first."""


class Vocabulary:
    """Every term of the phrasings, numbered."""

    def __init__(self, texts: Iterable[Text], entries: int, reader: Reader) -> None:
        """Take every phrasing, how many entries there are, and who read them."""
        self._lexicon: Lexicon = reader.lexicon
        self._entries = entries
        self.subject = reader.subject
        """Term of what all of the knowledge is about."""
        spread: dict[str, set[int]] = {}
        words: dict[str, str] = {}
        for text in texts:
            words.update(zip(text.words, text.terms, strict=True))
            for term in text.terms:
                spread.setdefault(term, set()).add(text.entry)
        self._spread = {term: len(found) for term, found in spread.items()}
        self.numbers = {term: number for number, term in enumerate(spread)}
        """Term → its number."""
        self.of_kind = {
            term: self.numbers[KIND_MARK + entity.kind]
            for term, entity in reader.entities.items()
            if term != self.subject and KIND_MARK + entity.kind in self.numbers
        }
        """Term of an entity, but for the subject → number of the term for any of its kind."""
        self._members = reader.members
        self._group_of = {stem: term for term, stems in self._members.items() for stem in stems}
        self._aliases = self._find_aliases(words, reader)
        self._own_words = frozenset(words)
        self._found: dict[str, Counterparts] = {}
        self._weights: dict[tuple[str, str], float] = {}

    def weight(self, term: str, word: str) -> float:
        """How much a term says, 0 to 1: half how few entries share it, half its word's rarity.

        The first half is BM25's inverse document frequency (Robertson & Zaragoza 2009) over
        entries, as a share of that of a term in no entry.
        """
        weight = self._weights.get((term, word))
        if weight is None:
            weight = self._weigh(term, word)
            if self._is_worth_keeping(word):
                self._weights[term, word] = weight
        return weight

    def _weigh(self, term: str, word: str) -> float:
        if term[0] in (ENTITY_MARK, KIND_MARK):
            return SUBJECT_WEIGHT if term == self.subject else ENTITY_WEIGHT
        spread, entries = self._spread.get(term, 0), self._entries
        scarcity = log(1 + (entries - spread + 0.5) / (spread + 0.5))
        scarcity /= log(1 + (entries + 0.5) / 0.5)
        weight = (scarcity + self._lexicon.rarity(word)) / 2
        return weight * FUNCTION_WORD_FACTOR if word in FUNCTION_WORDS else weight

    def counterparts(self, term: str) -> Counterparts:
        """The terms that mean the same as a term, or something related."""
        found = self._found.get(term)
        if found is None:
            found = self._find_counterparts(term)
            if found:
                self._found[term] = found
        return found

    def _is_worth_keeping(self, word: str) -> bool:
        """Whether a word may come again: what is kept must not grow with what people type."""
        return word in self._own_words or word in self._lexicon

    def _find_counterparts(self, term: str) -> Counterparts:
        found: dict[int, float] = {}
        if term[0] != ENTITY_MARK:
            for stem in self._members.get(term, (term,)):
                self._add_related(stem, found)
        for own in (self.numbers.get(term), self.of_kind.get(term)):
            if own is not None:
                found[own] = 1.0
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))

    def _add_related(self, stem: str, found: dict[int, float]) -> None:
        for number, similarity in self._aliases.get(stem, ()):
            found[number] = max(similarity * ALIAS_FACTOR, found.get(number, 0.0))
        for related, similarity in self._lexicon.related(stem):
            position = self.numbers.get(self._group_of.get(related, related))
            if position is not None:
                found[position] = max(similarity * RELATED_FACTOR, found.get(position, 0.0))

    def _find_aliases(self, words: Mapping[str, str], reader: Reader) -> dict[str, Counterparts]:
        """General words that a misspelt word of the knowledge stands for → its term."""
        aliases: dict[str, Counterparts] = {}
        for word, term in words.items():
            if term[0] in (ENTITY_MARK, SYNONYM_MARK) or not reader.speller.is_foreign(word):
                continue
            for reading in reader.speller.readings(word, general_only=True)[:1]:
                stem = self._lexicon.stem(reading.word)
                own = (self.numbers[term], reading.similarity)
                aliases[stem] = [*aliases.get(stem, ()), own]
        return aliases

    def term(self, word: str) -> str:
        """The term a single word stands for."""
        stem = self._lexicon.stem(word)
        return self._group_of.get(stem, stem)

    def is_general(self, word: str) -> bool:
        """Whether a word is one of general English."""
        return word in self._lexicon
