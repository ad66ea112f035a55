"""Kinds and profiles: entities, and the entries a profile is laid out into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from chatbot.knowledge import ids
from chatbot.knowledge.entries import draft
from chatbot.knowledge.ledger import Ledger, unique
from chatbot.knowledge.model import Entity, Entry, Kind
from chatbot.knowledge.nodes import Node
from chatbot.knowledge.problems import did_you_mean, shown
from chatbot.knowledge.record import Record
from chatbot.knowledge.templates import article_of, fill
from chatbot.knowledge.texts import LONGEST_LINE, LONGEST_TEXT


def read_kinds(record: Record, ledger: Ledger) -> tuple[dict[str, Kind], list[Entity]]:
    """Every kind by its id, and the entities they list in ``also_known``."""
    kinds, known = {}, []
    for name, _, kind in record.named_records("kinds"):
        aspects = kind.named_records("aspects")
        kinds[name] = Kind(
            id=name,
            plural=kind.text("plural") or ledger.phrases["plural"].format(kind=name),
            aspects={aspect: _templates(asked, ledger) for aspect, _, asked in aspects},
            summary=_templates(kind.record("summary"), ledger) if "summary" in kind else (),
        )
        known += [read_entity(item, name, ledger) for item in kind.records("also_known")]
    return kinds, known


def _templates(record: Record, ledger: Ledger) -> tuple[str, ...]:
    """Phrasings with ``{name}``."""
    asked = unique((record.text("question"), *record.texts("also_asked")))
    ledger.add_texts(record.node, asked)
    return asked


def read_entity(record: Record, kind: str, ledger: Ledger) -> Entity:
    """An entity without a profile."""
    name = record.text("name")
    aliases = unique(record.texts("aliases"))
    ledger.add_names(record.node, (name, *aliases))
    entity = Entity("", kind, name, aliases, article=article_of(name, ledger.articles))
    return entity._replace(id=ids.slug(entity.bare_name))


def read_profile(record: Record, ledger: Ledger, kinds: Mapping[str, Kind]) -> Entity:
    """Read one profile: its summary and its aspects into the ledger, its entity as the result."""
    name = record.text("name")
    entity = Entity(
        id=record.text("id"),
        kind=record.text("kind"),
        name=name,
        aliases=unique(record.texts("aliases")),
        has_profile=True,
        article=article_of(name, ledger.articles),
    )
    if not entity.id and name:
        entity = entity._replace(id=ids.slug(entity.bare_name))
    ledger.add_names(record.key("name"), (name, *entity.aliases))
    kind = kinds.get(entity.kind) or Kind(entity.kind, "")
    meant = did_you_mean(kind.id, kinds) if kind.id not in kinds else ""
    if meant:
        what = f'there is no {shown(kind.id)} in "kinds"{meant}'
        ledger.problems.warn(record.value("kind"), what)
    asked = _asked(record, kind.summary or (ledger.phrases["summary_question"],), entity)
    summary = draft(record, ledger)._replace(
        id=entity.id,
        question="".join(asked[:1]),
        phrasings=asked,
        entity=entity.id,
    )
    told = _filled(record, "summary", entity, ledger)
    summary = ledger.answered(summary, told, record.value("summary"))
    summary = ledger.varied(summary, _variants(record, entity, ledger))
    ledger.add(summary, record.key("id"))
    for item in record.records("aspects"):
        _read_aspect(item, ledger, summary, kind, entity, meant)
    return entity


def _read_aspect(
    record: Record, ledger: Ledger, summary: Entry, kind: Kind, profile: Entity, meant: str
) -> None:
    """Read one aspect; ``meant`` asks whether another kind is, where there is none of this id."""
    aspect = record.text("id")
    templates = kind.aspects.get(aspect, ())
    if aspect and "question" not in record and aspect not in kind.aspects:
        hint = did_you_mean(aspect, kind.aspects)
        what = f'"question" is missing, and the kind {shown(kind.id)} has none for it'
        what += hint or meant or "; add it"
        ledger.problems.add(record.node, what)
    asked = _asked(record, templates, profile)
    entry = draft(record, ledger, summary)._replace(
        id=f"{summary.id}/{aspect}" if summary.id and aspect else "",
        question="".join(asked[:1]),
        phrasings=asked,
        entity=summary.id,
        aspect=aspect,
    )
    told = _filled(record, "answer", profile, ledger)
    entry = ledger.answered(entry, told, record.value("answer"))
    entry = ledger.varied(entry, _variants(record, profile, ledger))
    ledger.add(entry, record.key("id"))


def _filled(record: Record, key: str, entity: Entity, ledger: Ledger) -> str:
    """The text under ``key`` with values and ``{name}`` filled in."""
    text = fill(ledger.values.text(record, key, is_template=True), entity)
    return _if_short(text, key, record.key(key), ledger)


def _variants(record: Record, entity: Entity, ledger: Ledger) -> Iterator[tuple[str, Node]]:
    """Further wordings with values and ``{name}`` filled in, each with where it stands."""
    for template, node in record.texts_with_places("variants"):
        text = fill(ledger.values.filled(template, node, is_template=True), entity)
        yield _if_short(text, "variants", node, ledger), node


def _if_short(text: str, key: str, node: Node, ledger: Ledger) -> str:
    """A text with the name filled in; empty if it is too long, which is noted."""
    if len(text) <= LONGEST_TEXT:
        return text
    ledger.problems.add(node, _too_long(shown(key), len(text), LONGEST_TEXT))
    return ""


def _too_long(label: str, length: int, longest: int) -> str:
    what = f"with the name filled in, {label} has {length:,} characters"
    return f"{what}; shorten it to {longest:,}"


def _asked(record: Record, templates: tuple[str, ...], entity: Entity) -> tuple[str, ...]:
    """All phrasings of a summary or an aspect, ``{name}`` filled in, the question first."""
    question = record.text("question") or "".join(templates[:1])
    asked = []
    for template in (question, *record.texts("also_asked"), *templates):
        asked.append(fill(template, entity))
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
        home = entity.id if entity.has_profile else of_kind.get(entity.bare_name.casefold())
        if home is None:
            home = ids.free(entity.id, taken)
            entities[home] = entity if home == entity.id else entity._replace(id=home)
        elif not entity.has_profile:
            added.setdefault(home, []).extend(entity.aliases)
        for name in (entity.name, entity.bare_name, *entity.aliases):
            of_kind.setdefault(name.casefold(), home)
    for home, aliases in added.items():
        entity = entities[home]
        entities[home] = entity._replace(aliases=unique((*entity.aliases, *aliases)))
    return tuple(entities.values())
