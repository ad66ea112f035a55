"""The JSON Schema of knowledge files, by which editors complete and check them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from chatbot.knowledge import characters, fields, texts
from chatbot.knowledge.shapes import (
    Anything,
    Choice,
    Date,
    Field,
    Flag,
    ListOf,
    MapOf,
    Number,
    RecordType,
    Shape,
    Text,
)

_Schema = dict[str, Any]
_NAMES: Final = {
    texts.TEXT: "text",
    texts.LINE: "line",
    texts.ASKED: "asked",
    texts.ID: "id",
    texts.NAMED: "named_text",
    texts.NAMED_LINE: "named_line",
}
"""The texts that stand in many places, by what they are called."""


def json_schema() -> _Schema:
    """What the declaration of the fields says, in draft 7, which editors know."""
    kept = {
        "any_text": {
            # Editors read a text that looks like a number as one.
            "type": ["string", "number", "boolean"],
            "pattern": r"\S",
            "not": {"type": "string", "pattern": characters.JSON_PATTERN},
        }
    }
    kept |= {name: _text(shape) for shape, name in _NAMES.items()}
    kept |= {sort.name: _record(sort) for sort in _records(fields.FILE)}
    whole = kept.pop(fields.FILE.name)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Knowledge file",
        **whole,
        "anyOf": [
            {"required": [key], "properties": {key: {"type": "array", "minItems": 1}}}
            for key in ("entries", "profiles")
        ],
        "definitions": kept,
    }


def _records(shape: Shape) -> Iterator[RecordType]:
    """The records that may stand in a value of this shape, some of them repeatedly."""
    if isinstance(shape, ListOf | MapOf):
        yield from _records(shape.item)
    elif isinstance(shape, RecordType):
        yield shape
        for field in shape.fields:
            yield from _records(field.shape)


def _record(sort: RecordType) -> _Schema:
    return {
        "type": "object",
        "description": sort.about,
        "additionalProperties": False,
        "required": list(sort.required),
        "properties": {field.key: _field(field) for field in sort.fields},
    }


def _field(field: Field) -> _Schema:
    about = field.about
    if isinstance(field.shape, Text) and field.shape.placeholders:
        about += f" May have {', '.join(f'{{{name}}}' for name in field.shape.placeholders)}."
    default = {} if field.default is None else {"default": field.default}
    return {"description": about, **default, **_value(field.shape)}


def _value(shape: Shape) -> _Schema:
    match shape:
        case Text():
            return _reference(_NAMES[shape]) if shape in _NAMES else _text(shape)
        case Choice() | Number() | Date() | Flag() | Anything():
            return _simple(shape)
        case RecordType():
            return _reference(shape.name)
        case MapOf():
            item = _value(shape.item)
            names = _value(texts.ID)
            return {"type": "object", "propertyNames": names, "additionalProperties": item}
        case ListOf():
            return _list(shape)


def _simple(shape: Choice | Number | Date | Flag | Anything) -> _Schema:
    match shape:
        case Choice():
            return {"enum": list(shape.words)}
        case Number():
            return {"type": "integer", "minimum": 0, "maximum": shape.most}
        case Date():
            return {"type": "string", "format": "date", "pattern": f"^{shape.pattern}$"}
        case Flag():
            return {"enum": [True, False, *(word for word, _ in shape.words)]}
        case Anything():
            return {"type": "object"}


def _list(shape: ListOf) -> _Schema:
    item = _value(shape.item)
    if isinstance(shape.item, RecordType) and shape.item.short:
        item = {"anyOf": [_value(shape.item.by_key[shape.item.short].shape), item]}
    listed: _Schema = {"type": "array", "items": item}
    if shape.least:
        listed["minItems"] = shape.least
    if shape.most:
        listed["maxItems"] = shape.most
    return listed


def _text(shape: Text) -> _Schema:
    limits: _Schema = {"maxLength": shape.longest}
    if shape.pattern:
        limits["pattern"] = f"^{shape.pattern}$"
    elif shape.is_id:
        limits["pattern"] = r"^[^\s/]+$"
    elif shape.placeholders is not None:
        known = "".join(rf"|\{{{name}\}}" for name in shape.placeholders)
        limits["pattern"] = rf"^([^{{}}]|\{{\{{|\}}\}}{known})*$"
    return {"allOf": [_reference("any_text"), limits]}


def _reference(name: str) -> _Schema:
    return {"$ref": f"#/definitions/{name}"}
