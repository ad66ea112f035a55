"""What the routes of one process share."""

from __future__ import annotations

from asyncio import Lock
from dataclasses import dataclass, field, replace
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from chatbot.dialogue import Bot, Reply
from chatbot.knowledge import Entry
from chatbot.live import Live
from chatbot.surfaces.adapter import Adapter
from chatbot.surfaces.http.metrics import Metrics
from chatbot.surfaces.http.problems import Problem
from chatbot.surfaces.http.settings import Settings
from chatbot.surfaces.keys import CHALLENGE, WANTED
from chatbot.surfaces.typing_ahead import MOST, TypingAhead
from chatbot.web import Pages

REPLIES_KEPT: Final = 1_000
"""Replies of one version that are at hand when the same is asked again."""


@dataclass(slots=True)
class Service:
    """The bot, its conversations, and what is known about the server."""

    adapter: Adapter
    settings: Settings
    metrics: Metrics
    live: Live | None = None
    """The bot that follows its file, if it does."""
    ahead: TypingAhead = field(default_factory=TypingAhead)
    pages: Pages = field(default_factory=Pages)
    _listed: tuple[Entry, ...] | None = field(default=None, init=False)
    _list: str = field(default="", init=False)
    _listing: Lock = field(default_factory=Lock, init=False)
    _newest: tuple[Bot, Service] | None = field(default=None, init=False)
    """The version that answers, and its service."""

    @property
    def bot(self) -> Bot:
        """The bot that answers."""
        return self.adapter.bot

    def current(self) -> Service:
        """The service of the version that answers now."""
        bot = self.adapter.bot
        if self._newest is None or self._newest[0] is not bot:
            adapter = self.adapter.current(REPLIES_KEPT)
            self._newest = bot, replace(self, adapter=adapter, ahead=TypingAhead())
        return self._newest[1]

    def turn(self, reply: Reply) -> str:
        """A reply as the pages show it."""
        return self.pages.turn(
            self.bot.knowledge, reply, keeps_feedback=self.adapter.keeps_feedback
        )

    async def begun(self, typed: str, most: int = MOST) -> tuple[Entry, ...]:
        """At most so many entries that may be meant by the beginning of a question."""
        return await self.adapter.off_loop(self.ahead.entries, self.bot, typed, most)

    async def questions(self) -> str:
        """The page with all questions, which is made once: thousands of answers take seconds."""
        bot = self.bot
        async with self._listing:
            entries = bot.entries()
            if entries is not self._listed:
                self._list = await run_in_threadpool(self.pages.questions, bot.knowledge, entries)
                self._listed = entries
            return self._list

    def entry(self, entry_id: str) -> Entry:
        """The entry with an id; raises a :class:`Problem` (404) if there is none."""
        entry = self.bot.entry(entry_id)
        if entry is None:
            raise Problem(404, "There is no entry with this id; /v1/entries lists them.")
        return entry


def service_of(request: Request) -> Service:
    """The service that the app was made with; a request sees one version of the bot."""
    service: Service | None = request.scope.get("chatbot.service")
    if service is None:
        made: Service = request.app.state.service
        service = request.scope["chatbot.service"] = made.current()
    return service


def require_key(request: Request) -> None:
    """Raise a :class:`Problem` unless the request may use the admin routes."""
    settings = service_of(request).settings
    is_own = settings.is_local and "x-forwarded-for" not in request.headers
    if request.scope["chatbot.has_key"] or (is_own and not settings.keys):
        return
    if settings.keys:
        raise Problem(401, WANTED, CHALLENGE)
    raise Problem(403, "This route is off: start the server with --key-file.")
