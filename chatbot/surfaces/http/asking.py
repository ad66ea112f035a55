"""``POST /v1/ask``: a question, or a button, and the published reply."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from chatbot.dialogue import Reply, Session
from chatbot.errors import SessionError
from chatbot.surfaces.adapter import Incoming
from chatbot.surfaces.http.problems import Problem
from chatbot.surfaces.http.requests import as_json, body_of
from chatbot.surfaces.http.service import Service, service_of

SessionId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9._~-]{8,128}$")]


class Ask(Struct, forbid_unknown_fields=True):
    """A question, or the id of the entry whose answer is wanted."""

    question: Annotated[str | None, Meta(description="What somebody asks, in their own words.")] = (
        None
    )
    entry_id: Annotated[
        str | None, Meta(description="In place of a question: the id of a suggestion.")
    ] = None
    session: Annotated[
        str | None,
        Meta(description="The session of the last reply, for those who keep it themselves."),
    ] = None
    session_id: Annotated[
        SessionId | None,
        Meta(description="A random id of the conversation, which the server then keeps."),
    ] = None


async def ask(request: Request) -> Response:
    """Answer one question."""
    service = service_of(request)
    asked = await body_of(request, Ask)
    incoming = _incoming(asked, service)
    if asked.session_id is None:
        reply = service.adapter.reply(incoming, _session(asked.session))
        return _published(reply, service, reply.session.to_json())
    if asked.session is not None:
        raise Problem(422, "Send a session or a session_id, not both.")
    async with service.adapter.turn_async(f"http/{asked.session_id}", incoming) as reply:
        if await request.is_disconnected():
            raise ClientDisconnect  # what nobody gets does not advance the conversation
    return _published(reply, service, None)


def _incoming(asked: Ask, service: Service) -> Incoming:
    if (asked.question is None) == (asked.entry_id is None):
        raise Problem(422, "Send either a question or an entry_id.")
    if asked.entry_id is not None:
        service.entry(asked.entry_id)
        return Incoming(entry_id=asked.entry_id)
    return Incoming(asked.question or "")


def _session(text: str | None) -> Session | None:
    try:
        return None if text is None else Session.from_json(text)
    except SessionError as error:
        raise Problem(422, f"{str(error).capitalize()}.") from None


def _published(reply: Reply, service: Service, session: str | None) -> Response:
    service.metrics.replied(reply)
    return as_json({**reply.as_dict(), "session": session})
