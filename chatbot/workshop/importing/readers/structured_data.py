"""FAQPage data of schema.org in a page: as JSON-LD, or as microdata among its elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chatbot.workshop.importing.found import Found, Item, Place
from chatbot.workshop.importing.markup import (
    as_markdown,
    has_tags,
    html_as_markdown,
    line_of,
    parse,
    plain,
)
from chatbot.workshop.importing.own_fields import (
    as_written,
    further,
    read_fields,
    take_parts_of_file,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DEEPEST = 32
_MARKDOWN = "text/markdown"
_DATA = "application/json"


def read_structured_data(page: HtmlElement, name: str) -> Found:
    """The questions that a page declares."""
    found = Found()
    for script in page.xpath('//script[contains(@type, "ld+json")]'):
        _read_script(script, name, found)
    if not found.items:
        for question in page.xpath('//*[contains(@itemtype, "schema.org/Question")]'):
            _read_microdata(question, name, found)
    return found


def _read_script(script: HtmlElement, name: str, found: Found) -> None:
    text = script.text or ""
    line = line_of(script)
    try:
        data = json.loads(
            re.sub(r"\A\s*<!--|-->\s*\Z|//<!\[CDATA\[|//\]\]>", "", text), strict=False
        )
    except (ValueError, RecursionError) as error:
        at = getattr(error, "lineno", 1) - 1
        what = f"JSON-LD that is no JSON dropped ({getattr(error, 'msg', error)})"
        found.note(Place(name, line + at if line else 0), what)
        return
    after = 0
    for page in _typed(data, "FAQPage", "QAPage"):
        found.title = found.title or _text(page.get("name"))
        take_parts_of_file(_own_fields(page), found)
    for question in _typed(data, "Question"):
        written = json.dumps(question.get("name"), ensure_ascii=False)
        position = max(text.find(written, after), 0)
        after = position or after
        at = line + text.count("\n", 0, position) if line else 0
        _read_question(question, Place(name, at), found)


def _typed(data: object, *types: str, depth: int = 0) -> Iterator[dict[str, object]]:
    """Everything of some types in JSON-LD, in its order."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for one in data:
            yield from _typed(one, *types, depth=depth + 1)
    elif isinstance(data, dict):
        said = data.get("@type")
        said = said if isinstance(said, list) else [said]
        if any(str(one).rpartition("/")[2] in types for one in said):
            yield data
        for value in data.values():
            yield from _typed(value, *types, depth=depth + 1)


def _read_question(question: dict[str, object], place: Place, found: Found) -> None:
    own = isinstance(question.get("identifier"), str)
    named = question.get("name") or question.get("text")
    text = " ".join(named.split()) if own and isinstance(named, str) else _text(named)
    answers = [
        _answer(one, found, place)
        for key in ("acceptedAnswer", "suggestedAnswer")
        for one in _all(question.get(key))
        if isinstance(one, dict)
    ]
    answers = [one for one in answers if one]
    if not text or not answers:
        what = f"a question without an answer dropped: {text}" if text else "an answer without a"
        found.note(place, what if text else f"{what} question dropped")
        return
    anchor = str(question.get("@id") or "").partition("#")[2]
    fields = _own_fields(question) if own else {}
    found.items.append(
        Item(
            question=text,
            answer=answers[0],
            variants=tuple(answers[1:]),
            also_asked=_texts(question.get("alternateName")),
            section=_section(question.get("isPartOf")),
            tags=_texts(question.get("keywords")),
            id=str(question["identifier"]) if own else "",
            names=(anchor,) if anchor else (),
            is_ours=own,
            see_also=tuple(_mentioned(question.get("mentions"))),
            rest=further(fields),
            written=as_written(fields, answers[0]),
            place=place,
        )
    )


def _answer(answer: dict[str, object], found: Found, place: Place) -> str:
    written = answer.get("encoding")
    if isinstance(written, dict) and written.get("encodingFormat") == _MARKDOWN:
        return str(written.get("text") or "")
    text = answer.get("text")
    return html_as_markdown(text, found, place) if isinstance(text, str) else ""


def _own_fields(part: dict[str, object]) -> dict[str, Any]:
    """What an export of ours says besides of a page or a question."""
    written = part.get("encoding")
    if not isinstance(written, dict) or written.get("encodingFormat") != _DATA:
        return {}
    text = written.get("text")
    return (read_fields(text) if isinstance(text, str) else None) or {}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(" ".join(one.split()) for one in _all(value) if isinstance(one, str) and one)


def _section(part_of: object) -> str:
    name = part_of.get("name") if isinstance(part_of, dict) else ""
    return name if isinstance(name, str) else ""


def _mentioned(mentions: object) -> Iterator[str]:
    """The anchors of what a question points to on the same page."""
    for one in _all(mentions):
        target = one.get("@id") if isinstance(one, dict) else None
        if isinstance(target, str) and target.startswith("#"):
            yield target[1:]


def _all(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: object) -> str:
    """A value in one line; questions may have tags and entities, too."""
    if not isinstance(value, str):
        return ""
    if has_tags(value) or re.search(r"&#?\w+;", value):
        value = plain(parse(value, ""))
    return " ".join(value.split())


def _read_microdata(question: HtmlElement, name: str, found: Found) -> None:
    place = Place(name, line_of(question))
    names = question.xpath('.//*[@itemprop="name"]')
    answers = question.xpath('.//*[contains(@itemtype, "schema.org/Answer")]')
    texts = [text for answer in answers for text in answer.xpath('.//*[@itemprop="text"]')[:1]]
    text = plain(names[0]) or (names[0].get("content") or "") if names else ""
    answer = as_markdown(texts[0], found, place) if texts else ""
    if text and answer:
        anchor = question.get("id") or ""
        found.items.append(Item(text, answer, place, names=(anchor,) if anchor else ()))
    else:
        found.note(place, f"a question without an answer dropped: {text}")
