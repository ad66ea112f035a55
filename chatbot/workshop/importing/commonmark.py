"""Markdown with tables, read into tokens and written from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, ClassVar, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


SHOWN_ONLY: Final = "<!-- shown, not imported -->"
SHOWN_ONLY_END: Final = "<!-- /shown, not imported -->"
"""Between them an export has what people see, and an import passes over."""


@cache
def parser() -> MarkdownIt:
    """The parser of Markdown as most sites have it: CommonMark with tables and strikethrough."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    markdown.options["store_labels"] = True
    # Else a link to somewhere forbidden were text, and would stay.
    markdown.validateLink = _is_any  # type: ignore[method-assign]  # as its documentation has it
    return markdown


def _is_any(url: str) -> bool:
    return True


class Literal:
    """Makes mdformat write signs as such that other readers of Markdown strike a text out by."""

    RENDERERS: ClassVar[dict[str, object]] = {}
    POSTPROCESSORS: ClassVar = {"text": lambda text, *_: re.sub(r"~(?=~)", r"\\~", text)}


def written(tokens: Sequence[Token], *extensions: object) -> str:
    """Tokens as Markdown; ``extensions`` are further ones of mdformat."""
    from mdformat.plugins import PARSER_EXTENSIONS
    from mdformat.renderer import MDRenderer

    extended = [PARSER_EXTENSIONS["tables"], *extensions]
    options = {"mdformat": {"number": True}, "parser_extension": extended}
    return MDRenderer().render(tokens, options, {}).strip()
