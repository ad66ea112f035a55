"""Tables of questions and answers: CSV and TSV, and the rows of a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chatbot.errors import SourceError
from chatbot.workshop.importing.asking import Asking
from chatbot.workshop.importing.found import Found, Item
from chatbot.workshop.importing.markup import html_as_markdown, looks_like_html
from chatbot.workshop.importing.own_fields import (
    FURTHER,
    OF_PROFILE,
    PLAIN,
    SHAPES,
    further,
    read_values,
)
from chatbot.workshop.importing.readers import qna_maker
from chatbot.workshop.importing.readers.columns import EXPORTED, Choose, columns, named
from chatbot.workshop.importing.readers.rows import Row, csv_rows

_HIGHEST = 20
"""Rows at the top among which that with the names is looked for."""
_FORMULA = re.compile(r"'(?=[=+\-@\t\r＝＋－＠'])")
"""The mark by which spreadsheets know that a text is no formula."""
_SEPARATORS = {
    "also_asked": r"\n|\s*\|\s*",
    "tags": r"[\n,;|]",
    "see_also": r"[\n,;|\s]+",
}


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What a person says of tables."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Field → name of the column that holds it, or its number from 1."""
    choose: Choose | None = None


def read_csv(text: str, name: str, asking: Asking, options: TableOptions) -> Found:
    """The questions of CSV or TSV; what divides the columns is seen from the first lines."""
    return read_rows(list(csv_rows(text, name)), name, asking, options)


def read_rows(rows: list[Row], name: str, asking: Asking, options: TableOptions) -> Found:
    """The questions of the rows of a table."""
    rows = [row for row in rows if any(map(str.strip, row.cells))]
    found = Found()
    if not rows:
        return found
    if qna_maker.are_synonyms(rows[0].cells):
        return qna_maker.read_synonyms(rows)
    first = _first_row(rows, options.columns.values())
    for row in rows[:first]:
        shown = " ".join(" ".join(dict.fromkeys(row.cells)).split())
        found.note(row.place, f"above the line with names, so dropped: {shown[:60]}")
    rows = rows[first:]
    if qna_maker.fits(rows[0].cells):
        found.add(qna_maker.read_rows(rows))
    else:
        found.add(_Table(rows, name, asking, options).read())
    return found


def _first_row(rows: Sequence[Row], given: Iterable[str]) -> int:
    """The index of the row with the names of the columns, which may have a title above it.

    The first with names that are known or ``given``; else the first with more than one text.
    """
    wanted = {column.strip().casefold() for column in given if not column.isdecimal()}
    for index, row in enumerate(rows[:_HIGHEST]):
        names = {cell.strip().casefold() for cell in row.cells}
        if wanted <= names and (wanted or {"question", "answer"} <= named(row.cells).keys()):
            return index
    texts = (len({cell.strip() for cell in row.cells} - {""}) for row in rows[:_HIGHEST])
    return next((index for index, count in enumerate(texts) if count > 1), 0)


