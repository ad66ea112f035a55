"""The log as lines for other programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import UTC, datetime
from io import StringIO

from chatbot.log import Turn, read_turns

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes a cell for a formula by."""


def as_json_lines(path: str) -> Iterator[str]:
    """One object a turn, in ASCII, oldest first. Raises LogError."""
    for turn in read_turns(path):
        yield f"{json.dumps(_row(turn))}\n"


def as_csv(path: str) -> Iterator[str]:
    """A line with the names of the columns, then one a turn; no cell of it is a formula."""
    yield _line([field.name for field in fields(Turn)])
    for turn in read_turns(path):
        yield _line([_harmless(value) for value in _row(turn).values()])


def _row(turn: Turn) -> dict[str, object]:
    time = datetime.fromtimestamp(turn.time, UTC).isoformat(timespec="seconds")
    return {**asdict(turn), "time": time}


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _line(cells: list[object] | list[str]) -> str:
    stream = StringIO()
    csv.writer(stream).writerow(cells)
    return stream.getvalue()
