"""What comes in on a platform → a reply in its conversation: the same for every surface.

A surface translates: its events into an :class:`Incoming`, and the reply into what it can show. The
text is rendered by :func:`chatbot.render`, ``reply.suggestions`` are buttons (each with the id that
comes back when it is pressed), ``reply.source`` says what the answer rests on.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from chatbot.dialogue import Audience, Bot, Reply, Session
from chatbot.live import Live
from chatbot.sessions import Conversations

Result = TypeVar("Result")


AnyBot: TypeAlias = Bot | Live
"""A bot, whether it follows its file or not."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message, or a button that was pressed."""

    text: str = ""
    """What was written; of a button what stands on it."""
    entry_id: str | None = None
    """Of a button: the id of its entry."""
    audience: Audience = None
    """Whom the reply is for."""


class Adapter:
    """Answers what comes in, in the conversation it belongs to."""

    def __init__(self, bot: AnyBot, conversations: Conversations) -> None:
        self._bot = bot
        self._conversations = conversations

    @property
    def bot(self) -> Bot:
        """The bot that answers now."""
        return self._bot.bot if isinstance(self._bot, Live) else self._bot

    def current(self, kept_replies: int = 0) -> Adapter:
        """An adapter that stays with the version that answers now.

        It keeps as many replies as are asked for, see :meth:`chatbot.Bot.with_kept_replies`.
        """
        bot = self.bot
        if kept_replies:
            bot = bot.with_kept_replies(kept_replies)
        return Adapter(bot, self._conversations)

    def reply(self, incoming: Incoming, session: Session | None = None) -> Reply:
        """The reply, outside of any conversation that is kept; takes a few milliseconds.

        A button whose entry is no longer there asks what stands on it.
        """
        bot = self.bot
        if incoming.entry_id is not None:
            try:
                return bot.answer(incoming.entry_id, session, incoming.audience)
            except ValueError:
                pass
        return bot.ask(incoming.text, session, incoming.audience)

    async def reply_async(self, incoming: Incoming, session: Session | None = None) -> Reply:
        """The same in asyncio."""
        return await self.off_loop(self.reply, incoming, session)

    async def off_loop(self, step: Callable[..., Result], *arguments: object) -> Result:
        """What a step that asks the bot gives, in asyncio.

        With an encoder, which may compute for long or wait for a server, another thread does it.
        """
        if self.bot.encoder is None:
            return step(*arguments)
        import asyncio

        return await asyncio.to_thread(step, *arguments)

    def session_after(self, questions: Iterable[str]) -> Session | None:
        """The state of a conversation in which these were asked, which are not logged anew."""
        bot, session = self.bot.without_log(), None
        for question in questions:
            session = bot.ask(question, session).session
        return session

    @property
    def keeps_feedback(self) -> bool:
        """Whether there is a log in which it is kept what people think of replies."""
        log = self.bot.log
        return log is not None and not log.is_off

    @property
    def keeps_conversations(self) -> bool:
        """Whether the store of conversations worked when it was last used."""
        return not self._conversations.trouble

    @asynccontextmanager
    async def turn_async(self, key: str, incoming: Incoming) -> AsyncIterator[Reply]:
        """The next reply in the conversation of ``key``; send it within the block.

        If the block ends with an error the conversation stays as it was. Raises as
        :meth:`Conversations.turn_async` does.
        """
        async with self._conversations.turn_async(key) as turn:
            reply = await self.reply_async(incoming, turn.session)
            yield reply
            turn.session = reply.session

    async def knows(self, key: str) -> bool:
        """Whether something was said in the conversation of ``key`` before."""
        return await self._conversations.has_async(key)