class _Table:
    def __init__(self, rows: list[Row], name: str, asking: Asking, options: TableOptions) -> None:
        self._rows = rows
        self._name = name
        self._asking = asking
        self._options = options
        self._found = Found()
        self._section = ""
        names = tuple(rows[0].cells)
        self._is_own = names[: len(EXPORTED)] == EXPORTED
        self._further = {
            key: names.index(key)
            for key in FURTHER
            if key in names and key not in PLAIN and self._fits(key, names.index(key))
        }
        self._merged: dict[tuple[int, int], int] = {}
        """Merged answers → the item they belong to."""

    def _fits(self, key: str, column: int) -> bool:
        """Whether a column that is called as a field of an entry has what that field has."""
        cells = [_cell(row, column).strip() for row in self._rows[1:]]
        shape = SHAPES.get(key)
        fits = shape is None or all(shape(read_values(cell)) for cell in cells if cell)
        return self._is_own or (fits and key not in OF_PROFILE)

    def read(self) -> Found:
        where, rows = self._columns()
        self._note_unread(where)
        for row in rows:
            self._read(row, where)
        return self._found

    def _columns(self) -> tuple[dict[str, int], list[Row]]:
        """The number of the column of each field, and the rows that hold data."""
        first, *rest = self._rows
        names = [cell.strip() for cell in first.cells]
        given = {field: self._name_of(column, names) for field, column in self._given()}
        if not given and self._is_data(first):
            self._found.note(first.place, "no line with names: columns 1 and 2 are taken")
            return {"question": 0, "answer": 1}, self._rows
        there = ", ".join(name for name in names if name)[:200]
        unknown = next((name for name in given.values() if name not in names), None)
        if unknown is not None:
            what = f"there is no column “{unknown}”; there are: {there}"
            raise SourceError(self._name, what, first.place.line)
        found = columns(self._name, names, given, self._options.choose)
        missing = [field for field in ("question", "answer") if field not in found]
        if missing:
            what = f"which column is the {' and which the '.join(missing)}? There are: {there}"
            example = " ".join(f"--column {field}=NAME" for field in missing)
            raise SourceError(self._name, f"{what}; say {example}", first.place.line)
        return {field: names.index(name) for field, name in found.items()}, rest

    def _given(self) -> Iterable[tuple[str, str]]:
        return self._options.columns.items()

    def _name_of(self, column: str, names: list[str]) -> str:
        """The name of a column that was given by name or number."""
        fits = [name for name in names if name.casefold() == column.strip().casefold()]
        if fits:
            return fits[0]
        if column.isdecimal() and 0 < int(column) <= len(names):
            return names[int(column) - 1]
        return column

    def _is_data(self, first: Row) -> bool:
        """Whether the first row is a question with its answer rather than names."""
        cells = [cell.strip() for cell in first.cells]
        return len(cells) >= 2 and not named(cells) and self._asking.is_marked(cells[0])

    def _note_unread(self, where: Mapping[str, int]) -> None:
        read = {*where.values(), *self._further.values()}
        for column, name in enumerate(self._rows[0].cells):
            is_filled = any(row.cells[column : column + 1] not in ((), ("",)) for row in self._rows)
            if column not in read and is_filled:
                shown = name.strip()[:60] or f"{column + 1}"
                self._found.note(self._rows[0].place, f"column “{shown}” dropped")

    def _read(self, row: Row, where: Mapping[str, int]) -> None:
        cells = {field: _cell(row, column) for field, column in where.items()}
        question = " ".join(cells["question"].split())
        answer = cells["answer"].strip()
        filled = [cell for cell in row.cells if cell.strip()]
        if len(set(filled)) == 1:
            alone = filled[0].strip()
            if not answer or answer == question:
                if self._asking.is_marked(alone):
                    self._found.note(row.place, f"a question without an answer dropped: {alone}")
                else:
                    self._section = alone
                return
        if self._joins(row, where, question, answer):
            return
        if not question or not answer:
            what = "a question without an answer" if question else "an answer without a question"
            shown = (question or " ".join(answer.split()))[:60]
            self._found.note(row.place, f"{what} dropped: {shown}")
            return
        self._take(row, cells, question, answer)

    def _joins(self, row: Row, where: Mapping[str, int], question: str, answer: str) -> bool:
        """Whether a row goes on with the one before it, as merged cells say; then it is joined."""
        items = self._found.items
        keys = {column: (column, number) for column, number in row.merged}
        asked, answered = keys.get(where["question"]), keys.get(where["answer"])
        last = len(items) - 1
        for key, is_answer in ((asked, False), (answered, True)):
            if key is None:
                continue
            index = self._merged.setdefault(key, len(items))
            if index == len(items) or index > last:
                continue
            item = items[index]
            if is_answer:
                also = tuple(dict.fromkeys((*item.also_asked, question)))
                items[index] = _with(item, also_asked=tuple(q for q in also if q))
            elif answer:
                items[index] = _with(item, answer=f"{item.answer}\n\n{answer}")
            return True
        return False

    def _take(self, row: Row, cells: Mapping[str, str], question: str, answer: str) -> None:
        if looks_like_html(answer) and not self._is_own:
            answer = html_as_markdown(answer, self._found, row.place)
        entry_id = cells.get("id", "").strip()
        numbered = entry_id.isdecimal() and not self._is_own
        self._found.items.append(
            Item(
                question=question,
                answer=answer,
                place=row.place,
                section=cells.get("section", "").strip() or self._section,
                variants=self._variants(cells.get("variants", "")),
                id="" if numbered else entry_id,
                names=(entry_id,) if numbered else (),
                is_ours=self._is_own,
                also_asked=self._several(cells, "also_asked"),
                tags=self._several(cells, "tags"),
                see_also=self._several(cells, "see_also"),
                rest=self._rest(row, cells),
            )
        )

    def _rest(self, row: Row, cells: Mapping[str, str]) -> dict[str, Any]:
        """What else an entry has: as people write it, or as an export does."""
        fields: dict[str, Any] = {key: cells.get(key, "").strip() for key in PLAIN}
        fields["audience"] = _parts(_SEPARATORS["tags"], fields["audience"])
        for key, column in self._further.items():
            cell = _cell(row, column).strip()
            fields[key] = read_values(cell) if key in SHAPES else cell
        return further(fields)

    def _several(self, cells: Mapping[str, str], field: str) -> tuple[str, ...]:
        separator = "\n" if self._is_own else _SEPARATORS[field]
        return tuple(_parts(separator, cells.get(field, "")))

    @staticmethod
    def _variants(cell: str) -> tuple[str, ...]:
        """Other wordings of an answer: a JSON list, as in an export, or one."""
        read = read_values(cell)
        if isinstance(read, list):
            return tuple(one for one in read if isinstance(one, str))
        return (cell.strip(),) if cell.strip() else ()


def _parts(separator: str, cell: str) -> list[str]:
    """The texts in a cell, each once."""
    parts = re.split(separator, cell)
    return [*dict.fromkeys(filter(None, (" ".join(part.split()) for part in parts)))]


def _with(item: Item, **changes: object) -> Item:
    from dataclasses import replace

    return replace(item, **changes)  # type: ignore[arg-type]  # of any field


def _cell(row: Row, column: int) -> str:
    """What a cell holds, without the mark of a text that is no formula."""
    cell = row.cells[column] if column < len(row.cells) else ""
    return cell[1:] if _FORMULA.match(cell) else cell
