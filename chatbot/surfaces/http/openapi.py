"""What the API is, as OpenAPI 3.1, made from the routes and the types they take and give."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, Final

import msgspec

from chatbot.dialogue import reply_schema
from chatbot.surfaces.http.problems import MEDIA_TYPE, ProblemBody
from chatbot.surfaces.http.routes import OPERATIONS, REPLY, Operation
from chatbot.version import __version__

_Schema = dict[str, Any]

_REF: Final = "#/components/schemas/{name}"
_ANYWHERE: Final = (413, 421, 429, 503)
"""Statuses with which any request may be refused."""
_WITH_BODY: Final = (400, 408, 415, 422)
_SESSION: Final = {
    "type": ["string", "null"],
    "description": "To be sent with the next question; null where the server keeps it.",
}
_HTML: Final = {
    "type": "string",
    "description": "Question and reply as the web page shows them, if that is wanted.",
}


def openapi() -> _Schema:
    """The description, as values that JSON knows."""
    types = [ProblemBody]
    for one in OPERATIONS:
        types += [kind for kind in (one.body, one.result) if not isinstance(kind, str | None)]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REF)
    known = dict(zip(map(repr, types), schemas, strict=True))
    paths: dict[str, _Schema] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one, known)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "A FAQ chatbot",
            "version": __version__,
            "description": "Answers that a person has written, or a decline that says why.",
        },
        "paths": paths,
        "components": {
            "schemas": {**components, **_reply_schemas()},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(one: Operation, known: dict[str, _Schema]) -> _Schema:
    described: _Schema = {
        "operationId": one.endpoint.__name__,
        "summary": one.summary,
        "tags": [one.tag],
        "parameters": [*_path_parameters(one), *_query_parameters(one)],
        "responses": _responses(one, known),
    }
    if one.body:
        content = {"application/json": {"schema": known[repr(one.body)]}}
        described["requestBody"] = {"required": True, "content": content}
    if one.may_need_key:
        described["security"] = [{"key": []}, {}]
    return described


def _path_parameters(one: Operation) -> list[_Schema]:
    if "{id}" not in one.path:
        return []
    about = "Its id; a slash in it may stand as it is."
    return [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        | {"description": about}
    ]


def _query_parameters(one: Operation) -> list[_Schema]:
    if one.query is None:
        return []
    schema = msgspec.json.schema(one.query)["$defs"][one.query.__name__]
    required = schema.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in required, "schema": about}
        for name, about in schema["properties"].items()
    ]


def _responses(one: Operation, known: dict[str, _Schema]) -> _Schema:
    if one.result == REPLY:
        content = {"application/json": {"schema": {"$ref": _REF.format(name=REPLY)}}}
    elif isinstance(one.result, str):
        content = {one.result: {"schema": {"type": "string"}}}
    else:
        content = {"application/json": {"schema": known[repr(one.result)]}}
    if one.streams:
        content["text/event-stream"] = {"schema": {"type": "string"}}
    problem = {MEDIA_TYPE: {"schema": known[repr(ProblemBody)]}}
    statuses = {*_ANYWHERE, *one.problems, *(_WITH_BODY if one.body else ())}
    if one.query:
        statuses.add(422)
    return {
        "200": {"description": "Done.", "content": content},
        **{
            str(status): {"description": HTTPStatus(status).phrase, "content": problem}
            for status in sorted(statuses)
        },
    }


def _reply_schemas() -> dict[str, _Schema]:
    """The published schema of a reply and its parts, each under a name of its own."""
    text = json.dumps(reply_schema())
    parts = reply_schema()["definitions"]
    for name in parts:
        text = text.replace(f"#/definitions/{name}", _REF.format(name=_part_name(name)))
    reply = json.loads(text)
    definitions = reply.pop("definitions")
    del reply["$schema"]
    reply["properties"] |= {"session": _SESSION, "html": _HTML}
    reply["required"].append("session")
    return {REPLY: reply} | {_part_name(name): schema for name, schema in definitions.items()}


def _part_name(name: str) -> str:
    return f"{REPLY}{name.capitalize()}"
