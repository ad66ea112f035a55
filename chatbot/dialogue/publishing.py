"""The JSON Schema of a reply: what ``Reply.as_dict``, ``--json`` and every server give."""

from __future__ import annotations

from typing import Any, Final, get_args

from chatbot.dialogue.values import SCHEMA, Reason, ReplyKind
from chatbot.knowledge import Format

_Schema = dict[str, Any]

_TEXT: Final = {"type": "string"}
_IDS: Final = {
    "type": "array",
    "items": _TEXT,
    "description": "Ids of the entries it answers with, or offers, best first.",
}
_CONFIDENCE: Final = {
    "type": "number",
    "minimum": 0,
    "maximum": 1,
    "description": "Of an answer: the probability that it is the right one. Else 0.",
}


def reply_schema() -> _Schema:
    """What stands in a reply, in draft 7; later versions may add keys."""
    properties = {
        "schema": {
            "const": SCHEMA,
            "description": "Goes up when a key changes its meaning or goes away.",
        },
        "id": {**_TEXT, "description": "Random: which reply it is."},
        "question": {**_TEXT, "description": "The message it replies to, as it was typed."},
        "kind": _one_of(ReplyKind, "What sort of reply it is."),
        "text": {**_TEXT, "description": "What to show, in the format."},
        "format": _format(),
        "entry_ids": _IDS,
        "confidence": _CONFIDENCE,
        "reason": _reason("Why it declined; also set when only a part had an answer."),
        "suggestions": {
            "type": "array",
            "items": {"$ref": "#/definitions/suggestion"},
            "description": "Questions worth asking next; for clarify the choices.",
        },
        "parts": {
            "type": "array",
            "items": {"$ref": "#/definitions/part"},
            "description": "One for each question in the message, in order.",
        },
        "source": _source(),
        "explanation": {"type": "object", "description": "With --explain: how it was decided."},
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A reply of a chatbot",
        **_record(properties, optional=("explanation",)),
        "definitions": {
            "suggestion": _suggestion(),
            "part": _part(),
            "link": _link(),
            "source": _source_record(),
        },
    }


def _part() -> _Schema:
    return _record(
        {
            "question": {**_TEXT, "description": "As the person put it."},
            "kind": _one_of(ReplyKind, "What is done about it."),
            "text": {**_TEXT, "description": "What is said to it, in the format."},
            "entry_ids": _IDS,
            "reason": _reason("Why it declined."),
            "id": _or_null("Id of the entry whose answer it gives."),
            "answer": _or_null("That answer alone, as its author wrote it."),
            "format": _format(),
            "confidence": _CONFIDENCE,
            "source": _source(),
            "links": {
                "type": "array",
                "items": {"$ref": "#/definitions/link"},
                "description": "Addresses given after the answer; they stand in the text too.",
            },
            "section": {**_TEXT, "description": "What the entry belongs to."},
            "tags": {"type": "array", "items": _TEXT},
            "meta": {"type": "object", "description": "What its author says to other programs."},
        }
    )


def _link() -> _Schema:
    return _record(
        {
            "text": {**_TEXT, "description": "What people read."},
            "url": {**_TEXT, "description": "Where it leads."},
        }
    )


def _suggestion() -> _Schema:
    return _record(
        {
            "id": {**_TEXT, "description": "Id of the entry that answers it."},
            "text": {**_TEXT, "description": "The question, as people read it."},
        }
    )


def _source_record() -> _Schema:
    return _record(
        {
            "title": {**_TEXT, "description": "What it is called."},
            "date": {**_TEXT, "description": "When it is from."},
            "url": {**_TEXT, "description": "Where it is to be read."},
        }
    )


def _record(properties: _Schema, optional: tuple[str, ...] = ()) -> _Schema:
    required = [key for key in properties if key not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _source() -> _Schema:
    return {
        "anyOf": [{"$ref": "#/definitions/source"}, {"type": "null"}],
        "description": "What the answer rests on; empty texts where its author says nothing.",
    }


def _format() -> _Schema:
    return _one_of(Format, "What the text is written in; plain text is shown as it is.")


def _reason(about: str) -> _Schema:
    return {"enum": [*get_args(Reason), None], "description": about}


def _one_of(words: Any, about: str) -> _Schema:
    return {"enum": list(get_args(words)), "description": about}


def _or_null(about: str) -> _Schema:
    return {"type": ["string", "null"], "description": about}
