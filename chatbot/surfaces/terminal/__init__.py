"""The terminal chat: a line editor with history and completion around a conversation."""

from chatbot.surfaces.terminal.loop import chat

__all__ = ["chat"]
