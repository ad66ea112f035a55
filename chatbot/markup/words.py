"""The words of a text without its markup."""

from __future__ import annotations

import re

from chatbot.markup.reading import read
from chatbot.markup.tree import Node, text_of

_SIGNS = re.compile(r"[*_`\[\\&<|]|^ {0,3}(?:[-+]|\d+[.)])\s|^ *~~~|^(?: {4}|\t)", re.MULTILINE)
"""What some markup begins with; a text without any of it needs no reading."""

_BARE = {"document", "paragraph", "text", "break"}


def is_plain(text: str) -> bool:
    """Whether a text has no markup, so that it is shown as it stands.

    >>> is_plain("2 * 3 < 7"), is_plain("*two*"), is_plain("- two")
    (True, False, False)
    """
    if not _SIGNS.search(text):
        return True
    document = read(text)
    if any(node.kind not in _BARE for node in document.walk()):
        return False
    return " ".join(map(text_of, document.children)).split() == text.split()


def plain(document: Node) -> str:
    """What is said, a block a paragraph and an item or row a line; targets of links are left out.

    >>> plain(read("See *our* [shop](https://example.org)."))
    'See our shop.'
    """
    return "\n\n".join(filter(None, map(_block, document.children)))


def _block(node: Node) -> str:
    if node.kind == "code_block":
        return node.text
    if node.kind in ("list", "item"):
        return node.text or "\n".join(map(_block, node.children))
    if node.kind == "table":
        return "\n".join(_row(row) for row in node.children)
    return "".join("\n" if one.kind == "break" else text_of(one) for one in node.children)


def _row(row: Node) -> str:
    return " | ".join(map(text_of, row.children))
