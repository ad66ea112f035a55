"""What the owner of a log does with it: read it, and delete from it."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator

from chatbot.log.database import COLUMNS, reading, transaction
from chatbot.log.turns import Turn
from chatbot.log.writing import DAY, forget_older

_READ = (
    f"SELECT {', '.join(f'turns.{name}' for name in COLUMNS)}, coalesce(feedback.value, 0),"
    " coalesce(taught.entry, '') FROM turns LEFT JOIN feedback USING (id)"
    " LEFT JOIN taught USING (id) ORDER BY time"
)
_FORGET = "DELETE FROM turns WHERE session = ?"


def read_turns(path: str | os.PathLike[str]) -> Iterator[Turn]:
    """Every turn in the log at ``path``, oldest first.

    Raises :class:`~chatbot.errors.LogError` if it is not there, cannot be read or is none.
    """
    with reading(os.fspath(path)) as database:
        for row in database.execute(_READ):
            yield Turn(*row)


def has_turn(path: str | os.PathLike[str], reply_id: str) -> bool:
    """Whether the log has the turn of a reply. Raises :class:`~chatbot.errors.LogError`."""
    with reading(os.fspath(path)) as database:
        found = database.execute("SELECT 1 FROM turns WHERE id = ?", (reply_id,))
        return found.fetchone() is not None


def forget(path: str | os.PathLike[str], session: str) -> int:
    """Delete one conversation, feedback and all; how many turns it had.

    What is deleted is overwritten. Raises :class:`~chatbot.errors.LogError`.
    """
    with reading(os.fspath(path)) as database:
        with transaction(database) as run:
            number = run(_FORGET, (session,)).rowcount
            forget_older(run, 0.0)
        _overwrite(database)
    return number


def purge(path: str | os.PathLike[str], days: int) -> int:
    """Delete what is older than so many days; how many turns that were.

    What is deleted is overwritten. Raises :class:`~chatbot.errors.LogError`.
    """
    with reading(os.fspath(path)) as database:
        with transaction(database) as run:
            number = forget_older(run, time.time() - days * DAY)
        _overwrite(database)
    return number


def read_rejected(path: str | os.PathLike[str]) -> set[str]:
    """The keys of the proposals that the owner of the log said no to. Raises LogError."""
    with reading(os.fspath(path)) as database:
        return {key for (key,) in database.execute("SELECT proposal FROM rejected")}


def reject(path: str | os.PathLike[str], proposals: Iterable[str]) -> None:
    """Remember that the owner said no to some proposals, by their keys. Raises LogError."""
    with reading(os.fspath(path)) as database, transaction(database) as run:
        for key in proposals:
            run("INSERT OR IGNORE INTO rejected VALUES (?)", (key,))


def _overwrite(database: sqlite3.Connection) -> None:
    """Bring the changes into the file itself, and empty the journal, which has the old pages."""
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
