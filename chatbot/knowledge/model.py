"""What an author knows, checked and frozen.

An author writes entries and profiles; by the time they stand here a profile has been laid out
into entries too (its summary has the profile's id, an aspect has ``profile/aspect``), so that
everything that can be answered is an :class:`Entry`.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from chatbot.errors import Problem

Format = Literal["plain", "markdown"]
"""What a text is written in: plain text is shown as it is, line by line."""
Sureness = Literal["careful", "balanced", "eager"]


class Source(NamedTuple):
    """What an answer rests on. Empty strings where the author says nothing."""

    title: str = ""
    date: str = ""
    url: str = ""

    @property
    def text(self) -> str:
        """All of it in one line; empty where the author says nothing.

        >>> Source("Opening hours", url="https://example.org").text
        'Opening hours, https://example.org'
        """
        return ", ".join(filter(None, self))


class Examination(NamedTuple):
    """The author's own test of one entry, run by ``chatbot check``."""

    match: tuple[str, ...] = ()
    """Questions this entry must answer."""
    reject: tuple[str, ...] = ()
    """Questions this entry must not answer (``not:`` in the file)."""


class Button(NamedTuple):
    """A question that an answer leads to, as its author words it."""

    id: str
    """Of the entry that answers it."""
    text: str = ""
    """What stands on it; empty for the entry's question."""


class Link(NamedTuple):
    """Where more is to be read, or who is to be reached."""

    text: str
    url: str
    """Begins with ``https://``, ``http://``, ``mailto:`` or ``tel:``."""


class Entry(NamedTuple):
    """One curated answer and the ways of asking for it."""

    id: str
    """Stable and unique: ``united-nations``; ``china`` (a profile's summary); ``china/border``."""
    question: str
    """The phrasing shown to people."""
    phrasings: tuple[str, ...]
    """Every way of asking, ``question`` first. In an aspect ``{name}`` is already filled in."""
    answer: str
    """Markdown if it has markup, as ``format`` says; else plain text."""
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
    path: str = ""
    """The file it stands in, if that is one that the knowledge's own file includes."""
    without_markup: str = ""
    """What the answer says, without its Markdown; empty where it has no markup."""
    variants: tuple[str, ...] = ()
    """Further wordings of the answer, taken in turn; each Markdown if it has markup."""
    buttons: tuple[Button, ...] = ()
    """Questions to offer after the answer."""
    links: tuple[Link, ...] = ()
    """Addresses to give after the answer."""
    section: str = ""
    """What it belongs to, for people."""
    tags: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    """Whom it is for; for everybody if it is empty."""
    owner: str = ""
    """Who keeps it true."""
    valid_from: str = ""
    """The first day it is valid, as ``2024-05-03``; empty if it always was."""
    valid_until: str = ""
    """The last day it is valid; empty if it stays so."""
    review_by: str = ""
    """The day by which somebody is to look whether it is still true."""
    active: bool = True
    """Whether it is in use."""
    meta: Mapping[str, object] = MappingProxyType({})
    """What others than the bot are to know: texts, lists and mappings, as they are written."""

    def __hash__(self) -> int:
        return hash(self.id)  # not all that ``meta`` may hold can be hashed

    def is_valid(self, day: str) -> bool:
        """Whether it is valid on a day, written as ``2024-05-03``."""
        return self.valid_from <= day and (not self.valid_until or day <= self.valid_until)

    @property
    def is_restricted(self) -> bool:
        """Whether it is for some audiences only, or valid for a time only."""
        return bool(self.audience or self.valid_from or self.valid_until)

    @property
    def format(self) -> Format:
        """What the answer is written in."""
        return "markdown" if self.without_markup else "plain"

    @property
    def text(self) -> str:
        """What the answer says, without markup."""
        return self.without_markup or self.answer


class Entity(NamedTuple):
    """Something with names that questions are about: a country, a product, a person."""

    id: str
    kind: str
    """Id of the kind, ``country``."""
    name: str
    """As it stands in a sentence: ``the United States``."""
    aliases: tuple[str, ...] = ()
    has_profile: bool = False
    """False for the names a kind lists in ``also_known``."""
    article: str = ""
    """What the name begins with as it stands in a sentence, ``the``; empty without an article."""

    @property
    def bare_name(self) -> str:
        """The name without its article: ``United States``."""
        return self.name.removeprefix(self.article).lstrip("'’ ")

    @property
    def name_at_start(self) -> str:
        """The name as it begins a sentence: ``The United States``."""
        return self.article[:1].upper() + self.name[1:] if self.article else self.name


class Kind(NamedTuple):
    """What the entities of one sort have in common."""

    id: str
    """``country``."""
    plural: str
    """``countries``; the id with an s where the author gives none."""
    aspects: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Aspect id → phrasings with ``{name}``, also for profiles that do not answer that aspect.
    Braces of the text itself are doubled, as for ``str.format``."""
    summary: tuple[str, ...] = ()
    """Phrasings with ``{name}`` that ask for the summary; may be empty."""


class Settings(NamedTuple):
    """How the bot behaves, in words an author understands."""

    sureness: Sureness = "balanced"
    """``careful``, ``balanced`` or ``eager``: about 1, 5 or 10 in 100 answers may be wrong."""
    suggestions: int = 3
    """How many questions to suggest after a reply, 0 to 5."""
    semantic: str = "auto"
    """The sentence encoder beside the letters: ``auto``, ``off`` or the name of one."""
    log: str | None = None
    """The file that keeps what is asked, as a path from the knowledge file's folder; None where
    nothing is kept."""
    log_days: int = 365
    """For how many days a question is kept there."""


class Inclusion(NamedTuple):
    """What a file included when it was read; all paths lead from its folder."""

    named: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Each pattern, and the files it named."""
    digests: Mapping[str, str] = MappingProxyType({})
    """Each of those files, and the SHA-256 of its content."""


class Contents(NamedTuple):
    """Everything one bot knows."""

    title: str
    entries: Sequence[Entry]
    """Every answer in use, in file order; a profile's summary before its aspects. A tuple, or of a
    compiled knowledge a sequence that decodes each when it is asked for."""
    entities: Sequence[Entity] = ()
    """Every entity that can be recognised, with a profile or without; the same kind of sequence."""
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
    wording: Mapping[str, str] = MappingProxyType({})
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
    inactive: tuple[Entry, ...] = ()
    """The entries that are not in use."""
    included: tuple[str, ...] = ()
    """The further files it came from."""
    inclusion: Inclusion = Inclusion()
    """By what they were found, and what was in them."""
    warnings: tuple[Problem, ...] = ()
    """What in the file is no error and hardly meant."""

    def path_of(self, entry: Entry) -> str:
        """The file that an entry stands in."""
        return entry.path or self.path

    def place_of(self, entry: Entry) -> str:
        """Where an entry stands: ``faq.yaml:12``."""
        return f"{self.path_of(entry)}:{entry.line}"
