"""Each phrasing held out in turn and asked of what is left: how well a file knows itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from chatbot.knowledge import Entry, Knowledge

MOST_ROUNDS: Final = 10
"""How many phrasings of an entry are held out at most; the first ones."""


def rounds(knowledge: Knowledge) -> int:
    """How many rounds :func:`held_out` makes."""
    return min(MOST_ROUNDS, max((len(e.phrasings) for e in knowledge.entries), default=0))


def held_out(knowledge: Knowledge) -> Iterator[tuple[Knowledge, list[tuple[Entry, str]]]]:
    """Round by round: the knowledge without one phrasing of every entry that has several,
    and those phrasings with the entry each is of.
    """
    for place in range(rounds(knowledge)):
        entries: list[Entry] = []
        out: list[tuple[Entry, str]] = []
        for entry in knowledge.entries:
            if place < len(entry.phrasings) > 1:
                left = entry.phrasings[:place] + entry.phrasings[place + 1 :]
                out.append((entry, entry.phrasings[place]))
                entries.append(replace(entry, question=left[0], phrasings=left))
            else:
                entries.append(entry)
        yield replace(knowledge, entries=tuple(entries)), out
