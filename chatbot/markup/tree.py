"""The tree of a text with markup.

A document holds blocks: paragraphs, lists of items (which hold blocks), code blocks, tables of rows
of cells. Paragraphs and cells hold what stands in a line: text, line breaks, emphasis, links …
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal[
    "document", "paragraph", "list", "item", "code_block", "table", "row", "cell",
    "text", "break", "emphasis", "strong", "code", "link", "image",
]  # fmt: skip


class Node(NamedTuple):
    """One piece of a text."""

    kind: Kind
    children: tuple[Node, ...] = ()
    text: str = ""
    """Of text and code; an image's alternative text; a list as it was written, if nothing in it
    has markup."""
    target: str = ""
    """Where a link or image leads, percent-encoded; the language of a code block, if it says."""
    number: int | None = None
    """Of an ordered list: its first number."""
    tight: bool = False
    """Of a list: whether no empty line stands between its items."""

    def walk(self) -> Iterator[Node]:
        """The node and everything in it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def text_of(node: Node) -> str:
    """Everything in it that is read as text, line breaks as spaces."""
    if node.kind == "break":
        return " "
    return node.text if not node.children else "".join(map(text_of, node.children))
