"""Characters that no value may hold: they could steer a terminal or disguise a text."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_RANGES: Final = (
    (0x00, 0x08),  # controls but tab and newline, among them escape
    (0x0B, 0x1F),
    (0x7F, 0x9F),
    (0x2028, 0x202E),  # line and paragraph separator, bidirectional embeddings and overrides
    (0x2066, 0x206F),  # bidirectional isolates, deprecated format characters
    (0xFDD0, 0xFDEF),  # no characters at all
    (0xFEFF, 0xFEFF),  # byte order mark inside a text
    (0xFFF9, 0xFFFB),  # interlinear annotation
    (0xFFFE, 0xFFFF),
)
FORBIDDEN: Final = re.compile(
    f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in _RANGES)}\ud800-\udfff]"
)
"""Lone surrogates are forbidden, too."""
JSON_PATTERN: Final = (
    f"[{''.join(f'{chr(92)}u{first:04X}-{chr(92)}u{last:04X}' for first, last in _RANGES)}]"
)
"""The same for JSON, where characters past U+FFFF are two surrogates."""


def name(char: str) -> str:
    """How to call a character that cannot be shown.

    >>> name(chr(27))
    'U+001B'
    """
    return f"U+{ord(char):04X}"


WRONG_BLANK: Final = re.compile(r"[ \t]*([\u00a0\u2000-\u200b\u202f\u3000])")
"""At the start of a line, a blank that looks like a space and is none to YAML."""


def not_a_space(char: str) -> str:
    """What is wrong with a blank that stands for a space.

    >>> not_a_space(chr(160))
    'U+00A0 stands here, which is no space; write spaces'
    """
    return f"{name(char)} stands here, which is no space; write spaces"


def written_out(text: str) -> int:
    """How many characters ``text`` has once each that stands for several is written out.

    >>> written_out("½"), written_out("한국")
    (3, 2)
    """
    return len(text) if text.isascii() else len(unicodedata.normalize("NFKC", text))
