"""From a text to the units that are matched: words, names, and what each stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chatbot.knowledge import Knowledge
from chatbot.matching.english import FUNCTION_WORDS
from chatbot.matching.entities import ENTITY_MARK, Recogniser, initials
from chatbot.matching.lexicon import Lexicon
from chatbot.matching.spelling import Reading, Speller
from chatbot.matching.text import normalise, split_words

SYNONYM_MARK = "="
"""What the term of a synonym group begins with, before its number."""


class Unit(NamedTuple):
    """One thing a text says: a word, or a name of several words."""

    text: str
    """As it was typed, normalised."""
    word: str
    """As it was read: spelling repaired."""
    term: str
    """What it stands for: a stem, ``#`` and an entity's id, or ``=`` and a synonym group."""
    start: int
    """Position of its first word."""
    readings: tuple[Reading, ...] = ()
    """For a repaired word: what it may have been meant to be, likeliest first."""


class Text(NamedTuple):
    """One phrasing of an entry as it was read."""

    entry: int
    """Position of the entry."""
    text: str
    """As the author wrote it."""
    terms: tuple[str, ...]
    """What its units stand for, in order."""
    words: tuple[str, ...]
    """The units' words."""


class Reader:
    """Reads texts in the light of one knowledge: its words, its entities, its synonyms."""

    def __init__(self, knowledge: Knowledge, own_words: Iterable[str], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.entities = {ENTITY_MARK + entity.id: entity for entity in knowledge.entities}
        self.subject = ENTITY_MARK + knowledge.subject if knowledge.subject else None
        """The term of what all of the knowledge is about."""
        self._subject_words = _words_of_subject(knowledge)
        self.members = _synonym_members(knowledge, lexicon)
        """Every synonym group's term → the stems of its single words."""
        self._recogniser = Recogniser(_names(knowledge), lexicon.stem)
        self.speller = Speller({*own_words, *self._recogniser.words}, lexicon)

    def read(self, words: Sequence[str]) -> list[Unit]:
        """The units of a text that was split into words, misspelt words repaired."""
        return self._units(*self._repair(words))

    def read_own(self, words: Sequence[str]) -> list[Unit]:
        """The units of a text of the knowledge's own, whose words are right as they are."""
        return self._units(words, words, ((),) * len(words))

    def _units(
        self,
        typed: Sequence[str],
        read: Sequence[str],
        readings: Sequence[tuple[Reading, ...]],
    ) -> list[Unit]:
        stems = list(map(self.lexicon.stem, read))
        plain = list(map(Unit, typed, read, stems, range(len(read)), readings))
        units: list[Unit] = []
        position = 0
        for label, start, end in self._recogniser.find(read, stems):
            units += plain[position:start]
            units.append(Unit(" ".join(typed[start:end]), " ".join(read[start:end]), label, start))
            position = end
        return units + plain[position:]

    def is_on_subject(self, unit: Unit) -> bool:
        """Whether a unit names the subject, or begins with a word of its name: ``Koreans``."""
        return unit.term == self.subject or unit.word.startswith(self._subject_words)

    def _repair(
        self, words: Sequence[str]
    ) -> tuple[list[str], list[str], list[tuple[Reading, ...]]]:
        """The words as typed, as read, and other readings: one of each a position."""
        typed: list[str] = []
        read: list[str] = []
        readings: list[tuple[Reading, ...]] = []
        for word in words:
            whole = self.speller.joined(read[-1], word) if read else None
            if whole:
                typed[-1], read[-1], readings[-1] = f"{typed[-1]} {word}", whole, ()
                continue
            for part, found in self._readings(word):
                typed.append(part)
                read.append(found[0].word if found else part)
                readings.append(found)
        return typed, read, readings

    def _readings(self, word: str) -> list[tuple[str, tuple[Reading, ...]]]:
        if self.speller.knows(word):
            return [(word, ())]
        if word.endswith("s") and word[:-1] in self._recogniser.words:
            return [(word, (Reading(word[:-1], 1.0),))]
        found = tuple(self.speller.readings(word))
        parts = self.speller.split(word)
        if parts and (not found or FUNCTION_WORDS.issuperset(parts)):
            return [(part, ()) for part in parts]
        return [(word, found)]


def _names(knowledge: Knowledge) -> Iterable[tuple[str, str]]:
    """Every name with its label; the entities' own names before the shortened ones."""
    for entity in knowledge.entities:
        for name in (entity.name, *entity.aliases):
            yield ENTITY_MARK + entity.id, name
    for number, group in enumerate(knowledge.synonyms):
        for phrase in group:
            yield f"{SYNONYM_MARK}{number}", phrase
    for entity in knowledge.entities:
        for name in (entity.name, *entity.aliases):
            short = initials(name)
            if short:
                yield ENTITY_MARK + entity.id, short


def _words_of_subject(knowledge: Knowledge) -> tuple[str, ...]:
    """The telling words of the subject's name."""
    names = [entity.name for entity in knowledge.entities if entity.id == knowledge.subject]
    words = (word for name in names for word in split_words(normalise(name)))
    return tuple(word for word in words if word not in FUNCTION_WORDS)


def _synonym_members(knowledge: Knowledge, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    members: dict[str, tuple[str, ...]] = {}
    for number, group in enumerate(knowledge.synonyms):
        split = [split_words(normalise(phrase)) for phrase in group]
        stems = tuple(lexicon.stem(words[0]) for words in split if len(words) == 1)
        members[f"{SYNONYM_MARK}{number}"] = stems
    return members
