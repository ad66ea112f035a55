"""reStructuredText, read by docutils into a page of HTML with its line numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from chatbot.errors import SourceError
from chatbot.workshop.importing.asking import Asking
from chatbot.workshop.importing.found import Found, Place
from chatbot.workshop.importing.markup import parse
from chatbot.workshop.importing.readers.html import page_pieces
from chatbot.workshop.importing.readers.outline import read_outline

if TYPE_CHECKING:
    from docutils.nodes import document as Doctree
    from lxml.html import HtmlElement

_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "halt_level": 5,
    "report_level": 5,
    "warning_stream": None,
    "doctitle_xform": False,
    "sectsubtitle_xform": False,
    "initial_header_level": 1,
    "smart_quotes": False,
    "math_output": "LaTeX",
    "syntax_highlight": "none",
    "line_length_limit": 100_000,
    "embed_stylesheet": False,
    "stylesheet_path": "",
}
"""Nothing a text says reads another file or takes in raw HTML."""
_ROLE = re.compile(r"(?<![\w:.+-]):[\w.+-]++(?::[\w.+-]++)*+:`(?P<text>[^`<]*+)(?:<[^`>]*+>)?`")
_UNKNOWN = re.compile(r'Unknown (interpreted text role|directive type) "([^"]+)"')


def read_restructuredtext(text: str, name: str, asking: Asking) -> Found:
    """The questions of a reStructuredText."""
    from docutils.core import publish_doctree

    found = Found()
    try:
        tree = publish_doctree(text, source_path=name, settings_overrides=_SETTINGS)
        _note_faults(tree, name, found)
        page = _as_html(tree)
    except RecursionError:
        raise SourceError(name, "is nested too deep to be read") from None
    html = parse(page, name)
    _mark_code(html)
    pieces = list(page_pieces(html, found, name))
    found.add(read_outline(pieces, name, asking))
    return found


def _mark_code(page: HtmlElement) -> None:
    """Mark code as pages do that are not made by docutils."""
    for span in page.xpath('//span[contains(@class, "literal")]'):
        span.tag = "code"
    for block in page.xpath('//pre[starts-with(@class, "code ")]'):
        block.set("class", f"language-{block.get('class').split()[1]}")


def _note_faults(tree: Doctree, name: str, found: Found) -> None:
    """Note what docutils does not know or understand, and keep its text."""
    from docutils import nodes

    for message in [*tree.parse_messages, *tree.findall(nodes.system_message)]:
        what = str(message.children[0].astext()) if message.children else ""
        if message["level"] < 2 or what.startswith("No role entry"):
            continue
        unknown = _UNKNOWN.match(what)
        if unknown:
            if unknown[1].endswith("role"):
                what = f"the role “{unknown[2]}” is unknown: its text is kept, its link dropped"
            else:
                what = f"the directive “{unknown[2]}” is unknown: it stays as it is written"
        note = Place(name, message.get("line", 0)), " ".join(what.split())
        if note not in found.notes:
            found.note(*note)
    for message in list(tree.findall(nodes.system_message)):
        kept = [part for part in message.children if isinstance(part, nodes.literal_block)]
        message.parent.replace(message, kept)
    for problem in list(tree.findall(nodes.problematic)):
        written = _ROLE.sub(lambda role: role["text"].strip().lstrip("~!"), problem.astext())
        problem.parent.replace(problem, nodes.Text(written))


def _as_html(tree: Doctree) -> str:
    from docutils.core import publish_from_doctree

    page = publish_from_doctree(tree, writer=_writer(), settings_overrides=_SETTINGS)
    return str(page, "utf-8")


@cache
def _translator() -> type[Any]:
    from docutils import nodes
    from docutils.writers.html5_polyglot import HTMLTranslator

    class Translator(HTMLTranslator):  # type: ignore[misc]  # docutils has no types
        """Writes each element with the line it was made from."""

        def starttag(self, node: Any, tagname: str, *args: Any, **attributes: Any) -> str:
            """The tag with its line."""
            line = getattr(node, "line", None)
            if line is not None:  # of a title it is that of the line below it
                attributes["data-line"] = str(line - isinstance(node, nodes.title))
            return str(super().starttag(node, tagname, *args, **attributes))

    return Translator


def _writer() -> Any:
    from docutils.writers.html5_polyglot import Writer

    writer = Writer()
    writer.translator_class = _translator()
    return writer
