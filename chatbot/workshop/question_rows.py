"""The rows of a file of questions, CSV or JSON Lines, one after the other, however many."""

from __future__ import annotations

import csv
import json
import os
import stat
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import NamedTuple, TextIO

from chatbot.errors import Problem, QuestionsError
from chatbot.knowledge import printable
from chatbot.workshop.importing.encodings import LONGEST_PROBE, encoding_of

LONGEST_LINE = 1_000_000
"""Characters of a line; the rest of a longer one is passed over unread."""
MOST_LINES = 1_000
"""Lines of one row of CSV; after a quotation mark that is never closed all would be one row."""
MOST_LEVELS = 100
"""Of lists and objects in each other in a line of JSON: how many more could be read and written
depends on what called for it."""
DELIMITERS = ",;\t"
_JSON_LINES = (".jsonl", ".ndjson")


class Row(NamedTuple):
    """What one row says, or what is wrong with it."""

    line: int
    """Counted from 1."""
    cells: Mapping[str, object] = {}
    """All of its columns."""
    values: Mapping[str, object] = {}
    """Of the columns that were asked for, those that it has."""
    problem: str = ""


class Columns(NamedTuple):
    """The columns that are asked for; in CSV they may be written in capitals."""

    required: Sequence[str]
    optional: Sequence[str] = ()


@contextmanager
def opened(
    path: str, encoding: str = "", errors: str = "strict", most_bytes: int | None = None
) -> Iterator[TextIO]:
    """The text of a file, as spreadsheets write it too: with a byte order mark, or in UTF-16.

    ``encoding`` is that of a file without a mark; with ``surrogateescape`` for ``errors``, bytes
    that are no text are the row's fault, not the file's. Raises :class:`QuestionsError` where it is
    no regular file, or too large, and :class:`OSError`.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe would be waited for without end
        raise refusal(path, "is not a regular file; name a CSV or JSONL file")
    with open(path, "rb") as file:
        if most_bytes is not None and os.fstat(file.fileno()).st_size > most_bytes:
            raise refusal(path, f"is larger than {most_bytes // 1_000_000} MB; split it")
        told = encoding_of(file.read(LONGEST_PROBE))
        file.seek(told.mark)
        name = encoding if encoding and not told.mark else told.name
        try:
            text = TextIOWrapper(file, name, errors, newline="")
        except LookupError:
            what = f"there is no encoding {encoding!r}; name another with --encoding"
            raise refusal(path, what) from None
        try:
            yield text
        except UnicodeDecodeError:  # of a piece of the file, so it does not tell where
            file.seek(told.mark)
            raise _undecodable(path, file.read(), name) from None
        except UnicodeError:  # of an encoding that is none of whole files, such as idna
            what = f"cannot be read as {name}; name another with --encoding"
            raise refusal(path, what) from None


def _undecodable(path: str, data: bytes, encoding: str) -> QuestionsError:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        byte = f"byte 0x{data[error.start]:02X} is not {encoding.upper()}"
        return refusal(path, f"{byte}; save the file as UTF-8", line)
    return refusal(path, "was changed while it was read; try again")


def refusal(path: str, what: str, line: int = 0) -> QuestionsError:
    """The error for a file that cannot be read any further."""
    return QuestionsError((Problem(printable(path), line, 0, what),))


def rows(file: TextIO, path: str, columns: Columns) -> Iterator[Row]:
    """The rows of an opened file, but for empty ones; a broken one says what is wrong with it.

    The first line of CSV names the columns, divided by commas, semicolons or tabs; JSON Lines have
    an object on each line. Raises :class:`QuestionsError` where that first line lacks a column.
    """
    start = file.tell()
    written = iter(lambda: file.readline(LONGEST_LINE), "")
    first = next((line for line in written if line.strip()), "")
    file.seek(start)
    lines = _Lines(file)
    if path.lower().endswith(_JSON_LINES) or first.lstrip().startswith("{"):
        return _json_rows(lines, columns)
    return _csv_rows(lines, path, columns, _delimiter(first))


class _Lines(Iterator[str]):
    """The lines of a file; those of the row that is being read can be read again."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self.number = 0
        """Of the line that was read last, from 1."""

    def __next__(self) -> str:
        if len(self._row) >= MOST_LINES:
            raise csv.Error(f"a row of more than {MOST_LINES:,} lines")
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self._row.append(line)
        return line

    def begin(self) -> None:
        """A row begins with the next line."""
        self._row.clear()

    def fault(self) -> str:
        """What is wrong with the bytes of the row; they are let through as surrogates."""
        try:
            "".join(self._row).encode()
        except UnicodeEncodeError:
            return f"this is not {self._file.encoding.upper()}; say --encoding, such as cp1252"
        return ""

    def go_back(self) -> None:
        """Go back to the second line of the row."""
        self._again.extendleft(reversed(self._row[1:]))
        self.number -= len(self._row) - 1

    def _read(self) -> str:
        line = rest = self._file.readline(LONGEST_LINE)
        while rest and not rest.endswith(("\n", "\r")):
            rest = self._file.readline(LONGEST_LINE)
        return line


