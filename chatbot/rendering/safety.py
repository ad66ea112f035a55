"""Text for people, made safe for whatever shows it.

Knowledge, questions and file names may hold anything. What a terminal would act on instead of
showing it (control characters, escape sequences, reordering and invisible characters) is removed.
"""

from __future__ import annotations

import re

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
