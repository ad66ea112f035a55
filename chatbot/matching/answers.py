"""What the answers say: passages, which tell what an entry is about in other words than it asks."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from typing import NamedTuple

from chatbot.matching.parameters import Parameters
from chatbot.matching.query import Query
from chatbot.matching.terms import Occurrence, Term


class AnswerMatch(NamedTuple):
    """A question beside one answer."""

    cosine: float
    """Cosine of the question and the passage that is closest to it, 0 to 1."""
    asked: Sequence[float]
    """For each term of the question: similarity of the answer's most similar one."""


class Answers:
    """The passages of all answers: sentences, list items, headings."""

    def __init__(self) -> None:
        self.words: dict[Term, str] = {}
        """Every content term → the first word that stands for it."""
        self._numbers: dict[Term, int] = {}
        self._terms = array("i")
        self._first = array("i", [0])
        """By passage: where its terms begin; one more at the end."""
        self._passages = array("i", [0])
        """By entry: its first passage; one more at the end."""
        self._given = bytearray()
        """By entry: whether it has an answer at all, if only "Yes."."""

    def add(self, passages: Iterable[Sequence[Occurrence]]) -> None:
        """Take the passages of the next entry's answer."""
        given = False
        for passage in passages:
            given = True
            words = {one.term: one.word for one in passage if one.is_content}
            for term, word in words.items():
                self.words.setdefault(term, word)
                self._terms.append(self._numbers.setdefault(term, len(self._numbers)))
            if words:
                self._first.append(len(self._terms))
        self._passages.append(len(self._first) - 1)
        self._given.append(given)

    def close(self, entries: int, numbers: dict[Term, int], weights: Sequence[float]) -> None:
        """Lay the passages out, once all were added; entries after those have no answer.

        ``numbers`` has every term's number in the vocabulary, ``weights`` its weight.
        """
        while len(self._passages) <= entries:
            self._passages.append(len(self._first) - 1)
        own = array("i", (numbers[term] for term in self._numbers))
        self._terms = array("i", (own[number] for number in self._terms))
        self._numbers = numbers
        self._weights = weights
        self._lengths = array("d")
        self._entries = array("i")
        """By passage: its entry."""
        self._postings: dict[int, array[int]] = {}
        """By term: the passages that have it."""
        for entry in range(entries):
            self._entries.extend([entry] * (self._passages[entry + 1] - self._passages[entry]))
        for passage in range(len(self._entries)):
            square = 0.0
            for term in self._terms_of(passage):
                square += weights[term] ** 2
                self._postings.setdefault(term, array("i")).append(passage)
            self._lengths.append(sqrt(square) or 1.0)

    def is_given(self, entry: int) -> bool:
        """Whether an entry has an answer, whatever it says."""
        return entry < len(self._given) and bool(self._given[entry])

    def has_words(self, entry: int) -> bool:
        """Whether an entry has an answer that says anything."""
        return self._passages[entry] < self._passages[entry + 1]

    def terms(self, entry: int, asked: Iterable[Term]) -> frozenset[Term]:
        """Those of the terms that an entry's answer has."""
        start, end = (self._first[self._passages[place]] for place in (entry, entry + 1))
        own = self._terms[start:end]
        return frozenset(term for term in asked if self._numbers.get(term, -1) in own)

    def closest(self, query: Query, parameters: Parameters) -> dict[int, AnswerMatch]:
        """Entry → how its answer matches, for entries whose answers share a term."""
        overlaps: dict[int, float] = {}
        asked: dict[int, list[float]] = {}
        for term, passages in self._visited(query, parameters.most_postings):
            gain = query.vector[term] * self._weights[term]
            for passage in passages:
                overlaps[passage] = overlaps.get(passage, 0.0) + gain
            for entry in {self._entries[passage] for passage in passages}:
                best = asked.setdefault(entry, [0.0] * len(query.terms))
                for place, similarity in query.answering[term]:
                    best[place] = max(best[place], similarity)
        cosines = dict.fromkeys(asked, 0.0)
        for passage, overlap in overlaps.items():
            entry = self._entries[passage]
            cosine = min(1.0, overlap / (query.length * self._lengths[passage]))
            cosines[entry] = max(cosines[entry], cosine)
        return {entry: AnswerMatch(cosines[entry], best) for entry, best in asked.items()}

    def _visited(self, query: Query, most: int) -> Iterator[tuple[int, array[int]]]:
        """The question's terms with their passages: the rarest first, ``most`` passages or so."""
        known = [(term, self._postings[term]) for term in query.vector if term in self._postings]
        visited = 0
        for term, passages in sorted(known, key=lambda one: (len(one[1]), one[0])):
            visited += len(passages)
            if visited > most and visited > len(passages):
                return
            yield term, passages

    def _terms_of(self, passage: int) -> array[int]:
        return self._terms[self._first[passage] : self._first[passage + 1]]
