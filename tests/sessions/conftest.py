"""The stores that every test of the protocol is run with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from chatbot import MemorySessionStore, RedisSessionStore, SessionStore, SqliteSessionStore

Open = Callable[..., SessionStore]


@pytest.fixture(params=["memory", "sqlite", "redis"])
def open_one(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens a store of one kind; what is opened in one test shares what is kept."""
    prefix = uuid4().hex
    opened: list[SessionStore] = []

    def open_(**options: float) -> SessionStore:
        store: SessionStore
        if request.param == "memory":
            store = MemorySessionStore(**options)  # type: ignore[arg-type]  # no ``most`` here
        elif request.param == "sqlite":
            store = SqliteSessionStore(tmp_path / "sessions.db", **options)
        else:
            url = request.getfixturevalue("redis_url")
            store = RedisSessionStore(url, prefix, **options)
        opened.append(store)
        return store

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def store(open_one: Open) -> SessionStore:
    return open_one()
