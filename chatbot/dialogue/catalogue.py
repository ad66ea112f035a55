"""Looking things up in the knowledge by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import chain
from typing import Final, Literal, NamedTuple, TypeAlias

from chatbot.knowledge import Directory, Entity, Entry, Kind, Knowledge, fill
from chatbot.language import Language
from chatbot.matching import Mention

_SAMPLED: Final = 50
"""Entries of a large file that are looked at to say what it is about."""


class WithheldEntry(NamedTuple):
    """An entry that is not given, and why."""

    id: str
    question: str
    reason: Literal["not_for_you", "not_covered"]
    """The second where it is not valid today."""


Withheld: TypeAlias = tuple[WithheldEntry, ...]


class Catalogue:
    """The entries, entities and kinds of one knowledge by their ids, without what is withheld."""

    def __init__(
        self,
        knowledge: Knowledge,
        language: Language,
        withheld: Withheld = (),
        directory: Directory | None = None,
    ) -> None:
        """Take a knowledge, with its directory if it is at hand."""
        self.withheld = {one.id: one for one in withheld}
        if withheld:
            given = (entry for entry in knowledge.entries if entry.id not in self.withheld)
            knowledge, directory = knowledge._replace(entries=tuple(given)), None
        self.knowledge = knowledge
        self.language = language
        self.directory = directory or Directory.of(knowledge)
        self.entries = self.directory.entries
        self.entities = self.directory.entities
        self.kinds = {kind.id: kind for kind in knowledge.kinds}
        self.profiled = cache(self._find_profiled)
        """The entities with a profile, of one kind or of all, without the subject."""

    @cached_property
    def general(self) -> tuple[Entry, ...]:
        """The entries that are about no entity, if most are; of a large file a few of them."""
        entries = self.knowledge.entries
        places = range(0, len(entries), len(entries) // _SAMPLED + 1)
        found = [entries[place] for place in places if not entries[place].entity]
        return tuple(found) if 2 * len(found) > len(places) else ()

    def kind_of(self, entity: Entity) -> Kind:
        """What an entity is one of."""
        return self.kinds[entity.kind]

    def _find_profiled(self, kind: str | None = None) -> tuple[Entity, ...]:
        return tuple(
            entity
            for entity in self.knowledge.entities
            if self.directory.tells_of(entity.id)
            and entity.id != self.knowledge.subject
            and kind in (None, entity.kind)
        )

    def named(self, mentions: Iterable[Mention]) -> tuple[Entity, ...]:
        """The entities mentioned, without the knowledge's subject, each once."""
        subject = self.knowledge.subject
        found = {one.entity.id: one.entity for one in mentions if one.entity.id != subject}
        return tuple(found.values())

    def asks_for(self, entity: Entity, aspect: str) -> str | None:
        """A question for one aspect of an entity, answered or not; None where there is none."""
        entry = self.entries.get(f"{entity.id}/{aspect}")
        if entry is not None:
            return entry.question
        templates = self.kind_of(entity).aspects.get(aspect)
        return fill(templates[0], entity) if templates else None

    def aspect_of(self, entry_id: str | None) -> tuple[Entity, str] | None:
        """Entity and aspect of ``china/border``, which need not be answered; None for others."""
        if entry_id is None:
            return None
        entity_id, _, aspect = entry_id.rpartition("/")
        entity = self.entities.get(entity_id)
        if entity is None or not entity.has_profile or self.asks_for(entity, aspect) is None:
            return None
        return entity, aspect

    def after(self, entry_id: str) -> Iterator[Entry]:
        """The entries that follow one in the file, and then those before it."""
        entries = self.knowledge.entries
        place = self.entries.place(entry_id)
        if place is not None:
            places = chain(range(place + 1, len(entries)), range(place))
            yield from map(entries.__getitem__, places)
