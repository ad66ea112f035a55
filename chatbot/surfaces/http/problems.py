"""Errors as RFC 9457 says: ``application/problem+json``, one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from chatbot.errors import SessionBusy, SessionStoreError

MEDIA_TYPE = "application/problem+json"


class ProblemBody(msgspec.Struct, rename={"kind": "type"}):
    """What is wrong with a request, or with the server."""

    title: Annotated[str, Meta(description="The status in words.")]
    status: int
    detail: Annotated[str, Meta(description="What is wrong and what to do, in one sentence.")]
    kind: str = "about:blank"


class Problem(Exception):
    """A request that is refused with ``status``; ``detail`` says why and what to do."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})

    @classmethod
    def of(cls, status: int, error: Exception, headers: Mapping[str, str] | None = None) -> Problem:
        """One whose detail is the text of an error, as a sentence."""
        text = str(error)
        return cls(status, f"{text[:1].upper()}{text[1:]}.", headers)

    def response(self, **extension: object) -> Response:
        """The response that says so; an ``extension`` is for clients who look for it elsewhere."""
        body = ProblemBody(HTTPStatus(self.status).phrase, self.status, self.detail)
        content = msgspec.json.encode({**msgspec.to_builtins(body), **extension})
        return Response(content, self.status, self.headers, media_type=MEDIA_TYPE)


def unexpected() -> Problem:
    """What a client is told of a fault that it cannot do anything about."""
    return Problem(500, "A fault of the server's own; its owner finds it in the server's log.")


async def _problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.response()


async def _of_routing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = (error.headers or {}).get("Allow", "other methods")
        detail = f"{request.url.path} takes {allowed}, not {request.method}."
    else:
        detail = f"Nothing is at {request.url.path}; /openapi.json says what there is."
    return Problem(error.status_code, detail, error.headers).response()


async def _busy(_request: Request, error: Exception) -> Response:
    return Problem.of(503, error, {"Retry-After": "1"}).response()


async def _no_store(_request: Request, _error: Exception) -> Response:
    detail = "Conversations cannot be kept now; try again, or ask without session_id or sender."
    return Problem(503, detail, {"Retry-After": "5"}).response()


async def _fault(_request: Request, _error: Exception) -> Response:
    return unexpected().response()


HANDLERS: dict[Any, Any] = {
    Exception: _fault,
    Problem: _problem,
    HTTPException: _of_routing,
    SessionBusy: _busy,
    SessionStoreError: _no_store,
}
"""Error → what makes a response of it, as Starlette takes them."""
