"""What is typed, shown while it is typed: nothing in it may act on the terminal.

prompt_toolkit shows control characters as ``^G``; what reorders, hides or piles up it lets through.
"""

from __future__ import annotations

from itertools import groupby
from unicodedata import category

from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput

from chatbot.rendering import MOST_MARKS, safe

_INSTEAD = "\ufffd"
_JOINERS = "\u200c\u200d"


class Harmless(Processor):
    """Shows one replacement character for each that should not reach the terminal."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """One character stays one character, so that the cursor stands where it should."""
        fragments = transformation_input.fragments
        return Transformation([(style, harmless(text)) for style, text, *_ in fragments])


def harmless(text: str) -> str:
    r"""``text``, as long as it was, with a replacement for what is not fit to be shown.

    Control characters stay for prompt_toolkit to write out.

    >>> harmless("a\u202eb")
    'a\ufffdb'
    """
    if text.isascii():
        return text
    return "".join(
        _few("".join(run)) if marks else "".join(map(_shown, run))
        for marks, run in groupby(text, _is_mark)
    )


def _is_mark(char: str) -> bool:
    return char in _JOINERS or category(char) in ("Mn", "Me")


def _few(marks: str) -> str:
    return marks[:MOST_MARKS] + _INSTEAD * len(marks[MOST_MARKS:])


def _shown(char: str) -> str:
    is_control = char < " " or "\x7f" <= char <= "\x9f"
    return char if is_control or safe(char) == char else _INSTEAD
