"""What a YAML syntax error means to somebody who writes a knowledge file.

The two parsers word and place their errors differently; the words here are the same for both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.knowledge.nodes import Node
from chatbot.knowledge.problems import shown
from chatbot.knowledge.strictness import WRONG_TAB

if TYPE_CHECKING:
    import yaml

BAD_ESCAPE = 'a wrong escape after "\\"; write "\\\\" for a backslash, or use single quotes'
_QUOTE_IT = "put the text in quotes"
_INDENTATION = "check its indentation, and the quotes above"
# Part of the parser's words → ours, and whether the context's place is the better one.
_MEANINGS = (
    ("mapping values are not allowed", f'unexpected ":"; {_QUOTE_IT}, or check the indentation', 0),
    ("end of stream", "the quotation mark opened here is never closed; add the closing one", 1),
    ("unexpected document", "the quotation mark opened here is never closed", 1),
    ("could not find expected ':'", 'a key needs a ":" after it; add it, or indent this line', 1),
    ("escape", BAD_ESCAPE, 0),
    ("hexdecimal", BAD_ESCAPE, 0),
    ("',' or ", "the bracket opened here is never closed, or a comma is missing in it", 1),
    ("expected key", f"this does not fit what stands before it; {_INDENTATION}", 0),
    ("expected <block end>", f"this does not fit what stands before it; {_INDENTATION}", 0),
    ("expected '-' indicator", f"this does not fit what stands before it; {_INDENTATION}", 0),
    ("are not allowed", f"this cannot stand here; {_QUOTE_IT}, or start a new line", 0),
)


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[Node, str]:
    """Where ``text`` is no YAML, and why, in one line."""
    problem = error.problem or ""
    node = _node(error.problem_mark)
    for part, meaning, at_context in _MEANINGS:
        if part in problem:
            if meaning is BAD_ESCAPE:
                node.column = _line(text, node).rfind("\\", 0, node.column) + 1
            return (_node(error.context_mark) if at_context else node), meaning
    return node, _unexpected(node, text)


def _node(mark: yaml.Mark | None) -> Node:
    return Node(mark.line + 1, mark.column + 1) if mark else Node(1, 1)


def _unexpected(node: Node, text: str) -> str:
    char = _line(text, node)[node.column - 1 : node.column]
    if char == "\t":
        return WRONG_TAB
    return f"unexpected {shown(char)}; {_QUOTE_IT}" if char else "the line ends too early"


def _line(text: str, node: Node) -> str:
    return "".join(text.split("\n")[node.line - 1 : node.line])
