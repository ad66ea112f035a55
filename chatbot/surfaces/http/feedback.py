"""``POST /v1/feedback``: what somebody thought of a reply, for the owner's log."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from chatbot.surfaces.http.requests import as_json, body_of
from chatbot.surfaces.http.service import service_of


class Opinion(Struct, forbid_unknown_fields=True):
    """What somebody thought of a reply."""

    reply_id: Annotated[str, Meta(min_length=1, max_length=40, description="The id of the reply.")]
    value: Annotated[Literal[1, -1], Meta(description="1 for good, -1 for bad.")]


class Kept(Struct):
    """What became of an opinion."""

    kept: Annotated[bool, Meta(description="False where the server keeps no log.")]


async def feedback(request: Request) -> Response:
    """Keep what somebody thought of a reply."""
    opinion = await body_of(request, Opinion)
    service = service_of(request)
    service.bot.feedback(opinion.reply_id, opinion.value)
    return as_json(Kept(service.adapter.keeps_feedback))
