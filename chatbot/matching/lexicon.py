"""General English, read from the package: which words there are, how common, how related.

The three data files are made by ``tests/benchmarks/make_lexicon.py``, which tells where they
come from. Nothing here is about any particular knowledge file.
"""

from __future__ import annotations

from functools import lru_cache
from math import log
from pathlib import Path
from struct import Struct
from typing import Final

import Stemmer

NEIGHBOURS: Final = 40
"""How many related stems are kept for every stem."""

_DATA = Path(__file__).with_name("data")
_ROW: Final = Struct(f"<{NEIGHBOURS}H{NEIGHBOURS}B")


class Lexicon:
    """Words, their rarity, their stems and the stems related to those."""

    def __init__(self) -> None:
        common, _, rest = (_DATA / "words.txt").read_text("ascii").partition("\n\n")
        self._words = common.split("\n")
        ranked = len(self._words)
        self._words += rest.split("\n")
        self._rank = dict(zip(self._words, range(len(self._words)), strict=True))
        self._stems = (_DATA / "stems.txt").read_text("ascii").split("\n")
        self._position = dict(zip(self._stems, range(len(self._stems)), strict=True))
        self._related = (_DATA / "related.bin").read_bytes()
        self._ranked = ranked
        self._stemmer = Stemmer.Stemmer("english", 0)
        self._by_first_letter: dict[str, list[str]] = {}

    def __contains__(self, word: str) -> bool:
        return word in self._rank

    def stem(self, word: str) -> str:
        """The word without its inflection (Snowball English)."""
        return str(self._stemmer.stemWord(word))

    def rarity(self, word: str) -> float:
        """How rare a word is in general English, 0 for the most common to 1 for the unknown.

        The logarithm of the frequency rank, which by Zipf's law is the word's information.
        """
        rank = self._rank.get(word, self._ranked)
        return log(2 + min(rank, self._ranked)) / log(2 + self._ranked)

    def related(self, stem: str) -> list[tuple[str, float]]:
        """Stems of related meaning with their similarity, 0 to 1, nearest first."""
        position = self._position.get(stem)
        if position is None:
            return []
        row = _ROW.unpack_from(self._related, position * _ROW.size)
        return [
            (self._stems[i], similarity / 255)
            for i, similarity in zip(row[:NEIGHBOURS], row[NEIGHBOURS:], strict=True)
            if similarity
        ]

    def spelt_like(self, word: str) -> list[str]:
        """Words a misspelt word may stand for: those that begin like it."""
        if not self._by_first_letter:
            by_first_letter: dict[str, list[str]] = {}
            for known in self._words:
                if len(known) > 3:
                    by_first_letter.setdefault(known[0], []).append(known)
            self._by_first_letter = by_first_letter
        return self._by_first_letter.get(word[0], [])


@lru_cache(maxsize=1)
def english() -> Lexicon:
    """The lexicon, read once, when it is first needed."""
    return Lexicon()
