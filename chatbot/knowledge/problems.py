"""Gathering everything that is wrong, in words that are safe to print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from chatbot.errors import KnowledgeError, Problem
from chatbot.knowledge.nodes import Node, node_at

MOST_PROBLEMS = 100
SHOWN_LENGTH = 60
_LEAST_ALIKE = 60
"""Per cent of the characters of two words that are alike, in order; below it neither is meant."""


class Problems:
    """What is wrong in one file."""

    def __init__(self, path: str, before: Problems | None = None) -> None:
        """Take the path of the file; ``before`` is of the file that includes it."""
        self.path = printable(path)
        self.text = ""
        """Of the file, once it is read."""
        self.first = before.lines if before else 0
        """Lines of the files before this one, by which the lines of its tree are moved."""
        self.warnings: list[Problem] = before.warnings if before else []
        """What is no error and hardly meant."""
        self._found: list[tuple[int, Problem]] = before._found if before else []
        self._files = [self]

    @property
    def lines(self) -> int:
        """Lines of all files so far."""
        last = self._files[-1]
        return last.first + last.text.count("\n") + 1

    def including(self, path: str) -> Problems:
        """What is wrong in a file that is included; all of it is raised together."""
        included = Problems(path, self)
        self._files.append(included)
        return included

    def place(self, node: Node) -> tuple[str, int]:
        """The file and the line where a node of the whole tree stands."""
        file = self._file(node)
        return file.path, node.line - (file.first if file is not self else 0)

    def where(self, node: Node, beside: Node) -> str:
        """Where a node stands, in words for somebody who looks at another."""
        if not node.line:
            return f"at {node.where}"
        path, line = self.place(node)
        return f"on line {line}" if path == self.place(beside)[0] else f"at {path}:{line}"

    def add(self, node: Node, what: str) -> None:
        """Note that ``what`` is wrong with ``node``; raise once there are :data:`MOST_PROBLEMS`.

        Reading on would help nobody, and cost a hostile file's reader much time.
        """
        what = f"{node.where}: {what}" if node.where else what
        path, line = self.place(node)
        order = self.first + node.line
        self._found.append((order, Problem(path, line, node.column, what)))
        if len(self._found) == MOST_PROBLEMS:
            raise self._error()

    def warn(self, node: Node, what: str) -> None:
        """Note something that the author hardly meant; of many, the first few are enough."""
        if len(self.warnings) < MOST_PROBLEMS:
            path, line = self.place(node)
            self.warnings.append(Problem(path, line, node.column, what))

    def within(self, node: Node, fragment: str, length: int) -> Node:
        """Where ``fragment`` stands in the value at ``node``, which has so many characters.

        The value's own place where that cannot be told: built in code, or written with escapes.
        """
        if not node.line or not fragment:
            return node
        file = self._file(node)
        text, start = file.text, 0
        for _ in range(node.line - file.first - 1):
            start = text.find("\n", start) + 1
        start += node.column - 1
        place = text.find(fragment, start, start + 2 * length + len(fragment))
        if place < 0:
            return node
        found = node_at(text, place)
        found.line += file.first
        return found

    def _file(self, node: Node) -> Problems:
        """The file in which a node stands; while one is being read alone, it is that."""
        return next(file for file in reversed(self._files) if self._is_in(file, node))

    def _is_in(self, file: Problems, node: Node) -> bool:
        return file is self or node.line > file.first

    def stop(self, node: Node, what: str) -> NoReturn:
        """Raise :class:`KnowledgeError` now: past this problem nothing can be read."""
        self.add(node, what)
        raise self._error()

    def raise_if_any(self) -> None:
        """Raise :class:`KnowledgeError` with all that was found, in file order."""
        if self._found:
            raise self._error()

    def _error(self) -> KnowledgeError:
        in_order = sorted(self._found, key=lambda one: (one[0], one[1].column))
        return KnowledgeError(tuple(problem for _, problem in in_order))


def shown(text: str) -> str:
    """``text`` in quotation marks, short and safe to print.

    >>> print(shown("a\\x1b[31m"))
    "a\\x1b[31m"
    """
    short = text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"
    return f'"{printable(short)}"'


def printable(text: str) -> str:
    """``text`` with every character that is not printable written as an escape."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``; did you mean "answer"?``, or nothing where no known word is near."""
    near = nearest(word, known)
    return f"; did you mean {shown(near)}?" if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like a mistyped one; empty where none is near."""
    from rapidfuzz import fuzz, process  # needed only once something is wrong

    if len(word) > SHOWN_LENGTH:
        return ""
    found = process.extractOne(word, iter(known), scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE)
    return found[0] if found else ""
