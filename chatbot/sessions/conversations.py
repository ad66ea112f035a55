"""One message of a conversation after the other, each beginning where the last one ended."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Final, TypeVar
from weakref import WeakValueDictionary

from chatbot.dialogue import Session
from chatbot.errors import SessionBusy, SessionError, SessionStoreError
from chatbot.sessions.store import SessionStore

if TYPE_CHECKING:
    import asyncio

PATIENCE: Final = 20.0
"""Seconds for which a message waits for those before it."""
_FIRST_PAUSE: Final = 0.002
_LONGEST_PAUSE: Final = 0.1

Result = TypeVar("Result")


class Turn:
    """One turn of a conversation: hand ``session`` in with the question, put the reply's there."""

    def __init__(self, session: Session | None) -> None:
        self.session = session
        """None in a new conversation."""


class Conversations:
    """The conversations in a store, by key: one for each user, channel or thread.

    >>> from chatbot import Bot, MemorySessionStore
    >>> bot, conversations = Bot.load(), Conversations(MemorySessionStore())
    >>> def on_message(user, text):
    ...     with conversations.turn(user) as turn:
    ...         reply = bot.ask(text, turn.session)
    ...         turn.session = reply.session
    ...         return reply.entry_ids
    >>> on_message("ann", "who is kim's best friend?"), on_message("ann", "why?")
    (('closest-friend',), ('china',))

    A turn that ends with an error (the reply could not be sent) leaves the conversation as it was.
    Messages of one key take their turns in the order in which they came, whatever thread, task or
    process they are in. Both ways to take a turn raise :class:`~chatbot.errors.SessionBusy` when
    those before it take too long or are too many, and
    :class:`~chatbot.errors.SessionStoreError` when the store cannot be reached.
    """

    def __init__(
        self,
        store: SessionStore,
        patience: float = PATIENCE,
        on_trouble: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Take their store; ``on_trouble`` is told why whenever it begins to fail in asyncio."""
        self._store = store
        self._patience = patience
        self._on_trouble = on_trouble
        self.trouble = ""
        """Why the store failed when it was last used in asyncio; empty if it did not."""
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @contextmanager
    def turn(self, key: str) -> Iterator[Turn]:
        """A turn of the conversation of ``key``; waits for those that came before."""
        place = self._store.join(key)
        kept = None
        try:
            pauses = self._pauses(key)
            while not self._store.is_first(key, place):
                time.sleep(next(pauses))
            turn = Turn(_restored(self._store.load(key)))
            yield turn
            kept = turn.session
        finally:
            self._store.leave(key, place, _stored(kept))

    @asynccontextmanager
    async def turn_async(self, key: str) -> AsyncIterator[Turn]:
        """The same in asyncio: what waits for a disk or a network does so in another thread."""
        import asyncio

        lock = self._locks.setdefault(key, asyncio.Lock())
        try:
            async with asyncio.timeout(self._patience):
                await lock.acquire()  # tasks get it in order; threads would join in any
        except TimeoutError:
            raise SessionBusy(key) from None
        try:
            place = await self._join(key)
            kept = None
            try:
                pauses = self._pauses(key)
                while not await self._off_loop(self._store.is_first, key, place):
                    await asyncio.sleep(next(pauses))
                turn = Turn(_restored(await self._off_loop(self._store.load, key)))
                yield turn
                kept = turn.session
            finally:
                await self._off_loop(self._store.leave, key, place, _stored(kept))
        finally:
            lock.release()

    async def has_async(self, key: str) -> bool:
        """Whether there is a conversation of ``key`` that goes on with the next turn."""
        return await self._off_loop(self._store.load, key) is not None

    async def _join(self, key: str) -> int:
        """A place in the queue, which is given up again if nobody waits for it any more."""
        import asyncio

        joining = asyncio.ensure_future(self._off_loop(self._store.join, key))
        try:
            return await asyncio.shield(joining)
        except asyncio.CancelledError:
            place = await joining
            await self._off_loop(self._store.leave, key, place, None)
            raise

    async def _off_loop(self, step: Callable[..., Result], *arguments: object) -> Result:
        import asyncio

        try:
            if self._store.in_memory:
                result = step(*arguments)
            else:
                result = await asyncio.to_thread(step, *arguments)
        except SessionStoreError as error:
            if not self.trouble:
                self._on_trouble(str(error))
            self.trouble = str(error)
            raise
        self.trouble = ""
        return result

    def _pauses(self, key: str) -> Iterator[float]:
        """Seconds to wait before asking again, ever longer, until patience ends."""
        until = time.monotonic() + self._patience
        pause = _FIRST_PAUSE
        while time.monotonic() < until:
            yield pause
            pause = min(pause * 2, _LONGEST_PAUSE)
        raise SessionBusy(key)


def _restored(text: str | None) -> Session | None:
    """The session that was stored; a new conversation if another version wrote it."""
    try:
        return None if text is None else Session.from_json(text)
    except SessionError:
        return None


def _stored(session: Session | None) -> str | None:
    return None if session is None else session.to_json()
