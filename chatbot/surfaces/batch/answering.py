"""What a process or a cluster's worker does: it answers the lines that it is handed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from chatbot.errors import BatchError, ChatbotError

if TYPE_CHECKING:
    from chatbot.dialogue import Bot, Reply


class Source(NamedTuple):
    """Which bot answers, as :func:`chatbot.surfaces.semantic.load` takes it."""

    faq: str
    """The compiled file."""
    audience: tuple[str, ...] = ()
    semantic: str | None = None
    cache: bool = True
    language: None = None
    """The file is in the one that was chosen."""


class Line(NamedTuple):
    """A question with where it stands."""

    number: int
    """Of the line in its file, from 1."""
    question: str
    session: str
    """Which conversation it belongs to; empty for none."""
    cells: Mapping[str, object]
    """All columns of the line."""


class Conversation(NamedTuple):
    """Lines of one session in their order, or a line that has none."""

    lines: tuple[Line, ...]
    state: str = ""
    """The session as JSON before the first of them; empty where it begins."""


class Answered(NamedTuple):
    """What came of a conversation."""

    written: tuple[str, ...]
    """By line: what is written for it, with its line end."""
    state: str
    """The session as JSON after the last."""


def answer(
    source: Source, header: Sequence[str] | None, conversations: Sequence[Conversation]
) -> list[Answered]:
    """Answer conversations; with a ``header`` a line is written as CSV under those columns.

    Raises :class:`~chatbot.errors.BatchError` where the knowledge or the encoder cannot be used.
    """
    try:
        bot = _bot(source)
    except ChatbotError as error:  # others do not find their way between processes
        raise BatchError(str(error)) from None
    return [_answer(bot, header, one) for one in conversations]


@lru_cache(1)
def _bot(source: Source) -> Bot:
    """The bot, opened once in a process; nothing is logged, as no person asks now."""
    import gc

    from chatbot.surfaces.semantic import load

    bot = load(source.faq, source, log=False)
    gc.freeze()  # all of it stays; looking for garbage in it would only take time
    return bot


def _answer(bot: Bot, header: Sequence[str] | None, conversation: Conversation) -> Answered:
    from chatbot.dialogue import Session

    session = Session.from_json(conversation.state) if conversation.state else None
    written: list[str] = []
    for line in conversation.lines:
        reply = bot.ask(line.question, session)
        session = reply.session
        written.append(_as_json(line, reply) if header is None else _as_csv(line, reply, header))
    return Answered(tuple(written), session.to_json() if session else "")


def _as_json(line: Line, reply: Reply) -> str:
    """One line of JSON in ASCII, which keeps every character exactly."""
    said = {"line": line.number, "columns": dict(line.cells), "reply": reply.as_dict()}
    return f"{json.dumps(said)}\n"


def _as_csv(line: Line, reply: Reply, header: Sequence[str]) -> str:
    said = reply.as_dict()
    own = (line.cells.get(column) for column in header)
    return as_row((line.number, *own, *(said[key] for key in reply_keys())))


@cache
def reply_keys() -> tuple[str, ...]:
    """What a reply has, in the order of a table's columns."""
    from chatbot.dialogue import reply_schema

    return tuple(reply_schema()["required"])


def as_row(cells: Sequence[object]) -> str:
    """A row of CSV; several ids in a cell are joined by ``|``, other values that are no text JSON.

    >>> as_row(("a, b", ["x", "y"], None, 0.5))
    '"a, b",x|y,,0.5\\r\\n'
    """
    import csv
    from io import StringIO

    from chatbot.workshop.exporting.tables import as_text

    stream = StringIO()
    csv.writer(stream).writerow([as_text(_cell(value)) for value in cells])
    return stream.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return "|".join(value)
    return "" if value in (None, []) else json.dumps(value, ensure_ascii=False)
