"""A text as pieces, and the pieces as a tree: what stands below which heading or question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Literal

from chatbot.workshop.importing.asking import Asking

MARKED = 7
"""The level of what is marked as a question by other means than a heading."""
DEEPEST = 50
"""Levels of questions within questions; a text with more has forgotten to close them."""
_ASKING = r"(?:Q(?:uestion)?|F(?:rage)?|P)\s*+(?:\d++\s*+)?"
QUESTION_MARK = rf"{_ASKING}[:.)]"
_ITEM = r"(?:[-*+]\s+|\d+[.)]\s+)?"
_BREAK = r"(?:\\|<[bB][rR]\s*+/?>)"
_ANSWER_MARK = re.compile(
    r"(?:\*\*|__)?A(?:nswer|ntwort)?\s*+(?:\d++\s*+)?(?:\*\*|__)?[:.)]\s*+(?:\*\*|__)?\s*+", re.I
)
_BOLD = re.compile(rf"{_ITEM}(\*\*|__)(?=\S)(.+?)\s*\1[ :]*{_BREAK}?\s*(.*)\Z", re.DOTALL)
_PLAIN = re.compile(rf"{_ITEM}({QUESTION_MARK})\s*+([^\n]*\S)\s*+((?s:.*))\Z")
_BOLD_MARK = re.compile(rf"({_ITEM})(\*\*|__)({_ASKING})(?:[:.)]\s*+\2|\2\s*+[:.)])\s*+")
"""``**Q:**``, with nothing else in bold."""
_QUESTION_LINE = re.compile(
    rf"^(?:(\*\*|__)(?=\S)[^\n]*?[?？؟][: ”»\"']*\1(?P<alone>[ \t]*{_BREAK}?[ \t]*$)?"
    rf"|(?:\*\*|__)?{_ASKING}(?::|(?<=\d)[.)]))",
    re.MULTILINE,
)
"""A line that begins with a question in bold, which may be all of it, or with ``Q:``."""
_ENDS = tuple(".!?:;)…。！？*_`>|")
"""What a line ends with where the next one does not go on with its sentence."""
_NEXT_ITEM = re.compile(r"^(?=(?:[-*+]|\d+[.)])\s)", re.MULTILINE)
_ASKING_ITEM = re.compile(
    rf"(?:[-*+]|\d+[.)])\s+(?:(?:\*\*|__)[^\n]*\?|(?:\*\*|__)?{QUESTION_MARK})"
)
_BEFORE_BREAKS = re.compile(rf"(?s:(?:(?:\s|{_BREAK})*+(?!\Z).)*+)")
"""A text but for the white space and line breaks at its end."""
_FENCES = ("```", "~~~")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a text, in its order."""

    kind: Literal["heading", "open", "also", "close", "body", "fields"]
    """``open`` and ``close`` are about what is marked as a question with its answer, ``also`` is
    another phrasing of it; ``fields`` says more of the heading before it, a question then."""
    text: str = ""
    """A heading or question without markup; or Markdown."""
    line: int = 0
    level: int = 0
    """Of a heading, 1 to 6; of a text in bold :data:`MARKED` where it is a question."""
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
    also_asked: list[str] = field(default_factory=list)

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
        elif piece.kind == "also":
            last.also_asked.append(piece.text)
            last.piece = replace(last.piece, names=(*last.piece.names, *piece.names))
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
    for piece in _apart(pieces):
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


def _apart(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, lists of questions and paragraphs with several taken apart."""
    is_entry = False
    for piece in pieces:
        if piece.kind in ("heading", "fields"):
            is_entry = piece.kind == "fields"
        if piece.kind != "body" or is_entry or piece.text.startswith(_FENCES):
            yield piece
            continue
        starts = [found.start() for found in _NEXT_ITEM.finditer(piece.text)]
        if not starts or starts[0] or not all(_ASKING_ITEM.match(piece.text, at) for at in starts):
            starts = _question_lines(piece.text)
        for start, end in pairwise((*starts, len(piece.text))):
            line = piece.line and piece.line + piece.text.count("\n", 0, start)
            text = piece.text[start:end]
            text = text if end == len(piece.text) else _without_breaks(text)
            yield replace(piece, text=text, line=line)


def _question_lines(text: str) -> list[int]:
    """Where a paragraph begins, and each line of it that begins with a question.

    In the middle of a sentence a question in bold only mentions another.
    """
    starts = [0]
    for line in _QUESTION_LINE.finditer(text):
        before = _without_breaks(text[starts[-1] : line.start()])
        if before and (line["alone"] is not None or before.endswith(_ENDS)):
            starts.append(line.start())
    return starts


def _question_in(piece: Piece) -> tuple[Piece, Piece] | None:
    """The question that a paragraph begins with, and what follows it."""
    marked = _BOLD_MARK.match(piece.text)
    written = f"{marked[1]}{marked[3]}: {piece.text[marked.end() :]}" if marked else piece.text
    bold, plain = _BOLD.match(written), _PLAIN.match(written)
    if bold and (piece.level == MARKED or _is_asking(bold[2])):
        question, rest = re.sub(rf"\A{QUESTION_MARK}\s*+", "", bold[2]).rstrip(": "), bold[3]
    elif plain:
        question, rest = plain[2], plain[3]
    else:
        return None
    text = " ".join(_without_breaks(question.replace("*", "")).split())
    return replace(piece, text=text), replace(piece, text=_dedented(rest))


def _is_asking(text: str) -> bool:
    return Asking.is_marked(text.rstrip(": ")) or re.match(QUESTION_MARK, text) is not None


def _dedented(text: str) -> str:
    """What follows a question in a list item, without the item's indentation."""
    from textwrap import dedent

    first, newline, rest = text.partition("\n")
    return f"{first}{newline}{dedent(rest)}".strip()


def _without_breaks(text: str) -> str:
    """A text without the white space and line breaks at its end."""
    found = _BEFORE_BREAKS.match(text)
    return found[0] if found else ""
