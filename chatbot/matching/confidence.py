"""From evidence to the probability of being right, for every knowledge file alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from itertools import takewhile
from math import exp
from typing import Final, NamedTuple

from chatbot.matching.conflicts import Conflict
from chatbot.matching.parameters import Parameters
from chatbot.matching.ranking import RankedCandidate
from chatbot.matching.scoring import (
    Candidate,
    Signal,
    centroid,
    closest_passage,
    mean_meaning,
    nearest_meaning,
)


class Contest(NamedTuple):
    """One candidate and its strongest rival."""

    candidate: Candidate
    score: float
    rival: float
    """Score of the best other candidate, 0 without one."""
    nearest_rival: float = 0.0
    """How close in meaning the closest other candidate is that nothing forbids, 0 without one."""


def _content_similarities(candidate: Candidate) -> list[tuple[float, float]]:
    """Weight of each content word of the question, and how close the entry comes to it.

    What one phrasing lacks another or the answer may have: the author meant them together. A name
    tells whose profile is asked, not what is asked of it, so it is no evidence.
    """
    return [
        (one.weight, similarity)
        for one, similarity in zip(candidate.query.terms, candidate.covered, strict=True)
        if one.is_content
    ]


def content_coverage(candidate: Candidate) -> float:
    """How much of the question's content words the entry has; all of it without any."""
    content = _content_similarities(candidate)
    said = sum(weight for weight, _ in content)
    return sum(weight * similarity for weight, similarity in content) / said if said else 1.0


def phrasing_coverage(candidate: Candidate) -> float:
    """How much of the closest phrasing the question has."""
    return candidate.comparisons[0].phrasing_coverage


def proportion(candidate: Candidate) -> float:
    """How alike in length question and closest phrasing are: the shorter over the longer."""
    one = candidate.query.weight
    other = candidate.comparisons[0].phrasing.weight
    return min(one, other) / max(one, other)


def order(candidate: Candidate) -> float:
    """How much of the question stands in the closest phrasing word by word in the same order.

    Of all pairs of neighbours in the question, by weight, those whose counterparts are
    neighbours too; both ends count as neighbours of the words there.
    """
    closest = candidate.comparisons[0]
    asked = candidate.query.terms
    terms = closest.phrasing.terms
    places = dict(zip(terms, range(len(terms)), strict=True))
    kept = total = previous_weight = previous_covered = 0.0
    expected = 0
    for one, covered, term in zip(asked, closest.asked, closest.counterparts, strict=True):
        total += previous_weight + one.weight
        place = places.get(term)
        if place is not None and place == expected:
            kept += (previous_weight + one.weight) * min(previous_covered or covered, covered)
        expected = -1 if place is None else place + 1
        previous_weight, previous_covered = one.weight, covered
    if expected == len(terms):
        kept += previous_weight * previous_covered
    return kept / (total + previous_weight)


def shared(candidate: Candidate) -> float:
    """How many content words are shared: towards 1 for many."""
    number = sum(similarity for _, similarity in _content_similarities(candidate))
    return number / (number + 1)


def margin(contest: Contest) -> float:
    """By what share of both their scores the entry is ahead of its strongest rival."""
    total = contest.score + contest.rival
    return (contest.score - contest.rival) / total if total else 0.0


def passage_meaning(candidate: Candidate) -> float:
    """How close in meaning the closest passage of the answer is; 0 without an encoder."""
    return candidate.semantic.passage if candidate.semantic else 0.0


def lead_in_meaning(contest: Contest) -> float:
    """By how much the entry is closer in meaning than any rival; 0 without an encoder."""
    return nearest_meaning(contest.candidate) - contest.nearest_rival


Feature = Callable[[Contest], float]


def _of_candidate(signal: Signal) -> Feature:
    """A feature that depends on the candidate alone."""

    @wraps(signal)
    def feature(contest: Contest) -> float:
        return signal(contest.candidate)

    return feature


_ALONE: Final[tuple[Signal, ...]] = (
    phrasing_coverage,
    proportion,
    order,
    centroid,
    closest_passage,
    content_coverage,
    shared,
    nearest_meaning,
    mean_meaning,
    passage_meaning,
)
FEATURES: Final[dict[str, Feature]] = {
    feature.__name__: feature for feature in (*map(_of_candidate, _ALONE), margin, lead_in_meaning)
}
"""Every feature by its name; which count, and their weights in the log odds, are parameters."""


class Rated(NamedTuple):
    """How likely one candidate is."""

    confidence: float
    """The probability, 0 to 1, that it answers the question."""
    features: dict[str, float]
    """What that was concluded from: the features by their names."""


