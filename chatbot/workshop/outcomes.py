"""What became of a question whose right entry is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from chatbot.workshop.questions import Question

if TYPE_CHECKING:
    from chatbot.dialogue import Bot, Reply
    from chatbot.matching import Match

Verdict = Literal["right", "wrong", "offered", "asked", "declined"]
"""Answered with an acceptable entry; with another; asked back with an acceptable one among the
choices; without; declined, or taken for small talk."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question and what the bot did, as the first of a conversation."""

    question: Question
    verdict: Verdict
    entry_ids: tuple[str, ...]
    """What the bot answered with, or offered."""
    best: str | None
    """The entry that comes first; None where no entry comes near."""
    confidence: float
    """Of ``best``; 0 without one."""

    @property
    def answerable(self) -> bool:
        """Whether an entry answers it."""
        return bool(self.question.expected)

    @property
    def best_is_right(self) -> bool:
        """Whether the entry that comes first answers it."""
        return self.best in self.question.expected

    @property
    def is_error(self) -> bool:
        """Whether a person did not get what there was to get, or got what is wrong."""
        if self.answerable:
            return self.verdict not in ("right", "offered")
        return self.verdict == "wrong"


def ask(bot: Bot, question: Question) -> tuple[Outcome, Reply]:
    """Ask one question."""
    reply = bot.ask(question.text)
    verdict = judge(reply, question.expected)
    first = _first(bot, reply)
    best, confidence = (first.entry_id, first.confidence) if first else (None, 0.0)
    return Outcome(question, verdict, reply.entry_ids, best, confidence), reply


def _first(bot: Bot, reply: Reply) -> Match | None:
    """What comes first for a question, from its reply where that was decided from all of it."""
    whole = bot.matcher.read(reply.question)
    for decision in reply.decisions:
        if decision.kind != "smalltalk" and decision.analysis.utterance == whole:
            for match in decision.analysis.matches:
                if match.answerable:
                    return match
    return next(iter(bot.match(reply.question, limit=1)), None)


def judge(reply: Reply, expected: tuple[str, ...]) -> Verdict:
    """How good a reply is; of two questions answered at once one has to be the expected."""
    hit = not set(expected).isdisjoint(reply.entry_ids)
    if reply.kind == "answer":
        return "right" if hit else "wrong"
    if reply.kind == "clarify":
        return "offered" if hit else "asked"
    return "declined"
