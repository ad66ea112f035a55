"""Walking the trees of JSON and YAML, whatever they turn out to hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from chatbot.errors import KnowledgeError, SourceError
from chatbot.knowledge import Foreign, Mapping, Node, Scalar, Sequence, tree_of_values, tree_of_yaml
from chatbot.workshop.importing.found import Place


class Tree(NamedTuple):
    """The data of one document."""

    name: str
    group: str
    """What documents that may refer to one another have alike."""
    root: Node | None
    text: str

    def place(self, node: Node) -> Place:
        """Where a node stands."""
        return Place(self.name, node.line, node.where if not node.line else "")


def tree_of(text: str, name: str, group: str) -> Tree:
    """The data in a text: JSON where its name says so, else YAML.

    Raises :class:`~chatbot.errors.SourceError` where it is neither.
    """
    try:
        if not name.lower().endswith(".json"):
            return Tree(name, group, tree_of_yaml(text, name), text)
        return Tree(name, group, tree_of_values(json.loads(text, strict=False), name), text)
    except json.JSONDecodeError as error:
        raise SourceError(name, f"is no JSON: {error.msg}", error.lineno) from None
    except RecursionError:
        raise SourceError(name, "is nested too deep to be read") from None
    except KnowledgeError as error:
        first = error.problems[0]
        raise SourceError(name, first.what, first.line) from None


def text_of(node: Node | None) -> str:
    """The text of a node; empty where it is none."""
    if isinstance(node, Scalar):
        return node.value.strip()
    number = isinstance(node, Foreign) and isinstance(node.value, int | float)
    return str(node.value) if number and isinstance(node, Foreign) else ""


def value(node: Node | None, *path: str) -> Node | None:
    """What stands at the end of a path of keys; None where there is nothing."""
    for key in path:
        node = node.values.get(key) if isinstance(node, Mapping) else None
    return node


def items(node: Node | None) -> list[Node]:
    """What a list holds; nothing where it is none."""
    return node.items if isinstance(node, Sequence) else []


def pairs(node: Node | None) -> Iterator[tuple[str, Node]]:
    """The keys of a mapping with their values; none where it is none."""
    if isinstance(node, Mapping):
        yield from node.values.items()


def texts_of(node: Node | None) -> tuple[str, ...]:
    """The texts of a list, or the one text."""
    found = map(text_of, items(node)) if isinstance(node, Sequence) else (text_of(node),)
    return tuple(dict.fromkeys(text for text in found if text))


def is_false(node: Node | None) -> bool:
    """Whether a node says no."""
    if isinstance(node, Foreign):
        return node.value is False
    return text_of(node).lower() in ("false", "no")


def one_line(text: str) -> str:
    """A text without line ends."""
    return " ".join(text.split())


def as_values(node: Node | None) -> object:
    """A tree as plain values."""
    if isinstance(node, Mapping):
        return {key: as_values(inner) for key, inner in node.values.items()}
    if isinstance(node, Sequence):
        return [as_values(inner) for inner in node.items]
    return node.value if isinstance(node, Scalar | Foreign) else None
