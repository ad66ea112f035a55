"""Importing sources into a knowledge file, new or there already."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from errno import ENOENT

from chatbot.errors import KnowledgeError, SourceError
from chatbot.files import create, replace
from chatbot.knowledge import Knowledge, load_with
from chatbot.workshop.importing.entries import Import
from chatbot.workshop.importing.found import Note
from chatbot.workshop.importing.gathering import ImportOptions, gather

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an import."""

    entries: int
    """Entries in the sources."""
    to_review: int
    """Of these, to be looked at by a person."""
    is_new: bool
    """Whether the file was not there before."""
    is_changed: bool
    notes: tuple[Note, ...]
    """What was dropped or stays as it was, and where."""


def import_into(path: str, sources: Sequence[str], options: ImportOptions) -> Report:
    """Write what the sources hold to the knowledge file at ``path``.

    A file that is there is brought up to date, and so are those that it includes; what their author
    edited stays as it is. Each is written whole or not at all. Raises
    :class:`~chatbot.errors.SourceError` for the sources, :class:`~chatbot.errors.KnowledgeError`
    for a file that is no knowledge, and OSError.
    """
    for source in sources:
        if os.path.exists(source) and os.path.exists(path) and os.path.samefile(source, path):
            raise SourceError(source, "is the file to be written, too; name another with -o")
    is_new = not os.path.lexists(path)
    before = None if is_new else Knowledge.load(path)
    imported = gather(sources, options)
    if before is None:
        from chatbot.workshop.importing.writing import new_file

        text, notes = new_file(imported), list[Note]()
        _make_sure(text, path, imported)
        create(path, text.encode("utf-8"))
        is_changed = True
    else:
        changed, notes = _merged(path, imported, before)
        for each, content in changed.items():
            replace(each, content)
        is_changed = bool(changed)
    review = sum(bool(entry.review) for entry in imported.entries)
    said = tuple(dict.fromkeys((*imported.notes, *notes)))
    return Report(len(imported.entries), review, is_new, is_changed, said)


def _merged(path: str, imported: Import, before: Knowledge) -> tuple[dict[str, bytes], list[Note]]:
    """What each file that is changed is to hold, and what else is to be said."""
    from chatbot.workshop.importing.merging import merged

    texts, ends = {}, {}
    for each in (path, *before.included):
        with open(each, encoding="utf-8", newline="") as file:
            written = file.read()
        bom = _BOM if written.startswith(_BOM) else ""
        ends[each] = bom, "\r\n" if "\r\n" in written else "\n"
        texts[each] = written.removeprefix(_BOM).replace("\r\n", "\n")
    after, notes = merged(texts, imported, before)
    try:
        load_with(path, before.included, after)
    except KnowledgeError as error:
        raise _fault(error, after, imported) from None
    changed = {}
    for each, text in after.items():
        if text != texts[each]:
            bom, end = ends[each]
            changed[each] = (bom + text.replace("\n", end)).encode("utf-8")
    return changed, notes


def _make_sure(text: str, path: str, imported: Import) -> None:
    """Raise SourceError unless ``text`` is knowledge, so that nothing else is ever written."""
    folder = os.path.dirname(os.path.realpath(path))
    if not os.path.isdir(folder):
        raise FileNotFoundError(ENOENT, "there is no such folder; name another file", path)
    try:
        load_with(path, (), {path: text})
    except KnowledgeError as error:
        raise _fault(error, {path: text}, imported) from None


def _fault(error: KnowledgeError, texts: Mapping[str, str], imported: Import) -> SourceError:
    """What is said where the files would be no knowledge."""
    first = error.problems[0]
    origin = _origin(texts.get(first.path, ""), first.line, imported)
    what = f"what it says cannot be in a knowledge file: {first.what}"
    return SourceError(origin, f"{what}; nothing is written")


def _origin(text: str, line: int, imported: Import) -> str:
    """The place in the sources that a line of a file comes from."""
    from chatbot.workshop.importing.writing import read_mark

    marks = (read_mark(one) for one in reversed(text.split("\n")[:line]))
    place = next((found[0] for found in marks if found), "")
    return place or str(imported.entries[0].place if imported.entries else "the source")
