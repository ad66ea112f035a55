"""A question and its reply as lines: for people, or as JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.surfaces.display import safe, wrap
from chatbot.surfaces.style import DIM, styled

if TYPE_CHECKING:
    from chatbot.dialogue import Reply
    from chatbot.knowledge import Source

SCHEMA = 1
"""Goes up when a key of the JSON object changes its meaning or goes away."""


def for_people(
    _question: str, reply: Reply, *, width: int | None, color: bool, explained: bool
) -> str:
    """The reply's text, its source, numbered questions to go on with, the explanation.

    Wrapped to ``width`` cells; with None every paragraph is one line, as it was written.
    """
    parts = [_laid_out(reply.text, width)]
    if reply.source and (source := _source_line(reply.source)):
        parts.append(styled(_laid_out(source, width), DIM, color))
    if reply.suggestions:
        numbered = enumerate(reply.suggestions, start=1)
        parts.append("\n".join(_laid_out(text, width, f"{number}. ") for number, text in numbered))
    if explained:
        from chatbot.dialogue import Explanation

        parts.append(_laid_out(str(Explanation(reply)), width))
    return "\n\n".join(parts)


def as_json(question: str, reply: Reply, *, explained: bool) -> str:
    """One line of JSON, in ASCII, that keeps every character exactly."""
    import json

    source = reply.source
    shown: dict[str, object] = {
        "schema": SCHEMA,
        "question": question,
        "kind": reply.kind,
        "text": reply.text,
        "entry_ids": reply.entry_ids,
        "confidence": reply.confidence,
        "reason": reply.reason,
        "suggestions": reply.suggestions,
        "parts": [part._asdict() for part in reply.parts],
        "source": source and {"title": source.title, "date": source.date, "url": source.url},
    }
    if explained:
        from chatbot.dialogue import Explanation

        shown["explanation"] = Explanation(reply).as_dict()
    return json.dumps(shown)


def _source_line(source: Source) -> str:
    return ", ".join(part for part in (source.title, source.date, source.url) if part)


def _laid_out(text: str, width: int | None, label: str = "") -> str:
    """``text`` behind ``label``, further lines indented as far as it."""
    if width is None:
        return label + safe(text)
    return label + wrap(text, width, " " * len(label))[len(label) :]
