"""Which entries are compared closely, and in which order they come."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from typing import Final, NamedTuple

from chatbot.matching.answers import AnswerMatch, Answers, ClosestAnswers
from chatbot.matching.conflicts import Conflict
from chatbot.matching.index import Index
from chatbot.matching.judging import Judge
from chatbot.matching.parameters import Parameters
from chatbot.matching.query import Query
from chatbot.matching.retrieval import retrieve
from chatbot.matching.scoring import Candidate, Comparison, agreement_of, compare, score
from chatbot.matching.semantics import Nearness, SemanticMatch

_DIGITS: Final = 9
"""Scores that differ only later, by the order in which they were added up, are a tie."""


class RankedCandidate(NamedTuple):
    """A candidate with its place in the ranking."""

    candidate: Candidate
    score: float
    """All signals as one figure."""
    exact: bool
    """Whether one of its phrasings has the very words of the question."""
    conflicts: tuple[Conflict, ...] = ()
    """What speaks against it."""
    missing: tuple[str, ...] = ()
    """The words of its closest phrasing that the question lacks."""
    asks_more: bool = False
    """Whether it asks for something in particular where the question does not."""


class Told(NamedTuple):
    """What answer and encoder tell of an entry beside a question."""

    answer: AnswerMatch
    semantic: SemanticMatch | None

    def instead_of(self, own: SemanticMatch | None) -> Told:
        """The same for an entry without an answer, taken to have one as good as this best rival's.

        ``own`` is how close the entry's phrasings are in meaning; None where that is not known.
        """
        if own is None or self.semantic is None:
            return self._replace(semantic=own or self.semantic)
        passage = self.semantic.passage
        own = own._replace(nearest=max(own.nearest, passage), passage=passage)
        return self._replace(semantic=own)


def _most(answered: Sequence[float], comparisons: Sequence[Comparison]) -> Sequence[float]:
    """For each term of the question: its best similarity in the answer or any phrasing."""
    found = answered
    for one in comparisons:
        found = [
            most if most > other else other for most, other in zip(found, one.asked, strict=True)
        ]
    return found


class Ranker:
    """Ranks the entries of one knowledge."""

    def __init__(self, index: Index, answers: Answers, parameters: Parameters) -> None:
        self._index = index
        self._answers = answers
        self.parameters = parameters
        """How it compares and weighs."""

    def rank(
        self, query: Query, judge: Judge, nearness: Nearness | None = None
    ) -> list[RankedCandidate]:
        """The entries that may answer a question, best first; ties in the order of the file.

        ``nearness`` says how close they are in meaning, where there is an encoder.
        """
        answered = self._answers.closest(query, self.parameters)
        close = self._compare(query, answered, nearness, judge)
        semantic = {entry: nearness.of(entry) for entry in close} if nearness else {}
        ranked: list[RankedCandidate] = []
        without = [entry for entry in close if not self._answers.has_words(entry)]
        for entry in close.keys() - without:
            told = Told(answered.of(entry), semantic.get(entry))
            ranked += self._candidates(query, entry, close[entry], told, judge)
        rival = Told(AnswerMatch(0.0, [0.0] * len(query.terms)), None)
        if ranked:
            best = max(ranked, key=lambda one: (one.score, -one.candidate.entry)).candidate
            rival = Told(best.answer, best.semantic)
        for entry in without:
            told = rival.instead_of(semantic.get(entry))
            ranked += self._candidates(query, entry, close[entry], told, judge)
        least = self.parameters.judged * max((one.score for one in ranked), default=0.0)
        ranked = [self._judged(one, judge) if one.score >= least else one for one in ranked]
        ranked.sort(key=self._place)
        return ranked

    def _judged(self, one: RankedCandidate, judge: Judge) -> RankedCandidate:
        """A candidate with what speaks against it."""
        closest = one.candidate.comparisons[0]
        content = self._index.content(closest.phrasing.position)
        least = self.parameters.means_same
        pairs = zip(closest.counterparts, closest.asked, strict=True)
        meant = {term for term, similarity in pairs if similarity >= least}
        return one._replace(
            conflicts=judge.conflicts(one.candidate),
            missing=tuple(word for term, word in content.items() if term not in meant),
            asks_more=judge.is_vaguer_than(one.candidate),
        )

    def _compare(
        self,
        query: Query,
        answered: ClosestAnswers,
        nearness: Nearness | None,
        judge: Judge,
    ) -> dict[int, list[Comparison]]:
        """By entry: comparisons with its phrasings that came close, or, if its answer did, one.

        One as well of an entry that is close in meaning only.
        """
        positions = retrieve(query, self._index, self.parameters)
        phrasings = self._index.phrasings
        found = {phrasings.entry(position) for position in positions}
        for entry in nlargest(
            self.parameters.compared_answers,
            answered.cosines,
            key=lambda one: (answered.cosines[one], -one),
        ):
            if entry not in found and self._index.count(entry):
                found.add(entry)
                positions.append(self._index.first[entry])
        if nearness:
            near = nearness.closest(self.parameters.compared_meanings, judge.named)
            positions += (nearness.closest_phrasing(one) for one in near if one not in found)
        close: dict[int, list[Comparison]] = {}
        for position in positions:
            comparison = compare(query, position, self._index, self.parameters)
            close.setdefault(comparison.phrasing.entry, []).append(comparison)
        return close

    def _candidates(
        self,
        query: Query,
        entry: int,
        comparisons: list[Comparison],
        told: Told,
        judge: Judge,
    ) -> list[RankedCandidate]:
        """The candidate that an entry is; of an aspect that profiles lack, one for each entity."""
        comparisons.sort(key=lambda comparison: -comparison.score)
        phrasings = self._index.count(entry)
        plain = Candidate(
            query,
            entry,
            comparisons,
            phrasings,
            agreement_of(comparisons, phrasings, self.parameters),
            self._index.centroids.overlap(entry, query.vector),
            told.answer,
            self._answers.is_given(entry),
            _most(told.answer.asked, comparisons),
            told.semantic,
        )
        total = score(plain, self.parameters)
        exact = any(self._is_exact(query, comparison) for comparison in comparisons)
        lacking = judge.lacking(entry)
        if lacking is None:
            return [RankedCandidate(plain, total, exact)]
        return [RankedCandidate(plain._replace(entity=one), total, exact) for one in lacking]

    def _place(self, one: RankedCandidate) -> tuple[bool, float, int]:
        left = one.score
        if any(conflict.kind not in self.parameters.doubts for conflict in one.conflicts):
            left *= self.parameters.conflict
        return not one.exact, -round(left, _DIGITS), one.candidate.entry

    def _is_exact(self, query: Query, comparison: Comparison) -> bool:
        wanted = comparison.phrasing.terms
        if len(comparison.phrased) < len(wanted):
            return False
        vocabulary = self._index.vocabulary
        asked = (one.occurrence.term for one in query.terms)
        terms = dict.fromkeys(
            kind
            if (kind := vocabulary.any_of_kind(term)) in wanted
            else vocabulary.numbers.get(term, -1)
            for term in asked
        )
        return tuple(terms) == wanted
