"""What speaks for an entry, each signal a small pure function of meaning, all in one table.

Every signal lies between 0 and 1 and means the same in every knowledge file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from operator import mul
from typing import Final, NamedTuple

from chatbot.matching.index import Index, Phrasing
from chatbot.matching.question import Question

UNASKED_NAME: Final = 0.8
"""What is left of the score of a phrasing that names an entity the question does not name."""


class Comparison(NamedTuple):
    """A question laid beside one phrasing."""

    phrasing: Phrasing
    asked: Sequence[float]
    """For each unit of the question: similarity of its best counterpart in the phrasing."""
    phrased: dict[int, float]
    """For each term of the phrasing that has one: similarity of its best counterpart."""
    question_covered: float
    """Share of the question's weight that the phrasing has."""
    phrasing_covered: float
    """Share of the phrasing's weight that the question has."""
    cosine: float
    """Soft cosine of the two (Sidorov et al. 2014): related words are not orthogonal."""
    score: float
    """The three as one, 0 to 1."""


class Candidate(NamedTuple):
    """An entry laid beside a question."""

    question: Question
    entry: int
    comparisons: Sequence[Comparison]
    """Of its phrasings that came closest, best first."""
    phrasings: int
    """How many phrasings the entry has."""
    profile_overlap: float
    """Dot product of the question's vector with the entry's profile."""
    answer_cosine: float
    answer: frozenset[str]
    """Terms of the entry's answer."""
    entity: str | None = None
    """Term of the entity that is asked for an aspect which its profile lacks."""


def compare(question: Question, position: int, overlap: float, index: Index) -> Comparison:
    """Align the words of a question with those of a phrasing, each with its best counterpart."""
    phrasing = index.phrasings[position]
    asked, phrased = _align(question, phrasing)
    weights = index.weights
    question_covered = sum(map(mul, question.weights, asked)) / question.weight
    covered = 0.0
    for term, similarity in phrased.items():
        covered += weights[term] * similarity
    phrasing_covered = covered / phrasing.weight
    cosine = min(1.0, overlap / (question.length * index.lengths[position]))
    both = sqrt(question_covered * phrasing_covered)
    score = (2 * both + 1.6 * question_covered + 0.6 * phrasing_covered + 2 * cosine) / 6.2
    if index.names and any(t not in phrased for t in index.names.intersection(phrasing.terms)):
        score *= UNASKED_NAME
    return Comparison(phrasing, asked, phrased, question_covered, phrasing_covered, cosine, score)


def _align(question: Question, phrasing: Phrasing) -> tuple[list[float], dict[int, float]]:
    """Similarity of the best counterpart, by unit of the question and by term of the phrasing."""
    asked = [0.0] * len(question.asked)
    phrased: dict[int, float] = {}
    answering = question.answering
    for term in phrasing.terms:
        answered = answering.get(term)
        if answered is None:
            continue
        best = 0.0
        for place, similarity in answered:
            if similarity > asked[place]:
                asked[place] = similarity
            if similarity > best:
                best = similarity
        phrased[term] = best
    return asked, phrased


def phrasing_score(candidate: Candidate) -> float:
    """How close the closest phrasing is, squared: all but the same is more than twice half so."""
    return candidate.comparisons[0].score ** 2


def agreement(candidate: Candidate) -> float:
    """How close the three closest phrasings are on average, or all where there are fewer."""
    scores = [comparison.score for comparison in candidate.comparisons[:3]]
    wanted = min(3, candidate.phrasings)
    return (sum(scores) + (wanted - len(scores)) * 0.8 * scores[-1]) / wanted


def profile(candidate: Candidate) -> float:
    """Cosine of the question and all the entry's phrasings taken together."""
    return min(1.0, candidate.profile_overlap / candidate.question.length)


def answer(candidate: Candidate) -> float:
    """TF-IDF cosine of the question and the answer."""
    return candidate.answer_cosine


Signal = Callable[[Candidate], float]

SIGNALS: Final[dict[Signal, float]] = {
    phrasing_score: 1.15,
    agreement: 0.8,
    profile: 0.4,
    answer: 0.6,
}
"""Every signal with its weight in the ranking."""


def score(candidate: Candidate) -> float:
    """All signals as one figure, by which candidates are ranked."""
    total = 0.0
    for signal, weight in SIGNALS.items():
        total += weight * signal(candidate)
    return total
