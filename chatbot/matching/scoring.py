"""How close an entry is to a question: each signal a small function, all in one table.

Every signal lies between 0 and 1 and means the same in every knowledge file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from operator import mul
from typing import Final, NamedTuple

from chatbot.matching.answers import AnswerMatch
from chatbot.matching.index import Index, Phrasing
from chatbot.matching.parameters import Parameters
from chatbot.matching.query import Query
from chatbot.matching.semantics import SemanticMatch
from chatbot.matching.terms import Term


class Comparison(NamedTuple):
    """A question aligned with one phrasing."""

    phrasing: Phrasing
    asked: Sequence[float]
    """For each term of the question: similarity of the best term of the phrasing."""
    counterparts: Sequence[int]
    """For each term of the question: which term of the phrasing that is; -1 for none."""
    phrased: dict[int, float]
    """For each term of the phrasing that answers to one: the best similarity."""
    phrasing_coverage: float
    """Share of the phrasing's weight that the question has."""
    cosine: float
    """Soft cosine of the two (Sidorov et al. 2014): related words are not orthogonal."""
    score: float
    """Both, and the share of the question's weight that the phrasing has, as one, 0 to 1."""


class Candidate(NamedTuple):
    """An entry beside a question."""

    query: Query
    entry: int
    comparisons: Sequence[Comparison]
    """Of its phrasings that came closest, best first."""
    phrasings: int
    """How many phrasings the entry has."""
    agreement: float
    """How close its closest phrasings are on average."""
    centroid_overlap: float
    """Dot product of the question's vector with the entry's centroid."""
    answer: AnswerMatch
    """The question beside the entry's answer."""
    is_answered: bool
    """Whether the entry has an answer."""
    covered: Sequence[float]
    """For each term of the question: the best similarity of any phrasing or the answer."""
    semantic: SemanticMatch | None = None
    """How close the entry is in meaning; None without an encoder."""
    entity: Term | None = None
    """The entity that is asked for an aspect which its profile lacks."""


def compare(query: Query, position: int, index: Index, parameters: Parameters) -> Comparison:
    """Align the terms of a question with those of a phrasing, each with its most similar one."""
    phrasing = index.phrasings[position]
    asked, counterparts, phrased = _align(query, phrasing)
    weights = index.weights
    question_coverage = sum(map(mul, query.weights, asked)) / query.weight
    covered = overlap = 0.0
    for term, similarity in phrased.items():
        covered += weights[term] * similarity
        overlap += weights[term] * query.vector[term]
    phrasing_coverage = covered / phrasing.weight
    cosine = min(1.0, overlap / (query.length * index.lengths[position]))
    p = parameters
    score = (
        p.both_covered * sqrt(question_coverage * phrasing_coverage)
        + p.question_covered * question_coverage
        + p.phrasing_covered * phrasing_coverage
        + p.cosine * cosine
    ) / (p.both_covered + p.question_covered + p.phrasing_covered + p.cosine)
    if index.names and any(t not in phrased for t in index.names.intersection(phrasing.terms)):
        score *= p.unasked_name
    return Comparison(phrasing, asked, counterparts, phrased, phrasing_coverage, cosine, score)


def _align(query: Query, phrasing: Phrasing) -> tuple[list[float], list[int], dict[int, float]]:
    """By term of the question the most similar term and its similarity, and the other way round."""
    asked = [0.0] * len(query.terms)
    counterparts = [-1] * len(query.terms)
    phrased: dict[int, float] = {}
    answering = query.answering
    for term in phrasing.terms:
        answered = answering.get(term)
        if answered is None:
            continue
        best = 0.0
        for place, similarity in answered:
            if similarity > asked[place]:
                asked[place] = similarity
                counterparts[place] = term
            if similarity > best:
                best = similarity
        phrased[term] = best
    return asked, counterparts, phrased


def agreement_of(
    comparisons: Sequence[Comparison], phrasings: int, parameters: Parameters
) -> float:
    """How close the few closest of an entry's phrasings are on average, compared or not."""
    wanted = min(parameters.agreeing, phrasings)
    scores = [comparison.score for comparison in comparisons[:wanted]]
    not_compared = wanted - len(scores)
    return (sum(scores) + not_compared * parameters.not_compared * scores[-1]) / wanted


def closest_phrasing(candidate: Candidate) -> float:
    """How close the closest phrasing is, squared: all but the same is more than twice half so."""
    return candidate.comparisons[0].score ** 2


def agreement(candidate: Candidate) -> float:
    """How close the few closest phrasings are on average, or all where there are fewer."""
    return candidate.agreement


def centroid(candidate: Candidate) -> float:
    """Cosine of the question and all the entry's phrasings taken together."""
    return min(1.0, candidate.centroid_overlap / candidate.query.length)


def closest_passage(candidate: Candidate) -> float:
    """Cosine of the question and the closest passage of the answer."""
    return candidate.answer.cosine


def coverage(candidate: Candidate) -> float:
    """How much of what the question says the entry's phrasings and answer have together."""
    said = covered = 0.0
    for term, similarity in zip(candidate.query.terms, candidate.covered, strict=True):
        if not term.occurrence.function:
            said += term.weight
            covered += term.weight * similarity
    return covered / said if said else 0.0


def nearest_meaning(candidate: Candidate) -> float:
    """How close in meaning the closest phrasing or passage is.

    0 without an encoder, as the next.
    """
    return candidate.semantic.nearest if candidate.semantic else 0.0


def mean_meaning(candidate: Candidate) -> float:
    """How close in meaning the three closest phrasings are on average."""
    return candidate.semantic.mean if candidate.semantic else 0.0


Signal = Callable[[Candidate], float]

SIGNALS: Final[dict[str, Signal]] = {
    signal.__name__: signal
    for signal in (
        closest_phrasing,
        agreement,
        centroid,
        closest_passage,
        coverage,
        nearest_meaning,
        mean_meaning,
    )
}
"""Every signal by its name; which count, and how much, are parameters."""


def score(candidate: Candidate, parameters: Parameters) -> float:
    """All signals as one figure, by which candidates are ranked."""
    total = 0.0
    for name, weight in parameters.signals.items():
        total += weight * SIGNALS[name](candidate)
    return total
