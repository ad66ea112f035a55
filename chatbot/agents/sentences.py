"""A text, marked up or not, as the sentences that are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, NamedTuple, TypeAlias

from chatbot.language import Language, clean
from chatbot.markup import Node, links, plain, read, text_of

_PREFIX: Final = re.compile(r"^ {0,3}(?:>+ ?|#{1,6} +)+", re.MULTILINE)
"""What a quoted line and a heading begin with; both are read as paragraphs."""
_SIGNS: Final = {
    **dict.fromkeys(map(ord, "“”„‟«»❝❞〝〞"), '"'),
    **dict.fromkeys(map(ord, "‐‒–—―−"), "-"),
}
_CLOSED: Final = re.compile(r"(?<=[.!?…])[\"'”“’‘»«›‹]+(?=\s)")
"""A quotation mark after a stop, behind which a sentence would not be seen to end."""
_OPENING: Final = re.compile(r"\s(\S*)$")


class Piece(NamedTuple):
    """A sentence, a row of a table or a line of code."""

    text: str
    """As it stands there, without markup, its white space evened out."""
    key: str
    """What is compared of it."""
    targets: frozenset[str]
    """Where links in it lead."""


Readings: TypeAlias = tuple[tuple[Piece, ...], ...]
"""The ways to read one block: at least one."""


def blocks(text: str, language: Language) -> Iterator[Readings]:
    """The blocks of a text: paragraphs, whose sentences are its pieces, tables and code.

    A line break in a paragraph may end a sentence, as in a list of opening hours, or not, as where
    lines are wrapped: then there are two readings. A line of a paragraph that has a bar at either
    end is a row of a table whose head is not there.
    """
    for block in read(_PREFIX.sub("", text.replace("\r\n", "\n"))).walk():
        if block.kind not in ("paragraph", "table", "code_block"):
            continue
        linked = [(clean(text_of(link)), link.target) for link in links(block)]
        said = plain(Node("document", (block,)))
        lines = said.split("\n")
        if block.kind != "paragraph":
            yield (_pieces(map(clean, lines), linked),)
            continue
        for is_row, group in groupby(lines, _is_row):
            if is_row:
                yield (_pieces(map(_row, group), linked),)
            else:
                yield _readings([*group], linked, language)


def _readings(lines: list[str], linked: list[tuple[str, str]], language: Language) -> Readings:
    joined = _pieces(_sentences(" ".join(lines), language), linked)
    by_line = [sentence for line in lines for sentence in _sentences(line, language)]
    return (joined, _pieces(by_line, linked)) if len(lines) > 1 else (joined,)


def _is_row(line: str) -> bool:
    return len(line.strip()) > 1 and line.strip().startswith("|") and line.strip().endswith("|")


def _row(line: str) -> str:
    """A row as it is read in a table: without the bars at its ends."""
    return " | ".join(clean(cell) for cell in line.strip()[1:-1].split("|"))


def key(text: str) -> str:
    """What is compared of a cleaned sentence.

    Quotation marks and dashes are of one sort; quotation marks around it and a stop at its end
    are left out.

    >>> key("“From nine – to six.”") == key("From nine - to six")
    True
    """
    return text.translate(_SIGNS).strip("\"' ").rstrip(".,;:").rstrip("\"' ")


def _sentences(text: str, language: Language) -> Iterator[str]:
    """The sentences of a paragraph, with the signs before and after their words."""
    utterance = language.parse(_CLOSED.sub("", text))
    ends = []
    for sentence in utterance.sentences():
        last = sentence.tokens[-1]
        opening = _OPENING.search(last.after)  # what belongs to the next: the $ of ". $5"
        ends.append(last.end + len(last.after) - len(opening[1] if opening else ""))
    ends = [*ends[:-1], len(utterance.text)]
    for start, end in zip([0, *ends], ends, strict=False):
        yield utterance.text[start:end].strip()


def _pieces(texts: Iterable[str], linked: list[tuple[str, str]]) -> tuple[Piece, ...]:
    return tuple(
        Piece(text, key(text), frozenset(target for words, target in linked if words in text))
        for text in texts
        if any(unicodedata.category(char)[0] in "LNS" for char in text)
    )
