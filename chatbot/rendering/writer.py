"""Writing the tree of a text as plain text; the other targets write some of it otherwise."""

from __future__ import annotations

from collections.abc import Callable

from chatbot.markup import Node, kind_of
from chatbot.rendering.safety import safe


class Writer:
    """Writes one node after the other. What ``target`` shows otherwise, a subclass overrides."""

    limit: int | None = None
    """Characters of one message at most, counted as in UTF-16; None where there is no limit."""
    between = "\n\n"
    """What stands between two blocks."""
    bullet = "-"

    def write(self, node: Node) -> str:
        """A node and everything in it."""
        method: Callable[[Node], str] = getattr(self, _METHODS[node.kind])
        return method(node)

    def escaped(self, text: str) -> str:
        """Plain text so that the target shows it as it is."""
        return text

    def inside(self, node: Node) -> str:
        """What stands in a node, without what the node itself adds."""
        return "".join(map(self.write, node.children))

    def blocks(self, node: Node) -> str:
        """The blocks of a document or an item."""
        written = [(child, self.write(child)) for child in node.children]
        text = ""
        for child, block in written:
            if text:
                close = child.kind != "paragraph" or child.tight
                text += "\n" if node.kind == "item" and close else self.between
            text += block
        return text

    def paragraph(self, node: Node) -> str:
        """A paragraph."""
        return self.inside(node)

    def list(self, node: Node) -> str:
        """Items, each behind its bullet or number; as the author wrote them, where it is bare."""
        if node.text:
            return self.escaped(safe(node.text))
        items = []
        for place, item in enumerate(node.children):
            marker = f"{self.bullet} " if node.number is None else f"{node.number + place}. "
            items.append(marker + self.blocks(item).replace("\n", "\n" + " " * len(marker)))
        return ("\n" if node.tight else "\n\n").join(items)

    def code_block(self, node: Node) -> str:
        """Lines of code."""
        return "\n".join(f"    {line}".rstrip() for line in safe(node.text).split("\n"))

    def table(self, node: Node) -> str:
        """Rows of aligned columns, a line below the heads."""
        from wcwidth import width

        rows = [[_PLAIN.inside(cell) for cell in row.children] for row in node.children]
        rows = [[cell.replace("\n", " ") for cell in row] for row in rows]
        cells = [[width(cell) for cell in row] for row in rows]
        widths = [max(column) for column in zip(*cells, strict=True)]
        rows.insert(1, ["-" * most for most in widths])
        cells.insert(1, widths)
        lines = [
            "  ".join(
                cell + " " * (most - own)
                for cell, own, most in zip(row, own_widths, widths, strict=True)
            ).rstrip()
            for row, own_widths in zip(rows, cells, strict=True)
        ]
        return "\n".join(lines)

    def text(self, node: Node) -> str:
        """Plain text."""
        return self.escaped(safe(node.text))

    def line_end(self, node: Node) -> str:
        """A line break in a paragraph."""
        return "\n"

    def emphasis(self, node: Node) -> str:
        """Emphasised text."""
        return self.inside(node)

    def strong(self, node: Node) -> str:
        """Strongly emphasised text."""
        return self.inside(node)

    def code(self, node: Node) -> str:
        """Code in a line."""
        return self.escaped(safe(node.text))

    def link(self, node: Node) -> str:
        """A text that leads somewhere."""
        return self.linked(self.inside(node), node.target)

    def image(self, node: Node) -> str:
        """An image, as its alternative text."""
        return self.linked(self.escaped(safe(node.text)), node.target)

    def linked(self, text: str, target: str) -> str:
        """A written text and the address it leads to, if that is not the text itself."""
        if kind_of(target) in (None, "entry"):
            return text
        address = target.removeprefix("mailto:").removeprefix("tel:")
        shown = self.escaped(safe(address))
        return text if text in (shown, self.escaped(safe(target))) else f"{text} ({shown})"


_METHODS = {
    "document": "blocks",
    "paragraph": "paragraph",
    "list": "list",
    "item": "blocks",
    "code_block": "code_block",
    "table": "table",
    "cell": "inside",
    "text": "text",
    "break": "line_end",
    "emphasis": "emphasis",
    "strong": "strong",
    "code": "code",
    "link": "link",
    "image": "image",
}
_PLAIN = Writer()
