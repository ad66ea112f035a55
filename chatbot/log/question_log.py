"""The log as a bot sees it: turns and feedback go in, and nothing ever waits."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from queue import Full
from threading import Event, Lock, Thread
from typing import Final
from weakref import finalize

from chatbot.errors import LogError
from chatbot.log.reading import has_turn
from chatbot.log.turns import Turn
from chatbot.log.writing import Item, Lesson, Rating, Writer

DAYS: Final = 365
"""How long a turn is kept unless its owner says otherwise."""
LONGEST_END: Final = 1.0
"""Seconds that the end of a program waits for what is not yet written."""
_LONGEST_ID: Final = 40


class QuestionLog:
    """Keeps what is asked, and what became of it, in the SQLite file at ``path``.

    A thread of its own writes, so that a full disk, a locked file or a slow one neither delays
    a reply nor breaks it; any number of processes may write to one file. Of a question, e-mail
    addresses and telephone, card and account numbers are taken out first, then whatever ``redact``
    takes out: a function from text to text. Turns are deleted after ``days``. The file is made
    readable by its owner only. With ``CHATBOT_LOG=off`` in the environment nothing is kept.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        days: int = DAYS,
        redact: Callable[[str], str] | None = None,
    ) -> None:
        self.path: Final = os.path.abspath(os.fspath(path))
        self.lost = 0
        """Turns that were not kept, as too many were waiting to be written."""
        self._arguments = (self.path, days, redact)
        self._lock = Lock()
        self.is_off = is_switched_off()
        """Whether nothing is kept, as the environment says."""
        self._writer = Writer(*self._arguments)
        self._thread: Thread | None = None
        self._finish: finalize[[Writer, Thread], QuestionLog] | None = None

    @property
    def trouble(self) -> str:
        """Why what is asked is not being written; empty while it is."""
        return self._writer.trouble

    def add(self, turn: Turn) -> None:
        """Keep a turn. Never raises, never waits."""
        self._put(turn)

    def rate(self, reply_id: str, value: int) -> None:
        """Keep what somebody thought of a reply: 1 or -1."""
        self._put(Rating(reply_id[:_LONGEST_ID], value))

    def teach(self, reply_id: str, entry_id: str) -> None:
        """Keep which entry should have answered."""
        self._put(Lesson(reply_id[:_LONGEST_ID], entry_id))

    def flush(self, timeout: float = 5.0) -> bool:
        """Wait at most ``timeout`` seconds until all is written; whether it is."""
        written = Event()
        if not self._put(written):
            return self.is_off
        return written.wait(timeout)

    def has(self, reply_id: str, timeout: float = LONGEST_END) -> bool:
        """Whether the turn of a reply is kept, once all that waits is written.

        Raises :class:`~chatbot.errors.LogError` if it is not written within ``timeout`` seconds,
        or the file cannot be read.
        """
        if not self.flush(timeout):
            raise LogError(self.path, self.trouble or "is not written yet; try again")
        return has_turn(self.path, reply_id)

    def close(self) -> None:
        """Write what is waiting, as far as that is quickly done, and let go of the file."""
        if self._finish is not None:
            self._finish()

    def _put(self, item: Item) -> bool:
        if self.is_off:
            return False
        if self._thread is None or not self._thread.is_alive():
            self._start()
        try:
            self._writer.queue.put_nowait(item)
        except Full:
            self.lost += 1
            return False
        return True

    def _start(self) -> None:
        """Start to write; once more in a process that was forked, which has no threads."""
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return
            if self._finish is not None:
                self._finish.detach()
                self._writer = Writer(*self._arguments)
            self._thread = Thread(target=self._writer.run, name="question log", daemon=True)
            self._thread.start()
            self._finish = finalize(self, _end, self._writer, self._thread)


def _end(writer: Writer, thread: Thread) -> None:
    writer.stopping.set()
    with suppress(Full):
        writer.queue.put_nowait(Event())  # wakes it
    thread.join(LONGEST_END)


def is_switched_off() -> bool:
    """Whether whoever runs this program wants no log, whatever a knowledge file says."""
    return os.environ.get("CHATBOT_LOG", "").lower() == "off"
