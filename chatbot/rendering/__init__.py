"""Replies as messages: for a terminal, as plain text, as HTML, for chat platforms."""

from typing import TYPE_CHECKING

from chatbot.rendering.safety import MOST_MARKS, safe
from chatbot.rendering.sequences import SEQUENCE, whole_lines
from chatbot.rendering.targets import Target, escape, render

if TYPE_CHECKING:
    from chatbot.rendering.html import Html
else:

    def __getattr__(name):
        if name != "Html":  # the library behind it is needed for nothing else in a terminal
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from chatbot.rendering.html import Html

        return Html


__all__ = ["MOST_MARKS", "SEQUENCE", "Html", "Target", "escape", "render", "safe", "whole_lines"]
