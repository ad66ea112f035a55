"""HTML read safely, and pieces of it as Markdown."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any

from chatbot.errors import SourceError
from chatbot.workshop.importing.commonmark import Literal, parser, written
from chatbot.workshop.importing.found import Found, Place

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from markdownify import MarkdownConverter

UNREADABLE = frozenset(
    {
        *("script", "style", "iframe", "object", "embed", "video", "audio", "form", "input"),
        *("button", "select", "textarea", "svg", "canvas", "noscript", "template", "map", "dialog"),
    }
)
"""Elements of a page that have no place in an answer."""
STRUCK_OUT = "text that was struck through stays as plain text; look at it"
"""What is said of it, as answers have nothing for it."""
_STRIKING = ("s", "del", "strike")
_MOST_REPEATED = 20_000
"""Characters of merged cells that are written into further rows of a table."""
_LONGEST_SPAN = 4
"""Digits of a number of rows or columns."""
_UNKNOWN_LINE = 65_535
"""What libxml2 says of this line and all after it."""
_TOO_DEEP = "Excessive depth"
_WRAPPING = re.compile(r"(?<![ \t])[ \t]*+\n\s*+")


def parse(text: str, name: str) -> HtmlElement:
    """The body of a page or of a piece of one; whatever it holds, it is read as browsers do.

    Raises :class:`~chatbot.errors.SourceError` where it is nested too deep to be read whole.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        page = html.document_fromstring(
            (text.strip(" \t") or "<p></p>").encode(), parser=parser, ensure_head_body=True
        )
    except etree.ParserError:  # nothing but comments
        return html.document_fromstring("<p></p>", ensure_head_body=True)
    deep = next((one for one in parser.error_log if _TOO_DEEP in one.message), None)
    if deep is not None:
        what = "elements are nested more than 256 deep; check that they are closed"
        raise SourceError(name, what, deep.line)
    return page


def line_of(element: HtmlElement) -> int:
    """The line it stands on, counted from 1; 0 where that is not known."""
    said = element.get("data-line")
    if said and said.isdecimal():
        return int(said)
    line = element.sourceline or 0
    return 0 if line >= _UNKNOWN_LINE else line


def plain(element: HtmlElement) -> str:
    """Its text in one line."""
    return " ".join(str(element.xpath("string()")).split())


def as_markdown(element: HtmlElement, found: Found, place: Place) -> str:
    """What an element holds as Markdown, its own tag aside; what has no place in it is noted."""
    from lxml import etree

    _strip(element, found, place)
    tables = reversed([*element.iter("table")])  # those in cells first
    if not all(_without_merged_cells(table) for table in tables):
        found.note(place, "a table has too many merged cells; see whether its columns are right")
    inner = etree.tostring(element, encoding="unicode", method="xml", with_tail=False)
    try:
        markdown = str(_converter().convert(inner))
        return written(parser().parse(markdown), Literal)
    except RecursionError:
        raise SourceError(place.file, "is nested too deep to be read", place.line) from None


def _strip(element: HtmlElement, found: Found, place: Place) -> None:
    """Take away what is no text to be read, and line ends that only wrap it."""
    for inner in list(element.iter()):
        if next(inner.iterancestors("pre"), inner).tag != "pre":
            inner.text = _WRAPPING.sub(" ", inner.text or "")
            inner.tail = _WRAPPING.sub(" ", inner.tail or "")
        is_element = isinstance(inner.tag, str)
        if inner.tag in _STRIKING:
            found.note(place, STRUCK_OUT)
            inner.tag = "span"
        if inner is element or (is_element and inner.tag not in UNREADABLE):
            continue
        if is_element and inner.tag not in ("script", "style"):
            found.note(place, f"<{inner.tag}> dropped")
        if inner.getparent() is not None:
            inner.drop_tree()


def _without_merged_cells(table: HtmlElement) -> bool:
    """Write cells that span several rows into each of them, as cells of Markdown span none.

    False where that would be too much.
    """
    from lxml import etree

    below: dict[int, tuple[HtmlElement, int]] = {}
    repeated = 0
    for row in table.xpath("./tr | ./*/tr"):
        column = 0
        above, below = below, {}
        cells = list(row.iterchildren("td", "th"))
        while cells or column in above:
            cell, rows = (
                above[column] if column in above else (cells[0], _span(cells[0], "rowspan"))
            )
            if column in above:
                repeated += len(etree.tostring(cell, with_tail=False))
                if repeated > _MOST_REPEATED:
                    return False
                copied = deepcopy(cell)
                copied.tail = None
                row.insert(row.index(cells[0]) if cells else len(row), copied)
            else:
                cells.pop(0)
            if rows > 1:
                below[column] = (cell, rows - 1)
            column += _span(cell, "colspan")
    return True


def _span(cell: HtmlElement, name: str) -> int:
    """Over how many rows or columns a cell goes."""
    said = cell.get(name, "")
    return max(1, int(said)) if said.isdecimal() and len(said) <= _LONGEST_SPAN else 1


@cache
def _converter() -> MarkdownConverter:
    from markdownify import MarkdownConverter

    class Converter(MarkdownConverter):
        """Answers have paragraphs, not headings."""

        def convert_hN(self, n: int, el: Any, text: str, parent_tags: Any) -> str:
            """A heading as a paragraph in bold."""
            return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

        def convert_dt(self, el: Any, text: str, parent_tags: Any) -> str:
            """A term as a paragraph in bold."""
            return self.convert_hN(4, el, text, parent_tags)

        def convert_dd(self, el: Any, text: str, parent_tags: Any) -> str:
            """What a term means as a paragraph."""
            return f"\n\n{text.strip()}\n\n"

    return Converter(
        bullets="-",
        escape_misc=True,
        newline_style="backslash",
        code_language_callback=_language,
        table_infer_header=True,
        wrap=False,
    )


def _language(block: Any) -> str:
    """The language of a block of code, as highlighters write it into a class."""
    tags = [block, *block.find_all("code"), *block.parents]
    classes = [name for tag in tags for name in tag.get("class") or ()]
    marked = (name for name in classes if name.startswith(("language-", "lang-")))
    return next((name.partition("-")[2] for name in marked), "")


def looks_like_html(text: str) -> bool:
    """Whether a text from a table is a piece of HTML.

    >>> looks_like_html("<p>Yes.</p>"), looks_like_html("a < b, see <https://example.org>")
    (True, False)
    """
    return bool(re.search(r"</(?:p|a|b|i|li|ul|ol|div|span|strong|em|td|h\d)>|<br */?>", text))


def has_tags(text: str) -> bool:
    """Whether a text has tags of HTML, other than such as ``<your name>``."""
    from lxml.html import defs

    names = re.findall(r"</?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])|(<!)", text)
    return any(sign or name.lower() in defs.tags | UNREADABLE for name, sign in names)


def html_as_markdown(text: str, found: Found, place: Place) -> str:
    """A piece of HTML as Markdown."""
    return as_markdown(parse(text, place.file).body, found, place)
