"""One file of a knowledge, and where its parts stand, so that only some are changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from chatbot.workshop.importing.writing import dumped, read_mark


class Edit(NamedTuple):
    """A part of the text that is replaced."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Written:
    """An entry as it stands in a file."""

    path: str
    """The file."""
    start: int
    """Where its first key stands."""
    end: int
    """Where its last value ends."""
    indent: int
    """Columns before its keys."""
    in_brackets: bool
    fields: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    """Key → where the key starts, its value starts and its value ends."""
    place: str = ""
    """Where it was imported from; empty for one that an author wrote."""
    prints: dict[str, str] = field(default_factory=dict)
    """What its fields were when they were imported."""
    mark: tuple[int, int] = (0, 0)
    """Where the comment with these stands, if there is one."""


class Target:
    """The text of a knowledge file, and its entries."""

    def __init__(self, path: str, text: str) -> None:
        from ruamel.yaml import YAML

        self.path = path
        self.text = text
        self.entries: list[Written] = []
        self.synonyms: list[tuple[str, ...]] = []
        self._ends: dict[str, int] = {}
        """Where the list under a key ends."""
        self._columns: dict[str, int] = {}
        """Where the items of a list stand."""
        self._bracketed: set[str] = set()
        root = YAML(typ="safe", pure=True).compose(text)  # else folded texts have marks
        for key, node in root.value if root and not isinstance(root.value, str) else ():
            self._take(key.value, node)

    def line_of(self, entry: Written) -> int:
        """The line that an entry starts on, counted from 1."""
        return self.text.count("\n", 0, entry.start) + 1

    def is_open(self, key: str) -> bool:
        """Whether items can be added to the list under a key: it has lines of its own."""
        return key in self._ends and key not in self._bracketed

    def has(self, key: str) -> bool:
        """Whether the file has a key."""
        return key in self._ends

    def column(self, key: str) -> int:
        """Columns before the dashes of the list under a key."""
        return self._columns[key]

    def end_of(self, key: str) -> int:
        """Where the line after the last one of a list begins."""
        return self.line_end(self._ends[key])

    def line_end(self, position: int) -> int:
        """Where the line after that at a position begins."""
        end = self.text.find("\n", position)
        return len(self.text) if end < 0 else end + 1

    def line_start(self, position: int) -> int:
        """Where the line at a position begins."""
        return self.text.rfind("\n", 0, position) + 1

    def replaced(self, entry: Written, key: str, value: Any) -> Edit:
        """The edit that gives a field of an entry another value."""
        start, begin, end = entry.spans[key]
        rest = self.text[end : self.line_end(end)].strip()
        if entry.in_brackets or (rest and not isinstance(value, list)):
            from json import dumps

            return Edit(begin, end, dumps(value, ensure_ascii=False))
        return Edit(start, end, self._field(entry, key, value))

    def inserted(self, entry: Written, key: str, value: Any, after: str) -> Edit:
        """The edit that adds a field to an entry, after another of its fields."""
        end = self.line_end(entry.spans[after][2])
        return Edit(end, end, f"{' ' * entry.indent}{self._field(entry, key, value)}\n")

    def removed(self, entry: Written, key: str) -> Edit:
        """The edit that takes a field away."""
        start, _, end = entry.spans[key]
        return Edit(self.line_start(start), self.line_end(end), "")

    def edited(self, edits: list[Edit]) -> str:
        """The text with all edits."""
        text = self.text
        for edit in sorted(edits, key=lambda one: one[:2], reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    @staticmethod
    def _field(entry: Written, key: str, value: Any) -> str:
        first, *others = dumped({key: value}).splitlines()
        indent = " " * entry.indent
        return "\n".join([first, *(f"{indent}{line}" if line else "" for line in others)])

    def _take(self, key: str, node: Any) -> None:
        self._ends[key] = self._value_end(node)
        if not isinstance(node.value, list) or node.flow_style:
            self._bracketed.add(key)
        items = node.value if isinstance(node.value, list) else []
        if items and key in ("entries", "synonyms"):
            self._columns[key] = node.start_mark.column
        if key == "entries":
            self.entries = [self._entry(item, node.flow_style) for item in items]
        elif key == "synonyms":
            self.synonyms = [tuple(word.value for word in group.value) for group in items]

    def _entry(self, node: Any, in_brackets: bool) -> Written:
        start = node.start_mark
        entry = Written(
            self.path,
            start.index,
            self._value_end(node),
            start.column,
            bool(in_brackets or node.flow_style),
        )
        for key, value in node.value:
            entry.fields[key.value] = _plain(value)
            span = key.start_mark.index, value.start_mark.index, self._value_end(value)
            entry.spans[key.value] = span
        self._read_mark(entry)
        return entry

    def _read_mark(self, entry: Written) -> None:
        """Read the comments right above an entry."""
        start = self.line_start(entry.start)
        while start:
            before = self.line_start(start - 1)
            line = self.text[before : start - 1]
            if not line.lstrip().startswith("#"):
                return
            found = read_mark(line)
            if found:
                entry.place, entry.prints = found
                entry.mark = before, start
                return
            start = before

    def _value_end(self, node: Any) -> int:
        """Where the last character of a value stands that is neither space nor comment."""
        if isinstance(node.value, str) or node.flow_style or not node.value:
            start, end = int(node.start_mark.index), int(node.end_mark.index)
            return max(len(self.text[:end].rstrip()), start)
        last = node.value[-1]
        return self._value_end(last[1] if isinstance(last, tuple) else last)


def _plain(node: Any) -> Any:
    """A value of the file as plain values, texts as they are read."""
    if isinstance(node.value, str):
        return node.value.strip()
    if node.value and isinstance(node.value[0], tuple):
        return {key.value: _plain(value) for key, value in node.value}
    return [_plain(value) for value in node.value]
