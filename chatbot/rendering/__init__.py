"""Replies as messages: for a terminal, as plain text, as HTML, for chat platforms."""

from chatbot.rendering.html import Html
from chatbot.rendering.safety import MOST_MARKS, safe
from chatbot.rendering.sequences import SEQUENCE, whole_lines
from chatbot.rendering.targets import Target, escape, render

__all__ = ["MOST_MARKS", "SEQUENCE", "Html", "Target", "escape", "render", "safe", "whole_lines"]
