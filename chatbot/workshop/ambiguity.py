"""Names and synonyms that also mean something else, so that questions are easily misread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from chatbot.knowledge import Entity, Knowledge, shown
from chatbot.language import Language

_ORDINARY: Final = 0.45
"""The rarity up to which a single word is an ordinary word of the language."""
_OFTEN: Final = 2
"""How often two words must stand together to be a phrase of an entry."""
_Words = tuple[str, ...]


class Ambiguity(NamedTuple):
    """A name or a synonym that also means something else."""

    line: int
    """Of the profile, counted from 1; 0 for synonyms."""
    entity: str
    """Id of the profile; empty for synonyms."""
    what: str


def find_ambiguities(knowledge: Knowledge) -> Iterator[Ambiguity]:
    """Everything found: the profiles' names in file order, then the synonyms."""
    language = Language.load(knowledge.language)
    lines = {entry.id: entry.line for entry in knowledge.entries}
    names = {entity.id: _names(entity, language) for entity in knowledge.entities}
    owners: dict[_Words, list[Entity]] = {}
    longer: dict[str, dict[_Words, str]] = {}
    for entity in knowledge.entities:
        for words, name in names[entity.id].items():
            owners.setdefault(words, []).append(entity)
            for word in words if len(words) > 1 and entity.has_profile else ():
                longer.setdefault(word, {})[words] = name
    for entity in knowledge.entities:
        if entity.has_profile:
            for words, name in names[entity.id].items():
                others = [one for one in owners[words] if one.id != entity.id]
                within = [
                    long
                    for one, long in longer.get(words[0], {}).items()
                    if _holds(one, words) and one not in names[entity.id]
                ]
                what = _meanings(name, words, others, within, language)
                if what:
                    yield Ambiguity(lines.get(entity.id, 0), entity.id, what)
    yield from _of_synonyms(knowledge, language)


def _names(entity: Entity, language: Language) -> dict[_Words, str]:
    """An entity's names by their words."""
    return {language.words(name): name for name in (entity.name, *entity.aliases)}


def _holds(words: _Words, part: _Words) -> bool:
    """Whether some words have others among them, in a row, and more."""
    places = range(len(words) - len(part) + 1)
    return len(words) > len(part) and any(words[at : at + len(part)] == part for at in places)


def _meanings(
    name: str, words: _Words, others: list[Entity], within: list[str], language: Language
) -> str:
    """What else a name means, and what to do."""
    if others:
        return f"{shown(name)} is also a name of {others[0].id}; keep it in one of them"
    if within:
        return f"{shown(name)} is also part of the name {shown(within[0])}; try questions with both"
    if all(word.isdecimal() for word in words):
        return f"the name {shown(name)} is a number, and every such number is taken for it"
    if len(words) == 1 and _is_ordinary(words[0], language):
        return (
            f"the name {shown(name)} is also a common word; leave it out, or try questions in "
            "which it is only that"
        )
    return ""


def _is_ordinary(word: str, language: Language) -> bool:
    return word in language.tables.known or language.lexicon.rarity(word) < _ORDINARY


def _of_synonyms(knowledge: Knowledge, language: Language) -> Iterator[Ambiguity]:
    """Synonyms that are one half of what another entry is asked with: "card" in "credit card"."""
    read = [[language.words(text) for text in entry.phrasings] for entry in knowledge.entries]
    named = {language.words(one.name)[-1:] for one in knowledge.entities}
    for group in knowledge.synonyms:
        own = {words[0] for words in map(language.words, group) if len(words) == 1}
        asked = [[words for words in phrasings if own & set(words)] for phrasings in read]
        phrases = [_only_in(phrasings, own, language) for phrasings in asked]
        if any(phrasings and not found for phrasings, found in zip(asked, phrases, strict=True)):
            for one, other in sorted(set[tuple[str, str]]().union(*phrases)):
                if (one,) not in named:
                    yield Ambiguity(0, "", _in_phrase(other, f"{one} {other}"))


def _only_in(
    phrasings: list[_Words], synonyms: set[str], language: Language
) -> set[tuple[str, str]]:
    """The phrase of two words in which alone some phrasings have a synonym; nothing if none is."""
    pairs = [
        (words[at - 1] if at else "", word)
        for words in phrasings
        for at, word in enumerate(words)
        if word in synonyms
    ]
    alike = len(set(pairs)) == 1 and len(pairs) >= _OFTEN
    return set(pairs) if alike and pairs[0][0] and language.cues.is_content(pairs[0][0]) else set()


def _in_phrase(synonym: str, phrase: str) -> str:
    return (
        f'the synonym {shown(synonym)} is also part of "{phrase}", where it may not mean the same; '
        f'make "{phrase}" a group of its own, or take the synonym out'
    )
