"""The SQLite file: its tables, and how it is opened."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Final

from chatbot.errors import LogError
from chatbot.log.turns import Turn

Run = Callable[..., sqlite3.Cursor]

COLUMNS: Final = tuple(
    field.name for field in fields(Turn) if field.name not in ("feedback", "taught")
)
APPLICATION: Final = 0x63686174
"""By it a file is known for one of these (https://sqlite.org/pragma.html#pragma_application_id)."""
LONGEST_WAIT: Final = 1.0
"""Seconds for which a step waits while another process writes."""
_TABLES: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",  # a loss of power may cost the last turns, never the file
    "PRAGMA secure_delete = ON",  # what is forgotten is overwritten
    f"PRAGMA application_id = {APPLICATION}",
    f"CREATE TABLE IF NOT EXISTS turns ({', '.join(COLUMNS)}, PRIMARY KEY (id)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS turns_session ON turns (session, time)",
    "CREATE INDEX IF NOT EXISTS turns_time ON turns (time)",
    "CREATE TABLE IF NOT EXISTS feedback (id PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS taught (id PRIMARY KEY, entry) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS rejected (proposal PRIMARY KEY) WITHOUT ROWID",
)


def opened(path: str, *, create: bool = False) -> sqlite3.Connection:
    """The log at ``path``, made if it is not there and may be; readable by its owner only.

    Raises :class:`~chatbot.errors.LogError` for another sort of file, OSError and sqlite3.Error.
    """
    size = _size(path, os.O_RDWR | (os.O_CREAT if create else 0))
    database = sqlite3.connect(path, LONGEST_WAIT, isolation_level=None)
    try:
        _make_sure_of(database, path, is_new=not size)
        for statement in _TABLES:
            database.execute(statement)
    except BaseException:
        database.close()
        raise
    return database


def _opened_to_read(path: str) -> sqlite3.Connection:
    """A log that is there and that this process may not write to. Raises as :func:`opened`."""
    _size(path, os.O_RDONLY)
    # A journal needs an index beside it; without a journal, the file itself has everything, and is
    # read without one (https://sqlite.org/wal.html#read_only_databases).
    how = "mode=ro" if os.path.exists(f"{path}-wal") else "immutable=1"
    uri = f"{Path(os.path.abspath(path)).as_uri()}?{how}"
    database = sqlite3.connect(uri, LONGEST_WAIT, isolation_level=None, uri=True)
    try:
        _make_sure_of(database, path, is_new=False)
    except BaseException:
        database.close()
        raise
    return database


def _size(path: str, flags: int) -> int:
    """The size of a regular file that can be opened so. Raises LogError for another, OSError."""
    nonblocking = getattr(os, "O_NONBLOCK", 0)  # opening a pipe would else wait
    descriptor = os.open(path, flags | nonblocking, 0o600)
    try:
        about = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if not stat.S_ISREG(about.st_mode):
        raise LogError(path, "is no regular file; name another")
    return about.st_size


def _make_sure_of(database: sqlite3.Connection, path: str, *, is_new: bool) -> None:
    """Raise LogError for a file that is no log."""
    try:
        (found,) = database.execute("PRAGMA application_id").fetchone()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        raise LogError(path, "is no log of chatbot's; name another file") from None
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if found != APPLICATION and (tables or not is_new):
        raise LogError(path, "is no log of chatbot's; name another file")


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[Run]:
    """All that is run within it, or nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield database.execute
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


@contextmanager
def reading(path: str) -> Iterator[sqlite3.Connection]:
    """A log that is there; every trouble with it is a :class:`~chatbot.errors.LogError`.

    One that cannot be written, or lies in a folder that cannot, is opened to be read only.
    """
    folder = os.path.dirname(os.path.abspath(path))
    try:
        is_writable = os.access(path, os.W_OK) and os.access(folder, os.W_OK)
        database = opened(path) if is_writable else _opened_to_read(path)
        try:
            yield database
        finally:
            database.close()
    except (OSError, sqlite3.Error) as error:
        raise in_words(error, path) from None


def in_words(error: Exception, path: str) -> LogError:
    """What went wrong with the file at ``path``, in one line for people."""
    if isinstance(error, LogError):
        return error
    return LogError(path, getattr(error, "strerror", None) or str(error))
