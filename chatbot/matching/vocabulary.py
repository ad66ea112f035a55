"""The terms of one knowledge: how much each says, and which mean the same or nearly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log

from rapidfuzz.distance import Prefix

from chatbot.matching.parameters import Parameters
from chatbot.matching.recognising import Recogniser
from chatbot.matching.terms import Occurrence, Term

Similar = Sequence[tuple[int, float]]
"""Terms by number with their similarity, 0 to 1, most similar first."""


class Vocabulary:
    """Every term of the phrasings and the answers, numbered."""

    def __init__(
        self,
        phrasings: Iterable[tuple[int, Sequence[Term]]],
        answered: Iterable[Term],
        entries: int,
        recogniser: Recogniser,
        parameters: Parameters,
    ) -> None:
        """Take the place of each phrasing's entry with its terms, and the terms of the answers."""
        self._parameters = parameters
        self._recogniser = recogniser
        self._lexicon = recogniser.language.lexicon
        self._entries = entries
        self.subject = recogniser.subject
        """Term of what all of the knowledge is about."""
        self.numbers: dict[Term, int] = {}
        """Term → its number."""
        frequencies: list[int] = []
        last: list[int] = []
        for entry, terms in phrasings:
            for term in terms:
                number = self.numbers.setdefault(term, len(frequencies))
                if number == len(frequencies):
                    frequencies.append(0)
                    last.append(-1)
                if last[number] != entry:
                    frequencies[number] += 1
                    last[number] = entry
        self._document_frequency = frequencies
        """By term: how many entries have it in a phrasing."""
        for term in answered:
            if self.numbers.setdefault(term, len(frequencies)) == len(frequencies):
                frequencies.append(0)
        self.of_kind = self._terms_of_kinds()
        """Term of an entity, but for the subject → number of the term for any of its kind."""
        self._by_beginning = {} if self._lexicon.relates else self._find_beginnings()
        self._similar: dict[Term, Similar] = {}
        self._weights: dict[tuple[Term, str], float] = {}

    def weight(self, term: Term, word: str, *, function: bool) -> float:
        """How much a term says, 0 to 1: its inverse document frequency and its rarity, averaged.

        The first is that of BM25 (Robertson & Zaragoza 2009) over entries, as a share of that
        of a term in no entry.
        """
        weight = self._weights.get((term, word))
        if weight is None:
            weight = self._weigh(term, word, function)
            if self._is_worth_keeping(term, word):
                self._weights[term, word] = weight
        return weight

    def is_function(self, word: str) -> bool:
        """Whether a word is a function word."""
        return word in self._recogniser.language.tables.function_words

    def names_a_thing(self, word: str) -> bool:
        """Whether a word is rare enough in the language to tell things apart."""
        tables = self._recogniser.language.tables
        if word in tables.comparing or word in tables.starters:
            return False
        return self._lexicon.rarity(word) >= self._parameters.common

    def _weigh(self, term: Term, word: str, function: bool) -> float:
        if term.is_name:
            return self._parameters.subject if term == self.subject else self._parameters.entity
        number = self.numbers.get(term)
        frequency = 0 if number is None else self._document_frequency[number]
        idf = log(1 + (self._entries - frequency + 0.5) / (frequency + 0.5))
        idf /= log(1 + (self._entries + 0.5) / 0.5)
        share = self._parameters.rarity
        weight = (1 - share) * idf + share * self._lexicon.rarity(word)
        return weight * self._parameters.function_word if function else weight

    def similar(self, term: Term) -> Similar:
        """The terms of the knowledge that mean the same as a term, or something related."""
        found = self._similar.get(term)
        if found is None:
            found = self._find_similar(term)
            if found:
                self._similar[term] = found
        return found

    def similar_to(self, occurrence: Occurrence) -> Similar:
        """The same for an occurrence: if misspelt, for all that it may have been meant to be."""
        term = occurrence.term
        if not occurrence.corrections or term.is_name or term.kind == "synonym":
            return self.similar(term)
        found: dict[int, float] = {}
        for word, likelihood in occurrence.corrections:
            for number, similarity in self.similar(self._recogniser.term_of(word)):
                found[number] = max(likelihood * similarity, found.get(number, 0.0))
        return _most_similar_first(found)

    def _find_similar(self, term: Term) -> Similar:
        found: dict[int, float] = {}
        if term.kind == "synonym":
            for stem in self._recogniser.members[term]:
                self._add_related(stem, found)
        elif term.kind == "word":
            self._add_related(term.key, found)
            self._add_cognates(term.key, found)
        for own in (self.numbers.get(term), self.of_kind.get(term)):
            if own is not None:
                found[own] = 1.0
        return _most_similar_first(found)

    def _add_related(self, stem: str, found: dict[int, float]) -> None:
        group_of = self._recogniser.group_of
        for related, similarity in self._lexicon.related(stem):
            number = self.numbers.get(group_of.get(related) or Term("word", related))
            if number is not None:
                found[number] = max(similarity * self._parameters.related, found.get(number, 0.0))

    def _add_cognates(self, stem: str, found: dict[int, float]) -> None:
        """Words that begin alike, for a language whose related words are not known."""
        for own in self._by_beginning.get(stem[: self._parameters.cognate_beginning], ()):
            alike = Prefix.normalized_similarity(stem, own)
            if alike >= self._parameters.least_cognate:
                number = self.numbers[Term("word", own)]
                similarity = alike * self._parameters.cognate
                found[number] = max(similarity, found.get(number, 0.0))

    def _is_worth_keeping(self, term: Term, word: str) -> bool:
        """Whether a word may come again: what is kept must not grow with what people type."""
        return term in self.numbers or word in self._lexicon

    def _find_beginnings(self) -> dict[str, list[str]]:
        """The stems of the knowledge by their first letters."""
        found: dict[str, list[str]] = {}
        letters = self._parameters.cognate_beginning
        for term in self.numbers:
            if term.kind == "word" and len(term.key) >= letters:
                found.setdefault(term.key[:letters], []).append(term.key)
        return found

    def _terms_of_kinds(self) -> dict[Term, int]:
        found: dict[Term, int] = {}
        for term, entity in self._recogniser.entities.items():
            number = self.numbers.get(Term("kind", entity.kind))
            if number is not None and term != self.subject:
                found[term] = number
        return found


def _most_similar_first(found: dict[int, float]) -> Similar:
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))
