"""From sources to entries: each document to the reader that knows its format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from chatbot.errors import SourceError
from chatbot.workshop.importing.asking import Asking
from chatbot.workshop.importing.entries import Import, as_entries
from chatbot.workshop.importing.found import Found, Place
from chatbot.workshop.importing.readers import botpress, chatterbot, own
from chatbot.workshop.importing.readers.dialogflow import fits as fits_dialogflow
from chatbot.workshop.importing.readers.dialogflow import read_dialogflow
from chatbot.workshop.importing.readers.html import read_html
from chatbot.workshop.importing.readers.markdown import read_markdown
from chatbot.workshop.importing.readers.rasa import fits as fits_rasa
from chatbot.workshop.importing.readers.rasa import is_old_rasa, read_rasa
from chatbot.workshop.importing.readers.records import read_records
from chatbot.workshop.importing.readers.restructuredtext import read_restructuredtext
from chatbot.workshop.importing.readers.spreadsheets import read_spreadsheet
from chatbot.workshop.importing.readers.tables import TableOptions, read_csv
from chatbot.workshop.importing.readers.trees import Tree, tree_of
from chatbot.workshop.importing.sources import ARCHIVES, Document, documents

_TEXTS = (".md", ".markdown", ".mdx", ".txt", ".rst")
_HTML = (".html", ".htm", ".xhtml")
_TABLES = (".csv", ".tsv", ".tab")
_SPREADSHEETS = (".xlsx", ".xlsm")
_DATA = (".json", ".yaml", ".yml")
_NOT_READ = "not read: "


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person says of the sources."""

    base_url: str = ""
    """The address that relative links are relative to."""
    language: str = ""
    """Code of the language to take where there are several; of the questions, too."""
    encoding: str = ""
    """Of texts that are not in UTF-8 or UTF-16; empty for what they say themselves."""
    tables: TableOptions = field(default_factory=TableOptions)
    today: date = field(default_factory=date.today)
    """The day by which what is not sure to be right is to be reviewed."""


def gather(sources: Sequence[str], options: ImportOptions) -> Import:
    """The entries of all sources, in their order, and notes on what was dropped.

    Raises :class:`~chatbot.errors.SourceError` where a source cannot be read, or holds nothing.
    """
    gathering = _Gathering(options)
    for source in sources:
        for document in documents(source, gathering.found):
            gathering.take(document)
    found = gathering.finished()
    if not found.items and not found.rest:
        notes = sorted(found.notes, key=lambda note: not note.what.startswith(_NOT_READ))
        first = f" ({notes[0]})" if notes else ""
        raise SourceError(sources[0], f"there are no questions with answers in it{first}")
    return as_entries(found, options.base_url, options.today.isoformat())


class _Gathering:
    """Takes the documents one by one; those that make one bot together wait for one another."""

    def __init__(self, options: ImportOptions) -> None:
        self.found = Found()
        self._options = options
        self._asking = Asking(options.language)
        self._rasa: list[Tree] = []
        self._rasa_markdown: list[tuple[str, str]] = []
        self._agents: dict[str, list[Tree]] = {}

    def take(self, document: Document) -> None:
        """Read a document; where it came with others and cannot be read, that is noted."""
        try:
            self._take(document)
        except SourceError as error:
            if document.group == document.name:
                raise
            self.found.note(Place(error.path, error.line), f"{_NOT_READ}{error.what}")

    def finished(self) -> Found:
        """All that was found."""
        if self._rasa or self._rasa_markdown:
            self.found.add(read_rasa(self._rasa, self._rasa_markdown, self._asking))
        for trees in self._agents.values():
            self.found.add(read_dialogflow(trees, self._asking, self._options.language))
        return self.found

    def _take(self, document: Document) -> None:
        name, suffix = document.name, document.suffix
        if suffix in _SPREADSHEETS:
            read_spreadsheet(document, self.found, self._asking, self._options.tables)
        elif suffix in (*_TEXTS, *_HTML, *_TABLES, *_DATA):
            text = document.text(self.found, self._options.encoding)
            self.found.add(self._read(text, name, suffix, document.group))
        else:
            known = ", ".join((*_TEXTS, *_HTML, *_TABLES, *_SPREADSHEETS, *_DATA, *ARCHIVES))
            raise SourceError(name, f"nothing is known of such a file; known are {known}")

    def _read(self, text: str, name: str, suffix: str, group: str) -> Found:
        if suffix in _DATA:
            return self._read_data(tree_of(text, name, group))
        if suffix in _TABLES:
            return read_csv(text, name, self._asking, self._options.tables)
        if suffix in _HTML:
            return read_html(text, name, self._asking)
        if suffix == ".rst":
            return read_restructuredtext(text, name, self._asking)
        if is_old_rasa(text):
            self._rasa_markdown.append((name, text))
            return Found()
        return read_markdown(text, name, self._asking)

    def _read_data(self, tree: Tree) -> Found:
        if own.fits(tree):
            return own.read_own(tree)
        if chatterbot.fits(tree):
            return chatterbot.read_chatterbot(tree)
        if botpress.fits(tree):
            return botpress.read_botpress(tree, self._asking, self._options.language)
        if fits_dialogflow(tree):
            self._agents.setdefault(tree.group, []).append(tree)
        elif fits_rasa(tree):
            self._rasa.append(tree)
        else:
            return read_records(tree, self._options.tables)
        return Found()
