"""Reading a mapping key by key, each value with the shape that is declared for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from chatbot.knowledge import characters, ids, nodes, scalars, templates
from chatbot.knowledge.nodes import Node
from chatbot.knowledge.problems import Problems, did_you_mean, shown
from chatbot.knowledge.shapes import Anything, Choice, Flag, ListOf, MapOf, Number, RecordType, Text
from chatbot.knowledge.texts import LINE, LONGEST_LINE
from chatbot.language import clean

_LINES = '"key: value" lines'
_NOTHING = Node(0, 0)
_LETTER = re.compile(r"[^\W_]|\ufffd")
_Shape = TypeVar("_Shape")
_Place = tuple[Node, str]
"""Where a value stands, and what to call it in a message."""


class Record:
    """One mapping. What is wrong in it is noted, and then read as if it were not there."""

    def __init__(self, place: _Place, sort: RecordType, problems: Problems) -> None:
        """Take the mapping at ``place``, of which ``sort`` says what it may have."""
        self.node = place[0]
        self.problems = problems
        self._sort = sort
        self._keys: dict[str, Node] = {}
        self._values: dict[str, Node] = {}
        if isinstance(self.node, nodes.Mapping):
            self._take(self.node)
        else:
            _refuse(place, _LINES, problems)

    def _take(self, node: nodes.Mapping) -> None:
        known = self._sort.by_key
        for key, value in node.values.items():
            if key in known:
                self._keys[key], self._values[key] = node.keys[key], value
            elif blank := characters.WRONG_BLANK.match(key):
                self.problems.add(node.keys[key], characters.not_a_space(blank[1]))
            else:
                hint = did_you_mean(key, known) or f"; known here: {', '.join(known)}"
                self.problems.add(node.keys[key], f"unknown key {shown(key)}{hint}")
        for key in self._sort.required:
            if key not in node.keys:
                self.problems.add(node, f"{shown(key)} is missing; add it")

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        """The keys, in the order they were written."""
        return iter(self._values)

    def key(self, key: str) -> Node:
        """Where ``key`` stands; where the mapping starts if it has none such."""
        return self._keys.get(key, self.node)

    def value(self, key: str) -> Node:
        """Where the value of ``key`` stands; where the mapping starts if it has none such."""
        return self._values.get(key, self.node)

    def is_empty(self, key: str) -> bool:
        """There is no ``key``, or its list has no items."""
        node = self._values.get(key)
        return node is None or (isinstance(node, nodes.Sequence) and not node.items)

    def text(self, key: str) -> str:
        """The text under ``key``; empty without one, or where it is wrong."""
        shape = self._sort.by_key[key].shape
        if key not in self._values:
            return ""
        place = self._values[key], shown(key)
        if isinstance(shape, Choice):
            return _choice(place, shape, self.problems)
        assert isinstance(shape, Text)
        return _text(place, shape, self.problems)

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under ``key``."""
        return tuple(text for text, _ in self.texts_with_places(key))

    def texts_with_places(self, key: str) -> list[tuple[str, Node]]:
        """The list of texts under ``key``, each with where it stands."""
        place = self._values.get(key, _NOTHING), shown(key)
        return _texts(place, self._shape(key, ListOf), self.problems)

    def lists(self, key: str) -> list[tuple[Node, tuple[str, ...]]]:
        """The lists of texts in the list under ``key``, each after where it stands."""
        shape = self._shape(key, ListOf).item
        assert isinstance(shape, ListOf)
        return [
            (node, tuple(text for text, _ in _texts((node, shape.label), shape, self.problems)))
            for node in self._items(key)
        ]

    def record(self, key: str) -> Record:
        """The mapping under ``key``; without a key an empty one."""
        node = self._values.get(key, nodes.Mapping(0, 0))
        return Record((node, shown(key)), self._shape(key, RecordType), self.problems)

    def records(self, key: str) -> Iterator[Record]:
        """The mappings in the list under ``key``."""
        sort = self._shape(key, ListOf).item
        assert isinstance(sort, RecordType)
        for node in self._items(key):
            yield Record((_written_out(node, sort), sort.label), sort, self.problems)

    def named_records(self, key: str) -> Iterator[tuple[str, Node, Record]]:
        """The mappings under ``key``, each after its id and where that stands."""
        sort = self._shape(key, MapOf).item
        assert isinstance(sort, RecordType)
        for name, node, value in self._named(key):
            yield name, node, Record((value, shown(name)), sort, self.problems)

    def named_texts(self, key: str) -> Iterator[tuple[str, Node, str]]:
        """The texts under ``key``, each after its id and where that stands."""
        shape = self._shape(key, MapOf).item
        assert isinstance(shape, Text)
        for name, node, value in self._named(key):
            yield name, node, _text((value, shown(name)), shape, self.problems)

    def number(self, key: str) -> int:
        """The whole number under ``key``; what is declared as its default without one."""
        most, default = self._shape(key, Number).most, self._sort.by_key[key].default
        assert isinstance(default, int)
        node = self._values.get(key)
        if node is None or type(node) is Node:
            return default
        value = getattr(node, "value", None)
        for number in range(most + 1):
            if value == str(number) or (type(value) is int and value == number):
                return number
        self.problems.add(node, f"{shown(key)} is a whole number from 0 to {most}")
        return default

    def date(self, key: str) -> str:
        """The day under ``key`` as ``2024-05-03``; empty without one, or where it is wrong."""
        return scalars.date(self.value(key), self.problems) if key in self else ""

    def flag(self, key: str) -> bool:
        """Whether ``key`` says yes; what is declared as its default without it."""
        if key in self:
            return scalars.flag(self.value(key), self._shape(key, Flag), self.problems)
        return bool(self._sort.by_key[key].default)

    def anything(self, key: str) -> dict[str, object]:
        """What stands under ``key``, in plain values."""
        if key not in self:
            return {}
        return scalars.anything(self.value(key), self._shape(key, Anything), self.problems)

    def _shape(self, key: str, sort: type[_Shape]) -> _Shape:
        shape = self._sort.by_key[key].shape
        assert isinstance(shape, sort)
        return shape

    def _named(self, key: str) -> Iterator[tuple[str, Node, Node]]:
        """What the mapping under ``key`` holds: each id, where it stands, and its value."""
        node = self._values.get(key)
        if isinstance(node, nodes.Mapping):
            for name, value in node.values.items():
                ids.checked(name, node.keys[name], self.problems)
                yield name, node.keys[name], value
        elif node is not None:
            _refuse((node, shown(key)), _LINES, self.problems)

    def _items(self, key: str) -> list[Node]:
        """What the list under ``key`` holds."""
        place = self._values.get(key, _NOTHING), shown(key)
        return _items(place, self._shape(key, ListOf), self.problems)


