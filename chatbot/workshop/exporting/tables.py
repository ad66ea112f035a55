"""CSV that every spreadsheet opens, and that is never taken for formulas."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from io import StringIO
from typing import Any

from chatbot.knowledge import Knowledge, Source
from chatbot.workshop.exporting.carried import (
    DETAILS,
    Carried,
    Exported,
    File,
    carried,
    left_out,
)
from chatbot.workshop.exporting.written import about
from chatbot.workshop.importing.own_fields import FURTHER
from chatbot.workshop.importing.readers.columns import EXPORTED

FORMULA_SIGNS = tuple("=+-@\t\r＝＋－＠")
"""What a cell that a spreadsheet computes begins with; see OWASP, CSV Injection."""
SIGNATURE = "\ufeff"
"""A byte order mark, by which spreadsheets know UTF-8."""


def as_csv(knowledge: Knowledge) -> Exported:
    """One row a question; several texts in a cell stand on lines of their own."""
    sources = {entry.id: entry.source for entry in knowledge.entries}
    entries = [_with_source(entry, sources[entry.id]) for entry in carried(knowledge)]
    further = [key for key in FURTHER if any(key in entry.rest for entry in entries)]
    stream = StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow((*EXPORTED, *further))
    mark = SIGNATURE + stream.getvalue().partition("\r")[0]
    writer.writerows(_row(entry, further) for entry in entries)
    file = File("", SIGNATURE + stream.getvalue(), mark)
    parts = about(knowledge)
    notes = [f"the {key} is left out" for key in ("title", "language") if key in parts]
    notes += ["kinds are left out, their questions stand with each profile"] * ("kinds" in parts)
    notes += ["values are written out where they stand"] * ("values" in parts)
    return Exported((file,), (*notes, *left_out(knowledge, (*DETAILS, "source", "profiles"))))


def _with_source(entry: Carried, source: Source) -> Carried:
    """The entry with what it rests on, also where that is said of the whole file."""
    said = {key: text for key, text in source._asdict().items() if text}
    return entry._replace(rest={**entry.rest, "source": said} if said else entry.rest)


def _row(entry: Carried, further: Sequence[str]) -> list[str]:
    variants = json.dumps(entry.variants, ensure_ascii=False) if entry.variants else ""
    cells = (
        *(entry.id, entry.section, entry.question, "\n".join(entry.also_asked)),
        *(entry.answer, variants, "\n".join(entry.tags), "\n".join(entry.see_also)),
        *(_cell(entry.rest.get(key, "")) for key in further),
    )
    return [as_text(cell) for cell in cells]


def _cell(value: Any) -> str:
    """A text as it is; anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def as_text(cell: str) -> str:
    """A cell marked as text where a spreadsheet would compute it.

    >>> as_text("=1+1"), as_text("1 + 1")
    ("'=1+1", '1 + 1')
    """
    return f"'{cell}" if cell.startswith((*FORMULA_SIGNS, "'")) else cell
