"""Knowledge with some of its phrasings held out, so that they can be asked as questions.

Every phrasing is held out once. Holding out one at a time would mean building the matcher anew for
each; so, as in tenfold cross-validation, every tenth is held out together with the others. Few of
one entry are, as its phrasings stand together, and never all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from chatbot.knowledge import Entry, Knowledge

ROUNDS = 10


class Held(NamedTuple):
    """One phrasing that is held out."""

    entry: Entry
    """The entry it belongs to, whole."""
    phrasing: str


class Round(NamedTuple):
    """Knowledge without some phrasings, and those."""

    knowledge: Knowledge
    held: tuple[Held, ...]


def can_be_held_out(knowledge: Knowledge) -> tuple[Held, ...]:
    """Every phrasing, in file order, but for an entry's only one: without it nothing is left."""
    return tuple(
        Held(entry, phrasing)
        for entry in knowledge.entries
        if len(entry.phrasings) > 1
        for phrasing in entry.phrasings
    )


def rounds(knowledge: Knowledge, held: tuple[Held, ...]) -> Iterator[Round]:
    """``knowledge`` again and again, each time without some of ``held``, until all had their turn.

    ``held`` is in file order.
    """
    number = min(ROUNDS, len(held))
    for start in range(number):
        now = held[start::number]
        yield Round(_without(knowledge, now), now)


def _without(knowledge: Knowledge, held: tuple[Held, ...]) -> Knowledge:
    out = {(one.entry.id, one.phrasing) for one in held}
    entries = tuple(
        entry._replace(phrasings=tuple(p for p in entry.phrasings if (entry.id, p) not in out))
        for entry in knowledge.entries
    )
    return knowledge._replace(entries=entries)
