"""The ASGI application: a bot behind a gate."""

from __future__ import annotations

import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from chatbot.live import Live
from chatbot.sessions import Conversations, SessionStore
from chatbot.surfaces.adapter import Adapter, AnyBot
from chatbot.surfaces.http import tracing
from chatbot.surfaces.http.gate import Gate
from chatbot.surfaces.http.metrics import Metrics
from chatbot.surfaces.http.openapi import openapi
from chatbot.surfaces.http.pages import PAGES
from chatbot.surfaces.http.problems import HANDLERS
from chatbot.surfaces.http.routes import OPERATIONS
from chatbot.surfaces.http.service import Service
from chatbot.surfaces.http.settings import Settings
from chatbot.surfaces.status import complain

_WARM_UP = "?"
"""What is asked before the first question, so that all is built by then."""


def make_app(bot: AnyBot, store: SessionStore, settings: Settings) -> ASGIApp:
    """An application that answers from ``bot`` and keeps conversations in ``store``."""
    bot.match(_WARM_UP)
    metrics = Metrics()
    conversations = Conversations(store, settings.limits.turn_seconds, _store_failed)
    adapter = Adapter(bot, conversations)
    app = Starlette(
        routes=[*_routes(), _description(), *PAGES],
        middleware=_middleware(settings),
        exception_handlers=HANDLERS,
    )
    app.router.redirect_slashes = False
    live = bot if isinstance(bot, Live) else None
    if live:
        live.on_reload(metrics.reloaded)
    app.state.service = Service(adapter, settings, metrics, live)
    return Gate(app, settings, metrics)


def _store_failed(why: str) -> None:
    complain(f"conversations cannot be kept: {why}")


def _routes() -> list[Route]:
    """The operations; an id may have slashes."""
    return [
        Route(one.path.replace("{id}", "{id:path}"), one.endpoint, methods=[one.method])
        for one in OPERATIONS
    ]


def _description() -> Route:
    content = msgspec.json.encode(openapi())

    async def describe(_request: Request) -> Response:
        return Response(content, media_type="application/json")

    return Route("/openapi.json", describe)


def _middleware(settings: Settings) -> list[Middleware]:
    found = []
    if tracing.is_set_up():
        found.append(Middleware(tracing.Traced))
    if settings.origins:
        found.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(settings.origins),
                allow_methods=["GET", "POST"],
                allow_headers=["content-type", "authorization"],
                expose_headers=["retry-after"],
            )
        )
    return found
