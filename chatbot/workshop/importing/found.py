"""What a reader finds in a source: questions with answers, and what could not be carried over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Place(NamedTuple):
    """Where something stands."""

    file: str
    """The file as it was named; ``faq.zip/intents/hours.json`` for one in an archive."""
    line: int = 0
    """Counted from 1; 0 where there are no lines."""
    where: str = ""
    """The way to it where there are no lines: ``[3].answer``, ``Sheet1!B4``."""

    def __str__(self) -> str:
        return ":".join([self.file, *([str(self.line)] if self.line else []), *self.where.split()])


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its answer, the same from whatever format it comes."""

    question: str
    answer: str
    """Markdown."""
    place: Place
    also_asked: tuple[str, ...] = ()
    """Other phrasings."""
    variants: tuple[str, ...] = ()
    """Other wordings of the answer, Markdown."""
    section: str = ""
    tags: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    """Ids or names, as in :attr:`names`, of what is worth asking next."""
    buttons: tuple[tuple[str, str], ...] = ()
    """Texts of what the source offers after the answer, each with the id or name it leads to."""
    id: str = ""
    """What the source calls it, where that may be read by people."""
    names: tuple[str, ...] = ()
    """Numbers and anchors that the source calls it by, besides its id."""
    review: str = ""
    """Why a person should look at it, where that is so."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """What else the source says of it."""
    is_wrapped: bool = False
    """Whether a line end within a paragraph is no more than a space."""
    is_ours: bool = False
    """Whether the answer is one of a knowledge file, and stays as it is."""
    is_exported: bool = False
    """Whether it comes from a knowledge file, and what leads nowhere in it is its author's."""
    rest: Mapping[str, Any] = field(default_factory=dict)
    """Other fields of an entry, as a knowledge file has them. With a kind it is the summary of a
    profile, whose aspects have its id and a slash before theirs."""
    written: tuple[str, ...] = ()
    """The answer and its variants as a knowledge file has them where values or names are put in."""
    links: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Targets and titles of the reference links in the answer, by their labels."""


class Note(NamedTuple):
    """One line for the person who imports: what was dropped or changed, and where."""

    place: Place
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass(slots=True)
class Found:
    """All that a source holds. Readers add to it in the order of the source."""

    title: str = ""
    items: list[Item] = field(default_factory=list)
    synonyms: list[tuple[str, ...]] = field(default_factory=list)
    rest: dict[str, Any] = field(default_factory=dict)
    """What else a knowledge file has, by its keys there."""
    notes: list[Note] = field(default_factory=list)

    def note(self, place: Place, what: str) -> None:
        """Say what was not carried over, and where it stands."""
        self.notes.append(Note(place, what))

    def add(self, other: Found) -> None:
        """Take what another source holds, too."""
        self.title = self.title or other.title
        self.items += other.items
        self.synonyms += other.synonyms
        self.rest = other.rest | self.rest
        self.notes += other.notes
