"""Entries that are for some people, or for a time, as an author's tools see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.knowledge import Entry, Knowledge
from chatbot.matching import Progress
from chatbot.workshop.confusability import Confusability, examine

if TYPE_CHECKING:
    from chatbot.dialogue import Bot


def for_everybody(knowledge: Knowledge) -> Knowledge:
    """The knowledge with every entry for everybody, on any day.

    With it a tool examines what questions mean, and not who may ask them when.
    """
    if not any(entry.is_restricted for entry in knowledge.entries):
        return knowledge
    entries = (
        entry._replace(audience=(), valid_from="", valid_until="") for entry in knowledge.entries
    )
    return knowledge._replace(entries=tuple(entries))


def examine_for_everybody(bot: Bot, progress: Progress) -> Confusability:
    """What can be taken for one another, of entries that somebody may have beside one another.

    Entries alike that are for different people, or one after the other, are as they should be.
    """
    from chatbot.dialogue import Bot

    knowledge = for_everybody(bot.knowledge)
    if knowledge is bot.knowledge:
        return examine(bot, progress)
    found = examine(Bot(knowledge), progress)
    entries = {entry.id: entry for entry in bot.knowledge.entries}
    pairs = [(double.earlier.entry.id, double.later.entry.id) for double in found.doubles]
    apart = {
        pair for pair in (*pairs, *found.misrouted) if not _meet(entries[pair[0]], entries[pair[1]])
    }
    alone = {entry_id for pair in apart for entry_id in pair}
    return found._replace(
        doubles=tuple(
            d for d in found.doubles if (d.earlier.entry.id, d.later.entry.id) not in apart
        ),
        near_doubles=tuple(
            d for d in found.near_doubles if _meet(entries[d.earlier.id], entries[d.later.id])
        ),
        misrouted={pair: said for pair, said in found.misrouted.items() if pair not in apart},
        unreached=tuple(entry for entry in found.unreached if entry.id not in alone),
    )


def _meet(one: Entry, other: Entry) -> bool:
    """Whether somebody may be answered with either of two entries on the same day."""
    apart = one.audience and other.audience and set(one.audience).isdisjoint(other.audience)
    after = one.valid_until and other.valid_from > one.valid_until
    before = other.valid_until and one.valid_from > other.valid_until
    return not (apart or after or before)
