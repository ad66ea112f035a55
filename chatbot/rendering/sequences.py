"""The escape sequences that are written for a terminal, all there are: styles and hyperlinks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

SEQUENCE: Final = re.compile(r"\x1b\[\d+m|\x1b\]8;;[!-~]*\x1b\\")
"""One of them."""

STRONG: Final = "\x1b[1m"
EMPHASIS: Final = "\x1b[3m"
LINKED: Final = "\x1b[4m"
CODE: Final = "\x1b[36m"
_LINK_END: Final = "\x1b]8;;\x1b\\"
_ENDS: Final = {
    STRONG: "\x1b[22m",
    EMPHASIS: "\x1b[23m",
    LINKED: "\x1b[24m",
    CODE: "\x1b[39m",
}


def styled(text: str, style: str) -> str:
    """A text in one of the styles."""
    return f"{style}{text}{_ENDS[style]}" if text else text


def hyperlink(text: str, address: str) -> str:
    """A text that can be clicked; what cannot stand in an address (OSC 8) is left out.

    https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
    """
    return f"\x1b]8;;{re.sub(r'[^!-~]', '', address)}\x1b\\{text}{_LINK_END}"


def whole_lines(lines: Iterable[str]) -> Iterator[str]:
    """Lines that were one text, each with what goes on in it begun anew and ended."""
    going_on: list[str] = []
    for line in lines:
        before = "".join(going_on)
        for sequence in SEQUENCE.findall(line):
            begun = [one for one in going_on if _end(one) == sequence]
            if begun:
                going_on.remove(begun[-1])
            elif sequence in _ENDS or sequence.startswith("\x1b]"):
                going_on.append(sequence)
        ends = "".join(map(_end, reversed(going_on)))
        yield f"{before}{line}{ends}" if line else line


def _end(sequence: str) -> str:
    """What ends that which a sequence begins."""
    return _ENDS.get(sequence, _LINK_END)
