"""In which encoding a text is, as far as its first bytes tell."""

from __future__ import annotations

import codecs
from typing import Final, NamedTuple

LONGEST_PROBE: Final = 2048
"""Bytes that are looked at."""
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Encoding(NamedTuple):
    """The name of an encoding, and how many bytes the byte order mark has that says so."""

    name: str
    mark: int = 0


def encoding_of(start: bytes) -> Encoding:
    """The encoding of a text that begins so; UTF-8 where nothing speaks for another.

    >>> encoding_of(b"\\xff\\xfeh\\0")
    Encoding(name='utf-16-le', mark=2)
    """
    for mark, name in _MARKS:
        if start.startswith(mark):
            return Encoding(name, len(mark))
    if start[1::2].count(0) > len(start) // 4:
        return Encoding("utf-16-le")
    if start[::2].count(0) > len(start) // 4:
        return Encoding("utf-16-be")
    return Encoding("utf-8")
