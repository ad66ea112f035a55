"""The rows of tables, each with where it stands; and those of CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from chatbot.errors import SourceError
from chatbot.workshop.importing.found import Place

DELIMITERS = ",;\t|"
_LONGEST_CELL = 1_000_000
_SAMPLE = 20_000
"""Characters by which the delimiter is told."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    place: Place
    cells: tuple[str, ...]
    merged: frozenset[tuple[int, int]] = frozenset()
    """Column and a number for each cell that is merged with cells of other rows."""


def csv_rows(text: str, name: str) -> Iterator[Row]:
    """The rows of CSV. Raises :class:`~chatbot.errors.SourceError` where it is none."""
    line = 0
    separator = re.match(r"sep=(.)\n", text)  # a line for Excel
    if separator:
        text, line = text[separator.end() :], 1
    delimiter = separator[1] if separator else _delimiter(text)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            place = Place(name, line + before + 1)
            before = reader.line_num
            yield Row(place, tuple(cells))
    except csv.Error as error:
        what = f"this is not CSV ({error}); put cells with quotation marks in quotation marks"
        raise SourceError(name, what, line + before + 1) from None


def _delimiter(text: str) -> str:
    """What divides the columns: what splits the first rows into equally many, most of all."""

    def fitness(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(StringIO(text[:_SAMPLE], newline=""), delimiter=delimiter)
        try:
            widths = [len(row) for row, _ in zip(reader, range(20), strict=False) if row]
        except csv.Error:
            return 0, 0
        usual = max(set(widths), key=widths.count, default=0)
        return (widths.count(usual) if usual > 1 else 0), usual

    return max(DELIMITERS, key=fitness)
