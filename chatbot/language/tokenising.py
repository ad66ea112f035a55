"""From a cleaned text to its tokens: contractions written out, possessive endings dropped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from chatbot.language.tables import Tables
from chatbot.language.text import fold

_ASCII_WORD = re.compile(
    r"[A-Za-z](?:\.[A-Za-z])+\b(?:\.?'[sS]\b)?"  # u.n.
    r"|[A-Za-z]{1,3}-\d+[A-Za-z]*\b"  # kx-420
    r"|[A-Za-z]/[A-Za-z]\b"  # w/o
    r"|[^\W_]+(?:'[^\W_]+)*"
)
_SIGN_AFTER = re.compile(r"(?:\+{1,2}|#)(?![\w+#])")
"""Signs that are part of the word before them: ``c++``, ``gold+``."""
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
"""Scripts that are written without spaces between words; compiled when a text has one, as that
takes a while."""
_SIGNS = frozenset(".+#")
"""Signs that may be part of a word, before it, as in ``.env`` and ``#1``, or after it."""


class Piece(NamedTuple):
    """One word and where it stands in its text."""

    surface: str
    """As it was typed; of a contraction written out, one of its words."""
    word: str
    """Folded."""
    start: int
    end: int


def pieces(text: str, tables: Tables) -> Iterator[Piece]:
    """The words of a cleaned text in order."""
    shouted = text.isupper()
    found = _ascii_words(text) if text.isascii() else _words_of_any_script(text)
    has_signs = not _SIGNS.isdisjoint(text)
    before = ""
    for start, end in found:
        if has_signs:
            start, end = _with_signs(text, start, end)
        surface = text[start:end]
        word = fold(surface)
        if (
            word.isalnum()
            and word not in tables.contractions
            and word not in tables.capital_initials
        ):
            yield Piece(surface, tables.number_words.get(word, word), start, end)
        elif word in tables.capital_initials and before in tables.articles:  # "the us"
            yield Piece(surface, ".".join(word), start, end)
        else:
            for part, one in _written_out(surface, word, shouted, tables):
                yield Piece(part, one, start, end)
        before = word


def _with_signs(text: str, start: int, end: int) -> tuple[int, int]:
    """A word with the signs that are part of it."""
    after = _SIGN_AFTER.match(text, end)
    if start and text[start - 1] in _SIGNS and (start == 1 or text[start - 2].isspace()):
        number, name = text[start:end].isdigit(), text[start:end].isalpha() and end - start > 1
        if number if text[start - 1] == "#" else name:
            start -= 1
    return start, after.end() if after else end


def _written_out(
    surface: str, word: str, shouted: bool, tables: Tables
) -> Iterator[tuple[str, str]]:
    """The words that one run of letters, folded as ``word``, stands for: (as typed, folded)."""
    stem, apostrophe, ending = word.partition("'")
    if not shouted and _are_initials(surface, stem, ending, tables):
        yield surface, ".".join(stem)
        return
    contraction = tables.contractions.get(word)
    if word.endswith(("+", "#")) or word.startswith((".", "#")):
        yield surface, word
    elif contraction is not None:
        yield from ((one, one) for one in contraction)
    elif "/" in word:
        yield from ((one, one) for one in word.split("/"))
    elif "." in word:
        yield surface, _without_dots(word.removesuffix("'s").rstrip("."), tables)
    elif apostrophe:
        yield from _without_apostrophe(surface, word, tables)
    elif word:
        yield surface, tables.number_words.get(word, word.replace("-", ""))


def _without_dots(word: str, tables: Tables) -> str:
    """Dotted initials as one word, ``u.n`` as ``un``, unless that is another word, like ``u.s``."""
    letters = word.replace(".", "")
    return word if letters in tables.function_words else letters


def _are_initials(surface: str, stem: str, ending: str, tables: Tables) -> bool:
    """Whether capitals, as in ``US``, spell initials rather than the word ``us``."""
    if stem not in tables.capital_initials or not surface.partition("'")[0].isupper():
        return False
    return not ending or (ending == tables.possessive and stem not in tables.is_after)


def _without_apostrophe(surface: str, word: str, tables: Tables) -> Iterator[tuple[str, str]]:
    for beginning, full in tables.elisions.items():
        if word.startswith(beginning):
            rest = word.removeprefix(beginning)
            yield from ((one, one) for one in (full, rest) if one)
            return
    for ending, full in tables.contracted_endings.items():
        if word.endswith(ending):
            yield from ((one, one) for one in (word.removesuffix(ending), full) if one)
            return
    stem, _, last = word.rpartition("'")
    if last == tables.possessive and stem in tables.is_after:
        yield from ((one, one) for one in (stem, tables.copula))
        return
    word = (stem if last == tables.possessive else word).replace("'", "")
    if word:
        yield surface, word


def _ascii_words(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _ASCII_WORD.finditer(text))


def _words_of_any_script(text: str) -> Iterator[tuple[int, int]]:
    """Words where letters may carry marks, and pairs of letters where a script has no spaces."""
    for start, end in _with_initials_joined(text, _runs(text, _is_part_of_word)):
        while start < end and text[start] == "'":
            start += 1
        while end > start and text[end - 1] == "'":
            end -= 1
        if start < end:
            yield from _pairs(text, start, end)


def _with_initials_joined(text: str, runs: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs, those of single letters with dots between them as one: ``u.n``."""
    first, last = 0, 0
    for start, end in runs:
        follows = last - first > 0 and start == last + 1 and text[last] == "."
        dotted = "." in text[first:last] or last - first == 1
        if follows and dotted and end - start == 1 and text[start - 2 : end : 2].isalpha():
            last = end
            continue
        if last > first:
            yield first, last
        first, last = start, end
    if last > first:
        yield first, last


def _runs(text: str, belongs: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    start = None
    for place, char in enumerate(text):
        if belongs(char):
            start = place if start is None else start
        elif start is not None:
            yield start, place
            start = None
    if start is not None:
        yield start, len(text)


def _is_part_of_word(char: str) -> bool:
    return char == "'" or char.isalnum() or unicodedata.category(char)[0] == "M"


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Overlapping pairs of characters for scripts without spaces, other letters left whole."""
    place = start
    for unspaced in re.compile(_UNSPACED).finditer(text, start, end):
        first, last = unspaced.span()
        if place < first:
            yield place, first
        yield from ((at, at + 2) for at in range(first, last - 1))
        if last - first == 1:
            yield first, last
        place = last
    if place < end:
        yield place, end
