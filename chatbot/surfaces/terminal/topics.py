"""What can be asked about a word: the entries that have it, or the nearest ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.knowledge import Entry, Knowledge

if TYPE_CHECKING:
    from chatbot.surfaces.terminal.conversation import Bot

_NEAREST = 5
_LIKELY = 0.1


def topics_about(bot: Bot, word: str) -> tuple[str, ...]:
    """Questions with the word in one of their phrasings or names, in file order.

    Where no entry has it, a misspelt word perhaps, the matcher's nearest; all of them for no word.
    """
    knowledge = bot.knowledge
    wanted = word.casefold()
    named = _named(knowledge, wanted)
    found = [entry.question for entry in knowledge.entries if _has(entry, wanted, named)]
    if not found:
        near = bot.match(word, limit=_NEAREST)
        found = [match.question for match in near if match.confidence >= _LIKELY]
    return tuple(dict.fromkeys(found))


def _named(knowledge: Knowledge, wanted: str) -> set[str]:
    """Ids of the entities that have a name with the word in it."""
    return {
        entity.id
        for entity in knowledge.entities
        if any(wanted in name.casefold() for name in (entity.name, *entity.aliases))
    }


def _has(entry: Entry, wanted: str, named: set[str]) -> bool:
    return entry.entity in named or any(wanted in said.casefold() for said in entry.phrasings)
