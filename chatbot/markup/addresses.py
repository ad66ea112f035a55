"""Where links may lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, TypeAlias
from urllib.parse import unquote

from chatbot.markup.reading import read
from chatbot.markup.tree import Node

LinkKind: TypeAlias = Literal["web", "mail", "phone", "entry"]

_KINDS: tuple[tuple[LinkKind, re.Pattern[str]], ...] = (
    ("web", re.compile(r"https?://[^\s/?#@][^\s]*", re.IGNORECASE)),
    ("mail", re.compile(r"mailto:[^\s@?:]+@[^\s@]+", re.IGNORECASE)),
    ("phone", re.compile(r"tel:\+?[0-9().;=\w-]+", re.IGNORECASE)),
    ("entry", re.compile(r"#[^\s]+")),
)


_TO_ENTRY: Final = re.compile(
    r"(?<![!\\])\[([^\[\]]{1,1000})\]\(<?(#[^\s<>()]{1,1000})>?(?:\s[^()\n]{0,1000})?\)"
)
"""A link to an entry as authors write it, its text and its target."""


def kind_of(target: str) -> LinkKind | None:
    """What a link leads to; None where links may not lead.

    >>> kind_of("https://example.org"), kind_of("#opening-hours"), kind_of("javascript:alert(1)")
    ('web', 'entry', None)
    """
    return next((kind for kind, form in _KINDS if form.fullmatch(target)), None)


def links(document: Node) -> Iterator[Node]:
    """The links and images of a text."""
    return (node for node in document.walk() if node.kind in ("link", "image"))


def without_entry_links(text: str) -> str:
    """A Markdown text with the words of its links to entries alone, which lead nowhere elsewhere.

    >>> without_entry_links("See [the *fees*](#fees), `[code](#x)`, [us](https://example.org).")
    'See the *fees*, `[code](#x)`, [us](https://example.org).'
    """
    if "](" not in text:
        return text
    targets = {unquote(link.target) for link in links(read(text))}
    return _TO_ENTRY.sub(lambda link: link[1] if unquote(link[2]) in targets else link[0], text)
