"""Questions answered one after the other, without a line editor: ``ask`` and pipes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO, TypeVar

if TYPE_CHECKING:
    from chatbot.dialogue import Bot, Reply, Suggestion

Question = TypeVar("Question", bound=str)
Show = Callable[["Reply"], str]
"""A reply → the lines to write for it."""

LONGEST_LINE = 1_000_000
"""Characters of one line that are looked at; the rest of a longer one is skipped unread."""


def typed(words: Sequence[str]) -> str:
    """The words of the command line as one text; bytes that are no text are replaced."""
    return os.fsencode(" ".join(words)).decode(errors="replace")


def ask(bot: Bot, question: str, show: Show, out: TextIO) -> bool:
    """Answer one question; whether there was an answer to all of it."""
    reply = bot.ask(question)
    out.write(show(reply) + "\n")
    return _answered(reply)


def converse(bot: Bot, lines: TextIO | None, show: Show, out: TextIO) -> bool:
    """Answer each line as the next turn of one conversation; whether all of them had an answer.

    The number of a suggestion picks it. An empty line is no question, though something is said to
    it. What is written for a line is flushed before the next is read.
    """
    session = None
    offered: Sequence[Suggestion] = ()
    answered = True
    for question in _lines(lines) if lines else ():
        picked = chosen(question, offered)
        reply = bot.answer(picked.id, session) if picked else bot.ask(question, session)
        session, offered = reply.session, numbered(reply)
        answered = answered and (_answered(reply) or not question.strip())
        out.write(show(reply) + "\n")
        out.flush()
    return answered


def numbered(reply: Reply) -> tuple[Suggestion, ...]:
    """The suggestions whose number picks them; of the choices of "did you mean" the bot knows."""
    return () if reply.kind == "clarify" else reply.suggestions


def chosen(typed: str, offered: Sequence[Question]) -> Question | None:
    """The offered question whose number was typed, from 1; None when it was none."""
    number = typed.strip("#.() ")
    if not number.isdecimal() or len(number) > 3:
        return None
    position = int(number)
    return offered[position - 1] if 0 < position <= len(offered) else None


def _answered(reply: Reply) -> bool:
    return reply.kind in ("answer", "smalltalk") and reply.reason is None


def _lines(stream: TextIO) -> Iterator[str]:
    while line := _read(stream):
        rest = line
        while rest and not rest.endswith("\n"):
            rest = _read(stream)
        yield line.removesuffix("\n").removesuffix("\r")


def _read(stream: TextIO) -> str:
    try:
        return stream.readline(LONGEST_LINE)
    except OSError as error:
        error.filename = "standard input"  # else it would be taken for the output
        raise
