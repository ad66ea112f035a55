"""Markdown as GitHub has it, read into tokens and written from them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@cache
def parser() -> MarkdownIt:
    """The parser of Markdown as GitHub has it."""
    from markdown_it import MarkdownIt
    from mdformat.plugins import PARSER_EXTENSIONS

    markdown = MarkdownIt("commonmark")
    markdown.options["parser_extension"] = []
    markdown.options["store_labels"] = True
    PARSER_EXTENSIONS["gfm"].update_mdit(markdown)
    # Else a link to somewhere forbidden were text, and would stay.
    markdown.validateLink = _is_any  # type: ignore[method-assign]
    return markdown


def _is_any(url: str) -> bool:
    return True


def written(tokens: Sequence[Token]) -> str:
    """Tokens as Markdown."""
    from mdformat.plugins import PARSER_EXTENSIONS
    from mdformat.renderer import MDRenderer

    extensions = [PARSER_EXTENSIONS["gfm"], PARSER_EXTENSIONS["tables"]]
    options = {"mdformat": {"number": True}, "parser_extension": extensions}
    return MDRenderer().render(tokens, options, {}).strip()
