"""Reading a line the plain way: nothing is drawn, nothing is redrawn."""

from __future__ import annotations

import sys


class LineDropped(Exception):
    """The person dropped what stood on the line and wants a new one."""


def read_plain() -> str:
    """One line; EOFError at the end of input, KeyboardInterrupt for Ctrl-C."""
    try:
        return input("> ")
    except (EOFError, KeyboardInterrupt):
        sys.stdout.write("\n")
        raise
