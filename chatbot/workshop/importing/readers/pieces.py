"""A text as pieces, and the pieces as a tree: what stands below which heading or question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from chatbot.workshop.importing.asking import Asking

MARKED = 7
"""The level of what is marked as a question by other means than a heading."""
DEEPEST = 50
"""Levels of questions within questions; a text with more has forgotten to close them."""
QUESTION_MARK = r"(?:Q(?:uestion)?|F(?:rage)?|P)\s*+(?:\d++\s*+)?[:.)]"
_ANSWER_MARK = re.compile(
    r"(?:\*\*|__)?A(?:nswer|ntwort)?\s*+(?:\d++\s*+)?[:.)]\s*+(?:\*\*|__)?\s*+", re.I
)
_BOLD = re.compile(r"(?:[-*+]\s+|\d+[.)]\s+)?(\*\*|__)(?=\S)(.+?)(?<=\S)\1[ :]*\\?\s*(.*)\Z", re.S)
_PLAIN = re.compile(rf"({QUESTION_MARK})\s*+([^\n]*\S)\s*+((?s:.*))\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a text, in its order."""

    kind: Literal["heading", "open", "close", "body", "fields"]
    """``open`` and ``close`` are about what is marked as a question with its answer, ``fields``
    says more of the heading before it, which is a question then."""
    text: str = ""
    """A heading or question without markup; or Markdown."""
    line: int = 0
    level: int = 0
    """Of a heading, 1 to 6."""
    names: tuple[str, ...] = ()
    """Anchors by which links lead here, an id first."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Fields of an entry."""


@dataclass(slots=True)
class Node:
    """A heading or question, and what stands below it."""

    piece: Piece
    level: int
    body: list[Piece] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def is_marked(self) -> bool:
        """Whether it is a question by more than its words."""
        return self.level == MARKED or bool(self.piece.fields)

    def text(self) -> str:
        """All below it as Markdown, headings as bold lines."""
        return "\n\n".join(part for part in self._texts() if part)

    def _texts(self) -> Iterator[str]:
        yield from (piece.text for piece in self.body)
        for child in self.children:
            yield f"**{child.piece.text}**"
            yield child.text()


def tree(pieces: Iterable[Piece]) -> Node:
    """The pieces below one another; a heading within a marked answer belongs to it."""
    builder = _Builder()
    for piece in _marked(pieces):
        builder.take(piece)
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.root = Node(Piece("heading"), 0)
        self._path = [self.root]
        """The headings and questions that are still open."""

    def take(self, piece: Piece) -> None:
        """Put the next piece where it belongs."""
        last = self._path[-1]
        if piece.kind == "fields":
            last.piece = replace(last.piece, fields=piece.fields)
        elif piece.kind == "body":
            last.body.append(piece)
        elif piece.kind == "close":
            self._close()
        elif piece.kind == "open" and len(self._path) < DEEPEST and self._is_within():
            self._add(piece, MARKED)
        else:
            level = MARKED if piece.kind == "open" else piece.level + MARKED * self._is_within()
            while self._path[-1].level >= level:
                self._path.pop()
            self._add(piece, level)

    def _is_within(self) -> bool:
        """Whether a marked question is open."""
        return any(node.level == MARKED for node in self._path)

    def _add(self, piece: Piece, level: int) -> None:
        node = Node(piece, level)
        self._path[-1].children.append(node)
        self._path.append(node)

    def _close(self) -> None:
        while self._path[-1].level > MARKED:
            self._path.pop()
        if self._path[-1].level == MARKED:
            self._path.pop()


def _marked(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with paragraphs such as ``**How?** So.`` read as questions with answers.

    The first mark of an answer, such as ``A:``, goes where its question has a mark too.
    """
    depth = 0
    is_open = is_entry = awaits_mark = False
    for piece in pieces:
        depth = max(depth + {"open": 1, "close": -1}.get(piece.kind, 0), 0)
        if piece.kind in ("heading", "fields"):
            is_entry = piece.kind == "fields"
            awaits_mark = not is_entry and re.match(QUESTION_MARK, piece.text, re.I) is not None
        is_text = piece.kind == "body" and not depth and not is_entry
        question = _question_in(piece) if is_text else None
        if is_open and (question or piece.kind in ("open", "heading")):
            yield Piece("close")
            is_open = False
        awaits_mark = awaits_mark and piece.kind != "open"
        if question:
            is_open = awaits_mark = True
            yield replace(question[0], kind="open")
            piece = question[1]
        if piece.kind == "body" and awaits_mark and (mark := _ANSWER_MARK.match(piece.text)):
            awaits_mark = False
            piece = replace(piece, text=piece.text[mark.end() :])
        if piece.kind != "body" or piece.text.strip():
            yield piece


def _question_in(piece: Piece) -> tuple[Piece, Piece] | None:
    """The question that a paragraph begins with, and what follows it."""
    bold, plain = _BOLD.match(piece.text), _PLAIN.match(piece.text)
    if bold and (Asking.is_marked(bold[2]) or re.match(QUESTION_MARK, bold[2])):
        question, rest = re.sub(rf"\A{QUESTION_MARK}\s*+", "", bold[2]), bold[3]
    elif plain:
        question, rest = plain[2], plain[3]
    else:
        return None
    text = " ".join(question.replace("*", "").split())
    return replace(piece, text=text), replace(piece, text=_dedented(rest))


def _dedented(text: str) -> str:
    """What follows a question in a list item, without the item's indentation."""
    from textwrap import dedent

    first, newline, rest = text.partition("\n")
    return f"{first}{newline}{dedent(rest)}".strip()
