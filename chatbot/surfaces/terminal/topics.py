"""What can be asked about a word: the entries that have it, or the nearest ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chatbot.knowledge import Entry, Knowledge

if TYPE_CHECKING:
    from chatbot.dialogue import Bot

_NEAREST = 5
_LIKELY = 0.1


class Group(NamedTuple):
    """Questions that belong together."""

    title: str
    """Their section, else the profile they are about; empty for those without."""
    questions: tuple[str, ...]


def topics_about(bot: Bot, word: str) -> tuple[Group, ...]:
    """Questions with the word in one of their phrasings or names, by section or profile.

    Where no entry has it, a misspelt word perhaps, the matcher's nearest; all of them for no word.
    Otherwise groups and questions are in file order, after those in none.
    """
    knowledge = bot.knowledge
    wanted = word.casefold()
    named = _named(knowledge, wanted)
    found = [entry for entry in bot.entries() if _has(entry, wanted, named)]
    if not found:
        entries = {entry.id: entry for entry in knowledge.entries}
        near = bot.match(word, limit=_NEAREST)
        found = [entries[match.entry_id] for match in near if match.confidence >= _LIKELY]
    names = {entity.id: entity.name for entity in knowledge.entities}
    groups: dict[str, dict[str, None]] = {"": {}}
    for entry in found:
        title = entry.section or names.get(entry.entity or "", "")
        groups.setdefault(title, {})[entry.question] = None
    return tuple(Group(title, tuple(questions)) for title, questions in groups.items() if questions)


def _named(knowledge: Knowledge, wanted: str) -> set[str]:
    """Ids of the entities that have a name with the word in it."""
    return {
        entity.id
        for entity in knowledge.entities
        if any(wanted in name.casefold() for name in (entity.name, *entity.aliases))
    }


def _has(entry: Entry, wanted: str, named: set[str]) -> bool:
    return entry.entity in named or any(wanted in said.casefold() for said in entry.phrasings)
