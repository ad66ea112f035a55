"""Which phrasings share most with a question: found by the rarest terms first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import repeat
from math import sqrt
from operator import add, neg, truediv
from typing import Final, NamedTuple

from chatbot.matching.index import Index
from chatbot.matching.parameters import Parameters
from chatbot.matching.query import Query

_ROUNDING: Final = 1e-9
"""By what share a sum of numbers may be wrong."""


class _Visited(NamedTuple):
    """A term of the knowledge that answers to the question."""

    term: int
    asked: float
    """Its weight in the question."""
    gain: float
    """What it adds to the overlap of a phrasing."""
    places: memoryview
    """Positions of the phrasings that have it."""


def retrieve(query: Query, index: Index, parameters: Parameters) -> list[int]:
    """Positions of the phrasings that share most with the question, best first.

    Shared with the question's length and with the phrasing's own in equal parts, so that neither
    short phrasings nor long ones crowd out the others.
    """
    visited = list(_rarest_first(query, index, parameters.most_postings))
    overlaps = _overlaps(visited, query, index, parameters.compared)
    shared = zip(_shared(overlaps, query, index), map(neg, overlaps), strict=True)
    ranked = nlargest(parameters.compared, shared)
    least = parameters.compared_share * ranked[0][0] if ranked else 0.0
    return [
        -place
        for number, (share, place) in enumerate(ranked)
        if number < parameters.compared_at_least or share >= least
    ]


def _rarest_first(query: Query, index: Index, most: int) -> Iterator[_Visited]:
    """The terms that answer to the question, as long as they occur ``most`` times together."""
    postings, number = index.postings, 0
    known = [(postings.length(term), term) for term in query.vector]
    for places, term in sorted(known):
        if not places or (number and number + places > most):
            continue
        number += places
        asked = query.vector[term]
        yield _Visited(term, asked, asked * index.weights[term], postings[term])


def _overlaps(
    visited: Sequence[_Visited], query: Query, index: Index, most: int
) -> Mapping[int, float]:
    """Position → overlap with the question, for all phrasings that may be among the ``most`` best.

    Before a term that is commoner than all before it together it is looked whether what is left
    can still bring a phrasing among them. By the Cauchy-Schwarz inequality it adds at most the
    length of the rest of the question to what is shared with the phrasing's length, and the sum
    of gains, divided by the question's length, to what is shared with that.
    """
    totals = [0.0] * len(index.phrasings)
    number = 0
    for at, one in enumerate(visited):
        if number < len(one.places):
            found = _found(visited[:at], totals)
            near = _near(found, visited[at:], query, index, most)
            if near is not None:
                return _completed(near, visited[at:], index)
        number += len(one.places)
        gain = one.gain
        for place in one.places:
            totals[place] += gain
    return _found(visited, totals)


def _found(visited: Sequence[_Visited], totals: Sequence[float]) -> dict[int, float]:
    """Position → overlap so far, for the phrasings that have any of the terms."""
    return {place: totals[place] for place in set[int]().union(*(one.places for one in visited))}


def _near(
    found: dict[int, float], rest: Sequence[_Visited], query: Query, index: Index, most: int
) -> dict[int, float] | None:
    """Those that may be among the ``most`` best; None if others may as well."""
    if len(found) < most:
        return None
    reach = sqrt(sum(one.asked**2 for one in rest)) + sum(one.gain for one in rest) / query.length
    shared = list(_shared(found, query, index))
    least = nlargest(most, shared)[-1] * (1 - _ROUNDING)
    if reach >= least:
        return None
    pairs = zip(found.items(), shared, strict=True)
    return {place: own for (place, own), share in pairs if share + reach >= least}


def _completed(
    overlaps: dict[int, float], rest: Iterable[_Visited], index: Index
) -> Mapping[int, float]:
    """The overlaps of some phrasings with the rest of the question added."""
    for place in overlaps:
        terms = index.phrasings.terms(place)
        for one in rest:
            if one.term in terms:
                overlaps[place] += one.gain
    return overlaps


def _shared(overlaps: Mapping[int, float], query: Query, index: Index) -> Iterator[float]:
    """What each phrasing shares with the question."""
    own = overlaps.values()
    of_phrasing = map(truediv, own, map(index.lengths.__getitem__, overlaps))
    return map(add, of_phrasing, map(truediv, own, repeat(query.length)))
