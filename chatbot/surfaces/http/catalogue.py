"""What there is to ask: the entries, one of them, and what may be meant while typing."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import Response

from chatbot.knowledge import Entry
from chatbot.surfaces.http.requests import as_json, parameters_of
from chatbot.surfaces.http.service import service_of
from chatbot.surfaces.typing_ahead import MOST


class Suggestion(Struct):
    """A question that can be asked."""

    id: Annotated[str, Meta(description="Id of the entry that answers it.")]
    text: Annotated[str, Meta(description="The question, as people read it.")]


class Suggestions(Struct):
    """Questions that may be meant, likeliest first."""

    suggestions: list[Suggestion]


class EntryList(Struct):
    """Some of the entries, in the order of the file."""

    title: Annotated[str, Meta(description="What the knowledge is about.")]
    total: Annotated[int, Meta(description="How many entries there are.")]
    entries: list[Suggestion]


class EntrySource(Struct):
    """What an answer rests on; empty texts where its author says nothing."""

    title: str
    date: str
    url: str


class EntryBody(Struct):
    """One curated answer."""

    id: str
    question: str
    phrasings: Annotated[list[str], Meta(description="Ways of asking, the question first.")]
    answer: Annotated[str, Meta(description="As its author wrote it.")]
    source: EntrySource
    see_also: Annotated[list[Suggestion], Meta(description="What is worth asking next.")]


class Page(Struct, forbid_unknown_fields=True):
    """Which of the entries."""

    offset: Annotated[int, Meta(ge=0, description="How many to pass over.")] = 0
    limit: Annotated[int, Meta(ge=1, le=1000, description="At most how many.")] = 100


class Typed(Struct, forbid_unknown_fields=True):
    """What somebody has typed so far."""

    q: Annotated[str, Meta(max_length=1000, description="The beginning of a question.")]
    limit: Annotated[int, Meta(ge=1, le=MOST, description="At most how many.")] = MOST


async def entries(request: Request) -> Response:
    """List the entries."""
    page = parameters_of(request, Page)
    bot = service_of(request).bot
    every = bot.entries()
    some = every[page.offset : page.offset + page.limit]
    shown = [_suggestion(entry) for entry in some]
    return as_json(EntryList(bot.knowledge.title, len(every), shown))


async def entry(request: Request) -> Response:
    """Show one entry."""
    service = service_of(request)
    found = service.entry(request.path_params["id"])
    source = found.source
    return as_json(
        EntryBody(
            found.id,
            found.question,
            list(found.phrasings),
            found.answer,
            EntrySource(source.title, source.date, source.url),
            [_suggestion(other) for other in filter(None, map(service.bot.entry, found.see_also))],
        )
    )


async def suggest(request: Request) -> Response:
    """Say what may be meant."""
    typed = parameters_of(request, Typed)
    service = service_of(request)
    found = await service.begun(typed.q, typed.limit)
    return as_json(Suggestions([_suggestion(entry) for entry in found]))


def _suggestion(entry: Entry) -> Suggestion:
    return Suggestion(entry.id, entry.question)
