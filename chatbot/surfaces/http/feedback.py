"""``POST /v1/feedback``: what somebody thought of a reply, for the owner's log."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from chatbot.errors import LogError
from chatbot.surfaces.http.problems import Problem
from chatbot.surfaces.http.requests import as_json, body_of
from chatbot.surfaces.http.service import service_of


class Opinion(Struct, forbid_unknown_fields=True):
    """What somebody thought of a reply."""

    reply_id: Annotated[str, Meta(min_length=1, max_length=40, description="The id of the reply.")]
    value: Annotated[Literal[1, -1], Meta(description="1 for good, -1 for bad.")]


class Kept(Struct):
    """What became of an opinion."""

    kept: Annotated[
        bool,
        Meta(description="False where the server keeps no log, or cannot write to it just now."),
    ]


async def feedback(request: Request) -> Response:
    """Keep what somebody thought of a reply that the log has."""
    opinion = await body_of(request, Opinion)
    service = service_of(request)
    log = service.bot.log
    if log is None or log.is_off:
        return as_json(Kept(kept=False))
    try:
        is_known = await run_in_threadpool(log.has, opinion.reply_id)
    except LogError:  # the writer keeps the opinion if the file can be written later
        service.bot.feedback(opinion.reply_id, opinion.value)
        return as_json(Kept(kept=False))
    if not is_known:
        raise Problem(404, "The log has no reply with this id; send the id of a reply.")
    service.bot.feedback(opinion.reply_id, opinion.value)
    return as_json(Kept(kept=True))
