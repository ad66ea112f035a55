"""Characters that no value may hold: they could steer a terminal or disguise a text."""

from __future__ import annotations

import re
import unicodedata

FORBIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but tab and newline, among them escape and C1
    "\u2028\u2029"  # line and paragraph separator
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\u206a-\u206f\ufff9-\ufffb"  # deprecated format characters, interlinear annotation
    "\ud800-\udfff"  # lone surrogates
    "\ufeff\ufdd0-\ufdef\ufffe\uffff"  # byte order mark inside a text, no characters at all
    "]"
)


def name(char: str) -> str:
    """How to call a character that cannot be shown.

    >>> name(chr(27))
    'U+001B'
    """
    return f"U+{ord(char):04X}"


def written_out(text: str) -> int:
    """How many characters ``text`` has once each that stands for several is written out.

    >>> written_out("½"), written_out("한국")
    (3, 2)
    """
    return len(text) if text.isascii() else len(unicodedata.normalize("NFKC", text))
