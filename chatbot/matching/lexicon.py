"""General English, read from the package: which words there are, how common, how related.

The data files are made by ``tests/benchmarks/make_lexicon.py``, which tells where they
come from. Nothing here is about any particular knowledge file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache
from math import log
from pathlib import Path
from struct import Struct
from typing import Final

import Stemmer

NEIGHBOURS: Final = 40
"""How many related stems are kept for every stem."""

RANKED: Final = 21_719
"""How many words have a known frequency rank."""

_DATA = Path(__file__).with_name("data")
_ROW: Final = Struct(f"<{NEIGHBOURS}H{NEIGHBOURS}B")
_RANK: Final = Struct("<H")
UNRANKED: Final = 0xFFFF
"""The rank of a word whose frequency is not known."""


class Lexicon:
    """Words, their rarity, their stems and the stems related to those."""

    def __init__(self) -> None:
        self._words = (_DATA / "words.txt").read_text("ascii").split("\n")
        self._ranks = (_DATA / "ranks.bin").read_bytes()
        self._stems = (_DATA / "stems.txt").read_text("ascii").split("\n")
        self._related = (_DATA / "related.bin").read_bytes()
        self._common: dict[str, dict[int, list[str]]] = {}
        self.stem: Callable[[str], str] = Stemmer.Stemmer("english", 0).stemWord
        """A word without its inflection (Snowball English)."""

    def __contains__(self, word: str) -> bool:
        return _find(self._words, word) is not None

    def rarity(self, word: str) -> float:
        """How rare a word is in general English, 0 for the most common to 1 for the unknown.

        The logarithm of the frequency rank, which by Zipf's law is the word's information.
        """
        place = _find(self._words, word)
        if place is None:
            return 1.0
        rank = _RANK.unpack_from(self._ranks, place * _RANK.size)[0]
        return min(1.0, log(2 + rank) / log(2 + RANKED))

    def related(self, stem: str) -> list[tuple[str, float]]:
        """Stems of related meaning with their similarity, 0 to 1, nearest first."""
        place = _find(self._stems, stem)
        if place is None:
            return []
        row = _ROW.unpack_from(self._related, place * _ROW.size)
        return [
            (self._stems[i], similarity / 255)
            for i, similarity in zip(row[:NEIGHBOURS], row[NEIGHBOURS:], strict=True)
            if similarity
        ]

    def spelt_like(self, word: str, reach: int) -> list[list[str]]:
        """Common words with the same first letter, at most ``reach`` letters longer or shorter.

        One list for each length.
        """
        if not "a" <= word[0] <= "z":
            return []
        by_length = self._common.get(word[0])
        if by_length is None:
            by_length = self._common[word[0]] = self._common_words(word[0])
        lengths = range(len(word) - reach, len(word) + reach + 1)
        return [by_length[length] for length in lengths if length in by_length]

    def _common_words(self, letter: str) -> dict[int, list[str]]:
        """By length: the words of known frequency that begin with a letter."""
        by_length: dict[int, list[str]] = {}
        start = bisect_left(self._words, letter)
        for place in range(start, bisect_left(self._words, letter + "~")):
            if _RANK.unpack_from(self._ranks, place * _RANK.size)[0] != UNRANKED:
                word = self._words[place]
                by_length.setdefault(len(word), []).append(word)
        return by_length


def _find(ordered: list[str], text: str) -> int | None:
    place = bisect_left(ordered, text)
    return place if place < len(ordered) and ordered[place] == text else None


@lru_cache(maxsize=1)
def english() -> Lexicon:
    """The lexicon, read once, when it is first needed."""
    return Lexicon()
