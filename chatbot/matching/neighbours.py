"""Vectors of many texts, and which of them are closest to a question's."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from chatbot.libraries import LARGE, needed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Places = NDArray[np.intp]
    Flags = NDArray[np.bool_]

_FIRST_LOOK: Final = 64
"""How many neighbours of a question are asked for first."""
_FURTHER: Final = 4
"""How many times as many are asked for next, where too few are of entries that are fit."""
_MOST_NEIGHBOURS: Final = 4_096
"""How many are asked for at most."""
_CONNECTIVITY: Final = 32
"""Neighbours that a vector is joined with; twice as many in the lowest layer."""
_EXPANSION: Final = 128
"""Candidates that are looked at to find these neighbours."""
_EXPANSION_ASKED: Final = 512
"""The same to find those of a question."""
_ADDED_AT_ONCE: Final = 64
"""Arrays of vectors that are put into the graph in one call, by all cores."""


class Texts(NamedTuple):
    """What is known of all texts; each array is by position of the text."""

    rows: Places
    """The row of its vector: texts that read alike share one."""
    entries: Places
    """Its entry."""
    of_kind: Flags
    """Whether it is encoded with kinds in place of names, as questions then are."""


class Asked(NamedTuple):
    """The vectors of a question, of length 1."""

    typed: Vectors
    of_kind: Vectors
    """With kinds in place of names; the same array where it has none."""

    @property
    def is_plain(self) -> bool:
        """Whether it has no names."""
        return self.typed is self.of_kind


class Cosines(Protocol):
    """How close texts are to one question."""

    def of(self, texts: slice | Places) -> Vectors:
        """Of texts by their positions."""
        ...

    def closest(self, most: int, fit: Flags) -> Places:
        """Positions of texts, those of the ``most`` closest entries that are ``fit`` among them.

        ``fit`` is by entry.
        """
        ...


class Matrix:
    """Vectors in a matrix, each of which is compared with every question."""

    def __init__(self, vectors: Vectors, texts: Texts) -> None:
        self._vectors = vectors
        self._texts = texts

    def compare(self, asked: Asked) -> Cosines:
        """How close all texts are to a question."""
        rows, _, of_kind = self._texts
        close = (self._vectors @ asked.typed)[rows]
        if not asked.is_plain and of_kind.any():
            close[of_kind] = (self._vectors @ asked.of_kind)[rows[of_kind]]
        return _AllCosines(close, self._texts)


class _AllCosines:
    """Cosines of all texts, computed at once."""

    def __init__(self, close: Vectors, texts: Texts) -> None:
        self._close = close
        self._texts = texts

    def of(self, texts: slice | Places) -> Vectors:
        return self._close[texts]

    def closest(self, most: int, fit: Flags) -> Places:
        """All that are of fit entries, however many."""
        places: Places = fit[self._texts.entries].nonzero()[0]
        return places


def graph_of(vectors: Iterable[Vectors]) -> bytearray:
    """A graph of vectors, by which few of them lead to the closest ones.

    That is HNSW (Malkov and Yashunin, Efficient and robust approximate nearest neighbor search
    using hierarchical navigable small world graphs, 2018), as usearch lays it out, the vectors
    themselves in it as float16. They are of length 1, and come in arrays of some rows each; there
    must be one.

    Raises :class:`~chatbot.errors.EncoderError` if usearch is not installed.
    """
    np, index = needed("numpy"), needed("usearch.index", LARGE).Index
    parts = iter(vectors)
    graph: Any = None
    while some := list(islice(parts, _ADDED_AT_ONCE)):
        rows = np.concatenate(some)
        if graph is None:
            graph = index(
                ndim=rows.shape[1],
                metric="ip",
                dtype="f16",
                connectivity=_CONNECTIVITY,
                expansion_add=_EXPANSION,
            )
        graph.add(np.arange(len(graph), len(graph) + len(rows)), rows)
    laid_out: bytearray = graph.save()
    return laid_out


def graph_version() -> str:
    """What changes with the way in which graphs are laid out."""
    return f"usearch {needed('usearch', LARGE).__version__} {_CONNECTIVITY} {_EXPANSION}"


class Graph:
    """Vectors in a graph, few of which are compared with a question.

    It is used as it lies in memory, or in a file that is mapped there, and may be asked by any
    number of threads.
    """

    def __init__(self, data: memoryview, texts: Texts) -> None:
        """Take what :func:`graph_of` laid out; ``data`` must not be changed from then on."""
        self._numpy = np = needed("numpy")
        self._data = data
        """Held on to, as the library does not."""
        self._graph = needed("usearch.index", LARGE).Index.restore(data, view=True)
        self._graph.expansion_search = _EXPANSION_ASKED
        self.dimensions: int = self._graph.ndim
        """Of each vector."""
        self.texts = texts
        """All of them."""
        self.most = min(_MOST_NEIGHBOURS, len(self._graph))
        """How many neighbours may have to be looked at."""
        self._by_row: Places = np.argsort(texts.rows, kind="stable")
        """Positions of all texts, in the order of their rows."""
        in_order = texts.rows[self._by_row]
        self._from: Places = np.searchsorted(in_order, np.arange(len(self._graph) + 1))
        """By row: where its texts begin in that order."""

    def compare(self, asked: Asked) -> Cosines:
        """How close texts are to a question, to be computed for those that are wanted."""
        return _SomeCosines(self, asked)

    def vectors(self, rows: Places) -> Vectors:
        """The vectors of some rows, which must not be none."""
        vectors: Vectors = self._numpy.stack(self._graph.get(rows)).astype("float32")
        return vectors

    def neighbours(self, vector: Vectors, number: int) -> Places:
        """Positions of the texts that have the ``number`` closest vectors."""
        rows = self._graph.search(vector, number, threads=1).keys.astype("intp")
        spans = zip(self._from[rows].tolist(), self._from[rows + 1].tolist(), strict=True)
        found: Places = self._numpy.concatenate([self._by_row[one:end] for one, end in spans])
        return found


class _SomeCosines:
    """Cosines computed for the texts that are asked for."""

    def __init__(self, graph: Graph, asked: Asked) -> None:
        self._numpy = needed("numpy")
        self._graph = graph
        self._asked = asked

    def of(self, texts: slice | Places) -> Vectors:
        own = self._graph.texts
        rows = own.rows[texts]
        close: Vectors = self._asked.typed[:0]
        if not len(rows):
            return close
        vectors = self._graph.vectors(rows)
        close = vectors @ self._asked.typed
        if not self._asked.is_plain:
            close = self._numpy.where(own.of_kind[texts], vectors @ self._asked.of_kind, close)
        return close

    def closest(self, most: int, fit: Flags) -> Places:
        """More and more neighbours are looked at, as of the first ones none may be fit."""
        number = _FIRST_LOOK
        while True:
            texts = self._neighbours(number)
            entries = self._graph.texts.entries[texts]
            own = fit[entries]
            if len(set(entries[own].tolist())) >= most or number >= self._graph.most:
                return texts[own]
            number *= _FURTHER

    def _neighbours(self, number: int) -> Places:
        """Of the question as it was typed, and of that with kinds, those that are to be read so."""
        found = self._graph.neighbours(self._asked.typed, number)
        if self._asked.is_plain:
            return found
        flags = self._graph.texts.of_kind
        of_kind = self._graph.neighbours(self._asked.of_kind, number)
        both: Places = self._numpy.concatenate([found[~flags[found]], of_kind[flags[of_kind]]])
        return both
