"""How far a run has come: what is written so far, and the sessions at that point."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EEXIST, EINVAL
from typing import IO

from chatbot.errors import BatchError

_TABLES = """\
create table if not exists run
    (only integer primary key, made_from text, rows integer, bytes integer);
create table if not exists sessions (key text primary key, state text) without rowid;
"""
_ANEW = "remove it to begin anew, or name another file"
_BUSY = "another run is writing it, or it cannot be written"


class Journal:
    """What is written goes to ``OUT.part`` block by block, which becomes ``OUT`` at the end.

    ``OUT.journal``, an SQLite database, says how much of it is whole; what was written after that
    is cut off when a run goes on. Without ``out`` all goes to standard output, and is not kept.
    """

    def __init__(self, out: str | None, made_from: str) -> None:
        """Begin, or go on with what was begun from the same.

        Raises :class:`~chatbot.errors.BatchError` where that was begun from something else or is
        not whole, and OSError where ``out`` is there already or cannot be written.
        """
        self._out = out
        self._part = f"{out}.part"
        self._database_path = "" if out is None else f"{out}.journal"
        if out is not None:
            make_sure_of(out)
            if not os.path.lexists(self._part):
                with suppress(FileNotFoundError):
                    os.unlink(self._database_path)
            elif not os.path.exists(self._database_path):
                raise BatchError(f"{self._part}: is of no run that can go on; {_ANEW}")
        with self._told():
            self._database = sqlite3.connect(self._database_path, timeout=0)
        try:
            with self._told():
                self.rows, self._bytes = self._begun(made_from)
            self._file = self._opened()
        except BaseException:
            self._database.close()
            raise

    def _begun(self, made_from: str) -> tuple[int, int]:
        """How many rows are done, and how many bytes they are."""
        self._database.execute("pragma locking_mode = exclusive")
        self._database.executescript(_TABLES)
        with self._database:
            self._database.execute("insert or ignore into run values (1, ?, 0, 0)", (made_from,))
        found = self._database.execute("select made_from, rows, bytes from run").fetchone()
        if found[0] != made_from:
            what = "was begun with other questions, knowledge or options"
            raise BatchError(f"{self._part}: {what}; {_ANEW}")
        return found[1], found[2]

    def _opened(self) -> IO[bytes]:
        if self._out is None:
            return sys.stdout.buffer
        file = open(self._part, "ab")  # noqa: SIM115  # closed by close
        if os.fstat(file.fileno()).st_size < self._bytes:
            file.close()
            raise BatchError(f"{self._part}: some of what was written is missing; {_ANEW}")
        file.truncate(self._bytes)
        return file

    @property
    def is_new(self) -> bool:
        """Whether nothing is written yet."""
        return self._bytes == 0

    def states(self, sessions: Iterable[str]) -> dict[str, str]:
        """The sessions that have begun, as JSON."""
        query = "select state from sessions where key = ?"
        found = {key: self._database.execute(query, (key,)).fetchone() for key in sessions}
        return {key: row[0] for key, row in found.items() if row}

    def keep(self, written: Iterable[str], rows: int, states: Mapping[str, str]) -> None:
        """Write what so many more rows came to, with the sessions after them."""
        data = "".join(written).encode(errors="replace")  # of half a character, in CSV
        self._file.write(data)
        self._file.flush()
        if self._out is not None:
            os.fsync(self._file.fileno())
        self.rows, self._bytes = self.rows + rows, self._bytes + len(data)
        with self._told(), self._database:
            self._database.executemany("replace into sessions values (?, ?)", states.items())
            done = (self.rows, self._bytes)
            self._database.execute("update run set rows = ?, bytes = ?", done)

    def finish(self) -> None:
        """All is written: put it in place."""
        self.close()
        if self._out is not None:
            os.replace(self._part, self._out)
            os.unlink(self._database_path)

    def close(self) -> None:
        """Close the files; the run can be resumed."""
        self._database.close()
        if self._out is not None:
            self._file.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of the database in one line."""
        try:
            yield
        except sqlite3.Error as error:
            raise BatchError(f"{self._database_path}: {_BUSY} ({error})") from None


def make_sure_of(out: str) -> None:
    """Raise OSError if nothing can be written to ``out``, or something is there."""
    if not out:
        raise OSError(EINVAL, "no file can have this name; name another", out)
    if os.path.lexists(out):
        raise FileExistsError(EEXIST, "is already there and stays as it is; name another file", out)
