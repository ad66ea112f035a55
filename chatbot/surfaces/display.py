"""The one way text for people takes: made safe for a terminal, wrapped to its width.

Knowledge, questions and file names may hold anything. What a terminal would act on instead of
showing it (control characters, escape sequences, reordering and invisible characters) ends here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

TAB = "    "
MOST_MARKS = 8
"""Combining marks left on one letter; living scripts need fewer, a pile of them hides lines."""

_JOINERS = "\u200c\u200d"
# Drawn as nothing though no control or format character: grapheme joiner, fillers.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
# Format characters that are drawn: Arabic and Kaithi number signs and the like.
_DRAWN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd")
_LINE_ENDS = r"\r\n?|[\v\f\x85\u2028\u2029]"
# Control strings with their bodies (window titles, links, images), then CSI with its parameters,
# then the short sequences. An unfinished one loses its introducer only: its body is plain text.
_SEQUENCES = (
    r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]*+(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]?"
    r"|\x1b[ -/]*+[0-~]?"
)
_BREAKING_SPACE = r"[^\S\xa0\u2007\u202f]+"
_THAI_TO_KHMER = (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"))


def safe(text: str) -> str:
    r"""``text`` with nothing in it that a terminal would act on; only ``\n`` controls.

    Escape sequences and invisible characters are removed, a tab becomes spaces, every kind of
    line end a newline, a lone surrogate U+FFFD. Joiners stay where scripts need them, between
    two characters that are not ASCII.

    >>> safe("a\x1b[31mred\x1b[0m\twarning\u202e!")
    'ared    warning!'
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    text = re.sub(_SEQUENCES, "", text)
    text = re.sub(_LINE_ENDS, "\n", text)
    text = _few_marks(text.translate(_Shown()))
    return re.sub(f"[{_JOINERS}]+", _joiner, text)


class _Shown(dict[int, str]):
    """Code point → what is shown for it, worked out once for each that occurs."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _shown(chr(code))
        return shown


def _shown(char: str) -> str:
    from unicodedata import category

    if char == "\t":
        return TAB
    kind = category(char)
    if kind == "Cs":
        return "\ufffd"
    if char == "\n" or char in _JOINERS or char in _DRAWN:
        return char
    return "" if kind in ("Cc", "Cf") or char in _BLANK else char


def _few_marks(text: str) -> str:
    from unicodedata import category

    kept = []
    marks = 0
    for char in text:
        marks = marks + 1 if char in _JOINERS or category(char) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def _joiner(found: re.Match[str]) -> str:
    text, start, end = found.string, found.start(), found.end()
    around = text[max(start - 1, 0) : start], text[end : end + 1]
    return found[0][0] if all(c and not c.isascii() and not c.isspace() for c in around) else ""


def wrap(text: str, width: int, indent: str = "") -> str:
    """``safe(text)``, no line wider than ``width`` cells, each one starting with ``indent``.

    Lines break at spaces, in scripts without spaces between characters, and inside a word only
    when it is wider than a line. Line breaks in ``text`` stay. A window too narrow for one wide
    character beside the indent gets lines of two cells.
    """
    room = max(width - len(indent), 2)
    lines = [part for line in safe(text).split("\n") for part in _wrapped(line, room)]
    return "\n".join(indent + line if line else line for line in lines)


def _wrapped(line: str, room: int) -> Iterator[str]:
    cells: Callable[[str], int] = len if line.isascii() else _cells
    current, used = "", 0
    for piece in _pieces(line):
        wide = cells(piece)
        if used + wide > room:
            if current.strip():
                yield current.rstrip()
            if piece.isspace():
                current, used = "", 0
                continue
            *full, piece = _broken(piece, room, cells)
            yield from full
            current, used, wide = "", 0, cells(piece)
        current, used = current + piece, used + wide
    yield current.rstrip()


def _pieces(line: str) -> Iterator[str]:
    """The runs of spaces and the words of ``line``; what has no spaces falls apart."""
    for part in re.split(f"({_BREAKING_SPACE})", line):
        if part.isascii() or part.isspace():
            if part:
                yield part
            continue
        piece = ""
        for cluster in _clusters(part):
            if piece and _may_break(piece[-1], cluster[0]):
                yield piece
                piece = ""
            piece += cluster
        yield piece


def _broken(word: str, room: int, cells: Callable[[str], int]) -> Iterator[str]:
    """``word`` in parts of at most ``room`` cells, none of them splitting a character."""
    part = ""
    for cluster in _clusters(word):
        if part and cells(part + cluster) > room:
            yield part
            part = ""
        part += cluster
    yield part


def _clusters(word: str) -> Iterator[str]:
    """Each base character with the marks, joined characters and skin tones that go with it."""
    if word.isascii():
        return iter(word)
    from wcwidth import iter_graphemes

    return iter_graphemes(word)


def _may_break(before: str, after: str) -> bool:
    from unicodedata import category

    if not (_spaceless(before) or _spaceless(after)):
        return False
    return category(before) not in ("Ps", "Pi") and category(after) not in ("Pe", "Pf", "Po")


def _spaceless(char: str) -> bool:
    """Whether ``char`` is of a script written without spaces between words."""
    from unicodedata import east_asian_width

    return east_asian_width(char) in "WF" or any(a <= char <= z for a, z in _THAI_TO_KHMER)


def _cells(text: str) -> int:
    from wcwidth import wcswidth

    return max(wcswidth(text), 0)
