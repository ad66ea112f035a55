"""What was asked, how often, and what became of it: entry by entry and week by week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from chatbot.knowledge import Knowledge
from chatbot.log import Turn

KINDS: Final = {
    "answer": "answered",
    "clarify": "asked back",
    "decline": "declined",
    "smalltalk": "small talk",
}
"""What became of a question, by the kind of reply."""


@dataclass(frozen=True, slots=True)
class EntryFigures:
    """What the log says of one entry."""

    id: str
    question: str
    asked: int
    """How often it was the answer."""
    sureness: float | None
    """Mean confidence of these answers, 0 to 1, picked ones aside; None without any."""
    picked: int
    """How often it was picked from choices."""
    liked: int
    disliked: int


@dataclass(frozen=True, slots=True)
class Week:
    """What the log says of one week."""

    monday: date
    kinds: dict[str, int]
    """By the kind of reply, in the order of :data:`KINDS`."""
    liked: int
    disliked: int

    @property
    def asked(self) -> int:
        """Questions of all kinds."""
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class Stats:
    """Everything that was counted."""

    title: str
    """Of the knowledge."""
    turns: int
    sessions: int
    kinds: dict[str, int]
    weeks: tuple[Week, ...]
    """Without gaps, oldest first."""
    entries: tuple[EntryFigures, ...]
    """The most asked first, then those never asked, in file order."""
    gone: dict[str, int]
    """Ids that answered and that no entry has any more, with how often they did."""


def count(turns: Sequence[Turn], knowledge: Knowledge) -> Stats:
    """Count what is in the turns of a log; ``knowledge`` is as it is now."""
    entries = list(_entries(turns, knowledge))
    known = {entry.id for entry in knowledge.entries}
    answered = Counter(entry for one in turns if one.kind == "answer" for entry in one.entry_ids)
    return Stats(
        title=knowledge.title,
        turns=len(turns),
        sessions=len({one.session for one in turns}),
        kinds=_by_kind(turns),
        weeks=tuple(_weeks(turns)),
        entries=tuple(sorted(entries, key=lambda one: -one.asked)),
        gone={entry: number for entry, number in answered.most_common() if entry not in known},
    )


def _entries(turns: Sequence[Turn], knowledge: Knowledge) -> Iterator[EntryFigures]:
    answers: dict[str, list[Turn]] = {}
    for turn in turns:
        if turn.kind == "answer":
            for entry_id in turn.entry_ids:
                answers.setdefault(entry_id, []).append(turn)
    picked = Counter(turn.picked for turn in turns)
    for entry in knowledge.entries:
        given = answers.get(entry.id, [])
        sure = [one.confidence for one in given if one.context != "picked"]
        yield EntryFigures(
            entry.id,
            entry.question,
            asked=len(given),
            sureness=sum(sure) / len(sure) if sure else None,
            picked=picked[entry.id],
            liked=sum(one.feedback > 0 for one in given),
            disliked=sum(one.feedback < 0 for one in given),
        )


def _weeks(turns: Sequence[Turn]) -> Iterator[Week]:
    by_week: dict[date, list[Turn]] = {}
    for turn in turns:
        by_week.setdefault(_monday(turn.time), []).append(turn)
    if not by_week:
        return
    monday = min(by_week)
    while monday <= max(by_week):
        asked = by_week.get(monday, [])
        liked = sum(one.feedback > 0 for one in asked)
        yield Week(monday, _by_kind(asked), liked, sum(one.feedback < 0 for one in asked))
        monday += timedelta(weeks=1)


def _by_kind(turns: Sequence[Turn]) -> dict[str, int]:
    counts = Counter(one.kind for one in turns)
    return {kind: counts[kind] for kind in KINDS}


def _monday(time: float) -> date:
    day = datetime.fromtimestamp(time, UTC).date()
    return day - timedelta(days=day.weekday())