def _items(place: _Place, shape: ListOf, problems: Problems) -> list[Node]:
    node, label = place
    if not isinstance(node, nodes.Sequence):
        _refuse(place, "a list", problems)
        return []
    count = len(node.items)
    if count < shape.least:
        problems.add(node, f"{label} needs at least {shape.least}, not {count}; add more")
    elif shape.most and count > shape.most:
        problems.add(node, f"{label} has {count:,} items; {shape.most:,} are the most")
        return []
    return node.items


def _texts(place: _Place, shape: ListOf, problems: Problems) -> list[tuple[str, Node]]:
    item, label = shape.item, f"an item of {place[1]}"
    assert isinstance(item, Text)
    read = ((_text((node, label), item, problems), node) for node in _items(place, shape, problems))
    return [(text, node) for text, node in read if text]


def _text(place: _Place, shape: Text, problems: Problems) -> str:
    node, label = place
    if not isinstance(node, nodes.Scalar):
        _refuse(place, "text", problems)
        return ""
    value = node.value.strip()
    longest = LONGEST_LINE if shape.is_id else shape.longest
    what = ""
    if not value:
        what = f"{label} is empty; fill it in"
    elif (length := characters.written_out(value)) > longest:
        what = f"{label} has {length:,} characters; shorten it to {longest:,}"
    elif shape.has_words and not _has_letters(value):
        what = f"{label} has no letter or figure, so nothing can match it; write it in words"
    elif shape.placeholders is not None:
        what = templates.fault(value, shape.placeholders)
    if what:
        problems.add(node, what)
        return ""
    if shape.one_line and ("\n" in value or "\t" in value):
        value = " ".join(value.split())
    return ids.checked(value, node, problems) if shape.is_id else value


def _has_letters(text: str) -> bool:
    """Whether it has a letter or a figure; what was refused already stands for one."""
    return bool(_LETTER.search(text) or _LETTER.search(clean(text)))


def _choice(place: _Place, shape: Choice, problems: Problems) -> str:
    node, label = place
    value = _text(place, LINE, problems)
    if value and value not in shape.words:
        what = f"{label} is one of {', '.join(shape.words)}, not {shown(value)}"
        problems.add(node, what)
        return ""
    return value


def _written_out(node: Node, sort: RecordType) -> Node:
    """A text that stands for a record, as the mapping it stands for."""
    if not sort.short or not isinstance(node, nodes.Scalar):
        return node
    mapping = nodes.Mapping(node.line, node.column, node.where)
    mapping.keys[sort.short] = mapping.values[sort.short] = node
    return mapping


def _refuse(place: _Place, wanted: str, problems: Problems) -> None:
    """Note that what stands there is not what is wanted, unless it was found wrong before."""
    node, label = place
    if type(node) is Node:
        return
    if isinstance(node, nodes.Scalar) and not node.value:
        what = f"{label} is empty; it needs {wanted}"
    else:
        hint = _HINTS.get((wanted, type(node)), "")
        what = f"{label} needs {wanted}, not {_noun(node)}{hint}"
    problems.add(node, what)


_HINTS: dict[tuple[str, type[Node]], str] = {
    ("text", nodes.Mapping): '; put a text with ": " in it, or "{" before it, in quotes',
    ("text", nodes.Foreign): "; put it in quotes",
    ("a list", nodes.Scalar): '; start each item with "- " on a line of its own',
}


def _noun(node: Node) -> str:
    """What a node is, in an author's words."""
    match node:
        case nodes.Mapping():
            return _LINES
        case nodes.Sequence():
            return "a list"
        case nodes.Foreign(value=bool()):
            return "true or false"
        case nodes.Foreign(value=int() | float()):
            return "a number"
        case nodes.Foreign():
            return f"a value of type {type(node.value).__name__}"
    return "text"
