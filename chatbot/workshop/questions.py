"""Questions to measure with: read from CSV or JSON lines, checked against the knowledge."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from chatbot.errors import ChatbotError, Problem


class QuestionsError(ChatbotError):
    """A file of questions is wrong. ``problems`` holds every problem found, in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the entries that answer it."""

    question: str
    ids: tuple[str, ...]
    """Any of them is right; none where the knowledge has no answer."""
    line: int
    """Where it stands in its file, counted from 1."""


def read_questions(path: str, known: Collection[str]) -> tuple[Asked, ...]:
    """The questions of a file: CSV with columns ``question`` and ``id``, or JSON lines with both.

    An empty id means that the knowledge has no answer, ``a|b`` that either is right. Raises
    QuestionsError with every problem found, and OSError when the file cannot be read.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise QuestionsError((Problem(path, 1, 1, f"is not UTF-8: {error.reason}"),)) from None
    lined = path.endswith((".jsonl", ".ndjson", ".json"))
    problems: list[Problem] = []
    asked: list[Asked] = []
    for line, row in _json_rows(text) if lined else _csv_rows(text):
        found = row if isinstance(row, str) else _check(row, line, known)
        if isinstance(found, Asked):
            asked.append(found)
        else:
            problems.append(Problem(path, line, 1, found))
    if not asked and not problems:
        problems.append(Problem(path, 1, 1, "holds no questions"))
    if problems:
        raise QuestionsError(tuple(problems))
    return tuple(asked)


def _csv_rows(text: str) -> Iterator[tuple[int, dict[str, object] | str]]:
    import csv

    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:4096], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    reader = csv.DictReader(text.splitlines(), dialect=dialect)
    try:
        if "question" not in (reader.fieldnames or ()):
            yield 1, 'has no column "question"; the first line names the columns'
            return
        for row in reader:
            yield reader.line_num, {**row, "id": row.get("id") or ""}
    except csv.Error as error:
        yield reader.line_num, f"is no CSV: {error}"


def _json_rows(text: str) -> Iterator[tuple[int, dict[str, object] | str]]:
    import json

    for line, written in enumerate(text.splitlines(), 1):
        if written.strip():
            try:
                row = json.loads(written)
            except (ValueError, RecursionError) as error:
                yield line, f"is no JSON: {error}"
                continue
            yield line, row if isinstance(row, dict) else 'is no object with "question" and "id"'


def _check(row: dict[str, object], line: int, known: Collection[str]) -> Asked | str:
    question, label = row.get("question"), row.get("id") or ""
    if not isinstance(question, str) or not isinstance(label, str):
        return '"question" and "id" must be text'
    ids = tuple(filter(None, label.split("|")))
    strange = [entry_id for entry_id in ids if entry_id not in known]
    if strange:
        from difflib import get_close_matches

        nearest = get_close_matches(strange[0], list(known), n=1)
        advice = f'; did you mean "{nearest[0]}"?' if nearest else ""
        return f'the knowledge has no entry "{strange[0]}"{advice}'
    return Asked(question, ids, line)
