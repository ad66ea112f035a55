"""Retrieval from a large index with numpy, by all terms of a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from chatbot.libraries import needed
from chatbot.matching.index import Index
from chatbot.matching.query import Query

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ROUNDING: Final = 1e-9
"""By what share a sum of numbers may be wrong."""
_LOOK: Final = 4
"""It is found out whether to stop while at most so many times as many phrasings were found as the
next term has: else adding that is faster."""
_LOOKED_UP: Final = 5
"""How many times as long as adding to a total it takes to look a phrasing up in sorted postings."""


class Visited(NamedTuple):
    """A term of the knowledge that answers to the question."""

    term: int
    asked: float
    """Its weight in the question."""
    gain: float
    """What it adds to the overlap of a phrasing."""
    places: memoryview
    """Positions of the phrasings that have it."""


def _reach_of(rest: Sequence[Visited], query: Query) -> float:
    """The most that terms which were not visited yet add to what a phrasing shares.

    By the Cauchy-Schwarz inequality that is at most the length of the rest of the question for what
    is shared with the phrasing's length, and the sum of gains, divided by the question's length,
    for what is shared with that.
    """
    return sqrt(sum(one.asked**2 for one in rest)) + sum(one.gain for one in rest) / query.length


class Scan:
    """Adds up the overlaps of one question with all phrasings.

    A phrasing's overlap is a sum over its terms, and what each can add is known beforehand. Terms
    that tell most for the places they have are visited first; once those to come cannot bring
    another phrasing among the best, they only complete the ones found so far. That is MaxScore
    (Turtle and Flood, Query evaluation: strategies and optimizations, 1995). A part of what they
    can add is enough to reckon with, as hardly any phrasing has all of it (Broder et al., Efficient
    query evaluation using a two-level retrieval process, 2003).
    """

    def __init__(self, query: Query, index: Index, reckoned: float) -> None:
        """``reckoned`` is the share of the remaining terms' upper bound that is assumed."""
        self._query = query
        self._reckoned = reckoned
        self._numpy = numpy = needed("numpy")
        self._lengths: NDArray[np.float64] = numpy.frombuffer(index.lengths)
        self._float = numpy.float32  # half the memory, which is read in no order
        self._totals: NDArray[np.float32] = numpy.zeros(len(self._lengths), dtype=self._float)

    def best(self, visited: Iterable[Visited], most: int) -> list[tuple[float, int]]:
        """The ``most`` phrasings that share most, best first: how much, and the position."""
        telling = (one for one in visited if one.gain > 0)
        order = sorted(telling, key=lambda one: len(one.places) / one.asked**2)
        found: list[NDArray[np.intc]] = []
        number = 0
        for at, one in enumerate(order):
            if most <= number <= _LOOK * len(one.places):
                near = self._near(self._joined(found), order[at:], most)
                if near is not None:
                    return self._ranked(near, most)
            places = self._places(one)
            totals = self._totals[places]
            found.append(places[totals == 0.0])
            number += len(found[-1])
            self._totals[places] = totals + self._float(one.gain)
        return self._ranked(self._joined(found), most)

    def _near(
        self, found: NDArray[np.intc], rest: Sequence[Visited], most: int
    ) -> NDArray[np.intc] | None:
        """Those that may be among the ``most`` best, completed; None if others may as well."""
        reach = self._reckoned * _reach_of(rest, self._query)
        shared = self._shared(found)
        least = self._least(shared, most) * (1 - _ROUNDING)
        if reach >= least:
            return None
        near = found[shared + reach >= least]
        self._complete(near, rest)
        return near

    def _joined(self, found: Sequence[NDArray[np.intc]]) -> NDArray[np.intc]:
        joined: NDArray[np.intc] = self._numpy.concatenate(found or [self._numpy.zeros(0, "intc")])
        return joined

    def _places(self, one: Visited) -> NDArray[np.intc]:
        places: NDArray[np.intc] = self._numpy.frombuffer(one.places, dtype=self._numpy.intc)
        return places

    def _complete(self, found: NDArray[np.intc], rest: Sequence[Visited]) -> None:
        """Add what the rest of the question adds to the overlaps of some phrasings."""
        least = _LOOKED_UP * len(found)
        if any(least < len(one.places) for one in rest):
            found = self._numpy.sort(found)
        for one in rest:
            places = self._places(one)
            if least < len(places):
                at = self._numpy.searchsorted(places, found)
                at[at == len(places)] = 0
                places = found[places[at] == found]
            self._totals[places] += one.gain

    def _shared(self, found: NDArray[np.intc]) -> NDArray[np.float64]:
        overlaps = self._totals[found]
        shared: NDArray[np.float64] = (
            overlaps / self._lengths[found] + overlaps / self._query.length
        )
        return shared

    def _least(self, shared: NDArray[np.float64], most: int) -> float:
        """What the last of the ``most`` best shares."""
        place = len(shared) - most
        return float(self._numpy.partition(shared, place)[place])

    def _ranked(self, found: NDArray[np.intc], most: int) -> list[tuple[float, int]]:
        shared = self._shared(found)
        if len(found) > most:
            best = shared >= self._least(shared, most)
            found, shared = found[best], shared[best]
        order = self._numpy.lexsort((found, -shared))[:most]
        return list(zip(shared[order].tolist(), found[order].tolist(), strict=True))
