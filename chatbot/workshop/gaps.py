"""What people asked and did not get, or got wrongly, as the log has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from chatbot.dialogue import Bot
from chatbot.log import Turn
from chatbot.matching import Progress, silent
from chatbot.workshop.grouping import Asked, distinct, grouped, size
from chatbot.workshop.rephrasing import NOT_ASKED, MeantEntry, meant_by

WEEK: Final = 7 * 24 * 60 * 60.0
NEAR: Final = 0.2
"""The confidence from which an entry is near enough to a question without an answer that it may
be what was asked for."""
UNSURE: Final = 0.8
"""Answers below this confidence are listed."""
MOST_LISTED: Final = 20
"""Of each sort."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions without an answer that ask the same."""

    questions: tuple[str, ...]
    """Different ones, the most frequent first."""
    count: int
    """How often they were asked."""
    this_week: int
    """Of these, in the last seven days of the log."""
    last_week: int
    """In the seven days before."""
    nearest: str | None
    """Id of the entry that comes nearest, or that those who asked turned out to mean."""
    confidence: float
    """Of ``nearest``, by the knowledge as it is now."""
    is_covered: bool
    """Whether there is an entry for them, so that they were wrongly declined."""
    is_meant: bool
    """Whether ``nearest`` is what those who asked turned out to mean."""


@dataclass(frozen=True, slots=True)
class Confused:
    """Two entries between which the bot could not decide."""

    first: str
    second: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that may have been wrong."""

    question: str
    entry: str
    confidence: float
    count: int
    """How often this was asked and answered so."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Everything that was found."""

    asked: int
    """Questions in the log, small talk aside."""
    declined: int
    """Of these, without an answer, and without one that was picked."""
    answered_by_now: int
    """Of these, those that the knowledge as it is now answers."""
    gaps: tuple[Gap, ...]
    """The largest first."""
    confused: tuple[Confused, ...]
    unsure: tuple[Answered, ...]
    """The least sure first."""
    disliked: tuple[Answered, ...]
    """What got negative feedback, the most often first."""


def find_gaps(turns: Sequence[Turn], bot: Bot, progress: Progress = silent) -> Gaps:
    """Look for what went wrong in the turns of a log; ``bot`` has the knowledge as it is now."""
    asked = [one for one in turns if one.stands_alone and one.reason not in NOT_ASKED]
    missed = [one for one in asked if one.kind in ("decline", "clarify") and not one.picked]
    questions = distinct(missed, bot.knowledge.language)
    still = [one for one in questions if bot.ask(one.text).kind != "answer"]
    groups = grouped(still, bot.knowledge, progress)
    meant = meant_by(turns)
    last = max((one.time for one in turns), default=0.0)
    return Gaps(
        asked=len(asked),
        declined=len(missed),
        answered_by_now=size(questions) - size(still),
        gaps=tuple(_gap(group, bot, meant, last) for group in groups),
        confused=tuple(_confused(asked)),
        unsure=tuple(_unsure(asked)),
        disliked=tuple(_disliked(asked)),
    )


def _gap(group: Sequence[Asked], bot: Bot, meant: dict[str, MeantEntry], last: float) -> Gap:
    turns = [turn for one in group for turn in one.turns]
    found = Counter(meant[turn.id].entry for turn in turns if turn.id in meant)
    known = {entry.id for entry in bot.knowledge.entries}
    intended = next((entry for entry, _ in found.most_common() if entry in known), None)
    matches = bot.match(group[0].text, limit=1)
    nearest = intended or (matches[0].entry_id if matches else None)
    confidence = next((one.confidence for one in matches if one.entry_id == nearest), 0.0)
    return Gap(
        questions=tuple(one.text for one in group),
        count=len(turns),
        this_week=sum(last - turn.time < WEEK for turn in turns),
        last_week=sum(WEEK <= last - turn.time < 2 * WEEK for turn in turns),
        nearest=nearest,
        confidence=confidence,
        is_covered=intended is not None or confidence >= NEAR,
        is_meant=intended is not None,
    )


def _confused(asked: Sequence[Turn]) -> Iterator[Confused]:
    pairs: dict[tuple[str, str], list[str]] = {}
    for turn in asked:
        if len(turn.offered_ids) > 1:
            first, second = sorted(turn.offered_ids[:2])
            pairs.setdefault((first, second), []).append(turn.question)
    ranked = sorted(pairs.items(), key=lambda item: -len(item[1]))
    for (first, second), questions in ranked[:MOST_LISTED]:
        examples = tuple(question for question, _ in Counter(questions).most_common(3))
        yield Confused(first, second, len(questions), examples)


def _unsure(asked: Sequence[Turn]) -> list[Answered]:
    found = [one for one in asked if one.kind == "answer" and one.confidence < UNSURE]
    return sorted(_counted(found), key=lambda one: one.confidence)[:MOST_LISTED]


def _disliked(asked: Sequence[Turn]) -> list[Answered]:
    found = [one for one in asked if one.kind == "answer" and one.feedback < 0]
    return sorted(_counted(found), key=lambda one: -one.count)[:MOST_LISTED]


def _counted(turns: Sequence[Turn]) -> Iterator[Answered]:
    counts = Counter((one.question, one.entry) for one in turns)
    seen = {(one.question, one.entry): one for one in turns}
    for key, number in counts.items():
        yield Answered(*key, seen[key].confidence, number)
