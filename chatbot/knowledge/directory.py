"""Where in a knowledge each entry and each entity stands, found by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from chatbot.knowledge.model import Contents, Entry
from chatbot.storage import Packer, Sections, Table

_T = TypeVar("_T")
_KEPT: Final = 4_096
"""How many ids are cached with their places."""


class ById(Mapping[str, _T]):
    """Values by their ids, none of them looked at but the one that is wanted."""

    def __init__(self, ids: Table, values: Sequence[_T]) -> None:
        self._ids = ids
        self._values = values
        self.place = lru_cache(_KEPT)(ids.find)
        """The place in the knowledge, counted from 0, of what has an id; None without any."""

    def __getitem__(self, wanted: str) -> _T:
        place = self.place(wanted)
        if place is None:
            raise KeyError(wanted)
        return self._values[place]

    def __contains__(self, wanted: object) -> bool:
        return isinstance(wanted, str) and self.place(wanted) is not None

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)


class Directory:
    """Finds entries and entities of one knowledge without looking at the others."""

    def __init__(self, knowledge: Contents, packed: Sections) -> None:
        """Take a knowledge and what :func:`pack_directory` laid out of it."""
        self.entries = ById(packed.table("entries"), knowledge.entries)
        self.entities = ById(packed.table("entities"), knowledge.entities)
        self._in_order = knowledge.entries
        self._of_entity = packed.rows("of_entity")
        self._aspects = packed.table("aspects")
        self._of_aspect = packed.rows("of_aspect")
        self._restricted = packed.rows("restricted")[0]

    @classmethod
    def of(cls, knowledge: Contents) -> Directory:
        """The directory of a knowledge, made now."""
        out = Packer()
        pack_directory(knowledge, out)
        return cls(knowledge, out.sections())

    def of_entity(self, entity_id: str) -> Iterator[Entry]:
        """The entries of an entity's profile, in file order."""
        place = self.entities.place(entity_id)
        if place is not None:
            yield from map(self._in_order.__getitem__, self._of_entity[place])

    def tells_of(self, entity_id: str) -> bool:
        """Whether there is any entry on an entity."""
        place = self.entities.place(entity_id)
        return place is not None and bool(self._of_entity[place])

    def restricted(self) -> Iterator[Entry]:
        """The entries that are for some audiences only, or valid for a time only."""
        yield from map(self._in_order.__getitem__, self._restricted)

    def of_aspect(self, aspect: str) -> Iterator[Entry]:
        """The entries that answer an aspect, each of another entity, in file order."""
        place = self._aspects.find(aspect)
        if place is not None:
            yield from map(self._in_order.__getitem__, self._of_aspect[place])


def pack_directory(knowledge: Contents, out: Packer) -> None:
    """Lay out the ids of a knowledge for a :class:`Directory`."""
    places = {entity.id: place for place, entity in enumerate(knowledge.entities)}
    of_entity: list[list[int]] = [[] for _ in knowledge.entities]
    of_aspect: dict[str, list[int]] = {}
    for place, entry in enumerate(knowledge.entries):
        if entry.entity in places:
            of_entity[places[entry.entity]].append(place)
        if entry.aspect:
            of_aspect.setdefault(entry.aspect, []).append(place)
    out.table("entries", [entry.id for entry in knowledge.entries])
    out.table("entities", list(places))
    out.rows("of_entity", of_entity)
    out.table("aspects", list(of_aspect))
    out.rows("of_aspect", of_aspect.values())
    restricted = [place for place, one in enumerate(knowledge.entries) if one.is_restricted]
    out.rows("restricted", [restricted])
