"""Markdown: headings, bold questions, ``Q:`` and ``A:``, details with a summary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import takewhile
from typing import TYPE_CHECKING

from chatbot.workshop.importing.asking import Asking
from chatbot.workshop.importing.commonmark import SHOWN_ONLY, SHOWN_ONLY_END, parser
from chatbot.workshop.importing.found import Found, Place
from chatbot.workshop.importing.markup import has_tags, parse, plain
from chatbot.workshop.importing.own_fields import read_fields, take_parts_of_file
from chatbot.workshop.importing.readers.columns import named
from chatbot.workshop.importing.readers.html import page_pieces
from chatbot.workshop.importing.readers.outline import read_outline
from chatbot.workshop.importing.readers.pieces import Piece
from chatbot.workshop.importing.readers.site_markdown import without_site_syntax

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?\n)??\1[ \t]*(?:\n|\Z)", re.DOTALL)
_FOLDS = re.compile(r"(<summary\b.*?</summary\s*>|</?details\b[^>]*>)", re.DOTALL | re.IGNORECASE)
_STRUCTURE = re.compile(
    r"<(?:h[1-6]|dl|button|[a-z]++[^<>]{0,300}?class=[^<>]{0,300}?question)\b", re.IGNORECASE
)
_OWN_FIELDS = re.compile(r"<!-- (?P<of>entry|file) (?P<fields>\{.*\}) -->")
_OWN = re.compile(r"<!-- Written by chatbot export\. -->")
_ANCHOR = re.compile(r"(?<!\s)\s*+\{\s*+(?::\s*+)?#([\w-]++)[^{}]*+\}\s*+$")
_NAMED = re.compile(r"\b(?:name|id)\s*=\s*[\"']?([^\"'\s>]+)")


def read_markdown(text: str, name: str, asking: Asking) -> Found:
    """The questions of a Markdown text."""
    found = Found()
    text, title = _without_front_matter(text, name, found)
    if not _OWN.search(text):
        text = without_site_syntax(text, name, found)
    environment: dict[str, dict[str, dict[str, str]]] = {}
    tokens = parser().parse(text, environment)
    links = {
        label: (reference["href"], reference.get("title", ""))
        for label, reference in environment.get("references", {}).items()
    }
    pieces = _Pieces(text, name, found).read(tokens)
    outline = read_outline(pieces, name, asking, links)
    found.add(outline)
    found.title = title or found.title or str(found.rest.get("title", ""))
    found.rest.pop("title", None)  # the heading may be another by now
    return found


def _without_front_matter(text: str, name: str, found: Found) -> tuple[str, str]:
    """The text with empty lines for its front matter, and the title that stood in that."""
    matter = _FRONT_MATTER.match(text)
    if not matter:
        return text, ""
    title = ""
    for number, line in enumerate((matter[2] or "").splitlines(), start=2):
        key = re.match(r"title\s*[:=]\s*(.+)", line)
        if key:
            title = key[1].strip().strip("\"'")
        elif line.strip():
            found.note(Place(name, number), f"front matter dropped: {line.strip()[:60]}")
    return "\n" * matter[0].count("\n") + text[matter.end() :], title


class _Pieces:
    """Goes through the blocks of a text, each written as in the source."""

    def __init__(self, text: str, name: str, found: Found) -> None:
        self._lines = text.split("\n")
        self._name = name
        self._found = found
        self._is_exported = bool(_OWN.search(text))
        self._slugs = Counter[str]()

    def read(self, tokens: list[Token]) -> Iterator[Piece]:
        tokens = [*_imported(tokens)]
        for position, token in enumerate(tokens):
            if token.level or token.nesting < 0 or token.map is None:
                continue
            line = token.map[0] + 1
            if token.type == "heading_open":
                yield self._heading(tokens[position + 1], int(token.tag[1]), line)
            elif token.type == "html_block":
                yield from self._html(token.content, line)
            elif token.type == "table_open" and (rows := self._table(tokens, position)):
                yield from rows
            elif token.type != "hr":
                yield Piece("body", self._source(token), line)

    def _table(self, tokens: Sequence[Token], start: int) -> list[Piece]:
        """The rows of a table of questions and answers; nothing for any other table."""
        first, *rows = _rows(tokens, start)
        names = [_plain(cell) for cell in first]
        columns = named(names)
        if self._is_exported or not {"question", "answer"} <= columns.keys():
            return []
        asked, answered = names.index(columns["question"]), names.index(columns["answer"])
        if not any(Asking.is_marked(_plain(row[asked])) for row in rows):
            return []
        for column, name in enumerate(names):
            if column not in (asked, answered):
                self._found.note(Place(self._name, _line(first[0])), f"column “{name}” dropped")
        return [
            piece
            for row in rows
            for piece in (
                Piece("open", _plain(row[asked]), _line(row[asked])),
                Piece("body", row[answered].content, _line(row[answered])),
                Piece("close"),
            )
        ]

    def _source(self, token: Token) -> str:
        start, end = token.map or (0, 0)
        return "\n".join(self._lines[start:end]).strip("\n")

    def _heading(self, inline: Token, level: int, line: int) -> Piece:
        children = inline.children or []
        text = _plain(inline)
        anchor = _ANCHOR.search(text)
        named = [name for child in children for name in _NAMED.findall(_tag(child))]
        text = text[: anchor.start()] if anchor else text
        names = (*([anchor[1]] if anchor else []), *named, *self._numbered(slug(text)))
        return Piece("heading", text, line, level, names)

    def _numbered(self, anchor: str) -> tuple[str, ...]:
        """The anchors of a heading, which site generators number where it stands there again."""
        before = self._slugs[anchor]
        self._slugs[anchor] += 1
        return (*(f"{anchor}{sign}{before}" for sign in "-_" if before), anchor)

    def _comment(self, content: str, line: int) -> Iterator[Piece]:
        """A comment: what an export says of an entry or of all, or a piece that is noted later."""
        own = _OWN_FIELDS.fullmatch(content)
        fields = read_fields(own["fields"]) if own else None
        if own and fields is not None and own["of"] == "file":
            take_parts_of_file(fields, self._found)
        elif fields is not None:
            yield Piece("fields", line=line, fields=fields)
        elif not _OWN.fullmatch(content):
            yield Piece("body", content, line)

    def _html(self, content: str, line: int) -> Iterator[Piece]:
        """Tags on lines of their own; what they enclose may be Markdown, and follows."""
        if content.lstrip().startswith("<!--"):
            yield from self._comment(content.strip(), line)
            return
        for part in _FOLDS.split(content):
            if re.match(r"<summary", part, re.IGNORECASE):
                summary = parse(part, self._name)
                yield Piece("open", plain(summary), line, names=(slug(plain(summary)),))
            elif re.match(r"</details", part, re.IGNORECASE):
                yield Piece("close")
            elif _STRUCTURE.search(part):
                yield from page_pieces(parse(part, self._name), self._found, self._name, line)
            elif part.strip() and not re.match(r"<details", part, re.IGNORECASE):
                yield Piece("body", part.strip("\n"), line)
            line += part.count("\n")


def _imported(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens without what an export only shows; that ends with a heading at the latest."""
    is_shown_only = False
    for token in tokens:
        comment = token.content.strip() if token.type == "html_block" else ""
        if comment in (SHOWN_ONLY, SHOWN_ONLY_END):
            is_shown_only = comment == SHOWN_ONLY
            continue
        is_shown_only = is_shown_only and token.type != "heading_open"
        if not is_shown_only:
            yield token


def _rows(tokens: Sequence[Token], start: int) -> list[list[Token]]:
    """The cells of the table that begins at a token, row by row."""
    rows: list[list[Token]] = []
    all_after = (tokens[at] for at in range(start, len(tokens)))
    for token in takewhile(lambda one: one.type != "table_close", all_after):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token)
    return rows


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _plain(inline: Token) -> str:
    """What a heading or a cell says, without markup."""
    return " ".join("".join(map(_words, inline.children or [])).split())


def _words(token: Token) -> str:
    """What a part of a heading says; ``<your name>`` is no tag but words."""
    if token.type in ("softbreak", "hardbreak"):
        return " "
    is_text = token.type in ("text", "code_inline", "image")
    is_text = is_text or (token.type == "html_inline" and not has_tags(token.content))
    return token.content if is_text else ""


def _tag(token: Token) -> str:
    return unescape(token.content) if token.type == "html_inline" else ""


def slug(heading: str) -> str:
    """The anchor that GitHub and most site generators give a heading.

    >>> slug("What's new in 2.0?")
    'whats-new-in-20'
    """
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
