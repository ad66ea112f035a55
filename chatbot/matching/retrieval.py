"""Which phrasings share most with a question: found by the rarest terms first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import repeat
from operator import add, neg, truediv

from chatbot.matching.index import Index
from chatbot.matching.parameters import Parameters
from chatbot.matching.query import Query
from chatbot.matching.scanning import ROUNDING, Scan, Visited, reach_of


def retrieve(query: Query, index: Index, parameters: Parameters) -> list[int]:
    """Positions of the phrasings that share most with the question, best first.

    Shared with the question's length and with the phrasing's own in equal parts, so that neither
    short phrasings nor long ones crowd out the others.
    """
    ranked = _ranked(query, index, parameters)
    least = parameters.compared_share * ranked[0][0] if ranked else 0.0
    return [
        place
        for number, (share, place) in enumerate(ranked)
        if number < parameters.compared_at_least or share >= least
    ]


def _ranked(query: Query, index: Index, parameters: Parameters) -> list[tuple[float, int]]:
    """What the best phrasings share, and their positions."""
    most = parameters.compared
    if index.is_scanned:
        scanned = _rarest_first(query, index, parameters.most_scanned)
        return Scan(query, index, parameters.reckoned).best(scanned, most)
    rarest = _rarest_first(query, index, parameters.most_postings)
    visited = [one._replace(places=one.places[: parameters.most_alone]) for one in rarest]
    overlaps = _overlaps(visited, query, index, most)
    shared = zip(_shared(overlaps, query, index), map(neg, overlaps), strict=True)
    return [(share, -place) for share, place in nlargest(most, shared)]


def _rarest_first(query: Query, index: Index, most: int) -> Iterator[Visited]:
    """The terms that answer to the question, as long as they occur ``most`` times together."""
    postings, number = index.postings, 0
    known = [(postings.length(term), term) for term in query.vector]
    for places, term in sorted(known):
        if not places or (number and number + places > most):
            continue
        number += places
        asked = query.vector[term]
        yield Visited(term, asked, asked * index.weights[term], postings[term])


def _overlaps(
    visited: Sequence[Visited], query: Query, index: Index, most: int
) -> Mapping[int, float]:
    """Position → overlap with the question, for all phrasings that may be among the ``most`` best.

    Before a term that is commoner than all before it together it is looked whether what is left
    can still bring a phrasing among them.
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


def _found(visited: Sequence[Visited], totals: Sequence[float]) -> dict[int, float]:
    """Position → overlap so far, for the phrasings that have any of the terms."""
    return {place: totals[place] for place in set[int]().union(*(one.places for one in visited))}


def _near(
    found: dict[int, float], rest: Sequence[Visited], query: Query, index: Index, most: int
) -> dict[int, float] | None:
    """Those that may be among the ``most`` best; None if others may as well."""
    if len(found) < most:
        return None
    reach = reach_of(rest, query)
    shared = list(_shared(found, query, index))
    least = nlargest(most, shared)[-1] * (1 - ROUNDING)
    if reach >= least:
        return None
    pairs = zip(found.items(), shared, strict=True)
    return {place: own for (place, own), share in pairs if share + reach >= least}


def _completed(
    overlaps: dict[int, float], rest: Iterable[Visited], index: Index
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
