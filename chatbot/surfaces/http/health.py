"""For those who watch over the server: does it live, can it answer, what has it done."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from chatbot.surfaces.http.requests import as_json
from chatbot.surfaces.http.service import require_key, service_of

_OLD: Final = "old file still serving after a broken reload"
"""Why it was broken is said where the server runs: not everybody is to read that."""


class Alive(Struct):
    """The process answers."""

    status: Literal["alive"] = "alive"


class Ready(Struct):
    """Questions can be answered."""

    title: str
    """What the knowledge is about."""
    entries: int
    status: Literal["ready"] = "ready"
    note: str = ""
    """Whether it is the newest file that serves; empty if it is."""


async def livez(_request: Request) -> Response:
    """Say that the process answers."""
    return as_json(Alive())


async def readyz(request: Request) -> Response:
    """Say that questions can be answered, and from what."""
    service = service_of(request)
    knowledge, live = service.bot.knowledge, service.live
    note = _OLD if live and live.status.problem else ""
    return as_json(Ready(knowledge.title, len(knowledge.entries), note=note))


async def metrics(request: Request) -> Response:
    """Show all counts, to those who may see them."""
    require_key(request)
    return service_of(request).metrics.response()
