"""Which phrasings, and through them entries, are worth a close look, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import nlargest
from typing import Final, NamedTuple

from chatbot.matching.guards import DEMOTION
from chatbot.matching.index import Answers, Index
from chatbot.matching.question import Question
from chatbot.matching.signals import Candidate, Comparison, compare, score

CLOSE_LOOKS: Final = 20
"""How many phrasings are looked at closely at most."""

_AT_LEAST: Final = 8
_WORTH_A_LOOK: Final = 0.4
"""What share of the most promising phrasing's promise those after the first few must have."""

_POSTINGS: Final = 6_000
"""How many places are visited at most once some have been: the telling words come first."""

_DIGITS: Final = 9
"""Scores that differ only later, by the order in which they were added up, are a tie."""


class Considered(NamedTuple):
    """A candidate with its place in the ranking."""

    candidate: Candidate
    score: float
    """All signals as one figure."""
    exact: bool
    """Whether one of its phrasings has the very words of the question."""
    objections: tuple[str, ...]
    """What its guards say against it."""


def find_candidates(question: Question, index: Index) -> list[tuple[int, float]]:
    """The phrasings that share most with the question, best first, each with its overlap.

    Shared with the question's length and with the phrasing's own in equal parts, so that neither
    short phrasings nor long ones crowd out the others.
    """
    overlaps: dict[int, float] = {}
    visited = 0
    postings = index.postings
    for term in sorted(question.sought, key=lambda term: (len(postings[term]), term)):
        places = postings[term]
        if visited and visited + len(places) > _POSTINGS:
            continue
        visited += len(places)
        gain = question.sought[term] * index.weights[term]
        for place in places:
            overlaps[place] = overlaps.get(place, 0.0) + gain
    lengths = index.lengths
    ranked = nlargest(
        CLOSE_LOOKS,
        [
            (overlap / lengths[place] + overlap / question.length, -place)
            for place, overlap in overlaps.items()
        ],
    )
    least = _WORTH_A_LOOK * ranked[0][0] if ranked else 0.0
    return [
        (-place, overlaps[-place])
        for looked_at, (promise, place) in enumerate(ranked)
        if looked_at < _AT_LEAST or promise >= least
    ]


def consider(
    question: Question,
    found: Sequence[tuple[int, float]],
    index: Index,
    answers: Answers,
    lacking_in: Callable[[int], Sequence[str] | None],
    object_to: Callable[[Candidate], tuple[str, ...]] | None,
) -> list[Considered]:
    """The entries of the phrasings found, best first; ties in the order of the file.

    One that has no answer does not lose for want of its words: it is given the best rival's.

    ``lacking_in`` tells of an entry whether it is an aspect that profiles lack, and then the terms
    of the entities named that lack it: each of them makes a candidate. ``object_to`` tells what
    the guards say against a candidate; None where they can say nothing.
    """
    cosines = answers.cosines([one.unit for one in question.asked])
    close: dict[int, list[Comparison]] = {}
    for position, overlap in found:
        comparison = compare(question, position, overlap, index)
        close.setdefault(comparison.phrasing.entry, []).append(comparison)
    best_answer = max((cosines.get(entry, 0.0) for entry in close), default=0.0)
    considered: list[Considered] = []
    for entry, comparisons in close.items():
        comparisons.sort(key=lambda comparison: -comparison.score)
        plain = Candidate(
            question,
            entry,
            comparisons,
            len(index.by_entry[entry]),
            _profile_overlap(question, entry, index),
            cosines.get(entry, 0.0) if answers.terms[entry] else best_answer,
            answers.terms[entry],
        )
        lacking = lacking_in(entry)
        total = score(plain)
        exact = any(_is_exact(question, comparison, index) for comparison in comparisons)
        for entity in (None,) if lacking is None else lacking:
            candidate = plain._replace(entity=entity) if entity else plain
            objections = object_to(candidate) if object_to else ()
            considered.append(Considered(candidate, total, exact, objections))
    considered.sort(key=_rank)
    return considered


def _rank(one: Considered) -> tuple[bool, float, int]:
    demoted = one.score * DEMOTION if one.objections else one.score
    return not one.exact, -round(demoted, _DIGITS), one.candidate.entry


def _is_exact(question: Question, comparison: Comparison, index: Index) -> bool:
    if len(comparison.phrased) < len(comparison.phrasing.terms):
        return False
    own, of_kind = index.vocabulary.numbers, index.vocabulary.of_kind
    wanted = comparison.phrasing.terms
    asked = (one.unit.term for one in question.asked)
    terms = dict.fromkeys(
        of_kind[term] if of_kind.get(term) in wanted else own.get(term, -1) for term in asked
    )
    return tuple(terms) == wanted


def _profile_overlap(question: Question, entry: int, index: Index) -> float:
    """Dot product of the question's vector with an entry's profile."""
    profile, sought = index.profiles[entry], question.sought
    overlap = 0.0
    for term in profile.keys() & sought.keys():
        overlap += profile[term] * sought[term]
    return overlap
