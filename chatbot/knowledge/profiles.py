"""Kinds and profiles: entities, and the entries a profile is laid out into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from chatbot.knowledge import ids
from chatbot.knowledge.entries import FIELDS, Ledger, draft, unique
from chatbot.knowledge.model import Entity, Entry, Kind
from chatbot.knowledge.nodes import Node, Scalar
from chatbot.knowledge.problems import shown
from chatbot.knowledge.record import LONGEST_LINE, LONGEST_TEXT, Record
from chatbot.knowledge.templates import fill

_NAME = ("name",)
"""The one placeholder of the texts here."""


def read_kinds(record: Record, ledger: Ledger) -> tuple[dict[str, Kind], list[Entity]]:
    """Every kind by its id, and the entities they list in ``also_known``."""
    kinds, known = {}, []
    for key in record:
        ids.checked(key, record.key(key), record.problems)
        fields = record.record(key, "plural", "summary", "aspects", "also_known")
        aspects = fields.record("aspects")
        kinds[key] = Kind(
            id=key,
            plural=fields.line("plural") or ledger.phrases["plural"].format(kind=key),
            aspects={aspect: _template(aspects, aspect, ledger) for aspect in aspects},
            summary=_template(fields, "summary", ledger) if "summary" in fields else (),
        )
        known += [_also_known(item, key, fields, ledger) for item in fields.items("also_known")]
    return kinds, known


def _template(record: Record, key: str, ledger: Ledger) -> tuple[str, ...]:
    """The phrasings, with ``{name}``, under ``key``."""
    template = record.record(key, "question", "also_asked")
    template.require("question")
    asked = unique((template.line("question", _NAME), *template.lines("also_asked", _NAME)))
    ledger.add_texts(record.key(key), asked)
    return asked


def _also_known(node: Node, kind: str, record: Record, ledger: Ledger) -> Entity:
    label = 'an item of "also_known"'
    if isinstance(node, Scalar):
        name = record.line_of(node, label)
        ledger.add_names(node, (name,))
        return Entity(ids.slug(name), kind, name)
    fields = Record(node, label, ("name", "aliases"), record.problems)
    return read_entity(fields, kind, ledger)


def read_entity(record: Record, kind: str, ledger: Ledger) -> Entity:
    """An entity without a profile."""
    record.require("name")
    name = record.line("name")
    aliases = unique(record.lines("aliases"))
    ledger.add_names(record.node, (name, *aliases))
    return Entity(ids.slug(name), kind, name, aliases)


def read_profile(node: Node, ledger: Ledger, kinds: Mapping[str, Kind]) -> Entity:
    """Read one profile: its summary and its aspects into the ledger, its entity as the result."""
    keys = ("id", "kind", "name", "aliases", "summary", "aspects", *FIELDS)
    record = Record(node, "a profile", keys, ledger.problems)
    record.require("kind", "name", "summary")
    name = record.line("name")
    entity = Entity(
        id=record.identifier("id") or (ids.slug(name) if name else ""),
        kind=record.identifier("kind"),
        name=name,
        aliases=unique(record.lines("aliases")),
        has_profile=True,
    )
    ledger.add_names(record.key("name"), (name, *entity.aliases))
    kind = kinds.get(entity.kind) or Kind(entity.kind, "")
    asked = _asked(record, kind.summary or (ledger.phrases["summary_question"],), name)
    summary = replace(
        draft(record, ledger),
        id=entity.id,
        question="".join(asked[:1]),
        phrasings=asked,
        answer=_filled(record, "summary", name),
        entity=entity.id,
    )
    ledger.add(summary, record.key("id"))
    for item in record.items("aspects"):
        _read_aspect(item, ledger, summary, kind, name)
    return entity


def _read_aspect(node: Node, ledger: Ledger, summary: Entry, kind: Kind, name: str) -> None:
    record = Record(node, "an aspect", ("id", "answer", *FIELDS), ledger.problems)
    record.require("id", "answer")
    aspect = record.identifier("id")
    templates = kind.aspects.get(aspect, ())
    if aspect and "question" not in record and aspect not in kind.aspects:
        what = f'"question" is missing, and the kind {shown(kind.id)} has none for it; add it'
        ledger.problems.add(record.node, what)
    asked = _asked(record, templates, name)
    entry = replace(
        draft(record, ledger, summary),
        id=f"{summary.id}/{aspect}" if summary.id and aspect else "",
        question="".join(asked[:1]),
        phrasings=asked,
        answer=_filled(record, "answer", name),
        entity=summary.id,
        aspect=aspect,
    )
    ledger.add(entry, record.key("id"))


def _filled(record: Record, key: str, name: str) -> str:
    """The text under ``key`` with ``{name}`` filled in."""
    text = fill(record.text(key, _NAME), name)
    if len(text) > LONGEST_TEXT:
        record.problems.add(record.key(key), _too_long(shown(key), len(text), LONGEST_TEXT))
        return ""
    return text


def _too_long(label: str, length: int, longest: int) -> str:
    what = f"with the name filled in, {label} has {length:,} characters"
    return f"{what}; shorten it to {longest:,}"


def _asked(record: Record, templates: tuple[str, ...], name: str) -> tuple[str, ...]:
    """All phrasings of a summary or an aspect, ``{name}`` filled in, the question first."""
    question = record.line("question", _NAME) or "".join(templates[:1])
    asked = []
    for template in (question, *record.lines("also_asked", _NAME), *templates):
        asked.append(fill(template, name))
        if len(asked[-1]) > LONGEST_LINE:
            what = _too_long(shown(template), len(asked[-1]), LONGEST_LINE)
            record.problems.add(record.node, what)
            return ()
    return unique(asked)


def merge(profiles: Sequence[Entity], others: Iterable[Entity]) -> tuple[Entity, ...]:
    """All entities. One of ``others`` whose name is known already only adds its aliases."""
    entities = {entity.id: entity for entity in profiles}
    added: dict[str, list[str]] = {}
    taken = dict.fromkeys(entities, 1)
    known: dict[str, dict[str, str]] = {}
    for entity in (*profiles, *others):
        of_kind = known.setdefault(entity.kind, {})
        home = entity.id if entity.has_profile else of_kind.get(entity.name.casefold())
        if home is None:
            home = ids.free(entity.id, taken)
            entities[home] = entity if home == entity.id else replace(entity, id=home)
        elif not entity.has_profile:
            added.setdefault(home, []).extend(entity.aliases)
        for name in (entity.name, *entity.aliases):
            of_kind.setdefault(name.casefold(), home)
    for home, aliases in added.items():
        entity = entities[home]
        entities[home] = replace(entity, aliases=unique((*entity.aliases, *aliases)))
    return tuple(entities.values())
