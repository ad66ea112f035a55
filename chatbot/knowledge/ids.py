"""Ids: what may be one, and making one from a text."""

from __future__ import annotations

from chatbot.knowledge.nodes import Node
from chatbot.knowledge.problems import Problems, shown
from chatbot.knowledge.texts import LONGEST_ID

_LONGEST_SLUG = 60


def checked(value: str, node: Node, problems: Problems) -> str:
    """``value`` if it can be an id; else nothing, and the problem is noted."""
    if len(value) > LONGEST_ID:
        what = f"the id has {len(value):,} characters; shorten it to {LONGEST_ID}"
    elif "/" in value or value.split() != [value]:
        what = f'{shown(value)} cannot be an id; leave out white space and "/"'
    else:
        return value
    problems.add(node, what)
    return ""


def slug(text: str) -> str:
    """An id made from a text: its words, joined by hyphens.

    >>> slug("Who's there?")
    'whos-there'
    """
    from unicodedata import category

    kept = text.lower().replace("'", "").replace("’", "")
    spaced = "".join(
        char if char.isalnum() or category(char).startswith("M") else " " for char in kept
    )
    return "-".join(spaced.split())[:_LONGEST_SLUG].rstrip("-") or "entry"


def free(base: str, taken: dict[str, int]) -> str:
    """``base``, or ``base-2`` and so on where that is taken; it is taken from then on.

    ``taken`` has the last number that was tried for each id.
    """
    name = base
    while name in taken:
        taken[base] += 1
        name = f"{base}-{taken[base]}"
    taken[name] = 1
    return name
