"""CSV that every spreadsheet opens, and that is never taken for formulas."""

from __future__ import annotations

import csv
import json
from io import StringIO

from chatbot.knowledge import Knowledge
from chatbot.workshop.exporting.carried import Carried, Exported, File, carried, left_out
from chatbot.workshop.importing.readers.columns import EXPORTED

FORMULA_SIGNS = tuple("=+-@\t\r＝＋－＠")
"""What a cell that a spreadsheet computes begins with; see OWASP, CSV Injection."""
SIGNATURE = "\ufeff"
"""A byte order mark, by which spreadsheets know UTF-8."""


def as_csv(knowledge: Knowledge) -> Exported:
    """One row a question; several texts in a cell stand on lines of their own."""
    stream = StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(EXPORTED)
    writer.writerows(map(_row, carried(knowledge)))
    file = File("", SIGNATURE + stream.getvalue())
    return Exported((file,), ("the title is left out", *left_out(knowledge, ())))


def _row(entry: Carried) -> list[str]:
    variants = json.dumps(entry.variants, ensure_ascii=False) if entry.variants else ""
    cells = (
        *(entry.id, entry.section, entry.question, "\n".join(entry.also_asked)),
        *(entry.answer, variants, "\n".join(entry.tags), "\n".join(entry.see_also)),
    )
    return [as_text(cell) for cell in cells]


def as_text(cell: str) -> str:
    """A cell marked as text where a spreadsheet would compute it.

    >>> as_text("=1+1"), as_text("1 + 1")
    ("'=1+1", '1 + 1')
    """
    return f"'{cell}" if cell.startswith((*FORMULA_SIGNS, "'")) else cell
