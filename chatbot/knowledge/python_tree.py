"""From plain Python values to a tree."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping

from chatbot.knowledge import characters
from chatbot.knowledge.nodes import (
    MOST_DEPTH,
    MOST_NODES,
    TOO_DEEP,
    TOO_MANY,
    Foreign,
    Mapping,
    Node,
    Scalar,
    Sequence,
)
from chatbot.knowledge.problems import SHOWN_LENGTH, Problems, printable


def parse(data: object, problems: Problems) -> tuple[Node, int]:
    """The tree of ``data`` and its characters in all; what is wrong goes to ``problems``."""
    reader = _Reader(problems)
    return reader.node(data, "", 0), reader.written


class _Reader:
    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._count = 0
        self.written = 0

    def node(self, value: object, where: str, depth: int) -> Node:
        self._count += 1
        if self._count > MOST_NODES:
            self._problems.stop(Node(0, 0, where), TOO_MANY)
        if depth > MOST_DEPTH:
            self._problems.stop(Node(0, 0), TOO_DEEP)
        if isinstance(value, str):
            return self._scalar(value, where)
        if isinstance(value, AnyMapping):
            return self._mapping(value, where, depth)
        if isinstance(value, list | tuple):
            sequence = Sequence(0, 0, where)
            for index, item in enumerate(value):
                sequence.items.append(self.node(item, f"{where}[{index}]", depth + 1))
            return sequence
        return Scalar(0, 0, where) if value is None else Foreign(where, value)

    def _scalar(self, value: str, where: str) -> Scalar:
        node = Scalar(0, 0, where, str(value))
        self.written += len(value)
        if not value.isprintable() and (found := characters.FORBIDDEN.search(value)):
            what = f"character {characters.name(found[0])} is not allowed; remove it"
            self._problems.add(node, what)
            node.value = characters.FORBIDDEN.sub("\ufffd", value)
        return node

    def _mapping(self, data: AnyMapping[object, object], where: str, depth: int) -> Mapping:
        node = Mapping(0, 0, where)
        for key, value in data.items():
            if not isinstance(key, str):
                self._problems.add(node, f"a key is of type {type(key).__name__}; keys are text")
                continue
            way = f"{where}.{printable(key[:SHOWN_LENGTH])}".lstrip(".")
            node.keys[key] = self._scalar(key, way)
            node.values[key] = self.node(value, way, depth + 1)
        return node
