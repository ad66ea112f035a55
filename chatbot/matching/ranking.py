"""Which phrasings, and through them entries, are compared closely, and in which order they come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import nlargest
from typing import Final, NamedTuple

from chatbot.matching.conflicts import Conflict
from chatbot.matching.index import Answers, Index
from chatbot.matching.judging import Judge
from chatbot.matching.parameters import Parameters
from chatbot.matching.query import Query
from chatbot.matching.scoring import Candidate, Comparison, compare, score
from chatbot.matching.terms import Term

_DIGITS: Final = 9
"""Scores that differ only later, by the order in which they were added up, are a tie."""


class RankedCandidate(NamedTuple):
    """A candidate with its place in the ranking."""

    candidate: Candidate
    score: float
    """All signals as one figure."""
    exact: bool
    """Whether one of its phrasings has the very words of the question."""
    conflicts: tuple[Conflict, ...]
    """What forbids it."""


def retrieve(query: Query, index: Index, parameters: Parameters) -> list[tuple[int, float]]:
    """The phrasings that share most with the question, best first, each with its overlap.

    Shared with the question's length and with the phrasing's own in equal parts, so that neither
    short phrasings nor long ones crowd out the others.
    """
    overlaps: dict[int, float] = {}
    visited = 0
    postings = index.postings
    for term in sorted(query.vector, key=lambda term: (len(postings[term]), term)):
        places = postings[term]
        if visited and visited + len(places) > parameters.most_postings:
            continue
        visited += len(places)
        gain = query.vector[term] * index.weights[term]
        for place in places:
            overlaps[place] = overlaps.get(place, 0.0) + gain
    lengths = index.lengths
    ranked = nlargest(
        parameters.compared,
        [
            (overlap / lengths[place] + overlap / query.length, -place)
            for place, overlap in overlaps.items()
        ],
    )
    least = parameters.compared_share * ranked[0][0] if ranked else 0.0
    return [
        (-place, overlaps[-place])
        for number, (shared, place) in enumerate(ranked)
        if number < parameters.compared_at_least or shared >= least
    ]


class Ranker:
    """Ranks the entries of one knowledge."""

    def __init__(self, index: Index, answers: Answers, parameters: Parameters) -> None:
        self._index = index
        self._answers = answers
        self._parameters = parameters

    def rank(self, query: Query, judge: Judge) -> list[RankedCandidate]:
        """The entries that may answer a question, best first; ties in the order of the file."""
        close: dict[int, list[Comparison]] = {}
        for position, overlap in retrieve(query, self._index, self._parameters):
            comparison = compare(query, position, overlap, self._index, self._parameters)
            close.setdefault(comparison.phrasing.entry, []).append(comparison)
        answer_of = self._answer_cosines(query, close)
        ranked = [
            one
            for entry, comparisons in close.items()
            for one in self._candidates(query, entry, comparisons, answer_of(entry), judge)
        ]
        ranked.sort(key=self._place)
        return ranked

    def _answer_cosines(
        self, query: Query, close: dict[int, list[Comparison]]
    ) -> Callable[[int], float]:
        """By entry: how close its answer is. One without an answer is given the best rival's."""
        cosines = self._answers.cosines(one.occurrence for one in query.terms)
        best = max((cosines.get(entry, 0.0) for entry in close), default=0.0)
        return lambda entry: cosines.get(entry, 0.0) if self._answers.has_words(entry) else best

    def _candidates(
        self,
        query: Query,
        entry: int,
        comparisons: list[Comparison],
        answer_cosine: float,
        judge: Judge,
    ) -> list[RankedCandidate]:
        """The candidate that an entry is; of an aspect that profiles lack, one for each entity."""
        comparisons.sort(key=lambda comparison: -comparison.score)
        plain = Candidate(
            query,
            entry,
            comparisons,
            self._index.count(entry),
            self._index.centroids.overlap(entry, query.vector),
            answer_cosine,
        )
        total = score(plain, self._parameters)
        exact = any(self._is_exact(query, comparison) for comparison in comparisons)
        lacking = judge.lacking(entry)
        entities: Sequence[Term | None] = (None,) if lacking is None else lacking
        return [
            RankedCandidate(candidate, total, exact, judge.conflicts(candidate))
            for candidate in (plain._replace(entity=entity) for entity in entities)
        ]

    def _place(self, one: RankedCandidate) -> tuple[bool, float, int]:
        left = one.score * self._parameters.conflict if one.conflicts else one.score
        return not one.exact, -round(left, _DIGITS), one.candidate.entry

    def _is_exact(self, query: Query, comparison: Comparison) -> bool:
        wanted = comparison.phrasing.terms
        if len(comparison.phrased) < len(wanted):
            return False
        vocabulary = self._index.vocabulary
        asked = (one.occurrence.term for one in query.terms)
        terms = dict.fromkeys(
            kind
            if (kind := vocabulary.of_kind.get(term, -1)) in wanted
            else vocabulary.numbers.get(term, -1)
            for term in asked
        )
        return tuple(terms) == wanted
