"""Questions whose right entry is known, read from the author's CSV or JSONL."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from chatbot.errors import Problem, QuestionsError
from chatbot.knowledge import did_you_mean, printable, shown
from chatbot.workshop.question_rows import Columns, opened, rows

MOST_BYTES = 10_000_000
MOST_PROBLEMS = 100
"""Problems named; a file of another sort has one on every line."""
MOST_QUOTED = 3
"""Ids named of those in one row that there is no entry for."""
COLUMNS = ("question", "id")


class Question(NamedTuple):
    """A question and what should become of it."""

    text: str
    expected: tuple[str, ...]
    """Ids of the entries that answer it, any of them; empty when none does."""
    place: str
    """Where it stands: ``asked.csv:12``."""


def read_questions(path: str, known: Collection[str]) -> tuple[Question, ...]:
    """The questions in the file at ``path``; ``known`` are the ids of the entries there are.

    The first line of CSV names the columns, in any order and among others, divided by commas,
    semicolons or tabs; JSONL has an object with ``question`` and ``id`` on each line. Acceptable
    ids are joined by ``|``, and an empty id means that no entry answers.

    Raises :class:`QuestionsError` with every problem there is, and :class:`OSError` when the file
    is not there or cannot be read.
    """
    known = dict.fromkeys(known)  # found at once, and in the order they have
    name = printable(path)
    questions: list[Question] = []
    problems: list[Problem] = []
    with opened(path, most_bytes=MOST_BYTES) as file:
        for row in rows(file, path, Columns(COLUMNS)):
            text, ids = (row.values.get(column) for column in COLUMNS)
            expected = _ids(ids)
            what = row.problem or _fault(text, ids, expected, known)
            if what:
                problems.append(Problem(name, row.line, 0, what))
            questions.append(Question(str(text), expected, f"{name}:{row.line}"))
            if len(problems) == MOST_PROBLEMS:
                break
    if not questions:
        problems.append(Problem(name, 0, 0, "there are no questions; add some"))
    if problems:
        raise QuestionsError(tuple(problems))
    return tuple(questions)


def _ids(ids: object) -> tuple[str, ...]:
    written = ids.split("|") if isinstance(ids, str) else ()
    return tuple(dict.fromkeys(filter(None, map(str.strip, written))))


def _fault(text: object, ids: object, expected: tuple[str, ...], known: Collection[str]) -> str:
    if not isinstance(text, str):
        return '"question" is missing or no text; add it'
    if not isinstance(ids, str):
        return '"id" is missing or no text; add it, "" where no entry answers'
    if not text.strip():
        return "the question is empty; write one or remove the row"
    unknown = [each for each in expected if each not in known]
    faults = [
        f"there is no entry with the id {shown(each)}{did_you_mean(each, known)}"
        for each in unknown[:MOST_QUOTED]
    ]
    if len(unknown) > MOST_QUOTED:
        faults.append(f"nor with {len(unknown) - MOST_QUOTED} more")
    return "; ".join(faults)
