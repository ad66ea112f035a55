"""The lines of a file of questions, and how they are handed out: conversations, in bundles."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import file_digest
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from chatbot.errors import Problem
from chatbot.knowledge import printable
from chatbot.surfaces.batch.answering import Conversation, Line

if TYPE_CHECKING:
    from chatbot.workshop.question_rows import Row

FIELDS = ("question", "session")
"""What a column may hold."""
MOST_COLUMNS = 1_000
"""Of a table that is written."""
_BUNDLE = 20
"""Lines that a process answers before it is handed others; a longer conversation is one bundle."""


class Examined(NamedTuple):
    """What is known of a file before any of it is answered."""

    lines: int
    """How many can be answered."""
    columns: tuple[str, ...]
    """All of them, in the order in which they come."""
    digest: str
    """SHA-256 of the file."""


class Questions:
    """A file of questions."""

    def __init__(self, path: str, names: Mapping[str, str], encoding: str = "") -> None:
        """``names`` are those of the columns for the question and the session.

        A table must have a column that is named.
        """
        self._path = path
        self._question, self._session = (names.get(field, field) for field in FIELDS)
        has_session = "session" in names
        self._columns = (
            [self._question, *([self._session] if has_session else [])],
            [] if has_session else [self._session],
        )
        self._encoding = encoding

    def examine(self, tell: Callable[[Problem], None]) -> Examined:
        """Read the file through and tell what is wrong with the lines that cannot be answered.

        Raises :class:`~chatbot.errors.QuestionsError` where none can be read, and OSError.
        """
        from chatbot.workshop.question_rows import refusal

        number = 0
        columns: dict[str, None] = {}
        for row in self._rows():
            if fault := self._fault(row):
                tell(Problem(printable(self._path), row.line, 0, fault))
                continue
            number += 1
            columns.update(dict.fromkeys(row.cells))
            if len(columns) > MOST_COLUMNS:
                what = f"its lines have more than {MOST_COLUMNS:,} different columns"
                raise refusal(self._path, what, row.line)
        with open(self._path, "rb") as file:
            return Examined(number, tuple(columns), file_digest(file, "sha256").hexdigest())

    def lines(self) -> Iterator[Line]:
        """The lines that can be answered."""
        for row in self._rows():
            if not self._fault(row):
                session = row.values.get(self._session)
                asked = str(row.values[self._question])
                yield Line(row.line, asked, "" if session is None else str(session), row.cells)

    def _rows(self) -> Iterator[Row]:
        from chatbot.workshop.question_rows import Columns, opened, rows

        with opened(self._path, self._encoding, "surrogateescape") as file:
            yield from rows(file, self._path, Columns(*self._columns))

    def _fault(self, row: Row) -> str:
        if row.problem:
            return row.problem
        asked = row.values.get(self._question)
        if not isinstance(asked, str):
            return f'"{self._question}" is missing or no text; add it'
        if not asked.strip():
            return f'"{self._question}" is empty; write one'
        session = row.values.get(self._session)
        is_text = isinstance(session, str | int | None) and not isinstance(session, bool)
        if not is_text or _has_half_a_character(str(session)):
            return f'"{self._session}" is no text; write one'
        return ""


def _has_half_a_character(text: str) -> bool:
    """Whether a text of JSON has a lone surrogate, which no encoding has."""
    return any("\ud800" <= one <= "\udfff" for one in text)


def blocks(lines: Iterator[Line], size: int) -> Iterator[list[Line]]:
    """The lines, so many at a time."""
    while block := list(islice(lines, size)):
        yield block


def conversations(block: Sequence[Line], states: Mapping[str, str]) -> list[Conversation]:
    """What is asked in a block, with the sessions before it: the longest conversations first.

    They take the most time, so that what is handed out last is short.
    """
    by_session: dict[str, list[Line]] = {}
    fresh = [Conversation((line,)) for line in block if not line.session]
    for line in block:
        if line.session:
            by_session.setdefault(line.session, []).append(line)
    own = [Conversation(tuple(said), states.get(key, "")) for key, said in by_session.items()]
    return sorted(own, key=lambda one: -len(one.lines)) + fresh


def bundles(said: Sequence[Conversation]) -> list[list[Conversation]]:
    """Conversations put together, so that handing them out is little beside answering them."""
    found: list[list[Conversation]] = []
    room = 0
    for one in said:
        if room <= 0:
            found.append([])
            room = _BUNDLE
        found[-1].append(one)
        room -= len(one.lines)
    return found


def cores() -> int:
    """How many processes this one may use at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
