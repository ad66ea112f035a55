"""What the answers say: passages, which tell what an entry is about in other words than it asks."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import chain, repeat
from math import sqrt
from typing import Final, NamedTuple

from chatbot.knowledge import Entry
from chatbot.matching.index import Index
from chatbot.matching.parameters import Parameters
from chatbot.matching.query import Query
from chatbot.matching.recognising import Recogniser
from chatbot.matching.terms import Occurrence, Term
from chatbot.storage import Packer, Sections

_KEPT: Final = 1_024
"""How many answers' terms are cached."""


Passages = tuple[Sequence[Occurrence], ...]
"""The terms of each passage of an answer."""


class AnswerMatch(NamedTuple):
    """A question beside one answer."""

    cosine: float
    """Cosine of the question and the passage that is closest to it, 0 to 1."""
    asked: Sequence[float]
    """For each term of the question: similarity of the answer's most similar one."""
    passage: int = -1
    """Which passage that is, counted from 0 among those with content words; -1 for none."""


class Answers:
    """The passages of all answers: sentences, list items, headings."""

    def __init__(self, packed: Sections, index: Index) -> None:
        """Take what :meth:`AnswersBuilder.pack` laid out, and the index of the same knowledge."""
        self._numbers = index.vocabulary.numbers
        self._weights = index.weights
        self._passages = packed.numbers("passages")
        """By entry: its first passage; one more at the end."""
        self._terms = packed.rows("terms")
        """By passage: its terms."""
        self._given = packed.numbers("given")
        """By entry: whether it has an answer at all, if only "Yes."."""
        self._lengths = packed.numbers("lengths")
        self._entries = packed.numbers("entries")
        """By passage: its entry."""
        self._postings = packed.rows("postings")
        """By term: the passages that have it."""
        self.numbers = lru_cache(_KEPT)(self._find_numbers)
        """The terms of an entry's answer."""

    def is_given(self, entry: int) -> bool:
        """Whether an entry has an answer, whatever it says."""
        return bool(self._given[entry])

    def has_words(self, entry: int) -> bool:
        """Whether an entry has an answer that says anything."""
        has: bool = self._passages[entry] < self._passages[entry + 1]
        return has

    def first(self, entry: int) -> int:
        """The first passage of an entry's answer."""
        first: int = self._passages[entry]
        return first

    def _find_numbers(self, entry: int) -> frozenset[int]:
        passages = range(self._passages[entry], self._passages[entry + 1])
        return frozenset(chain.from_iterable(map(self._terms.__getitem__, passages)))

    def terms(self, entry: int, asked: Iterable[Term]) -> frozenset[Term]:
        """Those of the terms that an entry's answer has."""
        own = self.numbers(entry)
        return frozenset(term for term in asked if self._numbers.get(term, -1) in own)

    def closest(self, query: Query, parameters: Parameters) -> ClosestAnswers:
        """The entries whose answers share a term with a question."""
        overlaps: dict[int, float] = {}
        visited: set[int] = set()
        for term, passages in self._visited(query, parameters.most_postings):
            visited.add(term)
            gain = query.vector[term] * self._weights[term]
            for passage in passages:
                overlaps[passage] = overlaps.get(passage, 0.0) + gain
        closest = ClosestAnswers(self, query, visited)
        for passage, overlap in overlaps.items():
            entry = self._entries[passage]
            cosine = min(1.0, overlap / (query.length * self._lengths[passage]))
            if cosine > closest.cosines.setdefault(entry, 0.0):
                closest.cosines[entry] = cosine
                closest.passages[entry] = passage
        return closest

    def _visited(self, query: Query, most: int) -> Iterator[tuple[int, memoryview]]:
        """The question's terms with their passages: the rarest first, ``most`` passages at most."""
        known = ((self._postings.length(term), term) for term in query.vector)
        visited = 0
        for number, term in sorted(known):
            visited += number
            if visited > most:
                return
            if number:
                yield term, self._postings[term]


class ClosestAnswers:
    """The answers that share a term with a question."""

    def __init__(self, answers: Answers, query: Query, visited: Set[int]) -> None:
        self._answers = answers
        self._query = query
        self._visited = visited
        """The terms that were looked up."""
        self.cosines: dict[int, float] = {}
        """By entry: cosine of the question and the closest passage."""
        self.passages: dict[int, int] = {}
        """By entry: that passage."""

    def of(self, entry: int) -> AnswerMatch:
        """How an entry's answer matches."""
        asked = [0.0] * len(self._query.terms)
        if entry not in self.cosines:
            return AnswerMatch(0.0, asked)
        for term in self._visited & self._answers.numbers(entry):
            for place, similarity in self._query.answering[term]:
                asked[place] = max(asked[place], similarity)
        passage = self.passages.get(entry)
        place = -1 if passage is None else passage - self._answers.first(entry)
        return AnswerMatch(self.cosines[entry], asked, place)


def under_heading(answer: Passages, entry: Entry, recogniser: Recogniser) -> Passages:
    """An entry's answer; the id of an aspect is like a heading over its first passage."""
    if not answer or not entry.aspect:
        return answer
    heading = recogniser.language.parse(entry.aspect.replace("-", " "))
    return ([*recogniser.recognise(heading.tokens), *answer[0]], *answer[1:])


class AnswersBuilder:
    """The passages of answers as they are read one after the other, to be laid out."""

    def __init__(self) -> None:
        self.words: dict[Term, str] = {}
        """Every content term → the first word that stands for it."""
        self._terms: list[tuple[Term, ...]] = []
        """By passage."""
        self._passages = array("i", [0])
        self._given = bytearray()

    def add(self, passages: Iterable[Sequence[Occurrence]]) -> None:
        """Take the passages of the next entry's answer."""
        given = False
        for passage in passages:
            given = True
            words = {one.term: one.word for one in passage if one.is_content}
            for term, word in words.items():
                self.words.setdefault(term, word)
            if words:
                self._terms.append(tuple(words))
        self._passages.append(len(self._terms))
        self._given.append(given)

    def pack(self, entries: int, index: Index, out: Packer) -> Answers:
        """Lay them out, once all were added; entries after those have no answer."""
        passages = self._passages
        passages.extend([len(self._terms)] * (entries + 1 - len(passages)))
        terms = [[index.vocabulary.numbers[one] for one in own] for own in self._terms]
        postings: list[array[int]] = [array("i") for _ in index.weights]
        lengths = array("d")
        for passage, own in enumerate(terms):
            for term in own:
                postings[term].append(passage)
            lengths.append(sqrt(sum(index.weights[term] ** 2 for term in own)) or 1.0)
        counts = (passages[entry + 1] - passages[entry] for entry in range(entries))
        repeated = chain.from_iterable(repeat(entry, n) for entry, n in enumerate(counts))
        out.numbers("passages", passages)
        out.rows("terms", terms)
        out.numbers("given", self._given.ljust(entries, b"\0"))
        out.numbers("lengths", lengths)
        out.numbers("entries", array("i", repeated))
        out.rows("postings", postings)
        return Answers(out.sections(), index)
