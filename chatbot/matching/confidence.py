"""From evidence to the probability of being right, for every knowledge file alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile
from math import exp
from typing import Final, NamedTuple

from chatbot.matching.parameters import Parameters
from chatbot.matching.ranking import RankedCandidate
from chatbot.matching.scoring import Candidate
from chatbot.matching.scoring import centroid as centroid_of


class Contest(NamedTuple):
    """One candidate and its strongest rival."""

    candidate: Candidate
    score: float
    rival: float
    """Score of the best other candidate, 0 without one."""
    near_tie: float
    """By what share of both their scores one is ahead if they are nearly as good."""


def _shares(contest: Contest) -> list[tuple[float, float]]:
    """Weight of what the question says beside names, and how close the entry's phrasings come.

    What one of them lacks another may have: the author meant them together. A name tells whose
    profile is asked, not what is asked of it, so it is no evidence; beside a name neither is a
    function word.
    """
    comparisons = contest.candidate.comparisons
    asked = contest.candidate.query.terms
    covered = map(max, zip(*(one.asked for one in comparisons), strict=True))
    named = any(one.occurrence.term.is_name for one in asked)
    return [
        (one.weight, similarity)
        for one, similarity in zip(asked, covered, strict=True)
        if not named or one.occurrence.is_content
    ]


def question_coverage(contest: Contest) -> float:
    """How much of the question the entry's phrasings have; all of one that only names."""
    shares = _shares(contest)
    said = sum(weight for weight, _ in shares)
    return sum(weight * similarity for weight, similarity in shares) / said if said else 1.0


def phrasing_coverage(contest: Contest) -> float:
    """How much of the closest phrasing the question has."""
    return contest.candidate.comparisons[0].phrasing_coverage


def proportion(contest: Contest) -> float:
    """How alike in length question and closest phrasing are: the shorter over the longer."""
    one = contest.candidate.query.weight
    other = contest.candidate.comparisons[0].phrasing.weight
    return min(one, other) / max(one, other)


def order(contest: Contest) -> float:
    """How much of the question stands in the closest phrasing word by word in the same order.

    Of all pairs of neighbours in the question, by weight, those whose counterparts are
    neighbours too; both ends count as neighbours of the words there.
    """
    closest = contest.candidate.comparisons[0]
    asked = contest.candidate.query.terms
    terms = closest.phrasing.terms
    places = dict(zip(terms, range(len(terms)), strict=True))
    kept = total = previous_weight = previous_covered = 0.0
    expected = 0
    for one, covered in zip(asked, closest.asked, strict=True):
        total += previous_weight + one.weight
        place = next((places[t] for t, _ in one.similar if t in places), None)
        if place is not None and place == expected:
            kept += (previous_weight + one.weight) * min(previous_covered or covered, covered)
        expected = -1 if place is None else place + 1
        previous_weight, previous_covered = one.weight, covered
    if expected == len(terms):
        kept += previous_weight * previous_covered
    return kept / (total + previous_weight)


def information(contest: Contest) -> float:
    """How much the shared words say: towards 1 for many rare ones."""
    said = sum(weight * similarity for weight, similarity in _shares(contest))
    return said / (said + 1)


def rarest(contest: Contest) -> float:
    """How much the rarest shared word says."""
    return max((weight * similarity for weight, similarity in _shares(contest)), default=1.0)


def centroid(contest: Contest) -> float:
    """How close all the entry's phrasings taken together are."""
    return centroid_of(contest.candidate)


def answer(contest: Contest) -> float:
    """How close the answer is."""
    return contest.candidate.answer_cosine


def lead(contest: Contest) -> float:
    """Whether the entry is ahead of its strongest rival: -1 or 1, between them for a near tie."""
    total = contest.score + contest.rival
    ahead = (contest.score - contest.rival) / total if total else 0.0
    return max(-1.0, min(1.0, ahead / contest.near_tie))


Feature = Callable[[Contest], float]

FEATURES: Final[dict[str, Feature]] = {
    feature.__name__: feature
    for feature in (
        question_coverage,
        phrasing_coverage,
        proportion,
        order,
        information,
        rarest,
        centroid,
        answer,
        lead,
    )
}
"""Every feature by its name; their weights in the log odds are parameters."""


class Rated(NamedTuple):
    """How likely one candidate is."""

    confidence: float
    """The probability, 0 to 1, that it answers the question."""
    features: dict[str, float]
    """What that was concluded from: the features by their names."""


def confidence(contest: Contest, conflicts: int, parameters: Parameters) -> Rated:
    """Conclude from the features how likely the candidate is (logistic regression)."""
    odds = parameters.intercept
    features: dict[str, float] = {}
    for name, weight in parameters.features.items():
        value = features[name] = FEATURES[name](contest)
        odds += weight * value
    if contest.candidate.query.names_entity:
        odds = parameters.named_intercept + parameters.named_slope * odds
    return Rated(1 / (1 + exp(parameters.conflict_odds * conflicts - odds)), features)


def rate(ranked: Sequence[RankedCandidate], limit: int, parameters: Parameters) -> list[Rated]:
    """Rate the first ``limit`` candidates, best first, their confidences together at most 1.

    Entries that have the question's very words share ``parameters.exact`` between them; others
    that are as good as the best share what they would have together.
    """
    exact = sum(one.exact and not one.conflicts for one in ranked)
    found: list[Rated] = []
    tied = exact or _tied(ranked, parameters.tie)
    for one in ranked[: max(limit, tied)]:
        rival = max((other.score for other in ranked if other is not one), default=0.0)
        contest = Contest(one.candidate, one.score, rival, parameters.near_tie)
        rated = confidence(contest, len(one.conflicts), parameters)
        if one.exact and not one.conflicts:
            rated = rated._replace(confidence=parameters.exact / exact)
        found.append(rated)
    return _together(found, tied)[:limit]


def _tied(ranked: Sequence[RankedCandidate], tie: float) -> int:
    """How many candidates, from the first on, are as good as the best."""
    best = ranked[0].score if ranked else 0.0
    equal = (best - one.score < tie * (best + one.score) for one in ranked)
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
