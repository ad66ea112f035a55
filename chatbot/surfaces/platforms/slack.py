"""Slack, by slack-bolt: mentions, direct messages, threads, ``/faq`` and buttons.

Bolt checks signatures and their age, acknowledges at once, and passes over the app's own messages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any, Final

from slack_bolt.async_app import (
    AsyncAck,
    AsyncApp,
    AsyncBoltContext,
    AsyncBoltRequest,
    AsyncRespond,
)
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from chatbot.language import interface_words
from chatbot.surfaces.adapter import AnyBot
from chatbot.surfaces.platforms.answering import Answering, Asked
from chatbot.surfaces.platforms.buttons import PREFIX, THUMB
from chatbot.surfaces.platforms.channels import DIRECT
from chatbot.surfaces.platforms.slack_messages import InThread, Posted, ToOne

COMMAND: Final = "/faq"
_DIRECT_CHANNELS: Final = "D"
"""What ids of conversations with the app alone begin with."""
_WRITTEN: Final = {None, "message_changed", "file_share", "thread_broadcast", "me_message"}
"""Kinds of messages that somebody wrote; others tell what happened in a channel."""
_REPEATED: Final = ["http_timeout"]
"""Why Slack repeats what came before, but was not acknowledged in three seconds."""
_RETRIES: Final = 3

Event = Mapping[str, Any]


class SlackFaq:
    """Answers in Slack: add it to an app of yours, after your own listeners.

    It takes the messages that are meant for it only: direct messages, those that mention the app,
    and in threads where it was asked before those that mention nobody. An ``Answering`` in place of
    a bot says where conversations are kept, and which channels it answers in.
    """

    def __init__(self, bot: AnyBot | Answering[Posted]) -> None:
        self._answering = Answering.of(bot)

    def add_to(self, app: AsyncApp) -> None:
        """Listen to the events, the command and the buttons that come to ``app``.

        Calls that Slack limits the rate of are repeated when it says that they may be.
        """
        app.client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(_RETRIES))
        app.event("app_mention", matchers=[self._is_for_us])(self._on_message)
        app.event("message", matchers=[self._is_for_us])(self._on_message)
        app.command(COMMAND)(self._on_command)
        app.action(re.compile(f"^{PREFIX}"))(self._on_button)
        app.action(re.compile(f"^{THUMB}"))(self._on_thumb)

    async def _is_for_us(
        self, event: Event, context: AsyncBoltContext, request: AsyncBoltRequest
    ) -> bool:
        said = _said(event)
        if not {event.get("subtype"), said.get("subtype")} <= _WRITTEN or _is_of_a_bot(said):
            return False
        if request.headers.get("x-slack-retry-reason") == _REPEATED:
            return False
        channel, mention = str(event["channel"]), f"<@{context.bot_user_id}"
        if not self._answering.channels.open(_name(channel)):
            return False
        if channel.startswith(_DIRECT_CHANNELS) or mention in said["text"]:
            return True
        return (
            "thread_ts" in said
            and not re.search(r"<[@!]", said["text"])
            and await self._answering.is_talking(_conversation(event, context))
        )

    async def _on_message(
        self, event: Event, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        said, channel = _said(event), str(event["channel"])
        message = f"{channel}/{said['ts']}"
        # A mention comes twice, as such and as a message; an edit has the number of its message.
        edited = said.get("edited", {}).get("ts", "")
        is_same = said is not event and said["text"] == event["previous_message"].get("text")
        if is_same or not self._answering.is_new(f"{message}/{edited}"):
            return
        asked = Asked(
            _conversation(event, context),
            _name(channel),
            _typed(said["text"]),
            message=message,
        )
        await self._answering.answer(asked, self._in_thread(client, channel, said))

    def _in_thread(self, client: AsyncWebClient, channel: str, said: Event) -> InThread:
        words = interface_words(self._answering.bot.knowledge.language)
        return InThread(client, channel, _thread(said, channel), words["typing"])

    async def _on_command(
        self, ack: AsyncAck, command: Event, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        await ack()
        channel = str(command["channel_id"])
        if self._answering.channels.open(_name(channel)):
            asked = Asked(_of_one(channel, context), _name(channel), unescape(command["text"]))
            await self._answering.answer(asked, ToOne(respond))

    async def _on_button(
        self,
        ack: AsyncAck,
        body: Event,
        context: AsyncBoltContext,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        await ack()
        pressed, place = body["actions"][0], body["container"]
        channel = str(place["channel_id"])
        pressing = f"{channel}/{place['message_ts']}/{pressed['action_ts']}"
        if not (self._answering.channels.open(_name(channel)) and self._answering.is_new(pressing)):
            return
        text, button = unescape(pressed["text"]["text"]), pressed["value"]
        if place.get("is_ephemeral"):
            asked = Asked(_of_one(channel, context), _name(channel), text, button)
            await self._answering.answer(asked, ToOne(respond))
            return
        said = {"ts": place["message_ts"], **place}
        conversation = _key(context, channel, _thread(said, channel))
        asked = Asked(conversation, _name(channel), text, button)
        await self._answering.answer(asked, self._in_thread(client, channel, said))

    async def _on_thumb(self, ack: AsyncAck, body: Event, respond: AsyncRespond) -> None:
        await ack()
        channel = str(body["container"]["channel_id"])
        sign = self._answering.rate(body["actions"][0]["value"], _name(channel))
        if sign:
            await respond(sign, response_type="ephemeral", replace_original=False)


def _said(event: Event) -> Event:
    """The message that an event is about, as it reads now."""
    message = event.get("message", event) if event.get("subtype") == "message_changed" else event
    return message if "text" in message else {**message, "text": ""}


def _is_of_a_bot(said: Event) -> bool:
    return "bot_id" in said or "user" not in said


def _name(channel: str) -> str:
    """A channel as it is named in settings."""
    return DIRECT if channel.startswith(_DIRECT_CHANNELS) else channel


def _thread(said: Event, channel: str) -> str | None:
    """The thread to reply in; in a channel a message begins one, in direct messages it does not."""
    thread = said.get("thread_ts")
    if thread is None and not channel.startswith(_DIRECT_CHANNELS):
        thread = said["ts"]
    return None if thread is None else str(thread)


def _conversation(event: Event, context: AsyncBoltContext) -> str:
    channel = str(event["channel"])
    return _key(context, channel, _thread(_said(event), channel))


def _of_one(channel: str, context: AsyncBoltContext) -> str:
    """The conversation of one person in a channel, which nobody else sees."""
    return _key(context, channel, context.user_id)


def _key(context: AsyncBoltContext, *parts: str | None) -> str:
    return "/".join(["slack", context.team_id or "", *filter(None, parts)])


_PLACES: Final[Sequence[tuple[str, str]]] = (
    (r"<[@!][^>]*>", " "),
    (r"<#[^>|]*\|?([^>]*)>", r"\1"),
    (r"<(?:mailto:|tel:)?([^>|]*)\|([^>]*)>", r"\2"),
    (r"<([^>]*)>", r"\1"),
)


def _typed(text: str) -> str:
    """What somebody wrote, without mentions and without Slack's way to write links.

    >>> _typed("<@U1> is <http://a.example|a.example> open &amp; free?")
    'is a.example open & free?'
    """
    for pattern, shown in _PLACES:
        text = re.sub(pattern, shown, text)
    return unescape(re.sub(r"[ \t]+", " ", text)).strip()