def _csv_rows(lines: _Lines, path: str, columns: Columns, delimiter: str) -> Iterator[Row]:
    """The rows of CSV; one that breaks the format is read on from the line after its first."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    header: _Header | None = None
    while True:
        lines.begin()
        start = lines.number + 1
        try:
            fields = next(reader, None)
        except csv.Error as error:
            lines.go_back()
            what = f"this is not CSV ({error}); put a question with quotation marks in quotation"
            yield Row(start, problem=f"{what} marks, and double those inside")
            continue
        if fields is None:
            return
        if not any(map(str.strip, fields)):
            continue
        if header is not None:
            fault = lines.fault()
            yield Row(start, problem=fault) if fault else header.row(start, fields)
        elif not fields[0].lower().startswith("sep="):  # a line for Excel
            header = _Header(fields, columns)
            if header.lacks_any:
                named = ",".join(columns.required)
                raise refusal(path, f'the first line must name the columns: "{named}"', start)


class _Header:
    """The names of the columns of CSV."""

    def __init__(self, fields: Sequence[str], columns: Columns) -> None:
        self._names = _distinct([field.strip() for field in fields])
        folded = [field.strip().casefold() for field in fields]
        self._places = {
            column: folded.index(column.casefold())
            for column in (*columns.required, *columns.optional)
            if folded.count(column.casefold()) == 1
        }
        self.lacks_any = not all(column in self._places for column in columns.required)

    def row(self, line: int, fields: Sequence[str]) -> Row:
        """A row with these fields."""
        if len(fields) != len(self._names):
            return Row(line, problem=_miscounted(len(fields), len(self._names)))
        values = {column: fields[place] for column, place in self._places.items()}
        return Row(line, dict(zip(self._names, fields, strict=True)), values)


def _miscounted(found: int, wanted: int) -> str:
    """What is wrong with a line that has too many fields, or too few."""
    if found > wanted:
        return f"{found} fields instead of {wanted}; put a question with commas in quotation marks"
    fields = f"{found} field{'s' if found > 1 else ''}"
    return f"{fields} instead of {wanted}; write the comma before a field that is empty, too"


def _distinct(names: Sequence[str]) -> list[str]:
    """The names of columns, with a number where one has none or comes again."""
    found: dict[str, None] = {}
    for number, name in enumerate(names, start=1):
        free = name if name and name not in found else f"{name or 'column'} {number}"
        while free in found:
            free += "'"
        found[free] = None
    return list(found)


def _delimiter(header: str) -> str:
    """What divides the columns: what most often stands between their names."""
    return max(DELIMITERS, key=header.count)


def _json_rows(lines: _Lines, columns: Columns) -> Iterator[Row]:
    while written := _next(lines):
        if not written.strip():
            continue
        if fault := lines.fault():
            yield Row(lines.number, problem=fault)
            continue
        try:
            cells = json.loads(written, parse_constant=_no_number, parse_float=_number)
        except (ValueError, RecursionError):
            what = "this is not JSON; write one object on each line"
            yield Row(lines.number, problem=what)
            continue
        if _levels(cells) > MOST_LEVELS:
            what = f"lists and objects are more than {MOST_LEVELS} deep in each other"
            yield Row(lines.number, problem=f"{what}; write flatter ones")
        elif isinstance(cells, dict):
            asked = (*columns.required, *columns.optional)
            values = {column: cells[column] for column in asked if column in cells}
            yield Row(lines.number, cells, values)
        else:
            example = ", ".join(f'"{column}": "…"' for column in columns.required)
            yield Row(lines.number, problem=f"this is no object; write {{{example}}}")


def _levels(value: object) -> int:
    """How many lists and objects are in each other, the outermost one too."""
    level, number = [value], 0
    while level := [one for one in level if isinstance(one, dict | list)]:
        number += 1
        level = [part for one in level for part in (one.values() if type(one) is dict else one)]
    return number


def _next(lines: _Lines) -> str:
    lines.begin()
    return next(lines, "")


def _number(written: str) -> float:
    number = float(written)
    return number if abs(number) < float("inf") else _no_number(written)


def _no_number(written: str) -> float:
    raise ValueError(f"{written} is no number in JSON")
