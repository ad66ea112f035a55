"""What an export carries of a knowledge file, and what it has to leave out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import quote

from chatbot.knowledge import Entry, Knowledge, Source, free
from chatbot.language import interface_words
from chatbot.markup import escape, kind_of

FILE_PARTS = (
    "description",
    "contact",
    "source",
    "subject",
    "synonyms",
    "unanswered",
    "smalltalk",
    "settings",
    "wording",
)
"""What a file may have besides its title and what it answers."""


DETAILS = (
    *("tests", "sureness", "buttons", "links", "owner", "valid_from", "valid_until"),
    *("review_by", "meta"),
)
"""What an entry may have that is for the bot and its author only."""

_OF_ADDRESSES: Final = "!#$%&'()*+,/:;=?@[]~"
"""Signs that an address may have."""


class Carried(NamedTuple):
    """One question with its answer; a profile's summary and aspects are such, too."""

    id: str
    """As it may be an entry's: ``china-border`` for the aspect ``china/border``."""
    section: str
    question: str
    also_asked: tuple[str, ...]
    answer: str
    """Markdown."""
    variants: tuple[str, ...]
    tags: tuple[str, ...]
    see_also: tuple[str, ...]
    """Ids, as above."""
    source: str
    """What the answer rests on, in a line of Markdown for people; empty where that is not said."""


class File(NamedTuple):
    """One file of an export."""

    name: str
    """Empty where there is only one."""
    text: str
    mark: str = ""
    """What an earlier export begins with, where its first line alone does not tell."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What is to be written, and one line for each thing that is left out."""

    files: tuple[File, ...]
    notes: tuple[str, ...] = ()


def carried(knowledge: Knowledge) -> tuple[Carried, ...]:
    """Every question of a file that is for everybody, in its order."""
    taken: dict[str, int] = {}
    public = [entry for entry in knowledge.entries if not entry.audience]
    ids = {entry.id: free(entry.id.replace("/", "-"), taken) for entry in public}
    return tuple(_carried(entry, ids, knowledge.language) for entry in public)


def _carried(entry: Entry, ids: dict[str, str], language: str) -> Carried:
    return Carried(
        id=ids[entry.id],
        section=entry.section,
        question=entry.question,
        also_asked=entry.phrasings[1:],
        answer=entry.answer,
        variants=entry.variants,
        tags=entry.tags,
        see_also=tuple(ids[one] for one in entry.see_also if one in ids),
        source=_in_words(entry.source, language),
    )


def _in_words(source: Source, language: str) -> str:
    name = escape(source.title or source.url)
    if kind_of(source.url) == "web":
        name = f"[{name}](<{quote(source.url, safe=_OF_ADDRESSES)}>)"
    said = ", ".join(part for part in (name, escape(source.date)) if part)
    return f"{interface_words(language)['source']}: {said}" if said else ""


def left_out(knowledge: Knowledge, kept: Collection[str]) -> tuple[str, ...]:
    """One line for each part of a file or entry that is left out; ``kept`` are those it has."""
    parts = [key for key in FILE_PARTS if key not in kept and _is_there(knowledge, key)]
    lines = [f"{knowledge.path}: “{key}” is left out" for key in parts]
    if any(entity.has_profile for entity in knowledge.entities):
        lines.append(f"{knowledge.path}: profiles are written as questions with their answers")
    lines += [
        f"{knowledge.path}:{entry.line}: “{entry.id}” is left out, as it is not active"
        for entry in knowledge.inactive
    ]
    lines += [
        f"{knowledge.path}:{entry.line}: {what}"
        for entry in knowledge.entries
        if (what := _details_left_out(entry, knowledge, kept))
    ]
    return tuple(lines)


def _details_left_out(entry: Entry, knowledge: Knowledge, kept: Collection[str]) -> str:
    """What of an entry is left out, in words; empty where nothing is."""
    if entry.audience:
        return f"“{entry.id}” is left out, as it is for {', '.join(entry.audience)} only"
    plain = Entry("", "", (), "")
    keys = [key for key in DETAILS if key not in kept]
    details = [key for key in keys if getattr(entry, key) != getattr(plain, key)]
    if "source" not in kept and entry.source != knowledge.source:
        details.append("source")
    return f"{', '.join(details)} of “{entry.id}” left out" if details else ""


def _is_there(knowledge: Knowledge, key: str) -> bool:
    value = getattr(knowledge, key)
    return bool(value) and value != getattr(Knowledge("", ()), key)
