"""Gathering everything that is wrong, in words that are safe to print."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice, pairwise
from typing import NoReturn

from chatbot.errors import KnowledgeError, Problem
from chatbot.knowledge.nodes import Node, node_at

MOST_PROBLEMS = 100
MOST_COMPARED = 500
_MOST_LIKELY = 5
SHOWN_LENGTH = 60


class Problems:
    """What is wrong in one file."""

    def __init__(self, path: str) -> None:
        self.path = safe(path)
        self.warnings: list[Problem] = []
        """What is no error and hardly meant, in file order."""
        self.text = ""
        """Of the file, once it is read."""
        self._found: list[Problem] = []

    def add(self, node: Node, what: str) -> None:
        """Note that ``what`` is wrong with ``node``; raise once there are :data:`MOST_PROBLEMS`.

        Reading on would help nobody, and cost a hostile file's reader much time.
        """
        what = f"{node.where}: {what}" if node.where else what
        self._found.append(Problem(self.path, node.line, node.column, what))
        if len(self._found) == MOST_PROBLEMS:
            raise self._error()

    def warn(self, node: Node, what: str) -> None:
        """Note something that the author hardly meant; of many, the first few are enough."""
        if len(self.warnings) < MOST_PROBLEMS:
            self.warnings.append(Problem(self.path, node.line, node.column, what))

    def within(self, node: Node, fragment: str, length: int) -> Node:
        """Where ``fragment`` stands in the value at ``node``, which has so many characters.

        The value's own place where that cannot be told: built in code, or written with escapes.
        """
        if not node.line or not fragment:
            return node
        start = 0
        for _ in range(node.line - 1):
            start = self.text.find("\n", start) + 1
        start += node.column - 1
        place = self.text.find(fragment, start, start + 2 * length + len(fragment))
        return node_at(self.text, place) if place >= 0 else node

    def stop(self, node: Node, what: str) -> NoReturn:
        """Raise :class:`KnowledgeError` now: past this problem nothing can be read."""
        self.add(node, what)
        raise self._error()

    def raise_if_any(self) -> None:
        """Raise :class:`KnowledgeError` with all that was found, in file order."""
        if self._found:
            raise self._error()

    def _error(self) -> KnowledgeError:
        in_order = sorted(self._found, key=lambda problem: (problem.line, problem.column))
        return KnowledgeError(tuple(in_order))


def shown(text: str) -> str:
    """``text`` in quotation marks, short and safe to print.

    >>> print(shown("a\\x1b[31m"))
    "a\\x1b[31m"
    """
    short = text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"
    return f'"{safe(short)}"'


def safe(text: str) -> str:
    """``text`` with every character that is not printable written as an escape."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def did_you_mean(word: str, known: Collection[str]) -> str:
    """``; did you mean "answer"?``, or nothing where no known word is near."""
    from difflib import get_close_matches
    from heapq import nlargest

    if len(word) > SHOWN_LENGTH:
        return ""
    candidates: Iterable[str] = known
    if len(known) > MOST_COMPARED:
        start = word[:2]
        candidates = islice((each for each in known if each.startswith(start)), MOST_COMPARED)
    # get_close_matches takes milliseconds for each of two long words with the same letters.
    pieces = _pieces(word)
    likely = nlargest(_MOST_LIKELY, candidates, key=lambda each: _overlap(pieces, _pieces(each)))
    near = get_close_matches(word, likely, n=1)
    return f"; did you mean {shown(near[0])}?" if near else ""


def _pieces(word: str) -> set[str]:
    """The letters of ``word`` and the pairs of neighbours."""
    return {*word, *map("".join, pairwise(word))}


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / (len(one | other) or 1)
