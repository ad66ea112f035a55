"""What an author knows, checked and frozen.

An author writes entries and profiles; by the time they stand here a profile has been laid out
into entries too (its summary has the profile's id, an aspect has ``profile/aspect``), so that
everything that can be answered is an :class:`Entry`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from chatbot.errors import Problem

Sureness = Literal["careful", "balanced", "eager"]


@dataclass(frozen=True, slots=True)
class Source:
    """What an answer rests on. Empty strings where the author says nothing."""

    title: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """The author's own test of one entry, run by ``chatbot check``."""

    match: tuple[str, ...] = ()
    """Questions this entry must answer."""
    reject: tuple[str, ...] = ()
    """Questions this entry must not answer (``not:`` in the file)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One curated answer and the ways of asking for it."""

    id: str
    """Stable and unique: ``united-nations``; ``china`` (a profile's summary); ``china/border``."""
    question: str
    """The phrasing shown to people."""
    phrasings: tuple[str, ...]
    """Every way of asking, ``question`` first. In an aspect ``{name}`` is already filled in."""
    answer: str
    """Markdown if it has markup, as ``plain`` says; else plain text."""
    see_also: tuple[str, ...] = ()
    """Ids of entries worth asking next."""
    source: Source = Source()
    """Its own; else its profile's; else the one of the whole knowledge."""
    sureness: Sureness | None = None
    """How sure the bot must be for this entry, where it differs from the file's setting."""
    tests: Examination = Examination()
    entity: str | None = None
    """Id of the entity this entry is part of the profile of."""
    aspect: str | None = None
    """For ``china/border``: ``border``. None for other entries and for a profile's summary."""
    line: int = 0
    """Where the entry starts in its file, counted from 1; 0 for knowledge built in code."""
    plain: str = ""
    """What the answer says, without its Markdown; empty where it has no markup."""

    @property
    def text(self) -> str:
        """What the answer says, without markup."""
        return self.plain or self.answer


@dataclass(frozen=True, slots=True)
class Entity:
    """Something with names that questions are about: a country, a product, a person."""

    id: str
    kind: str
    """Id of the kind, ``country``."""
    name: str
    aliases: tuple[str, ...] = ()
    has_profile: bool = False
    """False for the names a kind lists in ``also_known``."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What the entities of one sort have in common."""

    id: str
    """``country``."""
    plural: str
    """``countries``; the id with an s where the author gives none."""
    aspects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Aspect id → phrasings with ``{name}``, also for profiles that do not answer that aspect.
    Braces of the text itself are doubled, as for ``str.format``."""
    summary: tuple[str, ...] = ()
    """Phrasings with ``{name}`` that ask for the summary; may be empty."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the bot behaves, in words an author understands."""

    sureness: Sureness = "balanced"
    """``careful``, ``balanced`` or ``eager``: about 1, 5 or 10 in 100 answers may be wrong."""
    suggestions: int = 3
    """How many questions to suggest after a reply, 0 to 5."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything one bot knows."""

    title: str
    entries: tuple[Entry, ...]
    """Every answer there is, in file order; a profile's summary before its aspects."""
    entities: tuple[Entity, ...] = ()
    """Every entity that can be recognised, with a profile or without."""
    kinds: tuple[Kind, ...] = ()
    subject: str | None = None
    """Id of the entity that all of this is about; a question need not name it."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words or short phrases that mean the same here."""
    unanswered: tuple[str, ...] = ()
    """Questions that people ask and that have no answer here, on purpose."""
    smalltalk: tuple[Entry, ...] = ()
    """Ids ``smalltalk/greeting`` and so on."""
    source: Source = Source()
    settings: Settings = Settings()
    wording: Mapping[str, str] = field(default_factory=dict)
    """The author's own wording for replies, by the names in ``dialogue.wording``; templates for
    ``str.format``, whose placeholders are checked."""
    language: str = "en"
    """Code of the language it is written and asked in: ``en``, ``de``, ``pt-br``."""
    description: str = ""
    """What it is about, in one line."""
    contact: str = ""
    """Whom to ask instead, as a sentence."""
    path: str = "<knowledge>"
    """The file it came from, as it was named."""
    warnings: tuple[Problem, ...] = ()
    """What in the file is no error and hardly meant."""
