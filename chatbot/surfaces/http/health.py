"""For those who watch over the server: does it live, can it answer, what has it done."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from chatbot.surfaces.http.requests import as_json
from chatbot.surfaces.http.service import require_key, service_of


class Alive(Struct):
    """The process answers."""

    status: Literal["alive"] = "alive"


class Ready(Struct):
    """Questions can be answered."""

    title: str
    """What the knowledge is about."""
    entries: int
    status: Literal["ready"] = "ready"


async def livez(_request: Request) -> Response:
    """Say that the process answers."""
    return as_json(Alive())


async def readyz(request: Request) -> Response:
    """Say that questions can be answered, and from what."""
    knowledge = service_of(request).bot.knowledge
    return as_json(Ready(knowledge.title, len(knowledge.entries)))


async def metrics(request: Request) -> Response:
    """Show all counts, to those who may see them."""
    require_key(request)
    return service_of(request).metrics.response()
