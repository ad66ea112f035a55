"""HTML: a fragment of few tags, everything else escaped."""

from __future__ import annotations

import re
from html import escape

from chatbot.markup import Node, kind_of
from chatbot.rendering.safety import safe
from chatbot.rendering.writer import Writer


class Html(Writer):
    """Writes HTML."""

    between = "\n"

    def escaped(self, text: str) -> str:
        """The text without a character that means something in HTML."""
        return escape(text).replace("\n", "<br>\n")

    def paragraph(self, node: Node) -> str:
        """A paragraph; in a tight list its text alone."""
        inside = self.inside(node).strip()
        return inside if node.tight or not inside else f"<p>{inside}</p>"

    def list(self, node: Node) -> str:
        """An ordered or unordered list."""
        items = "\n".join(f"<li>{self.blocks(item)}</li>" for item in node.children)
        if node.number is None:
            return f"<ul>\n{items}\n</ul>"
        start = f' start="{node.number}"' if node.number != 1 else ""
        return f"<ol{start}>\n{items}\n</ol>"

    def code_block(self, node: Node) -> str:
        """Lines of code, and which language they are in, if that is a plain word."""
        word = re.match(r"[\w+-]+", node.target, re.ASCII)
        language = f' class="language-{word[0]}"' if word else ""
        return f"<pre><code{language}>{escape(safe(node.text))}\n</code></pre>"

    def table(self, node: Node) -> str:
        """A table with heads."""
        head, *rows = node.children
        body = "\n".join(self._row(row, "td") for row in rows)
        heads = f"<thead>\n{self._row(head, 'th')}\n</thead>"
        return f"<table>\n{heads}\n<tbody>\n{body}\n</tbody>\n</table>"

    def line_end(self, node: Node) -> str:
        """A line break in a paragraph."""
        return "<br>\n"

    def emphasis(self, node: Node) -> str:
        """Emphasised text."""
        return f"<em>{self.inside(node)}</em>"

    def strong(self, node: Node) -> str:
        """Strongly emphasised text."""
        return f"<strong>{self.inside(node)}</strong>"

    def code(self, node: Node) -> str:
        """Code in a line."""
        return f"<code>{escape(safe(node.text))}</code>"

    def image(self, node: Node) -> str:
        """An image with its alternative text; the text alone where images may not come from."""
        text = escape(safe(node.text))
        if kind_of(node.target) != "web":
            return text
        return f'<img src="{escape(safe(node.target))}" alt="{text}">'

    def linked(self, text: str, target: str) -> str:
        """A link that tells nobody where it was followed from; an entry's is ``#`` and its id."""
        kind = kind_of(target)
        relation = ' rel="noopener noreferrer"' if kind == "web" else ""
        return f'<a href="{escape(safe(target))}"{relation}>{text}</a>' if kind else text

    def _row(self, row: Node, tag: str) -> str:
        return f"<tr>{''.join(f'<{tag}>{self.inside(cell)}</{tag}>' for cell in row.children)}</tr>"
