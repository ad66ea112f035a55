"""The pages for people: the chat at ``/``, all questions, the widget, and the files they load.

The chat works without scripts, too: its forms come here, each with the session of the last reply.
No earlier turns come with them, as anybody could send a page of forged ones.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated, Final
from urllib.parse import parse_qsl

import msgspec
from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from chatbot.surfaces.adapter import Incoming
from chatbot.surfaces.http.asking import session_of
from chatbot.surfaces.http.problems import Problem
from chatbot.surfaces.http.service import service_of
from chatbot.web import ASSETS, POLICY, asset

_FORM: Final = "application/x-www-form-urlencoded"
_MOST_FIELDS: Final = 20
_HEADERS: Final = {"content-security-policy": f"{POLICY}; frame-ancestors 'none'"}
_FOR_ALL: Final = {"cross-origin-resource-policy": "cross-origin"}
"""Of what pages of other sites may load."""


class Asked(Struct):
    """What a form of the chat sends, or an address that leads to it says."""

    q: str = ""
    entry_id: str = ""
    """Of the button that was pressed."""
    session: str = ""
    helped: Annotated[str, Meta(max_length=40)] = ""
    """Id of the reply that somebody found good."""
    not_helped: Annotated[str, Meta(max_length=40)] = ""


async def chat(request: Request) -> Response:
    """Show the chat, with the reply to what was asked if something was."""
    asked = await _asked(request)
    service = service_of(request)
    bot, reply = service.bot, None
    rated = asked.helped or asked.not_helped
    if rated:
        bot.feedback(rated, 1 if asked.helped else -1)
    elif asked.q or asked.entry_id:
        incoming = Incoming(asked.q, asked.entry_id or None)
        reply = await service.adapter.reply_async(incoming, session_of(asked.session))
        service.metrics.replied(reply)
    page = service.pages.chat(
        bot.knowledge,
        bot.entries(),
        reply,
        rated=bool(rated),
        keeps_feedback=service.adapter.keeps_feedback,
    )
    return HTMLResponse(page, headers=_HEADERS)


async def questions(request: Request) -> Response:
    """Show all questions with their answers, or those that fit what somebody looks for."""
    service, searched = service_of(request), request.query_params.get("q", "").strip()
    bot = service.bot
    if searched:
        found = await service.begun(searched)
        page = service.pages.questions(bot.knowledge, found, searched=searched)
    else:
        page = await service.questions()
    return HTMLResponse(page, headers=_HEADERS)


async def widget(request: Request) -> Response:
    """Give the widget what it shows on a page of another site."""
    service = service_of(request)
    return HTMLResponse(service.pages.widget(service.bot.knowledge, service.bot.entries()))


async def _asked(request: Request) -> Asked:
    """What a form or an address says; raises a :class:`Problem` for a body that is no form."""
    given = dict(request.query_params)
    if request.method == "POST":
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
            raise Problem(415, f"Send a form, with the header Content-Type: {_FORM}.")
        body = (await request.body()).decode("utf-8", "replace")
        try:
            given = dict(parse_qsl(body, max_num_fields=_MOST_FIELDS))
        except ValueError as error:
            raise Problem(422, "The form has too many fields.") from error
    try:
        return msgspec.convert(given, Asked)
    except msgspec.ValidationError as error:
        raise Problem.of(422, error) from None


def _file(name: str, media_type: str) -> Route:
    """A file that browsers keep, and ask each time whether it is still the same."""
    content = asset(name)
    headers = {"etag": f'"{sha256(content).hexdigest()[:16]}"', "cache-control": "no-cache"}

    async def give(request: Request) -> Response:
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers | _FOR_ALL)
        return Response(content, headers=headers | _FOR_ALL, media_type=media_type)

    return Route(f"/{name}", give)


PAGES: Final = (
    Route("/", chat, methods=["GET", "POST"]),
    Route("/questions", questions),
    Route("/widget", widget),
    *(_file(name, media_type) for name, media_type in ASSETS.items()),
)
"""Routes that are for browsers, and no part of the API."""
