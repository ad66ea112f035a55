"""What only one of the two YAML parsers refuses, refused for both, so that they agree.

- A tab may stand in quoted text, in block text (``|`` and ``>``) and in comments, and nowhere
  else, where it would look like the indentation that it is not.
- After the ``|`` or ``>`` of a block text nothing but a comment stands on the line, and the text
  does not begin with a tab.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from chatbot.knowledge.nodes import node_at
from chatbot.knowledge.problems import Problems

WRONG_TAB = "a tab cannot stand here; use spaces"
WRONG_HEAD = "nothing else may stand on the line of a block text's mark; start a new line"
_MOST_SHOWN = 10
_COMMENT_OR_TAB = re.compile(r"(?<![^ \n])#.*|\t")
_BLOCK_HEAD = re.compile(r"[-+\d]* *(?:(?<= )#.*)?\n(?: *\n)* *")


def refuse(text: str, styled: Sequence[tuple[int, int]], problems: Problems) -> None:
    """Note the first places that break these rules.

    ``styled`` has the start and end of every quoted and every block text, in order.
    """
    for start, end in styled:
        if text[start] in "|>":
            _check_block(text, start, end, problems)
    if "\t" in text:
        wrong = (place for place in _outside(text, styled) if text[place] == "\t")
        for place in islice(wrong, _MOST_SHOWN):
            problems.add(node_at(text, place), WRONG_TAB)


def _check_block(text: str, start: int, end: int, problems: Problems) -> None:
    head = _BLOCK_HEAD.match(text, start + 1)
    if head is None:
        problems.add(node_at(text, start), WRONG_HEAD)
    elif head.end() < end and text[head.end()] == "\t":
        problems.add(node_at(text, head.end()), WRONG_TAB)


def _outside(text: str, styled: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Where each comment and each tab starts that is not in a text of ``styled``."""
    gap = 0
    for start, end in (*styled, (len(text), len(text))):
        yield from (found.start() for found in _COMMENT_OR_TAB.finditer(text, gap, start))
        gap = end
