"""What a YAML syntax error means to somebody who writes a knowledge file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.knowledge.nodes import TOO_DEEP, Node
from chatbot.knowledge.problems import shown

if TYPE_CHECKING:
    import yaml

BAD_ESCAPE = 'a wrong escape after "\\"; write "\\\\" for a backslash, or use single quotes'
WRONG_TAB = "a tab cannot stand here; use spaces"
WRONG_HEAD = "nothing else may stand on the line of a block text's mark; start a new line"
_QUOTE_IT = "put the text in quotes"
_MISFIT = "this does not fit what stands before it; check its indentation, and the quotes above"
_AFTER_BRACKET = "the bracket closes before this; put a text that starts with a bracket in quotes"
_OPEN_BRACKET = "a bracket above is never closed; add the closing one"
_AFTER_QUOTE = "the text in quotes ends before this; put all of it in quotes of the other sort"
_ESCAPES = ("escape", "hexdecimal")
_MISFITS = ("expected key", "expected '-' indicator")
# Part of the parser's words → ours, and whether the context's place is the better one.
_MEANINGS = (
    ("nesting depth", TOO_DEEP, False),
    (
        "mapping values are not allowed",
        f'unexpected ":"; {_QUOTE_IT}, or check the indentation',
        False,
    ),
    ("end of stream", "the quotation mark opened here is never closed; add the closing one", True),
    ("unexpected document", "the quotation mark opened here is never closed", True),
    (
        "could not find expected ':'",
        'a key needs a ":" after it; add it, or indent this line',
        True,
    ),
    ("',' or ", "the bracket opened here is never closed, or a comma is missing in it", True),
    ("comment or line break", WRONG_HEAD, True),
    ("indentation indicator", WRONG_HEAD, True),
    ("are not allowed", f"this cannot stand here; {_QUOTE_IT}, or start a new line", False),
)


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[Node, str]:
    """Where ``text`` is no YAML, and why, in one line."""
    problem = error.problem or ""
    node = _node(error.problem_mark)
    line = "".join(text.split("\n")[node.line - 1 : node.line])
    if any(part in problem for part in _ESCAPES):
        return Node(node.line, line.rfind("\\", 0, node.column) + 1), BAD_ESCAPE
    if any(part in problem for part in _MISFITS):
        return node, _misfit(line[: node.column - 1].rstrip())
    for part, meaning, at_context in _MEANINGS:
        if part in problem:
            return _node(error.context_mark) if at_context else node, meaning
    char = line[node.column - 1 : node.column]
    if not char and "node content" in problem:
        return node, _OPEN_BRACKET
    return node, _unexpected(char)


def _node(mark: yaml.Mark | None) -> Node:
    return Node(mark.line + 1, mark.column + 1) if mark else Node(1, 1)


def _misfit(before: str) -> str:
    """What to say of something that cannot follow ``before`` on its line."""
    if before.endswith(("}", "]")):
        return _AFTER_BRACKET
    return _AFTER_QUOTE if before.endswith(("'", '"')) else _MISFIT


def _unexpected(char: str) -> str:
    if char == "\t":
        return WRONG_TAB
    return f"unexpected {shown(char)}; {_QUOTE_IT}" if char else "the line ends too early"
