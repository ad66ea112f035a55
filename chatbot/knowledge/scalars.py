"""Reading a single value that is no text: a day, yes or no, anything at all."""

from __future__ import annotations

import re
from datetime import date as Day

from chatbot.knowledge.nodes import Foreign, Mapping, Node, Scalar, Sequence
from chatbot.knowledge.problems import Problems, shown
from chatbot.knowledge.shapes import Anything, Date, Flag


def date(node: Node, problems: Problems) -> str:
    """A day as ``2024-05-03``; empty where it is none, which is noted."""
    value = node.value if isinstance(node, Scalar | Foreign) else None
    if isinstance(value, Day):
        return value.isoformat()[: len("2024-05-03")]
    text = value.strip() if isinstance(value, str) else ""
    if re.fullmatch(Date().pattern, text, re.ASCII):
        try:
            return Day.fromisoformat(text).isoformat()
        except ValueError:
            problems.add(node, f"there is no such day as {text}")
            return ""
    _refuse(node, "a date is written as year-month-day, 2024-05-03", problems)
    return ""


def flag(node: Node, shape: Flag, problems: Problems) -> bool:
    """Yes or no; yes where it is neither, which is noted."""
    value = node.value if isinstance(node, Scalar | Foreign) else None
    if isinstance(value, bool):
        return value
    words = dict(shape.words)
    if isinstance(value, str) and value.strip().lower() in words:
        return words[value.strip().lower()]
    _refuse(node, "this is yes or no", problems)
    return True


def anything(node: Node, shape: Anything, problems: Problems) -> dict[str, object]:
    """A mapping in plain values, its texts as they are written."""
    if not isinstance(node, Mapping):
        _refuse(node, 'this needs "key: value" lines', problems)
        return {}
    plain = _plain(node, problems)
    assert isinstance(plain, dict)
    length = len(str(plain))
    if length > shape.longest:
        problems.add(node, f"this has {length:,} characters; shorten it to {shape.longest:,}")
    return plain


def _plain(node: Node, problems: Problems) -> object:
    match node:
        case Mapping():
            return {key: _plain(value, problems) for key, value in node.values.items()}
        case Sequence():
            return [_plain(item, problems) for item in node.items]
        case Scalar() | Foreign(value=bool() | int() | float()):
            return node.value
        case Foreign():
            problems.add(node, f"a value of type {type(node.value).__name__} cannot be kept")
    return None


def _refuse(node: Node, what: str, problems: Problems) -> None:
    """Note what is wrong with a value, unless it was found wrong before."""
    if type(node) is not Node:
        written = f", not {shown(node.value)}" if isinstance(node, Scalar) else ""
        problems.add(node, f"{what}{written}")
