"""What is known of a language beside any knowledge: which words it has, how common, how related.

The data files are made by ``tests/benchmarks/make_lexicon.py``, which tells where they come from.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import cache
from math import log
from struct import Struct
from sys import byteorder
from typing import Final

from chatbot.files import shipped

_BYTES: Final = 3
"""Of a related stem: its place, two, and its similarity, one."""
UNRANKED: Final = 0xFFFF
"""The rank of a word whose frequency is not known."""


class Lexicon:
    """Words, their rarity, and the stems related to others; empty for a language without data."""

    def __init__(self, code: str) -> None:
        folder = f"language/{code.partition('-')[0]}"
        self._words = _lines(f"{folder}/words.txt")
        self._ranks = array("H", _bytes(f"{folder}/ranks.bin"))
        if byteorder == "big":
            self._ranks.byteswap()
        self._stems = _lines(f"{folder}/stems.txt")
        related = _bytes(f"{folder}/related.bin")
        self._related = related or _bytes(f"{folder}/synonyms.bin")
        self._most = len(self._related) // (_BYTES * len(self._stems)) if self._stems else 0
        """How many related stems are kept for every stem."""
        self._row = Struct(f"<{self._most}H{self._most}B")
        self.is_small = not related
        """Whether it has only the most common words, and of related ones those of a thesaurus."""
        self._ranked = len(self._ranks) - self._ranks.count(UNRANKED)
        """How many words have a known frequency rank."""
        self._common: dict[str, dict[int, list[str]]] = {}

    def __contains__(self, word: str) -> bool:
        return _find(self._words, word) is not None

    def rarity(self, word: str) -> float:
        """How rare a word is in the language, 0 for the most common to 1 for the unknown.

        The logarithm of the frequency rank, which by Zipf's law is the word's information.
        """
        place = _find(self._words, word)
        if place is None:
            return 1.0
        rank = self._ranks[place]
        return min(1.0, log(2 + rank) / log(2 + self._ranked))

    def has_stem(self, stem: str) -> bool:
        """Whether it is the stem of a common word that others are related to."""
        return _find(self._stems, stem) is not None

    def related(self, stem: str) -> list[tuple[str, float]]:
        """Stems of related meaning with their similarity, 0 to 1, nearest first."""
        place = _find(self._stems, stem)
        if place is None:
            return []
        row = self._row.unpack_from(self._related, place * self._row.size)
        return [
            (self._stems[i], similarity / 255)
            for i, similarity in zip(row[: self._most], row[self._most :], strict=True)
            if similarity
        ]

    def spelt_like(self, word: str, reach: int) -> list[list[str]]:
        """Common words with the same first letter, at most ``reach`` letters longer or shorter.

        One list for each length.
        """
        by_length = self._common.get(word[0])
        if by_length is None:
            by_length = self._common[word[0]] = self._common_words(word[0])
        lengths = range(len(word) - reach, len(word) + reach + 1)
        return [by_length[length] for length in lengths if length in by_length]

    def _common_words(self, letter: str) -> dict[int, list[str]]:
        """By length: the words of known frequency that begin with a letter."""
        by_length: dict[int, list[str]] = {}
        start = bisect_left(self._words, letter)
        for place in range(start, bisect_left(self._words, letter + "\U0010ffff")):
            if self._ranks[place] != UNRANKED:
                word = self._words[place]
                by_length.setdefault(len(word), []).append(word)
        return by_length


@cache
def lexicon_of(code: str) -> Lexicon:
    """The lexicon of a language, one for all that use it."""
    return Lexicon(code)


def _find(ordered: list[str], text: str) -> int | None:
    place = bisect_left(ordered, text)
    return place if place < len(ordered) and ordered[place] == text else None


def _lines(name: str) -> list[str]:
    return _bytes(name).decode("utf-8").split()


def _bytes(name: str) -> bytes:
    """What a file of the package holds; nothing where a language has none such."""
    try:
        return shipped(name)
    except OSError:
        return b""
