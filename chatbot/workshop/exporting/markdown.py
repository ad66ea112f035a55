"""Markdown for people: a heading for each question, and a comment with what they do not see."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, Final

from chatbot.knowledge import Knowledge
from chatbot.markup import RULES
from chatbot.workshop.exporting.carried import (
    DETAILS,
    FILE_PARTS,
    Carried,
    Exported,
    File,
    as_it_was,
    carried,
    left_out,
)
from chatbot.workshop.exporting.written import about
from chatbot.workshop.importing.commonmark import SHOWN_ONLY, SHOWN_ONLY_END, Literal, written

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


_VISIBLE: Final = ("question", "answer", "source", "rest", "written")


SIGNATURE = "<!-- Written by chatbot export. -->\n"
_SHOWN: Final = f"\n{SHOWN_ONLY}\n\n{{}}\n\n{SHOWN_ONLY_END}\n"
"""What people see and an import passes over."""


def as_markdown(knowledge: Knowledge) -> Exported:
    """A page with a heading for each section and each question, which links lead to."""
    entries = carried(knowledge)
    hidden = _comment("file", about(knowledge))
    text = f"{SIGNATURE}{hidden}\n{heading(1, knowledge.title)}\n" + "".join(_written(entries))
    if knowledge.contact:
        text += _SHOWN.format(as_commonmark(knowledge.contact))
    return Exported((File("", text),), left_out(knowledge, (*FILE_PARTS, *DETAILS, "profiles")))


def _written(entries: tuple[Carried, ...]) -> Iterator[str]:
    level = 3 if any(entry.section for entry in entries) else 2
    section = ""
    for entry in entries:
        if entry.section != section:
            section = entry.section
            if section:
                yield f"\n{heading(2, section)}\n"
        yield f"\n{heading(level, entry.question, anchor=entry.id)}\n\n"
        answer = as_commonmark(entry.answer)
        yield f"{_comment('entry', _hidden(entry, answer))}\n{answer}\n"
        if entry.source:
            yield _SHOWN.format(as_commonmark(entry.source))


def _hidden(entry: Carried, answer: str) -> dict[str, Any]:
    """What an import takes from an entry besides its heading and its ``answer``."""
    fields = {key: value for key, value in entry._asdict().items() if value}
    hidden = {key: value for key, value in fields.items() if key not in _VISIBLE}
    return {**hidden, **entry.rest, **as_it_was(entry, answer)}


def _comment(kind: str, fields: Mapping[str, Any]) -> str:
    """What an import takes, and people do not see."""
    written = json.dumps(fields, ensure_ascii=False).replace(">", "\\u003e")
    return f"<!-- {kind} {written} -->\n"


def heading(level: int, text: str, anchor: str = "") -> str:
    """A heading that shows a plain text, with an anchor before it."""
    from markdown_it.token import Token

    inline = Token("inline", "", 0, content=text)
    inline.children = [Token("text", "", 0, content=text)]
    tokens = [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]
    link = f'<a id="{escape(anchor)}"></a>' if anchor else ""
    return f"{'#' * level} {link}{_without_closing(written(tokens, Literal))}"


def _without_closing(text: str) -> str:
    """A heading's text whose last signs are not taken for the end of the heading."""
    kept = text.rstrip("#")
    return kept + "\\#" * (len(text) - len(kept)) if kept != text else text


def as_commonmark(answer: str) -> str:
    """An answer as CommonMark that shows the same everywhere: line breaks are marked as such."""
    tokens = answers().parse(answer)
    for token in tokens:
        mark_breaks(token)
    return written(tokens, Literal)


def mark_breaks(token: Token) -> None:
    """Make the line ends in a paragraph what they are in an answer, breaks."""
    for child in token.children or ():
        if child.type == "softbreak":
            child.type, child.tag = "hardbreak", "br"


@cache
def answers() -> MarkdownIt:
    """The parser of what answers may have of CommonMark; all else is plain text in them."""
    from markdown_it import MarkdownIt

    return MarkdownIt("zero").enable(RULES)
