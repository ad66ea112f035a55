"""Every route, with what goes in and comes out: what is served and what the API says it serves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from starlette.requests import Request
from starlette.responses import Response

from chatbot.surfaces.http import asking, catalogue, completions, feedback, health, rasa
from chatbot.surfaces.http.settings import COMPLETIONS

REPLY: Final = "Reply"
"""Stands for the published reply, whose schema is the dialogue's."""

Tag = Literal["questions", "entries", "compatible", "operation"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One route, and what its description says of it."""

    method: Literal["GET", "POST"]
    path: str
    endpoint: Callable[[Request], Awaitable[Response]]
    summary: str
    tag: Tag
    result: Any
    """Type of what it answers, ``REPLY``, or a media type that is not JSON."""
    body: Any = None
    query: Any = None
    problems: tuple[int, ...] = ()
    """Statuses that only this route has."""
    streams: bool = False
    may_need_key: bool = False


OPERATIONS: Final = (
    Operation(
        "POST", "/v1/ask", asking.ask, "Ask a question", "questions", REPLY, asking.AskBody,
        problems=(403, 404), may_need_key=True,
    ),
    Operation(
        "POST", "/v1/feedback", feedback.feedback, "Say what somebody thought of a reply",
        "questions", feedback.Kept, feedback.Opinion, problems=(404,),
    ),
    Operation(
        "GET", "/v1/suggest", catalogue.suggest, "Say what may be meant while typing", "questions",
        catalogue.Suggestions, query=catalogue.Typed,
    ),
    Operation(
        "GET", "/v1/entries", catalogue.entries, "List what can be asked", "entries",
        catalogue.EntryList, query=catalogue.Page,
    ),
    Operation(
        "GET", "/v1/entries/{id}", catalogue.entry, "Show one entry", "entries",
        catalogue.EntryBody, problems=(404,),
    ),
    Operation(
        "POST", COMPLETIONS, completions.complete, "Ask as an OpenAI-compatible model",
        "compatible", completions.ChatCompletion, completions.Completion, streams=True,
    ),
    Operation(
        "GET", "/v1/models", completions.models, "List the one model", "compatible",
        completions.Models,
    ),
    Operation(
        "GET", "/v1/models/{id}", completions.model, "Show the one model", "compatible",
        completions.Model, problems=(404,),
    ),
    Operation(
        "POST", "/webhooks/rest/webhook", rasa.webhook, "Ask as Rasa's REST channel", "compatible",
        list[rasa.BotMessage], rasa.UserMessage,
    ),
    Operation(
        "GET", "/livez", health.livez, "Does the process answer?", "operation", health.Alive,
    ),
    Operation(
        "GET", "/readyz", health.readyz, "Can questions be answered?", "operation", health.Ready,
    ),
    Operation(
        "GET", "/metrics", health.metrics, "Counts for Prometheus", "operation", "text/plain",
        problems=(401, 403), may_need_key=True,
    ),
)  # fmt: skip
