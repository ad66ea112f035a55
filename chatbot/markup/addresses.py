"""Where links may lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from chatbot.markup.tree import Node

LinkKind: TypeAlias = Literal["web", "mail", "phone", "entry"]

_KINDS: tuple[tuple[LinkKind, re.Pattern[str]], ...] = (
    ("web", re.compile(r"https?://[^\s/?#@][^\s]*", re.IGNORECASE)),
    ("mail", re.compile(r"mailto:[^\s@?:]+@[^\s@]+", re.IGNORECASE)),
    ("phone", re.compile(r"tel:\+?[0-9().;=\w-]+", re.IGNORECASE)),
    ("entry", re.compile(r"#[^\s]+")),
)


def kind_of(target: str) -> LinkKind | None:
    """What a link leads to; None where links may not lead.

    >>> kind_of("https://example.org"), kind_of("#opening-hours"), kind_of("javascript:alert(1)")
    ('web', 'entry', None)
    """
    return next((kind for kind, form in _KINDS if form.fullmatch(target)), None)


def links(document: Node) -> Iterator[Node]:
    """The links and images of a text."""
    return (node for node in document.walk() if node.kind in ("link", "image"))
