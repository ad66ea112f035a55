"""``POST /v1/ask``: a question, or a button, and the published reply."""

from __future__ import annotations

from dataclasses import replace
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


Groups = Annotated[list[Annotated[str, Meta(max_length=100)]], Meta(max_length=20)]


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
            "is none, or that another version made, begins a new conversation."
        ),
    ] = UNSET
    session_id: Annotated[
        SessionId | UnsetType,
        Meta(description="In place of a session: a random id, under which the server keeps it."),
    ] = UNSET
    audience: Annotated[
        Groups | UnsetType,
        Meta(
            description="The groups that whoever asks belongs to. Those that the server is not "
            "open for need a key."
        ),
    ] = UNSET
    language: Annotated[
        Annotated[str, Meta(max_length=35)] | UnsetType,
        Meta(description="The language to be answered in, as de or de-CH."),
    ] = UNSET
    html: Annotated[
        bool, Meta(description="Whether the reply is wanted as the web page shows it, too.")
    ] = False


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
    _check_language(asked, service)
    incoming = replace(_incoming(asked, service), audience=_audience(asked, request))
    if not asked.session_id:
        reply = await service.adapter.reply_async(incoming, session_of(asked.session))
        return _published(reply, service, reply.session.to_json(), html=asked.html)
    if asked.session is not UNSET:
        raise Problem(422, "Send a session or a session_id, not both.")
    async with service.adapter.turn_async(f"http/{asked.session_id}", incoming) as reply:
        if await request.is_disconnected():
            raise ClientDisconnect  # what nobody gets does not advance the conversation
    return _published(reply, service, None, html=asked.html)


def _incoming(asked: Ask, service: Service) -> Incoming:
    question, entry_id = asked.question, asked.entry_id
    if isinstance(question, str) and entry_id is UNSET:
        return Incoming(question)
    if isinstance(entry_id, str) and question is UNSET:
        service.entry(entry_id)
        return Incoming(entry_id=entry_id)
    raise Problem(422, "Send either a question or an entry_id.")


def _audience(asked: Ask, request: Request) -> tuple[str, ...] | None:
    """The groups to answer for; raises a :class:`Problem` unless whoever asks may be of them."""
    if isinstance(asked.audience, UnsetType):
        return None
    others = set(asked.audience) - set(service_of(request).settings.audiences)
    if others and not request.scope["chatbot.has_key"]:
        raise Problem(403, "To ask as these groups needs a key, or a server that is open for them.")
    return tuple(asked.audience)


def _check_language(asked: Ask, service: Service) -> None:
    spoken = service.bot.knowledge.language
    wanted = asked.language.lower() if isinstance(asked.language, str) else spoken
    if wanted.partition("-")[0] != spoken.partition("-")[0]:
        raise Problem(422, f"This server answers in the language {spoken}.")


def session_of(text: str | UnsetType) -> Session | None:
    """The session that a client sends; None, for a new conversation, where it is none."""
    try:
        return Session.from_json(text) if isinstance(text, str) else None
    except SessionError:
        return None


def _published(reply: Reply, service: Service, session: str | None, *, html: bool) -> Response:
    service.metrics.replied(reply)
    shown = {"html": service.turn(reply)} if html else {}
    return as_json({**reply.as_dict(), "session": session, **shown})
