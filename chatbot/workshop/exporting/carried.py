"""What an export carries of a knowledge file, and what it has to leave out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from chatbot.knowledge import Entity, Entry, Knowledge, Source
from chatbot.language import interface_words
from chatbot.markup import escape, kind_of
from chatbot.workshop.exporting.written import answers_as_written
from chatbot.workshop.importing.own_fields import shown_as

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
    section: str
    question: str
    also_asked: tuple[str, ...]
    answer: str
    """Markdown, with values and names put in."""
    variants: tuple[str, ...]
    tags: tuple[str, ...]
    see_also: tuple[str, ...]
    source: str
    """What the answer rests on, in a line of Markdown for people; empty where that is not said."""
    rest: Mapping[str, Any]
    """What else a knowledge file says of it, by its keys there; of a profile's summary also those
    of the profile: ``kind``, ``name``, ``aliases``."""
    written: tuple[str, ...]
    """The answer and its variants as the file has them, where values or names are put in."""


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
    entries = [entry for entry in knowledge.entries if not entry.audience]
    ids = {entry.id for entry in entries}
    entities = {entity.id: entity for entity in knowledge.entities}
    sources = {entry.id: entry.source for entry in entries}
    written = answers_as_written(knowledge)
    return tuple(
        Carried(
            id=entry.id,
            section=entry.section,
            question=entry.question,
            also_asked=entry.phrasings[1:],
            answer=entry.answer,
            variants=entry.variants,
            tags=entry.tags,
            see_also=tuple(one for one in entry.see_also if one in ids),
            source=_in_words(entry.source, knowledge.language),
            rest=_of_profile(entry, entities)
            | _rest(entry, ids, _above(entry, sources, knowledge.source)),
            written=written.get(entry.id, ()),
        )
        for entry in entries
    )


def as_it_was(entry: Carried, answer: str) -> dict[str, Any]:
    """The texts of a file that has others put in, for an import of what still is ``answer``."""
    return {"written": [shown_as(answer), *entry.written]} if entry.written else {}


def _above(entry: Entry, sources: Mapping[str, Source], source: Source) -> Source | None:
    """What an entry rests on where it does not say it; None if that depends on its profile.

    ``source`` is what the whole file rests on.
    """
    is_same = not entry.aspect or sources.get(entry.entity or "") == source
    return source if is_same else None


def _of_profile(entry: Entry, entities: Mapping[str, Entity]) -> dict[str, Any]:
    """What a profile says of itself, where the entry is its summary."""
    if not entry.entity or entry.aspect:
        return {}
    entity = entities[entry.entity]
    aliases = {"aliases": list(entity.aliases)} if entity.aliases else {}
    return {"kind": entity.kind, "name": entity.name, **aliases}


def _rest(entry: Entry, ids: Collection[str], above: Source | None) -> dict[str, Any]:
    """What else an entry says, but for what it refers to that is not among ``ids``.

    ``above`` is what it rests on where it does not say it itself, if that is known.
    """
    tests = {"match": [*entry.tests.match], "not": [*entry.tests.reject]}
    buttons = [_filled({"id": one.id, "text": one.text}) for one in entry.buttons if one.id in ids]
    fields = {
        "tests": _filled(tests),
        "sureness": entry.sureness,
        "buttons": buttons,
        "links": [{"text": link.text, "url": link.url} for link in entry.links],
        "source": _filled(entry.source._asdict()) if entry.source != above else {},
        "meta": dict(entry.meta),
    }
    plain = ("owner", "valid_from", "valid_until", "review_by")
    return _filled({**fields, **{key: getattr(entry, key) for key in plain}})


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value}


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
    if "profiles" not in kept and any(entity.has_profile for entity in knowledge.entities):
        lines.append(f"{knowledge.path}: profiles are written as questions with their answers")
    lines += [
        f"{_place(knowledge, entry)}: “{entry.id}” is left out, as it is not active"
        for entry in knowledge.inactive
    ]
    gone = {entry.id for entry in knowledge.entries if entry.audience}
    for entry in knowledge.entries:
        lines += [f"{_place(knowledge, entry)}: {one}" for one in _of(entry, knowledge, kept, gone)]
    return tuple(lines)


def _of(
    entry: Entry, knowledge: Knowledge, kept: Collection[str], gone: Collection[str]
) -> Iterator[str]:
    """What of an entry is left out, in words; ``gone`` are the ids of those that are."""
    if entry.audience:
        yield f"“{entry.id}” is left out, as it is for {', '.join(entry.audience)} only"
        return
    plain = Entry("", "", (), "")
    keys = [key for key in DETAILS if key not in kept]
    details = [key for key in keys if getattr(entry, key) != getattr(plain, key)]
    if "source" not in kept and entry.source != knowledge.source:
        details.append("source")
    if details:
        yield f"{', '.join(details)} of “{entry.id}” left out"
    for other in dict.fromkeys((*entry.see_also, *(button.id for button in entry.buttons))):
        if other in gone:
            yield f"“{entry.id}” refers to “{other}”, which is left out"


def _place(knowledge: Knowledge, entry: Entry) -> str:
    return f"{entry.path or knowledge.path}:{entry.line}"


def _is_there(knowledge: Knowledge, key: str) -> bool:
    value = getattr(knowledge, key)
    return bool(value) and value != getattr(Knowledge("", ()), key)
