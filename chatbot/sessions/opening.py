"""How a store of sessions is named on a command line and in a configuration."""

from __future__ import annotations

from typing import Final

from chatbot.errors import SessionStoreError
from chatbot.sessions.store import SessionStore

MEMORY: Final = "memory"
_REDIS: Final = ("redis://", "rediss://", "unix://")


def open_store(name: str) -> SessionStore:
    """The store that ``name`` means: ``memory``, a ``redis://`` address, or a file for SQLite.

    Raises :class:`~chatbot.errors.SessionStoreError` if it cannot be opened.
    """
    if name == MEMORY:
        from chatbot.sessions.memory import MemorySessionStore

        return MemorySessionStore()
    if name.startswith(_REDIS):
        from chatbot.sessions.redis import RedisSessionStore

        return RedisSessionStore(name)
    if "://" in name:
        raise SessionStoreError(f"{name}: no such store; use {MEMORY}, redis://… or a file's name")
    from chatbot.sessions.sqlite import SqliteSessionStore

    return SqliteSessionStore(name)
