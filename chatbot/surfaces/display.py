"""Text for people, wrapped to the width of a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from chatbot.rendering import SEQUENCE, safe, whole_lines

_BREAKING_SPACE = r"[^\S\xa0\u2007\u202f]+"
_THAI_TO_KHMER = (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"))


def wrap(text: str, width: int, indent: str = "") -> str:
    """``safe(text)``, no line wider than ``width`` cells, each one starting with ``indent``.

    Lines break at spaces, in scripts without spaces between characters, and inside a word only
    when it is wider than a line. Line breaks in ``text`` stay. A window too narrow for one wide
    character beside the indent gets lines of two cells.
    """
    return wrap_rendered(safe(text), width, indent)


def wrap_rendered(text: str, width: int, indent: str = "") -> str:
    """The same for what was rendered for a terminal: it is safe, and its sequences stay."""
    room = max(width - len(indent), 2)
    lines = [part for line in text.split("\n") for part in _wrapped(line, room)]
    if "\x1b" in text:
        lines = [*whole_lines(lines)]
    return "\n".join(indent + line if line else line for line in lines)


def _wrapped(line: str, room: int) -> Iterator[str]:
    cells: Callable[[str], int] = len if line.isascii() and "\x1b" not in line else _cells
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
    for place, part in enumerate(re.split(f"({SEQUENCE.pattern})", word)):
        if place % 2:
            yield part
        elif part.isascii():
            yield from part
        else:
            from wcwidth import iter_graphemes

            yield from iter_graphemes(part)


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
    from wcwidth import width

    return width(text)
