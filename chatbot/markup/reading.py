"""Reading a text: as Markdown, or as plain paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from chatbot.markup.tree import Kind, Node

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST: Final = 40
"""Levels of lists in lists and the like; a text that goes deeper is read as plain."""
MOST_CELLS: Final = 5_000
"""Columns times lines; a larger table is read as plain, as its rows are filled up with cells."""

RULES: Final = (
    *("list", "fence", "code", "table", "reference"),
    *("newline", "escape", "entity", "backticks", "emphasis", "link", "image", "autolink"),
    *("balance_pairs", "fragments_join", "text_join"),
)
"""What of CommonMark a text may have, as markdown-it calls it."""
_KINDS: Final[dict[str, Kind]] = {
    "paragraph": "paragraph",
    "bullet_list": "list",
    "ordered_list": "list",
    "list_item": "item",
    "table": "table",
    "tr": "row",
    "th": "cell",
    "td": "cell",
    "em": "emphasis",
    "strong": "strong",
    "link": "link",
}
_LEAVES: Final[dict[str, Kind]] = {
    "text": "text",
    "softbreak": "break",
    "hardbreak": "break",
    "code_inline": "code",
    "code_block": "code_block",
    "fence": "code_block",
    "image": "image",
}
_BARE: Final = {"list", "item", "paragraph", "text", "break"}


def read(text: str) -> Node:
    """The tree of a Markdown text.

    Of CommonMark (https://spec.commonmark.org): paragraphs, emphasis, lists, links, images, code;
    and tables. HTML, headings and the rest are plain characters; a line break stays one.
    """
    lines = text.split("\n")
    cells = max(line.count("|") for line in lines) * len(lines)
    tokens = _reader(tables=cells <= MOST_CELLS).parse(text)
    if any(token.level >= DEEPEST for token in tokens):
        return paragraphs(text)
    return Node("document", _Builder(lines).nodes(tokens))


def paragraphs(text: str) -> Node:
    """The tree of a plain text: nothing but paragraphs and line breaks, exactly as they stand."""
    blocks = (Node("paragraph", tuple(_lines(block))) for block in text.split("\n\n"))
    return Node("document", tuple(blocks))


def _lines(block: str) -> Iterator[Node]:
    for place, line in enumerate(block.split("\n")):
        if place:
            yield Node("break")
        if line:
            yield Node("text", text=line)


def escape(text: str) -> str:
    """Plain text as Markdown that says the same.

    >>> print(escape("[5] * 3"))
    \\[5\\] \\* 3
    """
    text = re.sub(r"[\\`*_\[\]<>&|~]", r"\\\g<0>", text)
    text = re.sub(r"(?m)^[ \t]*([-+])", r"\\\1", text)
    return re.sub(r"(?m)^[ \t]*(\d*)([.)])", r"\1\\\2", text)


@cache
def _reader(*, tables: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("zero", {"maxNesting": DEEPEST}).enable(RULES)
    if not tables:
        reader.disable("table")
    # Else a link to somewhere forbidden were text, and nobody would learn of it.
    reader.validateLink = _is_read  # type: ignore[method-assign]  # as its documentation has it
    return reader


def _is_read(url: str) -> bool:
    return True


class _Open(NamedTuple):
    """A node whose end is still to come."""

    token: Token
    children: list[Node]


class _Builder:
    """Makes nodes of a parser's tokens."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def nodes(self, tokens: Sequence[Token]) -> tuple[Node, ...]:
        """The nodes that the tokens stand for."""
        opened = [_Open(tokens[0], [])] if tokens else []
        for token in tokens:
            name = token.type.removesuffix("_open").removesuffix("_close")
            if token.type == "inline":
                opened[-1].children.extend(self.nodes(token.children or ()))
            elif token.type in _LEAVES and (token.content or token.type != "text"):
                opened[-1].children.append(_leaf(token))
            elif name in _KINDS and token.nesting == 1:
                opened.append(_Open(token, []))
            elif name in _KINDS:
                start, children = opened.pop()
                opened[-1].children.append(self._node(_KINDS[name], start, tuple(children)))
        return tuple(opened[0].children) if opened else ()

    def _node(self, kind: Kind, token: Token, children: tuple[Node, ...]) -> Node:
        if kind == "link":
            return Node(kind, children, target=str(token.attrGet("href") or ""))
        if kind == "paragraph":
            return Node(kind, children, tight=token.hidden)
        if kind != "list":
            return Node(kind, children)
        start = token.attrGet("start")
        first = int(start) if start is not None else 1
        node = Node(
            kind,
            children,
            number=first if token.type == "ordered_list_open" else None,
            tight=all(part.tight for part in children[0].children if part.kind == "paragraph"),
        )
        bare = token.level == 0 and {one.kind for one in node.walk()} <= _BARE
        return node._replace(text=self._written(token)) if bare else node

    def _written(self, token: Token) -> str:
        first, last = token.map or (0, 0)
        return "\n".join(self._lines[first:last]).rstrip()


def _leaf(token: Token) -> Node:
    kind = _LEAVES[token.type]
    if kind == "image":
        inside = token.children or ()
        alternative = "".join(one.content or " " * (one.type == "softbreak") for one in inside)
        return Node(kind, text=alternative, target=str(token.attrGet("src") or ""))
    if kind == "code_block":
        return Node(kind, text=token.content.removesuffix("\n"), target=token.info.strip())
    return Node(kind, text=token.content)
