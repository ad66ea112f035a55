"""Cutting a text into messages that are no longer than its target takes.

The tree is cut before it is written, so that each message has its markup whole: a code block that
goes on in the next message begins anew there, and so does emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chatbot.markup import Node
from chatbot.rendering.writer import Writer

_LEAVES = ("text", "code", "code_block")


def messages(document: Node, writer: Writer) -> list[str]:
    """The document as messages, each as long as the limit allows, and none of them empty."""
    written = [block for node in document.children for block in _fitting(node, writer)]
    if writer.limit is None:
        text = writer.between.join(written)
        return [text] if text.strip() else []
    found: list[str] = []
    for block in filter(str.strip, written):
        joined = f"{found[-1]}{writer.between}{block}" if found else block
        if found and _size(joined) <= writer.limit:
            found[-1] = joined
        else:
            found.append(block)
    return found


def _size(text: str) -> int:
    """Characters of ``text``, those beyond the basic plane counted twice, as in UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _fitting(node: Node, writer: Writer) -> Iterator[str]:
    """A block as one piece, or as several that fit."""
    written = writer.write(node)
    if writer.limit is None or _size(written) <= writer.limit:
        yield written
        return
    for half in _halves(node):
        yield from _fitting(half, writer)


def _halves(node: Node) -> tuple[Node, ...]:
    """A block as two of about the same length; without what cannot be cut, a long address."""
    if node.kind in ("list", "item", "document") and len(node.children) > 1:
        first, rest = _in_the_middle(node.children)
        number = node.number + len(first) if node.number is not None else None
        return (
            node._replace(children=first, text=""),
            node._replace(children=rest, text="", number=number),
        )
    if node.kind in ("list", "item", "document"):
        first_half, *others = _halves(node.children[0])
        return (node._replace(children=(first_half,), text=""), *others)
    if node.kind == "table":
        return _halves_of_table(node)
    text = _flat(node)
    if len(text) < 2:
        return (Node("paragraph", tuple(_without_addresses(node))),)
    place = _middle(text)
    gap = text[place].isspace()
    return _cut(node, place)[0], _cut(node, place + gap)[1]


def _halves_of_table(table: Node) -> tuple[Node, ...]:
    """Two tables with the same heads; a single row as paragraphs, one for each cell."""
    head, *rows = table.children
    if len(rows) > 1:
        first, rest = _in_the_middle(tuple(rows))
        return table._replace(children=(head, *first)), table._replace(children=(head, *rest))
    return tuple(
        Node("paragraph", cell.children) for row in table.children for cell in row.children
    )


def _in_the_middle(children: tuple[Node, ...]) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """The children in two groups of about the same length, none of them empty."""
    lengths = [len(_flat(child)) for child in children]
    half, place = sum(lengths) / 2, 1
    while place < len(children) - 1 and sum(lengths[:place]) < half:
        place += 1
    return children[:place], children[place:]


def _flat(node: Node) -> str:
    """The text by which places in a node are counted; one character for what has none."""
    if node.kind in _LEAVES:
        return node.text
    if node.kind in ("break", "image"):
        return "\n" if node.kind == "break" else "\ufffc"
    return "".join(map(_flat, node.children))


def _middle(text: str) -> int:
    """Where to cut a text of at least two characters: at a line's end, else at a space."""
    half = len(text) // 2
    for gaps in (r"\n", r"(?<=[.!?…])\s", r"\s"):
        places = [found.start() for found in re.finditer(gaps, text)]
        near = [place for place in places if len(text) // 4 <= place <= len(text) * 3 // 4]
        if near:
            return min(near, key=lambda place: abs(place - half)) or 1
    return half


def _cut(node: Node, place: int) -> tuple[Node, Node]:
    """What comes before a place, and what after it."""
    if node.kind in _LEAVES:
        return node._replace(text=node.text[:place]), node._replace(text=node.text[place:])
    before: list[Node] = []
    after: list[Node] = []
    for child in node.children:
        length = len(_flat(child))
        if length <= place:
            before.append(child)
        elif place <= 0:
            after.append(child)
        else:
            first, second = _cut(child, place)
            before.append(first)
            after.append(second)
        place -= length
    return node._replace(children=tuple(before)), node._replace(children=tuple(after))


def _without_addresses(node: Node) -> Iterator[Node]:
    """What is in a node, links and images as their text alone."""
    if node.kind == "image":
        yield Node("text", text=node.text)
    elif node.children:
        for child in node.children:
            yield from _without_addresses(child)
    else:
        yield node
