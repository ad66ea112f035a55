"""XLSX: each sheet a table; merged cells are filled, links of cells are kept."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

from chatbot.errors import SourceError
from chatbot.knowledge import FORBIDDEN
from chatbot.workshop.importing.asking import Asking
from chatbot.workshop.importing.found import Found, Place
from chatbot.workshop.importing.readers.rows import Row
from chatbot.workshop.importing.readers.tables import TableOptions, read_rows
from chatbot.workshop.importing.sources import Document, opened

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_PERCENT = re.compile(r"(?:\.(0+)[#?]*)?%")
"""In the format of a number, with its decimal places."""
_MOST_CELLS = 2_000_000
"""In one sheet, between its first cell and its last."""


def read_spreadsheet(
    document: Document, found: Found, asking: Asking, options: TableOptions
) -> None:
    """Add the questions of every sheet."""
    from io import BytesIO

    from openpyxl import load_workbook

    opened(document.name, document.data).close()  # refuses what unpacks to too much
    try:
        with catch_warnings():
            simplefilter("ignore")  # of what a workbook has besides its cells
            book = load_workbook(BytesIO(document.data), data_only=True)
    except Exception as error:  # it raises whatever its many parsers do
        what = f"is no XLSX that can be read ({type(error).__name__}); save it anew"
        raise SourceError(document.name, what) from None
    tables = [(sheet, _rows(sheet, document.name, found)) for sheet in book.worksheets]
    filled = [(sheet, rows) for sheet, rows in tables if rows]
    for sheet, rows in filled:
        try:
            part = read_rows(rows, f"{document.name}:{sheet.title}", asking, options)
        except SourceError as error:
            if len(filled) == 1:
                raise
            found.note(Place(error.path), f"not read: {error.what}")
            continue
        if len(filled) > 1:
            part.items = [
                item if item.section else replace(item, section=sheet.title) for item in part.items
            ]
        found.add(part)


def _rows(sheet: Worksheet, name: str, found: Found) -> list[Row]:
    if (sheet.max_row or 0) * (sheet.max_column or 0) > _MOST_CELLS:
        what = f"sheet “{sheet.title}” has more than {_MOST_CELLS:,} cells; delete empty ones"
        raise SourceError(name, what)
    merged = _merged(sheet)
    rows = []
    for cells in sheet.iter_rows():
        written = []
        joined = set()
        for column, cell in enumerate(cells):
            number, first = merged.get((cell.row or 0, cell.column or 0), (0, cell))
            if number:
                joined.add((column, number))
            written.append(_text(first, name, sheet.title, found))
        where = Place(name, 0, f"{sheet.title}!{cells[0].row}".replace(" ", "_"))
        if any(written):
            rows.append(Row(where, tuple(written), frozenset(joined)))
    return rows


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, Any]]:
    """The first cell of each area of merged cells, for all of its cells.

    Before it stands the area's number, counted from 1 over several rows, 0 within one.
    """
    merged = {}
    for number, area in enumerate(sheet.merged_cells.ranges, start=1):
        first = sheet.cell(area.min_row, area.min_col)
        for place in area.cells:
            merged[place] = number if area.max_row > area.min_row else 0, first
    return merged


def _shown(value: Any, number_format: str) -> str:
    """A value as a sheet shows it, a date as 2024-05-31.

    >>> _shown(0.25, "0%"), _shown(12.0, "General"), _shown(True, "General")
    ('25%', '12', 'TRUE')
    """
    percent = _PERCENT.search(number_format)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float) and percent:
        return f"{value:.{len(percent[1] or '')}%}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)


def _text(cell: Any, name: str, sheet: str, found: Found) -> str:
    """What a cell shows; its link around it."""
    if cell.value is None:
        return ""
    text = (
        _shown(cell.value, cell.number_format)
        .replace("_x000D_", "")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )
    if FORBIDDEN.search(text):
        place = Place(name, 0, f"{sheet}!{cell.coordinate}".replace(" ", "_"))
        found.note(place, "characters that cannot be shown removed")
        text = FORBIDDEN.sub("", text)
    target = cell.hyperlink.target if cell.hyperlink is not None else None
    if target and target not in text:
        return f"[{text.strip()}]({target})"
    return text
