"""A knowledge file as a tree of plain nodes that know where they stand.

Both ways in, a YAML file and plain Python values, end in this tree, so that both get the
same checks.
"""

from __future__ import annotations

MOST_DEPTH = 32
MOST_NODES = 500_000
TOO_DEEP = f"nested more than {MOST_DEPTH} deep; check the brackets and the indentation"
TOO_MANY = f"more than {MOST_NODES:,} values; split the knowledge"


# Plain classes: there is one for every value of a file, and they load with the first question.


class Node:
    """One value. As such, a value that was found wrong already and is not looked at again."""

    __slots__ = ("column", "line", "where")

    def __init__(self, line: int, column: int, where: str = "") -> None:
        """Take the place, counted from 1, in a file; or 0, 0 and the way to a Python value.

        ``where`` is such a way, ``entries[0].answer``.
        """
        self.line = line
        self.column = column
        self.where = where


class Scalar(Node):
    """A text, exactly as it was written; empty where a value is left out."""

    __slots__ = ("value",)

    def __init__(self, line: int, column: int, where: str = "", value: str = "") -> None:
        super().__init__(line, column, where)
        self.value = value


class Sequence(Node):
    """A list."""

    __slots__ = ("items",)

    def __init__(self, line: int, column: int, where: str = "") -> None:
        super().__init__(line, column, where)
        self.items: list[Node] = []


class Mapping(Node):
    """Keys with values, in the order they were written; ``keys`` has where each key stands."""

    __slots__ = ("keys", "values")

    def __init__(self, line: int, column: int, where: str = "") -> None:
        super().__init__(line, column, where)
        self.keys: dict[str, Node] = {}
        self.values: dict[str, Node] = {}


class Foreign(Node):
    """A Python value that is no text, list or mapping. A file has none."""

    __slots__ = ("value",)

    def __init__(self, where: str, value: object) -> None:
        super().__init__(0, 0, where)
        self.value = value


def node_at(text: str, position: int) -> Node:
    """The place of one character of a file's text."""
    line_start = text.rfind("\n", 0, position) + 1
    return Node(text.count("\n", 0, position) + 1, position - line_start + 1)
