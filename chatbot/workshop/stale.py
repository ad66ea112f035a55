"""Answers that may not hold any more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from chatbot.knowledge import Entry, Knowledge
from chatbot.language import DEFAULT, fold, load_tables
from chatbot.workshop.links import dead_links

_FORMATS: Final = ("%Y-%m-%d", "%d.%m.%Y", "%Y")
"""How a date may be written in figures."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_FIGURES: Final = re.compile(r"\d+")
_WRITE: Final = "write it as 2024-05-03"


@dataclass(frozen=True, slots=True)
class Stale:
    """An entry that somebody should look at again."""

    path: str
    line: int
    """Where the entry starts, counted from 1; 0 where it is about the whole file."""
    entry_id: str
    """Empty where it is about the whole file."""
    what: str
    """What was found and what to do, in one line."""

    def __str__(self) -> str:
        if not self.entry_id:
            return f"{self.path}: {self.what}"
        return f"{self.path}:{self.line}: {self.entry_id}: {self.what}"


def find_stale(
    knowledge: Knowledge, today: date | None = None, *, online: bool = False
) -> tuple[Stale, ...]:
    """Every entry that is past its date, or older than what it rests on, in file order.

    What is about the whole file comes first. With ``online`` the links of sources are tried as
    well: nothing else leaves the machine.
    """
    now = (today or date.today()).isoformat()
    urls = {knowledge.source.url, *(entry.source.url for entry in knowledge.entries)}
    dead = dead_links(urls) if online else {}
    return (
        *(Stale(knowledge.path, 0, "", what) for what in _of_file(knowledge, dead)),
        *(
            Stale(knowledge.path_of(entry), entry.line, entry.id, what)
            for entry in knowledge.entries
            for what in (
                *_of_dates(entry, now),
                *_of_source(entry, knowledge),
                *_of_links(entry, knowledge, dead),
            )
        ),
    )


def understood(written: str, language: str = DEFAULT) -> date | None:
    """The day that a date means, in a month or a year its first; None for any other text.

    The month may be a figure, or a name in the language or in the default one.

    >>> understood("3 May 2024"), understood("mars 2019", "fr")
    (datetime.date(2024, 5, 3), datetime.date(2019, 3, 1))
    """
    for one in _FORMATS:
        try:
            return datetime.strptime(" ".join(written.split()), one).date()
        except ValueError:
            continue
    known = {**load_tables(DEFAULT).months, **load_tables(language).months}
    months = [known[word] for word in map(fold, _WORD.findall(written)) if word in known]
    figures = _FIGURES.findall(written)
    years = [int(figure) for figure in figures if len(figure) == 4]
    days = [int(figure) for figure in figures if len(figure) < 3]
    if len(months) != 1 or len(years) != 1 or len(days) > 1:
        return None
    try:
        return date(years[0], months[0], days[0] if days else 1)
    except ValueError:
        return None


def _of_file(knowledge: Knowledge, dead: dict[str, str]) -> Iterator[str]:
    source = knowledge.source
    has_others = any(entry.source.date not in ("", source.date) for entry in knowledge.entries)
    if source.date and has_others and not understood(source.date, knowledge.language):
        yield f"the date of its source, {source.date}, is not understood; {_WRITE}"
    if why := dead.get(source.url):
        yield _dead(source.url, why)


def _of_dates(entry: Entry, today: str) -> Iterator[str]:
    """``today`` is written as the dates of the entry are, ``2024-05-03``."""
    ask = f"; ask {entry.owner}" if entry.owner else ""
    if entry.review_by and entry.review_by < today:
        yield f"it was to be reviewed by {entry.review_by}{ask}"
    if entry.valid_until and entry.valid_until < today:
        yield f"it was valid until {entry.valid_until}; change it, or take it out{ask}"


def _of_source(entry: Entry, knowledge: Knowledge) -> Iterator[str]:
    written, of_file = entry.source.date, knowledge.source.date
    if not written or written == of_file:
        return
    whole = understood(of_file, knowledge.language)
    own = understood(written, knowledge.language)
    if whole and not own:
        yield f"the date of its source, {written}, is not understood; {_WRITE}"
    elif whole and own and own < whole:
        yield f"its source is of {written}, the file's of {of_file}; see whether it holds"


def _of_links(entry: Entry, knowledge: Knowledge, dead: dict[str, str]) -> Iterator[str]:
    url = entry.source.url
    if url in dead and url != knowledge.source.url:
        yield _dead(url, dead[url])


def _dead(url: str, why: str) -> str:
    return f"its source {url} does not answer ({why}); find where it is now"
