"""Questions whose right entry is known, read from the author's CSV or JSONL."""

from __future__ import annotations

import csv
import os
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import NamedTuple, TextIO

from chatbot.errors import Problem, QuestionsError
from chatbot.knowledge import did_you_mean, safe, shown

MOST_BYTES = 10_000_000
MOST_PROBLEMS = 100
"""Problems named; a file of another sort has one on every line."""
MOST_QUOTED = 3
"""Ids named of those in one row that there is no entry for."""
DELIMITERS = ",;\t"
COLUMNS = ("question", "id")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Question(NamedTuple):
    """A question and what should become of it."""

    text: str
    expected: tuple[str, ...]
    """Ids of the entries that answer it, any of them; empty when none does."""
    place: str
    """Where it stands: ``asked.csv:12``."""


class _Row(NamedTuple):
    """What one row says, or what is wrong with it."""

    line: int
    """Counted from 1."""
    text: str = ""
    ids: str = ""
    problem: str = ""


def read_questions(path: str, known: Collection[str]) -> tuple[Question, ...]:
    """The questions in the file at ``path``; ``known`` are the ids of the entries there are.

    The first line of CSV names the columns, in any order and among others, divided by commas,
    semicolons or tabs; JSONL has an object with ``question`` and ``id`` on each line. Acceptable
    ids are joined by ``|``, and an empty id means that no entry answers.

    Raises :class:`QuestionsError` with every problem there is, and :class:`OSError` when the file
    is not there or cannot be read.
    """
    known = dict.fromkeys(known)  # found at once, and in the order they have
    name = safe(path)
    questions: list[Question] = []
    problems: list[Problem] = []
    with _opened(path) as file:
        for row in _rows(file):
            ids = tuple(dict.fromkeys(filter(None, map(str.strip, row.ids.split("|")))))
            what = row.problem or _fault(row, ids, known)
            if what:
                problems.append(Problem(name, row.line, 0, what))
            questions.append(Question(row.text, ids, f"{name}:{row.line}"))
            if len(problems) == MOST_PROBLEMS:
                break
    if not questions:
        problems.append(Problem(name, 0, 0, "there are no questions; add some"))
    if problems:
        raise QuestionsError(tuple(problems))
    return tuple(questions)


@contextmanager
def _opened(path: str) -> Iterator[TextIO]:
    """The text of a file, as spreadsheets write it too: with a byte order mark, or in UTF-16."""
    if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe would be waited for without end
        raise _refusal(path, "is not a regular file; name a CSV or JSONL file")
    with open(path, "rb") as file:
        if os.fstat(file.fileno()).st_size > MOST_BYTES:
            raise _refusal(path, f"is larger than {MOST_BYTES // 1_000_000} MB; split it")
        encoding = "utf-16" if file.read(2) in _UTF_16 else "utf-8-sig"
        file.seek(0)
        try:
            yield TextIOWrapper(file, encoding, newline="")
        except UnicodeDecodeError:  # of a piece of the file, so it does not tell where
            file.seek(0)
            raise _undecodable(path, file.read(), encoding) from None


def _undecodable(path: str, data: bytes, encoding: str) -> QuestionsError:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        byte = f"byte 0x{data[error.start]:02X} is not {encoding.upper().removesuffix('-SIG')}"
        return _refusal(path, f"{byte}; save the file as UTF-8", line)
    return _refusal(path, "was changed while it was read; try again")


def _refusal(path: str, what: str, line: int = 0) -> QuestionsError:
    return QuestionsError((Problem(safe(path), line, 0, what),))


def _fault(row: _Row, ids: tuple[str, ...], known: Collection[str]) -> str:
    if not row.text.strip():
        return "the question is empty; write one or remove the row"
    unknown = [each for each in ids if each not in known]
    faults = [
        f"there is no entry with the id {shown(each)}{did_you_mean(each, known)}"
        for each in unknown[:MOST_QUOTED]
    ]
    if len(unknown) > MOST_QUOTED:
        faults.append(f"nor with {len(unknown) - MOST_QUOTED} more")
    return "; ".join(faults)


def _rows(file: TextIO) -> Iterator[_Row]:
    first = next((line for line in file if line.strip()), "")
    file.seek(0)
    return _json_rows(file) if first.lstrip().startswith("{") else _csv_rows(file, first)


def _csv_rows(file: TextIO, first: str) -> Iterator[_Row]:
    """The rows of CSV; one that breaks the format is the last, as what follows cannot be told."""
    reader = csv.reader(file, delimiter=_delimiter(first), strict=True)
    header: list[str] = []
    line = 0
    try:
        for fields in reader:
            start, line = line + 1, reader.line_num
            if not any(map(str.strip, fields)):
                continue
            if header:
                yield _csv_row(start, fields, header)
                continue
            header = [field.strip().casefold() for field in fields]
            if any(header.count(column) != 1 for column in COLUMNS):
                what = 'the first line must name the columns: "question,id"'
                yield _Row(start, problem=what)
                return
    except csv.Error as error:
        what = f"this is not CSV ({error}); put a question with quotation marks in quotation marks"
        yield _Row(line + 1, problem=f"{what}, and double those inside")


def _delimiter(header: str) -> str:
    """What divides the columns: what most often stands between their names."""
    return max(DELIMITERS, key=header.count)


def _csv_row(line: int, fields: list[str], header: list[str]) -> _Row:
    if len(fields) != len(header):
        what = f"there are {len(fields)} fields instead of {len(header)}"
        return _Row(line, problem=f"{what}; put a question with commas in quotation marks")
    row = dict(zip(header, fields, strict=True))
    return _Row(line, row["question"], row["id"])


def _json_rows(file: TextIO) -> Iterator[_Row]:
    import json

    for line, written in enumerate(file, start=1):
        if not written.strip():
            continue
        try:
            row = json.loads(written)
        except (ValueError, RecursionError):
            yield _Row(line, problem="this is not JSON; write one object on each line")
            continue
        yield _json_row(line, row)


def _json_row(line: int, row: object) -> _Row:
    if not isinstance(row, dict):
        return _Row(line, problem='this is no object; write {"question": "…", "id": "…"}')
    question, entry_id = (row.get(column) for column in COLUMNS)
    if not isinstance(question, str):
        return _Row(line, problem='"question" is missing or no text; add it')
    if not isinstance(entry_id, str):
        what = '"id" is missing or no text; add it, "" where no entry answers'
        return _Row(line, problem=what)
    return _Row(line, question, entry_id)
