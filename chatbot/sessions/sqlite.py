"""Sessions in a SQLite file, which the processes of one machine may share."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import ClassVar, Final

from chatbot.errors import SessionBusy, SessionStoreError
from chatbot.sessions.store import KEEP, LEASE, MOST_WAITING

_Run = Callable[..., sqlite3.Cursor]

LONGEST_WAIT: Final = 5.0
"""Seconds for which a call waits while another process writes."""
_TABLES: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",  # a loss of power may cost the last turns, never the file
    "CREATE TABLE IF NOT EXISTS sessions (key TEXT PRIMARY KEY, session TEXT, until REAL)",
    "CREATE INDEX IF NOT EXISTS sessions_until ON sessions (until)",
    "CREATE TABLE IF NOT EXISTS places"
    " (place INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT, until REAL)",
)


class SqliteSessionStore:
    """Keeps sessions in the file at ``path``, each for ``keep`` seconds after its last turn.

    The file is made if it is not there, readable by its owner only, as a session holds the last
    question. Raises :class:`~chatbot.errors.SessionStoreError` if it cannot be used.
    """

    in_memory: ClassVar[bool] = False

    def __init__(
        self, path: str | os.PathLike[str], keep: float = KEEP, lease: float = LEASE
    ) -> None:
        self._path = os.fspath(path)
        self._keep = keep
        self._lease = lease
        self._lock = Lock()  # one connection, and one thread at a time that uses it
        with self._errors():
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            self._database = sqlite3.connect(
                self._path, LONGEST_WAIT, isolation_level=None, check_same_thread=False
            )
            try:
                for statement in _TABLES:
                    self._database.execute(statement)
            except BaseException:
                self._database.close()
                raise

    def join(self, key: str) -> int:
        """As :meth:`SessionStore.join`."""
        now = time.time()
        with self._transaction() as run:
            run("DELETE FROM places WHERE until < ?", (now,))
            (waiting,) = run("SELECT count(*) FROM places WHERE key = ?", (key,)).fetchone()
            if waiting >= MOST_WAITING:
                raise SessionBusy(key)
            added = run("INSERT INTO places (key, until) VALUES (?, ?)", (key, now + self._lease))
            return added.lastrowid or 0

    def is_first(self, key: str, place: int) -> bool:
        """As :meth:`SessionStore.is_first`."""
        now = time.time()
        with self._transaction() as run:
            run("UPDATE places SET until = ? WHERE place = ?", (now + self._lease, place))
            first = run("SELECT min(place) FROM places WHERE key = ? AND until >= ?", (key, now))
            return bool(first.fetchone() == (place,))

    def load(self, key: str) -> str | None:
        """As :meth:`SessionStore.load`."""
        wanted = "SELECT session FROM sessions WHERE key = ? AND until >= ?"
        with self._errors(), self._lock:
            row = self._database.execute(wanted, (key, time.time())).fetchone()
        return str(row[0]) if row else None

    def leave(self, key: str, place: int, session: str | None) -> None:
        """As :meth:`SessionStore.leave`."""
        now = time.time()
        with self._transaction() as run:
            held = run("DELETE FROM places WHERE place = ?", (place,)).rowcount
            if held and session is not None:
                run("DELETE FROM sessions WHERE until < ?", (now,))
                kept = (key, session, now + self._keep)
                run("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?)", kept)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    @contextmanager
    def _transaction(self) -> Iterator[_Run]:
        with self._errors(), self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database.execute
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise SessionStoreError(f"{self._path}: {error.strerror or error}") from None
        except sqlite3.Error as error:
            raise SessionStoreError(f"{self._path}: {error}") from None
