"""From the outline of a text, its headings with what stands below them, to questions and answers.

Markdown, reStructuredText and HTML are all read into the same pieces first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from chatbot.workshop.importing.asking import Asking
from chatbot.workshop.importing.found import Found, Item, Place
from chatbot.workshop.importing.own_fields import as_written, further
from chatbot.workshop.importing.readers.pieces import QUESTION_MARK, Node, Piece, tree

NO_QUESTION = "its heading does not ask a question"
_SECTIONS = " / "
_LEADING = re.compile(rf"\A(?:{QUESTION_MARK}|\d+(?:\.\d+)*[.)])\s+", re.IGNORECASE)
_ONLY_ANCHORS = re.compile(r"\s*+(?:(?:[-*+]|\d++[.)])\s++\[[^\]\n]*+\]\(#[^)\n]*+\)\s*+)++")


def read_outline(
    pieces: Iterable[Piece],
    name: str,
    asking: Asking,
    links: Mapping[str, tuple[str, str]] | None = None,
) -> Found:
    """The questions of a text called ``name``; ``links`` are its reference links."""
    return _Outline(name, asking, links or {}).read(pieces)


class _Outline:
    def __init__(self, name: str, asking: Asking, links: Mapping[str, tuple[str, str]]) -> None:
        self._name = name
        self._asks = asking
        self._links = links
        self._found = Found()
        self._title: Node | None = None
        self._is_article = False

    def read(self, pieces: Iterable[Piece]) -> Found:
        root = tree(pieces)
        self._is_article = not self._has_marked(root)
        if len(root.children) == 1 and not self._is_question(root.children[0]):
            (title,) = root.children
            if title.children or root.body:
                self._title = title
                self._found.title = title.piece.text
        self._leave_out(root.body, "text before the first heading")
        for child in root.children:
            self._walk(child, ())
        return self._found

    def _has_marked(self, node: Node) -> bool:
        """Whether something below is clearly meant as a question."""
        return any(
            one.is_marked or self._asks.is_marked(one.piece.text) or self._has_marked(one)
            for one in node.children
        )

    def _is_question(self, node: Node) -> bool:
        return node.is_marked or self._asks(node.piece.text)

    def _has_questions(self, node: Node) -> bool:
        return any(self._is_question(one) or self._has_questions(one) for one in node.children)

    def _walk(self, node: Node, path: tuple[str, ...]) -> None:
        """Take the questions at and below a heading, ``path`` being the sections it is in."""
        inner = [one for one in node.children if self._is_question(one) or self._has_questions(one)]
        rest = [one for one in node.children if one not in inner]
        asks = self._is_question(node)
        if len(inner) > len(rest):  # most ask something else, and so do the others
            inner, rest = node.children, []
        if asks and (node.body or rest or not inner):
            self._take(node, Node(node.piece, 0, node.body, rest).text(), path, "")
            below = path
        else:
            below = path if node is self._title else (*path, node.piece.text)
            self._take_own(node, path)
            inner = node.children
        for child in inner:
            self._walk(child, below)

    def _take_own(self, node: Node, path: tuple[str, ...]) -> None:
        """What stands right below a heading that does not ask."""
        text = Node(node.piece, 0, node.body).text()
        if text and _ONLY_ANCHORS.fullmatch(text):
            self._found.note(self._place(node.piece), "table of contents dropped")
        elif not self._is_article and (node is self._title or self._has_questions(node)):
            self._leave_out(node.body, f"text outside any question, in “{node.piece.text}”,")
        elif text or not node.children:
            self._take(node, text, path, NO_QUESTION)

    def _take(self, node: Node, answer: str, path: tuple[str, ...], review: str) -> None:
        place = self._place(node.piece)
        fields = node.piece.fields
        question = node.piece.text if fields else _LEADING.sub("", node.piece.text).strip()
        if not answer.strip():
            what = "a question without an answer" if not review else "a heading without text"
            self._found.note(place, f"{what} dropped: {node.piece.text}")
            return
        self._found.items.append(
            Item(
                question=question,
                answer=answer,
                place=place,
                section=_text(fields, "section") if fields else _SECTIONS.join(path),
                id=_text(fields, "id"),
                also_asked=(*node.also_asked, *_texts(fields, "also_asked")),
                tags=_texts(fields, "tags"),
                see_also=_texts(fields, "see_also"),
                rest=further(fields) | _variants(fields),
                written=as_written(fields, answer),
                names=node.piece.names,
                review=review,
                is_wrapped=True,
                is_exported=bool(fields),
                links=self._links,
            )
        )

    def _leave_out(self, body: list[Piece], what: str) -> None:
        for piece in body:
            if re.search(r"\w", piece.text):
                self._found.note(self._place(piece), f"{what} dropped: {_start(piece.text)}")

    def _place(self, piece: Piece) -> Place:
        return Place(self._name, piece.line)


def _text(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    return value if isinstance(value, str) else ""


def _texts(fields: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = fields.get(key)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _variants(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Other wordings of an answer, which stay as they were written."""
    variants = _texts(fields, "variants")
    return {"variants": list(variants)} if variants else {}


def _start(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59]}…"
