"""What a YAML syntax error means to somebody who writes a knowledge file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chatbot.knowledge import characters
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
_IN_BRACKETS = f"a text inside brackets cannot have a bracket or brace in it; {_QUOTE_IT}"
_COMMENT = f'" #" starts a comment, which hides the rest of the line; {_QUOTE_IT}'
_HALF = (
    "this escape is half a character, as json.dumps writes those past U+FFFF; write the "
    "character itself (ensure_ascii=False)"
)
_ESCAPES = ("escape", "hexdecimal")
_MISFITS = ("expected key", "expected '-' indicator")
_HALF_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_NO_COLON = 'a key needs a ":" after it; add it, or indent this line'
_COLON = f'unexpected ":"; {_QUOTE_IT}, or check the indentation'
_NO_SPACE = 'an item of a list needs a space after its "-"; put one there'
_ITEM_WITHOUT_SPACE = re.compile(r" *-[^\s-]")
_NO_SPACE_AFTER_COLON = 'a key needs a space after its ":"; put one there'
_KEY_WITHOUT_SPACE = re.compile(r" *(?:- +)?\w+:[^\s/]")  # a link is no key
_WRONG_DASH = re.compile(r" *([\u2013\u2014\u2022]) ")
"""What an editor of texts makes of ``- ``."""
_AFTER_MARK = re.compile("[]}'\"]\\s*$")
_NEVER_CLOSED = "the bracket opened here is never closed, or a comma is missing in it"
# Part of the parser's words → ours, and whether the context's place is the better one.
_MEANINGS = (
    ("nesting depth", TOO_DEEP, False),
    ("mapping values are not allowed", _COLON, False),
    ("end of stream", "the quotation mark opened here is never closed; add the closing one", True),
    ("unexpected document", "the quotation mark opened here is never closed", True),
    ("could not find expected ':'", _NO_COLON, True),
    ("comment or line break", WRONG_HEAD, True),
    ("indentation indicator", WRONG_HEAD, True),
    ("are not allowed", f"this cannot stand here; {_QUOTE_IT}, or start a new line", False),
)


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[Node, str]:
    """Where ``text`` is no YAML, and why, in one line."""
    node, why = _explained(error, text)
    before, line = _line(text, node.line - 1), _line(text, node.line)
    if why in (_NO_COLON, _MISFIT) and _ITEM_WITHOUT_SPACE.match(line):
        return node, _NO_SPACE
    if why == _COLON and _ITEM_WITHOUT_SPACE.match(before):
        return Node(node.line - 1, before.index("-") + 1), _NO_SPACE
    if why == _NO_COLON and _KEY_WITHOUT_SPACE.match(line):
        return Node(node.line, line.index(":") + 1), _NO_SPACE_AFTER_COLON
    if why == _COLON:
        return _of_line_before(node.line - 1, before) or (node, why)
    return node, why


def _of_line_before(number: int, line: str) -> tuple[Node, str] | None:
    """What is wrong with a line that was taken for a text, which the next line then went on."""
    if blank := characters.WRONG_BLANK.match(line):
        return Node(number, blank.end()), characters.not_a_space(blank[1])
    if dash := _WRONG_DASH.match(line):
        return Node(
            number, dash.start(1) + 1
        ), f'an item of a list starts with "-", not {shown(dash[1])}'
    if _KEY_WITHOUT_SPACE.match(line):
        return Node(number, line.index(":") + 1), _NO_SPACE_AFTER_COLON
    return None


def _explained(error: yaml.MarkedYAMLError, text: str) -> tuple[Node, str]:
    problem = error.problem or ""
    node = _node(error.problem_mark)
    line = _line(text, node.line)
    if any(part in problem for part in _ESCAPES):
        start = line.rfind("\\", 0, node.column)
        half = _HALF_ESCAPE.match(line, start)
        return Node(node.line, start + 1), _HALF if half else BAD_ESCAPE
    if "',' or " in problem:
        return _in_brackets(node, _node(error.context_mark), text)
    if any(part in problem for part in _MISFITS):
        return node, _misfit(line[: node.column - 1].rstrip())
    for part, meaning, at_context in _MEANINGS:
        if part in problem:
            return _node(error.context_mark) if at_context else node, meaning
    char = line[node.column - 1 : node.column]
    if not char and "node content" in problem:
        return node, _OPEN_BRACKET
    return node, _unexpected(char)


def _line(text: str, number: int) -> str:
    """The line with this number, from 1; empty where there is none."""
    return "".join(text.split("\n")[number - 1 : number]) if number > 0 else ""


def _node(mark: yaml.Mark | None) -> Node:
    return Node(mark.line + 1, mark.column + 1) if mark else Node(1, 1)


def _in_brackets(node: Node, opened: Node, text: str) -> tuple[Node, str]:
    """What to say where a list or mapping in brackets does not go on at ``node``."""
    lines = text.split("\n")
    line = lines[node.line - 1]
    if line[node.column - 1 : node.column] in ("{", "["):
        return node, _IN_BRACKETS
    if before := _AFTER_MARK.search(line[: node.column - 1]):
        return node, _AFTER_BRACKET if before[0][0] in "}]" else _AFTER_QUOTE
    comment = lines[opened.line - 1].find(" #", opened.column)
    if comment >= 0:
        return Node(opened.line, comment + 2), _COMMENT
    return opened, _NEVER_CLOSED


def _misfit(before: str) -> str:
    """What to say of something that cannot follow ``before`` on its line."""
    if before.endswith(("}", "]")):
        return _AFTER_BRACKET
    return _AFTER_QUOTE if before.endswith(("'", '"')) else _MISFIT


def _unexpected(char: str) -> str:
    if char == "\t":
        return WRONG_TAB
    return f"unexpected {shown(char)}; {_QUOTE_IT}" if char else "the line ends too early"
