"""A terminal's text: safe, with styles and links of our own if it can show them."""

from __future__ import annotations

from chatbot.markup import Node, kind_of
from chatbot.rendering.safety import safe
from chatbot.rendering.sequences import CODE, EMPHASIS, LINKED, STRONG, hyperlink, styled
from chatbot.rendering.writer import Writer


class Terminal(Writer):
    """Writes text for a terminal; without colors and hyperlinks the same as plain text."""

    def __init__(self, *, color: bool, hyperlinks: bool) -> None:
        """Take what the terminal can show."""
        self._color = color
        self._hyperlinks = hyperlinks

    def escaped(self, text: str) -> str:
        """The text without anything that a terminal would act on."""
        return safe(text)

    def emphasis(self, node: Node) -> str:
        """Emphasised text."""
        return self._styled(self.inside(node), EMPHASIS)

    def strong(self, node: Node) -> str:
        """Strongly emphasised text."""
        return self._styled(self.inside(node), STRONG)

    def code(self, node: Node) -> str:
        """Code in a line."""
        return self._styled(super().code(node), CODE)

    def code_block(self, node: Node) -> str:
        """Lines of code."""
        lines = super().code_block(node).split("\n")
        return "\n".join(self._styled(line, CODE) for line in lines)

    def linked(self, text: str, target: str) -> str:
        """A link that can be clicked (OSC 8); else the address behind its text."""
        if not self._hyperlinks or kind_of(target) in (None, "entry"):
            return super().linked(text, target)
        return self._styled(hyperlink(text, target), LINKED)

    def _styled(self, text: str, style: str) -> str:
        return styled(text, style) if self._color else text
