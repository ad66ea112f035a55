"""Gathering everything that is wrong, in words that are safe to print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from chatbot.errors import KnowledgeError, Problem
from chatbot.knowledge.nodes import Node

MOST_PROBLEMS = 100
MOST_COMPARED = 500
SHOWN_LENGTH = 60


class Problems:
    """What is wrong in one file."""

    def __init__(self, path: str) -> None:
        self.path = safe(path)
        self._found: list[Problem] = []

    def add(self, node: Node, what: str) -> None:
        """Note that ``what`` is wrong with ``node``; raise once there are :data:`MOST_PROBLEMS`.

        Reading on would help nobody, and cost a hostile file's reader much time.
        """
        what = f"{node.where}: {what}" if node.where else what
        self._found.append(Problem(self.path, node.line, node.column, what))
        if len(self._found) == MOST_PROBLEMS:
            raise self._error()

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


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``; did you mean "answer"?``, or nothing where no known word is near."""
    from difflib import get_close_matches

    candidates = list(known)
    if len(candidates) > MOST_COMPARED:
        candidates = [each for each in candidates if each[:2] == word[:2]][:MOST_COMPARED]
    if len(word) > SHOWN_LENGTH:
        return ""
    near = get_close_matches(word, candidates, n=1)
    return f"; did you mean {shown(near[0])}?" if near else ""
