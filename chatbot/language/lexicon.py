"""What is known of a language beside any knowledge: which words it has, how common, how related.

The data files are made by ``tests/benchmarks/make_lexicon.py``, which tells where they come from.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import cache, lru_cache, partial
from math import log
from struct import Struct
from sys import byteorder
from typing import Final

from chatbot.language.folders import shipped_for, without_region

_BYTES: Final = 3
"""Of a related stem: its place, two, and its similarity, one."""
_LETTERS: Final = 128
"""First letters of which the words are kept at hand; languages have fewer."""
UNRANKED: Final = 0xFFFF
"""The rank of a word whose frequency is not known."""


class Lexicon:
    """Words, their rarity, and the stems related to others; empty for a language without data."""

    def __init__(self, code: str) -> None:
        read = partial(_bytes, without_region(code))
        self._words = b"\n%b\n" % read("words.txt")
        """One a line, in order."""
        ranks = read("ranks.bin")
        self._ranks = array("H", ranks)
        if byteorder == "big":
            self._ranks.byteswap()
        self._stems = tuple(read("stems.txt").decode("utf-8").split())
        related = read("related.bin")
        self._related = related or read("synonyms.bin")
        self._most = len(self._related) // (_BYTES * len(self._stems)) if self._stems else 0
        """How many related stems are kept for every stem."""
        self._row = Struct(f"<{self._most}H{self._most}B")
        self.is_small = not related
        """Whether it has only the most common words, and of related ones those of a thesaurus."""
        # Of a known rank the higher byte is never 255, so that this counts the unknown ones.
        self._ranked = len(self._ranks) - ranks.count(UNRANKED.to_bytes(2))
        """How many words have a known frequency rank."""
        self._words_in = lru_cache(_LETTERS)(self._read_words)
        """By first letter: the place of the first word, and all of them."""
        self._common_in = lru_cache(_LETTERS)(self._common_words)
        """By first letter and length: the words of known frequency."""

    def __contains__(self, word: str) -> bool:
        return self._place(word) is not None

    def rarity(self, word: str) -> float:
        """How rare a word is in the language, 0 for the most common to 1 for the unknown.

        The logarithm of the frequency rank, which by Zipf's law is the word's information.
        """
        place = self._place(word)
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
        by_length = self._common_in(word[0])
        lengths = range(len(word) - reach, len(word) + reach + 1)
        return [by_length[length] for length in lengths if length in by_length]

    def _common_words(self, letter: str) -> dict[int, list[str]]:
        by_length: dict[int, list[str]] = {}
        first, words = self._words_in(letter)
        for place, word in enumerate(words, first):
            if self._ranks[place] != UNRANKED:
                by_length.setdefault(len(word), []).append(word)
        return by_length

    def _place(self, word: str) -> int | None:
        first, words = self._words_in(word[:1])
        place = _find(words, word)
        return None if place is None else first + place

    def _read_words(self, letter: str) -> tuple[int, tuple[str, ...]]:
        beginning = b"\n" + letter.encode("utf-8", "surrogatepass")
        start = self._words.find(beginning)
        if start < 0 or not letter:
            return 0, ()
        end = self._words.index(b"\n", self._words.rfind(beginning) + 1)
        before = self._words.count(b"\n", 0, start)
        return before, tuple(self._words[start:end].decode("utf-8").split())


@cache
def lexicon_of(code: str) -> Lexicon:
    """The lexicon of a language, one for all that use it."""
    return Lexicon(code)


def _find(ordered: tuple[str, ...], text: str) -> int | None:
    place = bisect_left(ordered, text)
    return place if place < len(ordered) and ordered[place] == text else None


def _bytes(code: str, name: str) -> bytes:
    """What a file of a language holds; nothing where there is none."""
    return shipped_for(code, name) or b""
