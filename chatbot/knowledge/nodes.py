"""A knowledge file as a tree of plain nodes that know where they stand.

Both ways in, a YAML file and plain Python values, end in this tree, so that both get the
same checks.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_DEPTH = 32
MOST_NODES = 500_000
TOO_DEEP = f"nested more than {MOST_DEPTH} deep; check the brackets and the indentation"
TOO_MANY = f"more than {MOST_NODES:,} values; split the knowledge"


@dataclass(slots=True)
class Node:
    """One value. As such, a value that was found wrong already and is not looked at again."""

    line: int
    """Counted from 1; 0 for Python values."""
    column: int
    where: str = ""
    """Way to a Python value, ``entries[0].answer``; empty for a file."""


@dataclass(slots=True)
class Scalar(Node):
    """A text, exactly as it was written; empty also for YAML's nulls."""

    value: str = ""


@dataclass(slots=True)
class Sequence(Node):
    """A list."""

    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping(Node):
    """Keys with values, in the order they were written."""

    keys: dict[str, Node] = field(default_factory=dict)
    """Where each key stands."""
    values: dict[str, Node] = field(default_factory=dict)


@dataclass(slots=True)
class Foreign(Node):
    """A Python value that is no text, list or mapping. A file has none."""

    value: object = None


def node_at(text: str, position: int) -> Node:
    """The place of one character of a file's text."""
    line_start = text.rfind("\n", 0, position) + 1
    return Node(text.count("\n", 0, position) + 1, position - line_start + 1)
