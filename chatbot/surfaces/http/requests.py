"""Bodies and parameters of requests → checked values, or a problem that says what is wrong."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from chatbot.surfaces.http.problems import Problem

Value = TypeVar("Value")


async def body_of(request: Request, kind: type[Value]) -> Value:
    """The JSON body of a request as a ``kind``.

    Raises a :class:`Problem`: 415 if it is not said to be JSON, 400 if it is none, 422 if it is not
    of this kind. (A page of another origin cannot send JSON without asking first.)
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Problem(415, "Send JSON, with the header Content-Type: application/json.")
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except msgspec.ValidationError as error:
        raise Problem.of(422, error) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Problem(400, "The body is not JSON in UTF-8.") from None
    except RecursionError:
        raise Problem(400, "The body is nested too deeply.") from None


def parameters_of(request: Request, kind: type[Value]) -> Value:
    """The query parameters of a request as a ``kind``; raises a :class:`Problem` as above."""
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in given:
            raise Problem(422, f"The parameter {name} is given twice.")
        given[name] = value
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        raise Problem.of(422, error) from None


def as_json(value: Any, status: int = 200) -> Response:
    """A response with ``value`` as JSON."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")
