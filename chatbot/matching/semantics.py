"""A second opinion beside the letters: how close texts are to a sentence encoder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from chatbot.errors import EncoderError
from chatbot.language import Utterance
from chatbot.matching.index import Index

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Vectors = NDArray[np.float32]

_AT_ONCE: Final = 256
"""Texts that are handed to an encoder in one call."""
_REMEMBERED: Final = 64
"""Questions whose similarities are kept: a message is read in several ways, again and again."""


class Encoder(Protocol):
    """Turns texts into vectors that point the same way where the texts mean the same.

    Any object with this method will do. It must give a text the same vector every time, and be safe
    to call from several threads if the bot is.
    """

    def encode(self, texts: Sequence[str], /) -> ArrayLike:
        """One row for each text, in order: shape ``(len(texts), dimensions)``, float32.

        Each row has length 1. ``texts`` has at least one text; ``dimensions`` never changes.
        """
        ...


class SemanticMatch(NamedTuple):
    """How close one entry is to a question in meaning; cosines, 0 to 1."""

    nearest: float
    """Of the phrasing, or passage of the answer, that is closest."""
    mean: float
    """Mean of the few closest phrasings, or of all where there are fewer."""
    passage: float
    """Of the closest passage of the answer; 0 without one."""


class Nearness:
    """How close every entry is to one question in meaning."""

    def __init__(self, semantics: Semantics, vector: Vectors) -> None:
        self._semantics = semantics
        self._phrasings = (semantics.phrasings @ vector).clip(0.0, 1.0)
        self._passages = (semantics.passages @ vector).clip(0.0, 1.0)

    def of(self, entry: int) -> SemanticMatch | None:
        """How close an entry is; None of what was not encoded, an aspect that profiles lack."""
        if entry >= self._semantics.entries:
            return None
        phrasings = self._phrasings[self._semantics.phrasings_of(entry)]
        passages = self._passages[self._semantics.passages_of(entry)]
        best = sorted(map(float, phrasings), reverse=True)[: self._semantics.agreeing] or [0.0]
        passage = float(passages.max(initial=0.0))
        return SemanticMatch(max(best[0], passage), sum(best) / len(best), passage)

    def closest(self, most: int) -> list[int]:
        """The entries with the closest phrasings or passages, closest first, ``most`` of them."""
        np = needed("numpy")
        best = np.zeros(self._semantics.entries, np.float32)
        np.maximum.at(best, self._semantics.entry_of_phrasing, self._phrasings)
        np.maximum.at(best, self._semantics.entry_of_passage, self._passages)
        return [int(entry) for entry in np.argsort(-best, kind="stable")[:most]]

    def closest_phrasing(self, entry: int) -> int:
        """Position of the phrasing of an entry that is closest; the entry must have one."""
        own = self._semantics.phrasings_of(entry)
        return int(own.start + self._phrasings[own].argmax())


class Semantics:
    """The vectors of all phrasings and of the passages of all answers.

    Raises :class:`~chatbot.errors.EncoderError` if numpy is not installed, or if what the encoder
    gives is no array of vectors; what the encoder itself raises is passed on.
    """

    def __init__(self, encoder: Encoder, index: Index, passages: Sequence[Sequence[str]]) -> None:
        """Take the index, and by entry the passages of its answer."""
        np = needed("numpy")
        self._encoder = encoder
        self.agreeing = index.parameters.agreeing
        """How many phrasings, the closest, tell how close all of an entry's are."""
        self.entries = len(passages)
        """How many entries were encoded: those after them are not."""
        self._phrasings_from = index.first
        self._passages_from = [0]
        for own in passages:
            self._passages_from.append(self._passages_from[-1] + len(own))
        encoded = index.phrasings[: index.first[self.entries]]
        texts = [phrasing.text for phrasing in encoded] + list(chain.from_iterable(passages))
        vectors = self._encode_all(texts)
        self.phrasings = vectors[: len(encoded)]
        """By position of the phrasing in the index."""
        self.passages = vectors[len(encoded) :]
        self.entry_of_phrasing = np.array([phrasing.entry for phrasing in encoded], np.intp)
        counts = [len(own) for own in passages]
        self.entry_of_passage = np.repeat(np.arange(self.entries), counts)
        self._of_text = lru_cache(_REMEMBERED)(self._nearness)

    def phrasings_of(self, entry: int) -> slice:
        """The rows of an entry's phrasings."""
        return slice(self._phrasings_from[entry], self._phrasings_from[entry + 1])

    def passages_of(self, entry: int) -> slice:
        """The rows of an entry's passages."""
        return slice(self._passages_from[entry], self._passages_from[entry + 1])

    def of(self, utterance: Utterance, names: Sequence[str] = ()) -> Nearness | None:
        """How close all entries are to an utterance, ``names`` added that the conversation gives.

        None if the encoder fails: a question is answered all the same, without a second opinion.
        """
        try:
            return self._of_text(" ".join([as_read(utterance), *names]))
        except Exception:  # whatever goes wrong in a stranger's code or on its way to a server
            return None

    def _nearness(self, text: str) -> Nearness:
        (vector,) = self._encode([text])
        return Nearness(self, vector)

    def _encode_all(self, texts: Sequence[str]) -> Vectors:
        """Every distinct text encoded once; the rows in the order of the texts."""
        np = needed("numpy")
        rows = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        distinct = list(rows)
        parts = [
            self._encode(distinct[start : start + _AT_ONCE])
            for start in range(0, len(distinct), _AT_ONCE)
        ]
        vectors: Vectors = np.concatenate(parts)[[rows[text] for text in texts]]
        return vectors

    def _encode(self, texts: Sequence[str]) -> Vectors:
        np = needed("numpy")
        given = self._encoder.encode(texts)
        try:
            vectors: Vectors = np.asarray(given, np.float32)
        except (TypeError, ValueError):
            vectors = np.empty(0, np.float32)
        if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise EncoderError(
                f"the encoder gave no finite numbers of shape (texts, dimensions) "
                f"for {len(texts)} texts"
            )
        return vectors


def as_read(utterance: Utterance) -> str:
    """An utterance as it is encoded: as it was typed, with misspelt words repaired."""
    return " ".join(
        (token.word if token.corrections or " " in token.surface else token.surface)
        + token.after.strip()
        for token in utterance.tokens
    )


def needed(library: str) -> Any:
    """A library that only an encoder needs, imported where there is one."""
    try:
        return import_module(library)
    except ModuleNotFoundError as missing:
        raise EncoderError(
            f"an encoder needs {library}; install it with: pip install 'faq-chatbot[semantic]'"
        ) from missing
