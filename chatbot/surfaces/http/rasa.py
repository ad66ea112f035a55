"""Rasa's REST channel, so that chat widgets made for it can be pointed here."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import UNSET, Meta, Struct, UnsetType
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from chatbot.dialogue import Reply
from chatbot.rendering import render
from chatbot.surfaces.adapter import Incoming
from chatbot.surfaces.http.requests import as_json, body_of
from chatbot.surfaces.http.service import service_of

_BUTTON: Final = "/faq/"
"""What the message of a pressed button begins with, before the id of its entry."""


class UserMessage(Struct):
    """What somebody wrote, or the payload of a button they pressed."""

    message: str
    sender: Annotated[str, Meta(max_length=255)] | None = None


class Button(Struct):
    """A question to go on with."""

    title: str
    payload: str


class BotMessage(Struct):
    """What the bot says."""

    recipient_id: str
    text: str
    buttons: list[Button] | UnsetType = UNSET


async def webhook(request: Request) -> Response:
    """Answer one message in the conversation of its sender; without a sender, in none."""
    service = service_of(request)
    said = await body_of(request, UserMessage)
    entry_id = said.message.removeprefix(_BUTTON) if said.message.startswith(_BUTTON) else None
    incoming = Incoming(said.message, entry_id)
    if said.sender is None:
        reply = await service.adapter.reply_async(incoming)
    else:
        async with service.adapter.turn_async(f"rasa/{said.sender}", incoming) as reply:
            if await request.is_disconnected():
                raise ClientDisconnect
    service.metrics.replied(reply)
    return as_json([_message(reply, said.sender or "default")])


def _message(reply: Reply, recipient: str) -> BotMessage:
    buttons = [Button(one.text, f"{_BUTTON}{one.id}") for one in reply.suggestions]
    return BotMessage(recipient, "".join(render(reply, "plain")), buttons or UNSET)
