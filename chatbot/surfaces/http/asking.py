"""``POST /v1/ask``: a question, or a button, and the published reply."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType
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

    question: Annotated[
        str | UnsetType, Meta(description="What somebody asks, in their own words.")
    ] = UNSET
    entry_id: Annotated[
        str | UnsetType, Meta(description="In place of a question: the id of a suggestion.")
    ] = UNSET
    session: Annotated[
        str | UnsetType,
        Meta(
            description="The session of the last reply, for those who keep it themselves. One that "
            "another version made begins a new conversation."
        ),
    ] = UNSET
    session_id: Annotated[
        SessionId | UnsetType,
        Meta(description="In place of a session: a random id, under which the server keeps it."),
    ] = UNSET


AskBody = Annotated[
    Ask,
    Meta(
        extra_json_schema={
            "oneOf": [{"required": ["question"]}, {"required": ["entry_id"]}],
            "not": {"required": ["session", "session_id"]},
        }
    ),
]
"""What the type alone does not say."""


async def ask(request: Request) -> Response:
    """Answer one question."""
    service = service_of(request)
    asked = await body_of(request, Ask)
    incoming = _incoming(asked, service)
    if not asked.session_id:
        reply = service.adapter.reply(incoming, _session(asked.session))
        return _published(reply, service, reply.session.to_json())
    if asked.session is not UNSET:
        raise Problem(422, "Send a session or a session_id, not both.")
    async with service.adapter.turn_async(f"http/{asked.session_id}", incoming) as reply:
        if await request.is_disconnected():
            raise ClientDisconnect  # what nobody gets does not advance the conversation
    return _published(reply, service, None)


def _incoming(asked: Ask, service: Service) -> Incoming:
    question, entry_id = asked.question, asked.entry_id
    if isinstance(question, str) and entry_id is UNSET:
        return Incoming(question)
    if isinstance(entry_id, str) and question is UNSET:
        service.entry(entry_id)
        return Incoming(entry_id=entry_id)
    raise Problem(422, "Send either a question or an entry_id.")


def _session(text: str | UnsetType) -> Session | None:
    try:
        return Session.from_json(text) if isinstance(text, str) else None
    except SessionError:
        return None


def _published(reply: Reply, service: Service, session: str | None) -> Response:
    service.metrics.replied(reply)
    return as_json({**reply.as_dict(), "session": session})