def confidence(contest: Contest, conflicts: Sequence[Conflict], parameters: Parameters) -> Rated:
    """Conclude from the features how likely the candidate is (logistic regression)."""
    odds = parameters.intercept
    features: dict[str, float] = {}
    for name, weight in parameters.features.items():
        value = features[name] = FEATURES[name](contest)
        odds += weight * value
    if contest.candidate.query.names_entity:
        odds = parameters.named_intercept + parameters.named_slope * odds
    most = parameters.nothing_shared if _is_apart(contest, parameters) else 1.0
    for one in conflicts:
        if one.kind in parameters.doubts:
            most *= parameters.doubts[one.kind]
        else:
            odds -= parameters.conflict_odds
    return Rated(min(most, 1 / (1 + exp(-odds))), features)


def _is_apart(contest: Contest, parameters: Parameters) -> bool:
    """Whether question and entry share no word, and an encoder, if any, finds them apart too."""
    if not shares_nothing(contest.candidate, parameters):
        return False
    return nearest_meaning(contest.candidate) < parameters.means_alike


def shares_nothing(candidate: Candidate, parameters: Parameters) -> bool:
    """Whether an entry has none of the question's content words, nor what means the same.

    A number is shared only with the phrasing: answers are full of numbers.
    """
    sides = zip(
        candidate.query.terms, candidate.comparisons[0].asked, candidate.covered, strict=True
    )
    similarities = [
        asked if one.occurrence.term.kind == "number" else covered
        for one, asked, covered in sides
        if one.occurrence.is_content
    ]
    return bool(similarities) and max(similarities) < parameters.means_same


def rate(ranked: Sequence[RankedCandidate], limit: int, parameters: Parameters) -> list[Rated]:
    """Rate the first ``limit`` candidates, best first, their confidences together at most 1.

    Entries that have the question's very words share ``parameters.exact`` between them; others
    that are as good as the best share what they would have together.
    """
    exact = sum(one.exact and not one.conflicts for one in ranked)
    found: list[Rated] = []
    tied = exact or _tied(ranked, parameters)
    fit = [one for one in ranked if all(c.kind in parameters.doubts for c in one.conflicts)]
    for one in ranked[: max(limit, tied)]:
        rival = max((other.score for other in ranked if other is not one), default=0.0)
        rivals = (other.candidate for other in fit if other is not one)
        nearest = max(map(nearest_meaning, rivals), default=0.0)
        contest = Contest(one.candidate, one.score, rival, nearest)
        rated = confidence(contest, one.conflicts, parameters)
        if one.exact and not one.conflicts:
            rated = rated._replace(confidence=parameters.exact / exact)
        found.append(rated)
    return _together(found, tied)[:limit]


def _tied(ranked: Sequence[RankedCandidate], parameters: Parameters) -> int:
    """How many candidates, from the first on, are as good as the best."""
    equal = (one is ranked[0] or _is_as_good(one, ranked[0], parameters) for one in ranked)
    return sum(1 for _ in takewhile(bool, equal))


def _is_as_good(one: RankedCandidate, best: RankedCandidate, parameters: Parameters) -> bool:
    """Whether two fit equally well, or differ only by what the question leaves open."""
    if bool(one.conflicts) != bool(best.conflicts) or best.exact:
        return False
    behind = (best.score - one.score) / (best.score + one.score or 1.0)
    if behind < parameters.tie:
        return True
    if not any(term.is_content for term in best.candidate.query.terms):
        return False  # a mere name asks for what is said of it in general
    most = parameters.siblings / best.candidate.phrasings
    if behind > most or not (best.candidate.is_answered and one.candidate.is_answered):
        return False
    open_words = best.missing and one.missing
    open_aspect = not (best.missing or one.missing) and best.asks_more and one.asks_more
    return bool(open_words or open_aspect) and _shares_as_much(one, best, parameters)


def _shares_as_much(one: RankedCandidate, other: RankedCandidate, parameters: Parameters) -> bool:
    """Whether two have the same content words and names of the question."""
    terms = one.candidate.query.terms
    pairs = zip(
        [*one.candidate.comparisons[0].asked, *one.candidate.covered],
        [*other.candidate.comparisons[0].asked, *other.candidate.covered],
        strict=True,
    )
    return all(
        abs(first - second) < parameters.as_similar
        for term, (first, second) in zip([*terms, *terms], pairs, strict=True)
        if not term.occurrence.function
    )


def _together(found: Sequence[Rated], tied: int) -> list[Rated]:
    """The same candidates with confidences that do not rise and are at most 1 together.

    Those that are as good as the best have the same, as nothing tells them apart.
    """
    alike = min(1.0, sum(one.confidence for one in found[:tied])) / max(1, tied)
    rated: list[Rated] = []
    left = before = 1.0
    for place, one in enumerate(found):
        before = min(alike if place < tied else one.confidence, left, before)
        left -= before
        rated.append(one._replace(confidence=before))
    return rated
