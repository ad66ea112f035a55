"""Reading a mapping key by key, each value with the shape it must have."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from chatbot.knowledge import characters, ids, nodes, templates
from chatbot.knowledge.nodes import Node
from chatbot.knowledge.problems import Problems, did_you_mean, shown

LONGEST_LINE = 1_000
LONGEST_TEXT = 10_000
_LINES = '"key: value" lines'


class Record:
    """One mapping. What is wrong in it is noted, and then read as if it were not there."""

    def __init__(self, node: Node, label: str, keys: Collection[str], problems: Problems) -> None:
        """Take the mapping ``node``, which may have ``keys``, or any key where none are named.

        ``label`` is what to call it in a message.
        """
        self.node = node
        self.problems = problems
        self._keys: dict[str, Node] = {}
        self._values: dict[str, Node] = {}
        if isinstance(node, nodes.Mapping):
            self._take(node, keys)
        else:
            self._refuse(node, label, _LINES)

    def _take(self, node: nodes.Mapping, keys: Collection[str]) -> None:
        for key, value in node.values.items():
            if not keys or key in keys:
                self._keys[key], self._values[key] = node.keys[key], value
            else:
                hint = did_you_mean(key, keys) or f"; known here: {', '.join(keys)}"
                self.problems.add(node.keys[key], f"unknown key {shown(key)}{hint}")

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        """The keys, in the order they were written."""
        return iter(self._values)

    def require(self, *keys: str) -> None:
        """Note which of ``keys`` are missing."""
        if isinstance(self.node, nodes.Mapping):
            for key in keys:
                if key not in self.node.keys:
                    self.problems.add(self.node, f"{shown(key)} is missing; add it")

    def require_items(self, key: str, least: int) -> None:
        """Note that the list under ``key`` holds fewer than ``least`` items."""
        node = self._values.get(key)
        if isinstance(node, nodes.Sequence):
            check_length(node, shown(key), self.problems, least)

    def key(self, key: str) -> Node:
        """Where ``key`` stands; where the mapping starts if it has none such."""
        return self._keys.get(key, self.node)

    def record(self, key: str, *keys: str) -> Record:
        """The mapping under ``key``, which may have ``keys``; without a key an empty one."""
        node = self._values.get(key, nodes.Mapping(0, 0))
        return Record(node, shown(key), keys, self.problems)

    def items(self, key: str) -> list[Node]:
        """What the list under ``key`` holds."""
        return self._items(self._values[key], shown(key)) if key in self._values else []

    def _items(self, node: Node, label: str) -> list[Node]:
        if isinstance(node, nodes.Sequence):
            return node.items
        self._refuse(node, label, "a list")
        return []

    def is_empty(self, key: str) -> bool:
        """There is no ``key``, or its list has no items."""
        node = self._values.get(key)
        return node is None or (isinstance(node, nodes.Sequence) and not node.items)

    def line(self, key: str, placeholders: Collection[str] | None = None) -> str:
        """The text under ``key`` with its line breaks made spaces; without placeholders if None."""
        if key not in self._values:
            return ""
        return self.line_of(self._values[key], shown(key), placeholders)

    def lines(self, key: str, placeholders: Collection[str] | None = None) -> tuple[str, ...]:
        """The list of such texts under ``key``."""
        if key not in self._values:
            return ()
        return self.lines_of(self._values[key], shown(key), placeholders)

    def text(self, key: str, placeholders: Collection[str] | None = None) -> str:
        """The text under ``key``, which may have paragraphs."""
        if key not in self._values:
            return ""
        return self._text(self._values[key], shown(key), LONGEST_TEXT, placeholders)

    def identifier(self, key: str) -> str:
        """The text under ``key`` if it can be an id."""
        value = self.line(key)
        return ids.checked(value, self._values[key], self.problems) if value else ""

    def choice(self, key: str, *choices: str) -> str:
        """The text under ``key`` if it is one of ``choices``."""
        value = self.line(key)
        if value and value not in choices:
            what = f"{shown(key)} is one of {', '.join(choices)}, not {shown(value)}"
            self.problems.add(self._values[key], what)
            return ""
        return value

    def whole_number(self, key: str, most: int, default: int) -> int:
        """The whole number, 0 to ``most``, under ``key``."""
        node = self._values.get(key)
        if node is None or type(node) is Node:
            return default
        value = getattr(node, "value", None)
        for number in range(most + 1):
            if value == str(number) or (type(value) is int and value == number):
                return number
        self.problems.add(node, f"{shown(key)} is a whole number from 0 to {most}")
        return default

    def line_of(self, node: Node, label: str, placeholders: Collection[str] | None = None) -> str:
        """The text ``node`` with its line breaks made spaces."""
        value = self._text(node, label, LONGEST_LINE, placeholders)
        return " ".join(value.split()) if "\n" in value or "\t" in value else value

    def lines_of(
        self, node: Node, label: str, placeholders: Collection[str] | None = None
    ) -> tuple[str, ...]:
        """The list of such texts ``node``."""
        of_item = f"an item of {label}"
        items = self._items(node, label)
        return tuple(filter(None, [self.line_of(item, of_item, placeholders) for item in items]))

    def _text(
        self, node: Node, label: str, longest: int, placeholders: Collection[str] | None
    ) -> str:
        if not isinstance(node, nodes.Scalar):
            self._refuse(node, label, "text")
            return ""
        value = node.value.strip()
        if not value:
            what = f"{label} is empty; fill it in"
        elif (length := characters.written_out(value)) > longest:
            what = f"{label} has {length:,} characters; shorten it to {longest:,}"
        else:
            what = templates.fault(value, placeholders) if placeholders is not None else ""
        if what:
            self.problems.add(node, what)
        return "" if what else value

    def _refuse(self, node: Node, label: str, wanted: str) -> None:
        """Note that ``node`` is not what is wanted, unless it was found wrong before."""
        if type(node) is Node:
            return
        if isinstance(node, nodes.Scalar) and not node.value:
            what = f"{label} is empty; it needs {wanted}"
        else:
            hint = _HINTS.get((wanted, type(node)), "")
            what = f"{label} needs {wanted}, not {_noun(node)}{hint}"
        self.problems.add(node, what)


def check_length(
    node: nodes.Sequence, label: str, problems: Problems, least: int, most: int | None = None
) -> None:
    """Note that a list holds fewer than ``least`` items, or more than ``most``."""
    count = len(node.items)
    if count < least:
        problems.add(node, f"{label} needs at least {least}, not {count}; add more")
    elif most and count > most:
        problems.add(node, f"{label} has {count:,} items; {most:,} are the most")


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
