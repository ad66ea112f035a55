"""Texts of authors as HTML that loads nothing and leads to the pages there are."""

from __future__ import annotations

from html import escape

from chatbot.knowledge import Format
from chatbot.markup import Node, is_plain, kind_of, paragraphs, read
from chatbot.rendering import Html, safe


def as_html(text: str, format: Format | None = None, entries: str = "#") -> str:
    """A text as a fragment of HTML; without a ``format`` it is Markdown if it has markup.

    Links to entries begin with ``entries``.
    """
    plain = is_plain(text) if format is None else format == "plain"
    return _Answer(entries).write(paragraphs(text) if plain else read(text))


class _Answer(Html):
    """Writes HTML in which an image is a link: a page loads nothing from other servers."""

    def __init__(self, entries: str) -> None:
        self._entries = entries

    def table(self, node: Node) -> str:
        """A table in a box of its own, which is scrolled where it is too wide, by keys as well."""
        return f'<div class="wide" tabindex="0">\n{super().table(node)}\n</div>'

    def image(self, node: Node) -> str:
        """A link to the image, which reads as its alternative text."""
        return self.linked(escape(safe(node.text or node.target)), node.target)

    def linked(self, text: str, target: str) -> str:
        """A link; one to an entry leads to where all entries are."""
        if kind_of(target) != "entry":
            return super().linked(text, target)
        return f'<a href="{escape(self._entries + safe(target)[1:])}">{text}</a>'
