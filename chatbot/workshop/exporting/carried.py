"""What an export carries of a knowledge file, and what it has to leave out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from chatbot.knowledge import Entry, Knowledge, free

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


class File(NamedTuple):
    """One file of an export."""

    name: str
    """Empty where there is only one."""
    text: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What is to be written, and one line for each thing that is left out."""

    files: tuple[File, ...]
    notes: tuple[str, ...] = ()


def carried(knowledge: Knowledge) -> tuple[Carried, ...]:
    """Every question of a file, in its order."""
    taken: dict[str, int] = {}
    ids = {entry.id: free(entry.id.replace("/", "-"), taken) for entry in knowledge.entries}
    return tuple(_carried(entry, ids) for entry in knowledge.entries)


def _carried(entry: Entry, ids: dict[str, str]) -> Carried:
    return Carried(
        id=ids[entry.id],
        section=getattr(entry, "section", ""),
        question=entry.question,
        also_asked=entry.phrasings[1:],
        answer=entry.answer,
        variants=getattr(entry, "variants", ()),
        tags=getattr(entry, "tags", ()),
        see_also=tuple(ids[one] for one in entry.see_also if one in ids),
    )


def left_out(knowledge: Knowledge, kept: Collection[str]) -> tuple[str, ...]:
    """One line for each part of a file that an export leaves out; ``kept`` are those it has."""
    parts = [key for key in FILE_PARTS if key not in kept and _is_there(knowledge, key)]
    lines = [f"{knowledge.path}: “{key}” is left out" for key in parts]
    if any(entity.has_profile for entity in knowledge.entities):
        lines.append(f"{knowledge.path}: profiles are written as questions with their answers")
    for entry in knowledge.entries:
        details = [
            name
            for name, is_set in (
                ("tests", entry.tests.match or entry.tests.reject),
                ("sureness", entry.sureness is not None),
                ("source", entry.source != knowledge.source),
            )
            if is_set
        ]
        if details:
            what = f"{' and '.join(details)} of “{entry.id}” left out"
            lines.append(f"{knowledge.path}:{entry.line}: {what}")
    return tuple(lines)


def _is_there(knowledge: Knowledge, key: str) -> bool:
    value = getattr(knowledge, key)
    return bool(value) and value != getattr(Knowledge("", ()), key)
