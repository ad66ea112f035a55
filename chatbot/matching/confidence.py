"""From evidence to the probability of being right, for every knowledge file alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile
from math import exp
from typing import Final, NamedTuple

from chatbot.matching.candidates import Considered
from chatbot.matching.english import FUNCTION_WORDS
from chatbot.matching.entities import ENTITY_MARK
from chatbot.matching.signals import Candidate, profile

EXACT: Final = 0.99
"""Confidence in an entry that has the very words of the question among its phrasings."""

OBJECTION: Final = 6.0
"""What one objection of a guard takes off the log odds."""

_NEAR_TIE: Final = 0.015
_TIE: Final = 0.001
"""By what share of both their scores one of two is ahead if they are nearly, or quite, as good."""


class Evidence(NamedTuple):
    """One candidate and its strongest rival."""

    candidate: Candidate
    score: float
    rival: float
    """Score of the best other candidate, 0 without one."""


def _shares(evidence: Evidence) -> list[tuple[float, float]]:
    """Weight of what the question says beside names, and how close the entry's phrasings come.

    What one of them lacks another may have: the author meant them together. A name tells whose
    profile is asked, not what is asked of it, so it is no evidence; beside a name neither is a
    function word.
    """
    comparisons = evidence.candidate.comparisons
    asked = evidence.candidate.question.asked
    covered = map(max, zip(*(one.asked for one in comparisons), strict=True))
    named = any(one.unit.term[0] == ENTITY_MARK for one in asked)
    return [
        (one.weight, similarity)
        for one, similarity in zip(asked, covered, strict=True)
        if not named or (one.unit.term[0] != ENTITY_MARK and one.unit.word not in FUNCTION_WORDS)
    ]


def question_covered(evidence: Evidence) -> float:
    """How much of the question the entry's phrasings have; all of one that only names."""
    shares = _shares(evidence)
    said = sum(weight for weight, _ in shares)
    return sum(weight * similarity for weight, similarity in shares) / said if said else 1.0


def phrasing_covered(evidence: Evidence) -> float:
    """How much of the closest phrasing the question has."""
    return evidence.candidate.comparisons[0].phrasing_covered


def proportion(evidence: Evidence) -> float:
    """How alike in length question and closest phrasing are: the shorter over the longer."""
    one = evidence.candidate.question.weight
    other = evidence.candidate.comparisons[0].phrasing.weight
    return min(one, other) / max(one, other)


def order(evidence: Evidence) -> float:
    """How much of the question stands in the closest phrasing word by word in the same order.

    Of all pairs of neighbours in the question, by weight, those whose counterparts are
    neighbours too; both ends count as neighbours of the words there.
    """
    closest = evidence.candidate.comparisons[0]
    asked = evidence.candidate.question.asked
    terms = closest.phrasing.terms
    places = dict(zip(terms, range(len(terms)), strict=True))
    kept = total = previous_weight = previous_covered = 0.0
    expected = 0
    for one, covered in zip(asked, closest.asked, strict=True):
        total += previous_weight + one.weight
        place = next((places[t] for t, _ in one.counterparts if t in places), None)
        if place is not None and place == expected:
            kept += (previous_weight + one.weight) * min(previous_covered or covered, covered)
        expected = -1 if place is None else place + 1
        previous_weight, previous_covered = one.weight, covered
    if expected == len(terms):
        kept += previous_weight * previous_covered
    return kept / (total + previous_weight)


def telling(evidence: Evidence) -> float:
    """How much the shared words say: towards 1 for many rare ones."""
    said = sum(weight * similarity for weight, similarity in _shares(evidence))
    return said / (said + 1)


def rarest(evidence: Evidence) -> float:
    """How much the rarest shared word says."""
    return max((weight * similarity for weight, similarity in _shares(evidence)), default=1.0)


def profiled(evidence: Evidence) -> float:
    """How close all the entry's phrasings taken together are."""
    return profile(evidence.candidate)


def answered(evidence: Evidence) -> float:
    """How close the answer is."""
    return evidence.candidate.answer_cosine


def lead(evidence: Evidence) -> float:
    """Whether the entry is ahead of its strongest rival: -1 or 1, between them for a near tie."""
    total = evidence.score + evidence.rival
    ahead = (evidence.score - evidence.rival) / total if total else 0.0
    return max(-1.0, min(1.0, ahead / _NEAR_TIE))


Feature = Callable[[Evidence], float]

INTERCEPT: Final = -8.19
FEATURES: Final[dict[Feature, float]] = {
    question_covered: 1.53,
    phrasing_covered: 2.14,
    proportion: 1.80,
    order: 1.03,
    telling: 3.33,
    rarest: 2.46,
    profiled: 1.95,
    answered: 2.47,
    lead: 0.86,
}
"""Every feature with its weight in the log odds, fitted by tests/benchmarks/fit_confidence.py."""


NAMED_INTERCEPT: Final = 1.33
NAMED_SLOPE: Final = 0.56
"""What becomes of the log odds where the question names an entity beside the subject: a name
leaves little to choose from, so that less evidence is enough, and more of it adds less. Fitted by
tests/benchmarks/fit_named.py."""


class Rated(NamedTuple):
    """How likely one candidate is."""

    confidence: float
    """The probability, 0 to 1, that it answers the question."""
    features: dict[str, float]
    """What that was concluded from: the features by their names."""


def confidence(evidence: Evidence, objections: int) -> Rated:
    """Conclude from the features how likely the candidate is (logistic regression)."""
    odds = INTERCEPT
    features: dict[str, float] = {}
    for feature, weight in FEATURES.items():
        value = features[feature.__name__] = feature(evidence)
        odds += weight * value
    if evidence.candidate.question.names_somebody:
        odds = NAMED_INTERCEPT + NAMED_SLOPE * odds
    return Rated(1 / (1 + exp(OBJECTION * objections - odds)), features)


def rate(considered: Sequence[Considered], limit: int) -> list[Rated]:
    """Rate the first ``limit`` candidates, best first, their confidences together at most 1.

    Entries that have the question's very words share :data:`EXACT` between them; others that are
    as good as the best share what they would have together.
    """
    exact = sum(one.exact and not one.objections for one in considered)
    found: list[Rated] = []
    tied = exact or _tied(considered)
    for one in considered[: max(limit, tied)]:
        rival = max((other.score for other in considered if other is not one), default=0.0)
        rated = confidence(Evidence(one.candidate, one.score, rival), len(one.objections))
        if one.exact and not one.objections:
            rated = rated._replace(confidence=EXACT / exact)
        found.append(rated)
    return _together(found, tied)[:limit]


def _tied(considered: Sequence[Considered]) -> int:
    """How many candidates, from the first on, are as good as the best."""
    best = considered[0].score if considered else 0.0
    equal = (best - one.score < _TIE * (best + one.score) for one in considered)
    return sum(1 for _ in takewhile(bool, equal))


def _together(found: Sequence[Rated], tied: int) -> list[Rated]:
    """The same candidates with confidences that do not rise and are at most 1 together."""
    share = 1 / max(1.0, sum(one.confidence for one in found[:tied]))
    rated: list[Rated] = []
    left = before = 1.0
    for place, one in enumerate(found):
        own = one.confidence * share if place < tied else one.confidence
        before = min(own, left, before)
        left -= before
        rated.append(one._replace(confidence=before))
    return rated
