"""What the routes of one process share."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.requests import Request

from chatbot.knowledge import Entry
from chatbot.surfaces.adapter import Adapter, Bot
from chatbot.surfaces.http.metrics import Metrics
from chatbot.surfaces.http.problems import Problem
from chatbot.surfaces.http.settings import Settings
from chatbot.surfaces.typing_ahead import TypingAhead


@dataclass(slots=True)
class Service:
    """The bot, its conversations, and what is known about the server."""

    adapter: Adapter
    settings: Settings
    metrics: Metrics
    ahead: TypingAhead = field(default_factory=TypingAhead)

    @property
    def bot(self) -> Bot:
        """The bot that answers."""
        return self.adapter.bot

    def entry(self, entry_id: str) -> Entry:
        """The entry with an id; raises a :class:`Problem` (404) if there is none."""
        entry = self.bot.entry(entry_id)
        if entry is None:
            raise Problem(404, "There is no entry with this id; /v1/entries lists them.")
        return entry


def service_of(request: Request) -> Service:
    """The service that the app was made with."""
    service: Service = request.app.state.service
    return service


def require_key(request: Request) -> None:
    """Raise a :class:`Problem` unless the request may use the admin routes."""
    settings = service_of(request).settings
    if request.scope["chatbot.has_key"] or (settings.is_local and not settings.keys):
        return
    if settings.keys:
        wanted = "Send a key of the server's key file: Authorization: Bearer KEY."
        raise Problem(401, wanted, {"WWW-Authenticate": "Bearer"})
    raise Problem(403, "This route is off: start the server with --key-file.")
