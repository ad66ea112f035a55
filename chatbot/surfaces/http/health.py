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
_NOT_KEPT: Final = "the log cannot be written"
_NO_STORE: Final = "conversations cannot be kept"


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
    """Whether an old file serves, or the log or conversations cannot be kept; else empty."""


async def livez(_request: Request) -> Response:
    """Say that the process answers."""
    return as_json(Alive())


async def readyz(request: Request) -> Response:
    """Say that questions can be answered, and from what."""
    service = service_of(request)
    knowledge, live, log = service.bot.knowledge, service.live, service.bot.log
    notes = [_OLD] if live and live.status.problem else []
    if log and log.trouble:
        notes.append(_NOT_KEPT)
    if not service.adapter.keeps_conversations:
        notes.append(_NO_STORE)
    return as_json(Ready(knowledge.title, len(knowledge.entries), note="; ".join(notes)))


async def metrics(request: Request) -> Response:
    """Show all counts, to those who may see them."""
    require_key(request)
    return service_of(request).metrics.response()
