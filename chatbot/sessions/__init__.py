"""Conversations kept between messages: in memory, in a SQLite file, in Redis."""

from chatbot.sessions.conversations import Conversations, Turn
from chatbot.sessions.opening import MEMORY, open_store
from chatbot.sessions.store import SessionStore

__all__ = ["MEMORY", "Conversations", "SessionStore", "Turn", "open_store"]
