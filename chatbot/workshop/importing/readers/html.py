"""HTML: data for search engines if there is some, else headings, details, definition lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatbot.workshop.importing.asking import Asking
from chatbot.workshop.importing.found import Found, Place
from chatbot.workshop.importing.markup import as_markdown, line_of, parse, plain
from chatbot.workshop.importing.readers.outline import read_outline
from chatbot.workshop.importing.readers.pieces import MARKED, Piece
from chatbot.workshop.importing.readers.structured_data import read_structured_data

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_AROUND = ("nav", "header", "footer")
"""Parts of a page around its text."""
_BESIDE = ("nav", "footer")
"""Parts whose headings are of no question, unless one of them asks."""
_STRUCTURE = (*_HEADINGS, "details", "dl")
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "font", "i"),
        *("img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong"),
        *("sub", "sup", "time", "tt", "u", "var", "wbr"),
    }
)
_MARKS = re.compile(r"question|acc(?:ordion)?\b|toggle|\bq\b|faq|panel-title|card-header", re.I)
"""What sites call the elements that hold a question."""
_ANSWERS = re.compile(r"answer|content|body", re.I)
"""What sites call those beside them, which may end in a question, too."""
_QUESTION = "data-chatbot-question"
"""The attribute of an element that was found to be a question."""
_CONTAINERS = (
    *_AROUND,
    *("body", "div", "main", "section", "article", "center", "form", "span", "td", "ul", "li"),
)


def read_html(text: str, name: str, asking: Asking) -> Found:
    """The questions of a page."""
    page = parse(text, name)
    found = Found()
    structured = read_structured_data(page, name)
    if structured.items:
        found.add(structured)
        if not page.xpath('//meta[@name="generator" and @content="chatbot export"]'):
            found.note(Place(name), "FAQPage data is taken; the page's other text is not")
    else:
        found.notes += structured.notes
        pieces = list(page_pieces(page, found, name))
        found.add(read_outline(pieces, name, asking))
    titles = page.xpath("//head/title")
    found.title = found.title or (plain(titles[0]) if titles else "")
    return found


def page_pieces(page: HtmlElement, found: Found, name: str, line: int = 1) -> Iterator[Piece]:
    """The pieces of a page, or of a part of a text that begins on ``line``."""
    _mark_questions(page.body)
    yield from _Page(found, name, line - 1).read(page.body)


class _Page:
    def __init__(self, found: Found, name: str, before: int) -> None:
        self._found = found
        self._name = name
        self._before = before
        """Lines before the page."""

    def read(self, element: HtmlElement) -> Iterator[Piece]:
        """What stands in an element; text between its blocks is a paragraph of its own."""
        loose = _paragraph(element.text)
        line = self._line(element)
        for child in list(element):
            tail, child.tail = child.tail, None
            if not isinstance(child.tag, str):
                _append(loose, tail)
            elif child.tag in _INLINE and not _is_question(child) and not _has_structure(child):
                loose.append(child)
                child.tail = tail
            else:
                yield from self._loose(loose, line)
                line = self._line(child)
                yield from self._element(child)
                loose = _paragraph(tail)
        yield from self._loose(loose, line)

    def _loose(self, paragraph: HtmlElement, line: int) -> Iterator[Piece]:
        if plain(paragraph) or paragraph.find("img") is not None:
            yield self._body(paragraph, line)

    def _element(self, element: HtmlElement) -> Iterator[Piece]:
        if _is_question(element):
            question = f"**{plain(element)}**"
            yield Piece("body", question, self._line(element), MARKED, _names(element))
        elif element.tag in _HEADINGS:
            level = int(element.tag[1])
            yield Piece("heading", plain(element), self._line(element), level, _names(element))
        elif element.tag == "details":
            yield from self._details(element)
        elif element.tag == "dl" and any(Asking.is_marked(plain(dt)) for dt in element.iter("dt")):
            yield from self._definitions(element)
        elif element.tag in _BESIDE and not any(map(_asks, element.iter(*_HEADINGS, "summary"))):
            self._note_around(element)
        elif element.tag in _CONTAINERS and _has_structure(element):
            yield from self.read(element)
        elif element.tag in _AROUND:
            self._note_around(element)
        else:
            yield self._body(element, self._line(element))

    def _note_around(self, element: HtmlElement) -> None:
        if plain(element):
            what = f"<{element.tag}> dropped: {plain(element)[:60]}"
            self._found.note(Place(self._name, self._line(element)), what)

    def _details(self, element: HtmlElement) -> Iterator[Piece]:
        summary = element.find("summary")
        question = "" if summary is None else plain(summary)
        yield Piece("open", question, self._line(element), names=_names(element))
        if summary is not None:
            summary.drop_tree()
        yield from self.read(element)
        yield Piece("close")

    def _definitions(self, element: HtmlElement) -> Iterator[Piece]:
        """Each term with what it means; of several terms before that the first is the question."""
        is_open, last = False, ""
        for child in element.iter("dt", "dd"):
            if child.tag == "dd":
                yield from self.read(child)
            elif last == "dt":
                yield Piece("also", plain(child), self._line(child), names=_names(child))
            else:
                if is_open:
                    yield Piece("close")
                is_open = True
                yield Piece("open", plain(child), self._line(child), names=_names(child))
            last = child.tag
        if is_open:
            yield Piece("close")

    def _body(self, element: HtmlElement, line: int) -> Piece:
        place = Place(self._name, line)
        return Piece("body", as_markdown(_wrapped(element), self._found, place), line)

    def _line(self, element: HtmlElement) -> int:
        line = line_of(element)
        return line + self._before if line else 0


def _mark_questions(body: HtmlElement) -> None:
    """Mark what is a question though it is no heading: what asks, and what is called the same."""
    asking = [one for one in body.iter("*") if _is_called_question(one) and _asks(one)]
    names = {(one.tag, one.get("class")) for one in asking if one.get("class")}
    asking += [
        one
        for one in body.iter("*")
        if (one.tag, one.get("class")) in names and _is_called_question(one) and plain(one)
    ]
    for one in asking:
        one.set(_QUESTION, "")
    for one in asking:
        for around in one.iterancestors():
            around.attrib.pop(_QUESTION, None)


def _is_called_question(element: HtmlElement) -> bool:
    """Whether it is what sites put questions into, whatever it says."""
    called = element.get("class") or ""
    is_called = _MARKS.search(called) and not _ANSWERS.search(called)
    return element.tag in ("button", "summary") or bool(is_called)


def _is_question(element: HtmlElement) -> bool:
    """Whether an element that is no heading was marked as a question."""
    return element.get(_QUESTION) is not None


def _asks(element: HtmlElement) -> bool:
    return Asking.is_marked(plain(element))


def _has_structure(element: HtmlElement) -> bool:
    """Whether headings or questions are somewhere in an element."""
    if next(element.iter(*_STRUCTURE), None) is not None:
        return True
    return any(_is_question(inner) for inner in element.iter("*") if inner is not element)


def _paragraph(text: str | None) -> HtmlElement:
    from lxml.html import Element

    paragraph = Element("p")
    paragraph.text = text
    return paragraph


def _append(paragraph: HtmlElement, text: str | None) -> None:
    """Put text at the end of a paragraph."""
    if len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "") + (text or "")
    else:
        paragraph.text = (paragraph.text or "") + (text or "")


def _wrapped(element: HtmlElement) -> HtmlElement:
    """The element within another, so that its own tag is read too."""
    from lxml.html import Element

    around = Element("div")
    around.append(element)
    return around


def _names(element: HtmlElement) -> tuple[str, ...]:
    """The anchors on it, in it and right around it."""
    near = [element, *element.iter("a"), *element.iterancestors("section", "div", "article")][:8]
    first = [one for one in near if one is element or one.tag == "a" or one[:1] == [element]]
    names = [one.get(key) for one in first for key in ("id", "name")]
    return tuple(dict.fromkeys(name for name in names if name))
