"""Which phrasings share most with a question: found by the rarest terms first."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nlargest

from chatbot.matching.index import Index
from chatbot.matching.parameters import Parameters
from chatbot.matching.query import Query
from chatbot.matching.scanning import Scan, Visited


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
    overlaps: dict[int, float] = {}
    for one in _rarest_first(query, index, parameters.most_postings):
        gain = one.gain
        for place in one.places[: parameters.most_alone]:
            overlaps[place] = overlaps.get(place, 0.0) + gain
    lengths, length = index.lengths, query.length
    shared = [own / lengths[place] + own / length for place, own in overlaps.items()]
    least = nlargest(most, shared)[-1:]
    best = [(s, -place) for place, s in zip(overlaps, shared, strict=True) if s >= least[0]]
    return [(share, -place) for share, place in sorted(best, reverse=True)[:most]]


def _rarest_first(query: Query, index: Index, most: int) -> Iterator[Visited]:
    """The terms that answer to the question: the rarest, and others up to ``most`` postings."""
    postings, number = index.postings, 0
    known = [(postings.length(term), term) for term in query.vector]
    for places, term in sorted(known):
        if not places or (number and number + places > most):
            continue
        number += places
        asked = query.vector[term]
        yield Visited(term, asked, asked * index.weights[term], postings[term])
