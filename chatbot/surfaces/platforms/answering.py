"""A message of a platform → its reply, in the messages of that platform."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

from cachetools import TTLCache

from chatbot.dialogue import Bot, Reply, Session
from chatbot.language import interface_words
from chatbot.sessions import MEMORY, Conversations, SessionStore, open_store
from chatbot.surfaces.adapter import Adapter, AnyBot, Incoming
from chatbot.surfaces.platforms.buttons import Thumb, entry_of, thumb_of, thumbs
from chatbot.surfaces.platforms.channels import Channels

REMEMBERED: Final = 10_000
"""Messages of which it is known that they came, and which ones answer them."""
REMEMBERED_FOR: Final = 24 * 60 * 60.0
"""Seconds."""

_LONGEST_SIGN: Final = 1.0
"""Seconds for which an answer waits until a sign is shown."""

Message = TypeVar("Message")
Sent = TypeVar("Sent")


class Outlet(Protocol[Message, Sent]):
    """Where the reply to a message is shown."""

    async def announce(self) -> None:
        """Show that a message is being written, where the platform has a sign for that."""

    def messages(self, reply: Reply, thumbs: Sequence[Thumb], /) -> Sequence[Message]:
        """The reply in messages as the platform takes them, with ``thumbs`` below the last one."""

    async def post(self, message: Message, /) -> Sent:
        """Send a message; returns what it is changed and removed by."""

    async def change(self, sent: Sent, message: Message, /) -> bool:
        """Put another message in the place of one that was sent; False where that cannot be."""

    async def remove(self, sent: Sent, /) -> None:
        """Take back a message that was sent, where it is still there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wrote, or the button they pressed."""

    conversation: str
    """The key of the conversation it belongs to."""
    channel: str
    """Where it was asked, as :class:`Channels` name it."""
    text: str
    """What was written; of a button what stands on it."""
    button: str | None = None
    """What a button sent, see :mod:`chatbot.surfaces.platforms.buttons`."""
    message: str | None = None
    """Which message it is, where it may be edited later."""


class _Answered(NamedTuple, Generic[Sent]):
    """A message that was answered, and may be edited."""

    sent: list[Sent]
    """What answers it."""
    before: Session | None
    after: Session
    """The state of its conversation when it was asked, and when it was answered."""


class Answering(Generic[Sent]):
    """What the adapters of all platforms have in common: turns, edits, repeats, audiences."""

    def __init__(
        self, bot: AnyBot, store: SessionStore | None = None, channels: Channels | None = None
    ) -> None:
        self._conversations = Conversations(store or open_store(MEMORY))
        self._adapter = Adapter(bot, self._conversations)
        self.channels = channels or Channels()
        """Where it answers, and for whom."""
        self._came: TTLCache[str, bool] = TTLCache(REMEMBERED, REMEMBERED_FOR)
        self._talking: TTLCache[str, bool] = TTLCache(REMEMBERED, REMEMBERED_FOR)
        self._answered: TTLCache[str, _Answered[Sent]] = TTLCache(REMEMBERED, REMEMBERED_FOR)

    @classmethod
    def of(cls, bot: AnyBot | Answering[Sent]) -> Answering[Sent]:
        """For a bot alone, one that answers everywhere and keeps conversations in memory."""
        return bot if isinstance(bot, Answering) else cls(bot)

    @property
    def bot(self) -> Bot:
        """The bot that answers."""
        return self._adapter.bot

    def is_new(self, message: str) -> bool:
        """Whether a message comes for the first time; platforms repeat what they are unsure of."""
        is_new = message not in self._came
        self._came[message] = True
        return is_new

    async def is_talking(self, conversation: str) -> bool:
        """Whether the bot was asked in a conversation before, be it by another process."""
        return conversation in self._talking or await self._adapter.knows(conversation)

    async def answer(self, asked: Asked, outlet: Outlet[Message, Sent]) -> None:
        """Reply to what was asked, in place of the messages that answered it before it was edited.

        What was edited is understood as if it had been asked so, unless more was said since. Raises
        as :meth:`Conversations.turn_async` does, and what the outlet raises; the conversation stays
        as it was then.
        """
        self._talking[asked.conversation] = True
        adapter = self._adapter.current()
        entry_id = asked.button and entry_of(asked.button, adapter.bot.knowledge)
        words = interface_words(adapter.bot.knowledge.language)
        text = asked.text or words["help"]  # of a mention alone, or a command
        incoming = Incoming(text, entry_id, self.channels.audience(asked.channel))
        async with self._conversations.turn_async(asked.conversation) as turn:
            edited = self._answered.pop(asked.message, None) if asked.message else None
            if edited is None:
                await show_sign(outlet.announce())
            begun = edited.before if edited and edited.after == turn.session else turn.session
            reply = await adapter.reply_async(incoming, begun)
            messages = outlet.messages(reply, self._thumbs(reply))
            sent = await _replaced(outlet, edited.sent if edited else [], messages)
            turn.session = reply.session
            if asked.message:
                self._answered[asked.message] = _Answered(sent, begun, reply.session)

    def rate(self, data: str, channel: str) -> str | None:
        """Keep what the thumb that sent ``data`` says of its reply.

        Returns the sign on it, to be shown to whoever pressed it; None if nothing is kept.
        """
        thumb = thumb_of(data)
        if thumb is None or not (self._adapter.keeps_feedback and self.channels.open(channel)):
            return None
        self.bot.feedback(thumb.reply_id, thumb.value)
        return thumb.sign

    def _thumbs(self, reply: Reply) -> Sequence[Thumb]:
        """Those of an answer, where it is kept what people think of it."""
        return thumbs(reply.id) if self._adapter.keeps_feedback and reply.kind == "answer" else ()


async def show_sign(showing: Awaitable[object]) -> None:
    """Show what is a sign only: that it fails, or takes too long, does not cost the answer."""
    with suppress(Exception):
        async with asyncio.timeout(_LONGEST_SIGN):
            await showing


async def _replaced(
    outlet: Outlet[Message, Sent], before: Sequence[Sent], messages: Sequence[Message]
) -> list[Sent]:
    """What is shown now that ``messages`` stand in place of what was sent ``before``.

    From the first one on that cannot be changed, as somebody deleted it, all are sent anew: they
    stay in order.
    """
    changed = 0
    for sent, message in zip(before, messages, strict=False):
        if not await outlet.change(sent, message):
            break
        changed += 1
    for sent in before[changed:]:
        await outlet.remove(sent)
    added = [await outlet.post(message) for message in messages[changed:]]
    return [*before[:changed], *added]
