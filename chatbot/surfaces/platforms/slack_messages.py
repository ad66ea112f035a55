"""Replies as Slack's blocks, and where they go."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from slack_bolt.async_app import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from chatbot.dialogue import Reply
from chatbot.rendering import escape, render
from chatbot.surfaces.platforms.buttons import MOST, PREFIX, THUMB, Thumb, data_of, label

_MOST_SECTIONS: Final = 3
"""Sections of one message, of 3,000 characters each; longer ones are hard to read in Slack."""
_LONGEST_BUTTON: Final = 75
_LONGEST_VALUE: Final = 2000
_LONGEST_SOURCE: Final = 500
_LONGEST_SUMMARY: Final = 300

_GONE: Final = ("message_not_found", "cant_update_message", "edit_window_closed")
"""What Slack says of a message that was deleted, or may not be changed any more."""

Block = dict[str, Any]


class SlackMessage(NamedTuple):
    """What a message is made of."""

    text: str
    """For notifications and screen readers."""
    blocks: list[Block]


class Posted(NamedTuple):
    """Where a message stands."""

    channel: str
    ts: str


def messages(reply: Reply, thumbs: Sequence[Thumb]) -> list[SlackMessage]:
    """The reply in sections, then its source, a button for each question to go on with, thumbs."""
    sections = [_section(part) for part in render(reply, "slack")]
    blocks = [list(some) for some in _batches(sections)] or [[]]
    blocks[-1] += _below(reply, thumbs)
    summary = escape(label(" ".join(reply.text.split()), _LONGEST_SUMMARY), "slack")
    return [SlackMessage(summary, some) for some in blocks if some]


def _batches(sections: Sequence[Block]) -> Iterator[Sequence[Block]]:
    for start in range(0, len(sections), _MOST_SECTIONS):
        yield sections[start : start + _MOST_SECTIONS]


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, "expand": True}


def _below(reply: Reply, thumbs: Sequence[Thumb]) -> Iterator[Block]:
    if reply.source and reply.source.text:
        text = escape(label(reply.source.text, _LONGEST_SOURCE), "slack")
        yield {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}
    if reply.suggestions:
        buttons = [
            _button(f"{PREFIX}{number}", data_of(one.id, _LONGEST_VALUE), one.text)
            for number, one in enumerate(reply.suggestions[:MOST])
        ]
        yield {"type": "actions", "elements": buttons}
    if thumbs:
        signs = [_button(f"{THUMB}{one.value}", one.data, one.sign) for one in thumbs]
        yield {"type": "actions", "elements": signs}


def _button(action: str, value: str, text: str) -> Block:
    shown = {"type": "plain_text", "text": label(text, _LONGEST_BUTTON), "emoji": True}
    return {"type": "button", "action_id": action, "value": value, "text": shown}


async def _is_there(calling: Awaitable[object]) -> bool:
    """Await a call about a message that was sent; whether that message still is there."""
    try:
        await calling
    except SlackApiError as error:
        if error.response["error"] not in _GONE:
            raise
        return False
    return True


@dataclass(frozen=True, slots=True)
class InThread:
    """A thread of a channel, or direct messages, where all see the reply."""

    client: AsyncWebClient
    channel: str
    thread: str | None
    typing: str
    """What Slack shows beside the app's name while it types."""

    async def announce(self) -> None:
        """Show that the app is typing, which Slack does in threads alone.

        The next message in the thread ends that.
        """
        if self.thread is not None:
            await self.client.assistant_threads_setStatus(
                channel_id=self.channel, thread_ts=self.thread, status=self.typing
            )

    def messages(self, reply: Reply, thumbs: Sequence[Thumb]) -> list[SlackMessage]:
        """As :func:`messages`."""
        return messages(reply, thumbs)

    async def post(self, message: SlackMessage) -> Posted:
        """Add a message."""
        sent = await self.client.chat_postMessage(
            channel=self.channel,
            thread_ts=self.thread,
            unfurl_links=False,
            unfurl_media=False,
            **message._asdict(),
        )
        return Posted(sent["channel"], sent["ts"])

    async def change(self, sent: Posted, message: SlackMessage) -> bool:
        """Put a message in the place of one that was sent, unless that was deleted."""
        return await _is_there(
            self.client.chat_update(channel=sent.channel, ts=sent.ts, **message._asdict())
        )

    async def remove(self, sent: Posted) -> None:
        """Take a message back, unless it was deleted."""
        await _is_there(self.client.chat_delete(channel=sent.channel, ts=sent.ts))


@dataclass(frozen=True, slots=True)
class ToOne:
    """Shows the reply to the one who used the command only; that cannot be changed later."""

    respond: AsyncRespond

    async def announce(self) -> None:
        """Do nothing, as Slack has no sign of typing for one person alone."""

    def messages(self, reply: Reply, thumbs: Sequence[Thumb]) -> list[SlackMessage]:
        """As :func:`messages`."""
        return messages(reply, thumbs)

    async def post(self, message: SlackMessage) -> Posted:
        """Add a message."""
        await self.respond(response_type="ephemeral", replace_original=False, **message._asdict())
        return Posted("", "")

    async def change(self, sent: Posted, message: SlackMessage) -> bool:
        """Leave the message that was sent, which cannot be changed."""
        return False

    async def remove(self, sent: Posted) -> None:
        """Leave a message, as it cannot be taken back."""
