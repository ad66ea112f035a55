"""``chatbot import``: brings sources into a knowledge file, and says what was dropped."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from chatbot.errors import MissingExtra, SourceError
from chatbot.rendering import safe
from chatbot.surfaces.status import (
    ANSWERED,
    BAD_KNOWLEDGE,
    BAD_USAGE,
    KNOWLEDGE_NOT_READABLE,
    complain,
)

if TYPE_CHECKING:
    from argparse import Namespace

    from chatbot.workshop.importing.into_file import Report


def run(options: Namespace) -> int:
    """Do what the options say; the exit status."""
    from chatbot.workshop.importing.gathering import ImportOptions
    from chatbot.workshop.importing.into_file import import_into
    from chatbot.workshop.importing.readers.columns import FIELDS
    from chatbot.workshop.importing.readers.tables import TableOptions

    given = [one.partition("=")[::2] for one in options.column]
    columns = dict(given)
    unknown = [field for field, name in columns.items() if field not in FIELDS or not name]
    if unknown:
        known = ", ".join(FIELDS)
        complain(f"import: --column is FIELD=NAME, with a field of {known}; not {unknown[0]}")
        return BAD_USAGE
    twice = [field for field, count in Counter(field for field, _ in given).items() if count > 1]
    if twice:
        complain(f"import: --column {twice[0]} is given twice; a field is in one column")
        return BAD_USAGE
    tables = TableOptions(columns, _choose if _is_talking() else None)
    said = ImportOptions(options.base_url, options.language or "", options.encoding, tables)
    path = options.output or "faq.yaml"
    try:
        report = import_into(path, options.sources, said)
    except SourceError as error:
        complain(str(error))
        return KNOWLEDGE_NOT_READABLE if error.is_missing else BAD_KNOWLEDGE
    except ModuleNotFoundError:
        raise MissingExtra("import", "chatbot import") from None
    _print(report, path)
    return ANSWERED


def _print(report: Report, path: str) -> None:
    lines = [str(note) for note in report.notes]
    number = f"{report.entries} {'entry' if report.entries == 1 else 'entries'}"
    review = f", {report.to_review} to be reviewed" if report.to_review else ""
    if report.is_new:
        done = f"{path} is written: {number}{review}. Next: chatbot check {path}"
    elif report.is_changed:
        done = f"{path} is brought up to date with {number}{review}. Next: chatbot check {path}"
    else:
        done = f"{path} is up to date with {number}{review}"
    sys.stdout.write("".join(f"{safe(line)}\n" for line in (*lines, done)))


def _is_talking() -> bool:
    """Whether a person can be asked."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _choose(file: str, field: str, names: Sequence[str]) -> str:
    """Ask which column holds a field; empty where that is not answered."""
    lines = "".join(f"  {number}. {name}\n" for number, name in enumerate(names, start=1))
    sys.stderr.write(safe(f"{file}: which column has the {field}s?\n{lines}"))
    while True:
        sys.stderr.write("number (empty to stop): ")
        sys.stderr.flush()
        typed = sys.stdin.readline().strip()
        if not typed:
            return ""
        if typed.isdecimal() and 0 < int(typed) <= len(names):
            return names[int(typed) - 1]
        if typed in names:
            return typed
