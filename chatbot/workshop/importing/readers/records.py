"""JSON and YAML of any structure with records that have a question and an answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from chatbot.knowledge import Mapping, Node, Scalar, Sequence
from chatbot.workshop.importing.found import Found, Item, Note, Place
from chatbot.workshop.importing.markup import html_as_markdown, looks_like_html
from chatbot.workshop.importing.own_fields import PLAIN, further
from chatbot.workshop.importing.readers.columns import columns
from chatbot.workshop.importing.readers.tables import TableOptions
from chatbot.workshop.importing.readers.trees import Tree, one_line, text_of, texts_of, value


def read_records(tree: Tree, options: TableOptions) -> Found:
    """The questions of every list or mapping of records in a document."""
    reader = _Records(tree, options)
    reader.walk(tree.root, "")
    if not reader.found.items:
        reader.found.notes = [Note(Place(tree.name), "there are no questions with answers in it")]
    reader.found.title = text_of(value(tree.root, "title"))
    return reader.found


_TITLES = ("title", "name", "section", "category", "topic", "group")
"""Keys that say what the lists beside them are about."""


class _Records:
    def __init__(self, tree: Tree, options: TableOptions) -> None:
        self.found = Found()
        self._tree = tree
        self._options = options
        self._after = 0
        """Where in the text of a JSON document the last question stands."""

    def walk(self, node: Node | None, section: str) -> None:
        """Look for records at and below a node; a key with a list below it names a section."""
        if isinstance(node, Sequence):
            for item in node.items:
                self.walk(item, section)
        elif isinstance(node, Mapping):
            fields = self._fields(node)
            if "question" in fields and "answer" in fields:
                self._take(node, fields, section)
                return
            title = self._title(node)
            for key, inner in node.values.items():
                if isinstance(inner, Mapping | Sequence):
                    self.walk(inner, title or self._section(key, inner) or section)
            self._note_loose(node)

    def _fields(self, node: Mapping) -> dict[str, str]:
        """The keys of a record, by what they hold."""
        names = [key for key, inner in node.values.items() if text_of(inner) or texts_of(inner)]
        return columns(self._tree.name, names, self._options.columns, None)

    @staticmethod
    def _title(node: Node) -> str:
        """What a mapping of lists says that they are about."""
        return next(filter(None, (text_of(value(node, key)) for key in _TITLES)), "")

    @staticmethod
    def _section(key: str, inner: Node) -> str:
        generic = ("faq", "faqs", "questions", "items", "entries", "data", "list", "content")
        is_list = isinstance(inner, Sequence)
        return key.replace("_", " ") if is_list and key.lower() not in generic else ""

    def _note_loose(self, node: Mapping) -> None:
        """Say what stands beside records: a question without an answer, or pairs of texts."""
        for key, inner in node.values.items():
            is_text = isinstance(inner, Scalar) and bool(inner.value.strip())
            if is_text and key not in _TITLES:
                place = self._place(inner, text_of(inner))
                self.found.note(place, f"“{key}” dropped: {one_line(text_of(inner))[:60]}")

    def _take(self, node: Mapping, fields: dict[str, str], section: str) -> None:
        asked = texts_of(node.values[fields["question"]])
        answers = texts_of(node.values[fields["answer"]])
        question = one_line(asked[0])
        place = self._place(node, asked[0])
        if looks_like_html(answers[0]):
            answers = tuple(html_as_markdown(one, self.found, place) for one in answers)
        also, tags, see_also = (
            texts_of(node.values.get(fields.get(key, "")))
            for key in ("also_asked", "tags", "see_also")
        )
        own_section = text_of(node.values.get(fields.get("section", "")))
        self.found.items.append(
            Item(
                question=question,
                answer=answers[0],
                variants=answers[1:],
                place=place,
                section=own_section or section,
                id=text_of(node.values.get(fields.get("id", ""))),
                also_asked=(*map(one_line, asked[1:]), *also),
                tags=tags,
                see_also=see_also,
                rest=self._rest(node, fields),
            )
        )
        for key in [key for key in node.values if key not in fields.values()]:
            shown = one_line(" ".join(_texts(node.values[key])))[:60]
            if shown:
                self.found.note(place, f"“{key}” dropped: {shown}")

    @staticmethod
    def _rest(node: Mapping, fields: dict[str, str]) -> dict[str, Any]:
        """What else a record has of an entry."""
        said = {key: node.values.get(fields.get(key, "")) for key in PLAIN}
        texts = {key: text_of(one) for key, one in said.items()}
        return further({**texts, "audience": [*texts_of(said["audience"])]})

    def _place(self, node: Node, text: str) -> Place:
        """Where a record stands; in JSON it is looked for."""
        place = self._tree.place(node)
        if place.line:
            return place
        for ascii_only in (False, True):
            written = json.dumps(text, ensure_ascii=ascii_only)
            position = self._tree.text.find(written, self._after)
            if position >= 0:
                self._after = position + 1
                line = self._tree.text.count("\n", 0, position) + 1
                return place._replace(line=line, where="")
        return place


def _texts(node: Node) -> Iterator[str]:
    """Every text at and below a node."""
    if isinstance(node, Mapping):
        for inner in node.values.values():
            yield from _texts(inner)
    elif isinstance(node, Sequence):
        for inner in node.items:
            yield from _texts(inner)
    else:
        yield text_of(node)
