"""Answers that may not hold any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from chatbot.knowledge import Entry, Knowledge
from chatbot.workshop.links import dead_links

_FORMATS: Final = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%d.%m.%Y", "%B %Y", "%Y")
"""How a date may be written that is understood, with the months' names in English."""


@dataclass(frozen=True, slots=True)
class Stale:
    """An entry that somebody should look at again."""

    path: str
    line: int
    """Where the entry starts, counted from 1."""
    entry_id: str
    what: str
    """What was found and what to do, in one line."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.entry_id}: {self.what}"


def find_stale(
    knowledge: Knowledge, today: date | None = None, *, online: bool = False
) -> tuple[Stale, ...]:
    """Every entry that is past its date, or older than what it rests on, in file order.

    With ``online`` the links of sources are tried as well: nothing else leaves the machine.
    """
    now = (today or date.today()).isoformat()
    dead = dead_links({entry.source.url for entry in knowledge.entries}) if online else {}
    whole = understood(knowledge.source.date)
    return tuple(
        Stale(knowledge.path_of(entry), entry.line, entry.id, what)
        for entry in knowledge.entries
        for what in (
            *_of_dates(entry, now),
            *_of_source(entry, whole, knowledge.source.date),
            *_of_links(entry, dead),
        )
    )


def understood(written: str) -> date | None:
    """The day that a date means, in a month or a year its first; None for any other text.

    >>> understood("3 May 2024")
    datetime.date(2024, 5, 3)
    """
    for one in _FORMATS:
        try:
            return datetime.strptime(" ".join(written.split()), one).date()
        except ValueError:
            continue
    return None


def _of_dates(entry: Entry, today: str) -> Iterator[str]:
    """``today`` is written as the dates of the entry are, ``2024-05-03``."""
    ask = f"; ask {entry.owner}" if entry.owner else ""
    if entry.review_by and entry.review_by < today:
        yield f"it was to be reviewed by {entry.review_by}{ask}"
    if entry.valid_until and entry.valid_until < today:
        yield f"it was valid until {entry.valid_until}; change it, or take it out{ask}"


def _of_source(entry: Entry, whole: date | None, written: str) -> Iterator[str]:
    own = understood(entry.source.date)
    if own and whole and own < whole:
        yield (
            f"its source is of {entry.source.date}, the file's of {written}; see whether it holds"
        )


def _of_links(entry: Entry, dead: dict[str, str]) -> Sequence[str]:
    why = dead.get(entry.source.url)
    return [f"its source {entry.source.url} does not answer ({why}); find where it is now"] * bool(
        why
    )
