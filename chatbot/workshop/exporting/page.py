"""A page of HTML with an anchor for each question, and FAQPage data for search engines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from chatbot.knowledge import Knowledge
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
from chatbot.workshop.exporting.markdown import answers, mark_breaks
from chatbot.workshop.exporting.written import about

SIGNATURE = (
    '<!DOCTYPE html>\n<meta charset="utf-8">\n<meta name="generator" content="chatbot export">\n'
)
MARKDOWN = "text/markdown"
DATA = "application/json"
_PRIVATE = ("owner", "meta")
"""What is for the author only: a page is for everybody."""
_KEPT = (*FILE_PARTS, *(key for key in DETAILS if key not in _PRIVATE), "profiles")
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}"
    "h2{margin-top:3rem}h3{margin-top:2rem}h3 a{color:inherit;text-decoration:none}"
    "img{max-width:100%}table{border-collapse:collapse}td,th{border:1px solid;padding:.2rem .5rem}"
    "pre{overflow-x:auto}section footer{font-size:.9rem}main+footer{margin-top:3rem}"
    "@media(prefers-color-scheme:dark){body{background:#111;color:#eee}a{color:#9cf}}"
)


def as_page(knowledge: Knowledge) -> Exported:
    """A whole page, which needs nothing else: no script, no file, no network."""
    entries = carried(knowledge)
    data = json.dumps(_data(knowledge, entries), ensure_ascii=False, indent=1)
    head = (
        f'<html lang="{escape(knowledge.language)}">\n<head>\n'
        f"<title>{escape(knowledge.title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n"
        f'<script type="application/ld+json">\n{_within_script(data)}\n</script>\n</head>\n'
    )
    body = "".join(_sections(entries))
    title = f"<h1>{escape(knowledge.title)}</h1>\n"
    about = f"<p>{escape(knowledge.description)}</p>\n" if knowledge.description else ""
    contact = f"<footer>\n{as_html(knowledge.contact)}\n</footer>\n" if knowledge.contact else ""
    main = f"<main>\n{title}{about}{body}</main>\n{contact}"
    text = f"{SIGNATURE}{head}<body>\n{main}</body>\n</html>\n"
    return Exported((File("", text, SIGNATURE),), left_out(knowledge, _KEPT))


def _sections(entries: tuple[Carried, ...]) -> Iterator[str]:
    section = ""
    for entry in entries:
        if entry.section and entry.section != section:
            yield f"<h2>{escape(entry.section)}</h2>\n"
        section = entry.section
        anchor = escape(entry.id)
        question = f'<h3><a href="#{anchor}">{escape(entry.question)}</a></h3>'
        source = f"<footer>{as_html(entry.source)}</footer>\n" if entry.source else ""
        yield f'<section id="{anchor}">\n{question}\n{as_html(entry.answer)}\n{source}</section>\n'


def as_html(answer: str) -> str:
    """An answer as HTML of few tags."""
    from markdown_it.renderer import RendererHTML

    parser = answers()
    tokens = parser.parse(answer)
    for token in tokens:
        mark_breaks(token)
    return str(RendererHTML().render(tokens, parser.options, {})).strip()


def _data(knowledge: Knowledge, entries: tuple[Carried, ...]) -> dict[str, Any]:
    """The questions as https://schema.org/FAQPage has them."""
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "name": knowledge.title,
        "inLanguage": knowledge.language,
        "encoding": _encoded(about(knowledge)),
        "mainEntity": [_question(entry) for entry in entries],
    }


def _question(entry: Carried) -> dict[str, Any]:
    question: dict[str, Any] = {
        "@type": "Question",
        "@id": f"#{entry.id}",
        "identifier": entry.id,
        "name": entry.question,
        "acceptedAnswer": _answer(entry.answer),
    }
    if entry.variants:
        question["suggestedAnswer"] = [_answer(variant) for variant in entry.variants]
    if entry.also_asked:
        question["alternateName"] = list(entry.also_asked)
    if entry.section:
        question["isPartOf"] = {"@type": "CreativeWork", "name": entry.section}
    if entry.tags:
        question["keywords"] = list(entry.tags)
    if entry.see_also:
        question["mentions"] = [{"@id": f"#{one}"} for one in entry.see_also]
    rest = {key: value for key, value in entry.rest.items() if key not in _PRIVATE}
    rest |= as_it_was(entry, entry.answer)
    if rest:
        question["encoding"] = _encoded(rest)
    return question


def _encoded(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What search engines have no words for, as a knowledge file has it."""
    text = json.dumps(fields, ensure_ascii=False)
    return {"@type": "MediaObject", "encodingFormat": DATA, "text": text}


def _answer(answer: str) -> dict[str, Any]:
    """An answer as HTML, which search engines read, and as it was written."""
    written = {"@type": "MediaObject", "encodingFormat": MARKDOWN, "text": answer}
    return {"@type": "Answer", "text": as_html(answer), "encoding": written}


def _within_script(data: str) -> str:
    """JSON that no browser takes for the end of the script."""
    return data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
