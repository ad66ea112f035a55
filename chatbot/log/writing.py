"""The thread that writes: no reply waits for it, whatever happens to the file."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from queue import Empty, Queue
from threading import Event
from typing import Final, NamedTuple

from chatbot.errors import LogError
from chatbot.log.database import COLUMNS, Run, in_words, opened, transaction
from chatbot.log.redacting import redacted
from chatbot.log.turns import Turn

MOST_WAITING: Final = 10_000
"""Turns that wait to be written; when there are more, the new ones are not kept."""
BATCH: Final = 200
PAUSE: Final = 0.5
"""Seconds after which is tried again what could not be written."""
DAY: Final = 24 * 60 * 60.0
UNREDACTED: Final = "[not kept: it could not be redacted]"

_ADD: Final = (
    f"INSERT OR IGNORE INTO turns ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
)
# What was picked is kept with the turn that offered it: the last one of the conversation.
_PICK: Final = (
    "UPDATE turns SET picked = ?1 WHERE id = (SELECT id FROM turns WHERE session = ?2"
    " AND kind = 'clarify' AND time <= ?3 ORDER BY time DESC LIMIT 1)"
    " AND picked = '' AND instr('|' || offered || '|', '|' || ?1 || '|')"
)
_RATE: Final = "INSERT OR REPLACE INTO feedback VALUES (?, ?)"
_TEACH: Final = "INSERT OR REPLACE INTO taught VALUES (?, ?)"


class Rating(NamedTuple):
    """Feedback on a reply."""

    id: str
    value: int


class Lesson(NamedTuple):
    """What should have answered."""

    id: str
    """The reply's."""
    entry: str


Item = Turn | Rating | Lesson | Event
"""What is handed to the writer; an event is set once all before it is written."""


class Writer:
    """Writes what comes in a queue to the file at ``path``, in whole transactions."""

    def __init__(self, path: str, days: int, redact: Callable[[str], str] | None) -> None:
        self.queue: Queue[Item] = Queue(MOST_WAITING)
        self.stopping = Event()
        self.trouble = ""
        """Why what was asked is not being written; empty while it is."""
        self._path = path
        self._days = days
        self._redact = redact
        self._purged = 0.0

    def run(self) -> None:
        """Write until it is to stop; what cannot be written is tried again and again."""
        database: sqlite3.Connection | None = None
        pending: list[Item] = []
        while not (self.stopping.is_set() and self.queue.empty() and not pending):
            self._collect(pending)
            try:
                database = database or opened(self._path, create=True)
                self._write(pending, database)
                self.trouble = ""
            except (sqlite3.Error, OSError, LogError) as error:
                self.trouble = str(in_words(error, self._path))
                if database:
                    database.close()
                database = None
                if self.stopping.wait(PAUSE):
                    return
        if database:
            database.close()

    def _collect(self, pending: list[Item]) -> None:
        """Wait for something to write, and take what else is there."""
        try:
            if not pending:
                pending.append(self.queue.get())
            while len(pending) < BATCH:
                pending.append(self.queue.get_nowait())
        except Empty:
            pass

    def _write(self, pending: list[Item], database: sqlite3.Connection) -> None:
        with transaction(database) as run:
            for item in pending:
                if isinstance(item, Turn):
                    self._add(item, run)
                elif isinstance(item, Rating):
                    run(_RATE, item)
                elif isinstance(item, Lesson):
                    run(_TEACH, item)
            self._forget_old(run)
        for item in pending:
            if isinstance(item, Event):
                item.set()
        pending.clear()

    def _add(self, turn: Turn, run: Run) -> None:
        kept = replace(turn, question=self._redacted(turn.question))
        run(_ADD, tuple(getattr(kept, name) for name in COLUMNS))
        if turn.context == "picked":
            run(_PICK, (turn.entry_ids[0], turn.session, turn.time))

    def _redacted(self, question: str) -> str:
        text = redacted(question.encode("utf-8", "replace").decode("utf-8"))
        if self._redact is None:
            return text
        try:
            return str(self._redact(text)).encode("utf-8", "replace").decode("utf-8")
        except Exception:  # the owner's function; a question it fails on may hold anything
            return UNREDACTED

    def _forget_old(self, run: Run) -> None:
        now = time.time()
        if now - self._purged > DAY:
            forget_older(run, now - self._days * DAY)
            self._purged = now


def forget_older(run: Run, than: float) -> int:
    """Delete what was asked before a time, and feedback on what is not there; the number."""
    number = run("DELETE FROM turns WHERE time < ?", (than,)).rowcount
    for table in ("feedback", "taught"):
        run(f"DELETE FROM {table} WHERE id NOT IN (SELECT id FROM turns)")
    return number
