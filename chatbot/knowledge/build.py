"""From a tree to the whole knowledge."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from collections.abc import Mapping as AnyMapping
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from chatbot.knowledge.entries import (
    read_contact,
    read_entry,
    read_smalltalk,
    read_source,
    read_sureness,
)
from chatbot.knowledge.fields import FILE
from chatbot.knowledge.languages import language_named
from chatbot.knowledge.ledger import Ledger, unique
from chatbot.knowledge.model import Contents, Entity, Entry, Kind, Settings
from chatbot.knowledge.nodes import Mapping, Node, Scalar, Sequence
from chatbot.knowledge.problems import Problems, shown
from chatbot.knowledge.profiles import merge, read_entity, read_kinds, read_profile
from chatbot.knowledge.record import Record
from chatbot.knowledge.texts import LANGUAGE, LOG
from chatbot.knowledge.values import WITHOUT_VALUES, Values
from chatbot.language import detect, load_tables

if TYPE_CHECKING:
    from chatbot.knowledge.including import Including

_ENOUGH_TEXTS = 200
"""Questions, and answers, by which the language of a file is told."""
_ENOUGH_CHARACTERS = 100
"""Characters of each that are looked at."""
_Contents = TypeVar("_Contents", bound=Contents)


def from_file(sort: type[_Contents], path: str, content: bytes | None = None) -> _Contents:
    """The knowledge in a YAML file, or its ``content``, as a value of the class ``sort``."""
    problems = Problems(path)
    tree, including = tree_of_file(path, problems, content)
    contents = _read(sort, tree, problems, path, including.written)
    included = tuple(including.paths.values())[1:]
    return contents._replace(included=included, inclusion=including.inclusion)


def tree_of_file(path: str, problems: Problems, content: bytes | None) -> tuple[Node, Including]:
    """The tree of a YAML file, or of its ``content``, with all that it includes, and by what."""
    from chatbot.knowledge import source, yaml_tree
    from chatbot.knowledge.including import Including

    data = source.content_of(path) if content is None else content
    problems.text = text = source.text_of(data, problems)
    tree = yaml_tree.parse(text, problems)
    if tree is None or (isinstance(tree, Scalar) and not tree.value):
        what = 'the file is empty; it needs "title" and "entries" ("chatbot init" writes a start)'
        problems.stop(Node(1, 1), what)
    including = Including(path, problems)
    including.complete(tree, path)
    return tree, including


def from_values(sort: type[_Contents], data: AnyMapping[str, object]) -> _Contents:
    """The knowledge in plain Python values, as a value of the class ``sort``."""
    from chatbot.knowledge import python_tree

    problems = Problems("<knowledge>")
    tree, written = python_tree.parse(data, problems)
    if isinstance(tree, Mapping) and "include" in tree.values:
        problems.add(tree.keys["include"], "only a file can include others; put them together")
    return _read(sort, tree, problems, "<knowledge>", written)


def _read(
    sort: type[_Contents], tree: Node, problems: Problems, path: str, written: int
) -> _Contents:
    """Read the tree of a file that has so many characters ``written``."""
    record = Record((tree, FILE.label), FILE, problems)
    nothing = all(record.is_empty(key) for key in ("entries", "profiles"))
    if nothing and isinstance(tree, Mapping):
        problems.add(tree, 'there is nothing to answer; add "entries" or "profiles"')
    language = _read_language(record, tree, language_named(path))
    values = Values(record, _texts(tree, WITHOUT_VALUES))
    ledger = Ledger(values, read_source(record), written, load_tables(language))
    kinds, also_known = read_kinds(record, ledger)
    profiles = _read_answers(record, ledger, kinds)
    subject = _read_subject(record, ledger)
    contact, smalltalk = read_contact(record, ledger), read_smalltalk(record, ledger)
    entries, inactive = ledger.close()
    if inactive and not entries:
        problems.add(tree, 'there is nothing to answer: every entry is "active: no"')
    entities = _as_used(merge(profiles, (*subject, *also_known)), entries)
    contents = sort(
        title=record.text("title"),
        language=language,
        description=record.text("description"),
        contact=contact,
        entries=entries,
        inactive=inactive,
        entities=entities,
        kinds=_all_kinds(kinds, entities, ledger.phrases["plural"]),
        subject=next((_id_of(entity, entities) for entity in subject), None),
        synonyms=_read_synonyms(record, ledger),
        unanswered=_read_unanswered(record, ledger),
        smalltalk=smalltalk,
        source=ledger.source,
        settings=_read_settings(record.record("settings")),
        wording=_read_wording(record.record("wording")),
        path=path,
        warnings=tuple(problems.warnings),
    )
    problems.raise_if_any()
    return contents


def _read_answers(record: Record, ledger: Ledger, kinds: dict[str, Kind]) -> list[Entity]:
    """Read entries and profiles, whichever comes first in the file first."""
    profiles = []
    for key in record:
        if key == "entries":
            for entry in record.records(key):
                read_entry(entry, ledger)
        elif key == "profiles":
            profiles += [read_profile(profile, ledger, kinds) for profile in record.records(key)]
    return profiles


def _as_used(entities: tuple[Entity, ...], entries: tuple[Entry, ...]) -> tuple[Entity, ...]:
    """The entities; one whose profile has no entry in use is just a name."""
    used = {entry.entity for entry in entries}
    return tuple(one._replace(has_profile=one.has_profile and one.id in used) for one in entities)


def _read_language(record: Record, tree: Node, named: str) -> str:
    """The code of the language; where the file does not say, the one that its name has.

    Where it has none, of the one its texts are in.
    """
    code = record.text("language")
    if code and not re.fullmatch(LANGUAGE.pattern or "", code):
        what = f'"language" is a code such as "en" or "pt-br", not {shown(code)}'
        record.problems.add(record.key("language"), what)
    elif code and named and code.lower() != named:
        what = f'the name of the file says {named}, its "language" {shown(code)}; make them one'
        record.problems.warn(record.key("language"), what)
    return code.lower() or named or _detect_language(tree)


def _detect_language(tree: Node) -> str:
    """The code of the language of the questions, or of all texts where those do not tell."""
    asked, said = (
        [text.value[:_ENOUGH_CHARACTERS] for text in islice(_texts(tree, keys), _ENOUGH_TEXTS)]
        for keys in ({"question", "also_asked"}, {"answer"})
    )
    return detect(asked + said, detect(asked))


def _texts(node: Node, keys: Collection[str], key: str = "") -> Iterator[Scalar]:
    """Every text that stands under one of the keys below a node, which stands under ``key``."""
    if isinstance(node, Mapping):
        for name, value in node.values.items():
            yield from _texts(value, keys, name)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item, keys, key)
    elif isinstance(node, Scalar) and key in keys:
        yield node


def _read_subject(record: Record, ledger: Ledger) -> list[Entity]:
    """The subject, if there is one."""
    if "subject" not in record:
        return []
    subject = record.record("subject")
    return [read_entity(subject, subject.text("kind"), ledger)]


def _id_of(wanted: Entity, entities: tuple[Entity, ...]) -> str:
    """The id ``wanted`` has among ``entities``, where it may stand under another's alias."""
    name = wanted.name.casefold()
    return next(
        entity.id
        for entity in entities
        if entity.kind == wanted.kind
        and name in (known.casefold() for known in (entity.name, *entity.aliases))
    )


def _all_kinds(
    kinds: dict[str, Kind], entities: tuple[Entity, ...], plural: str
) -> tuple[Kind, ...]:
    """The kinds of the file, and those that only its entities name, with a default plural."""
    named = {one.kind: Kind(one.kind, plural.format(kind=one.kind)) for one in entities}
    return tuple((kinds | {key: kind for key, kind in named.items() if key not in kinds}).values())


def _read_unanswered(record: Record, ledger: Ledger) -> tuple[str, ...]:
    questions = unique(record.texts("unanswered"))
    ledger.add_texts(record.key("unanswered"), questions)
    return questions


def _read_synonyms(record: Record, ledger: Ledger) -> tuple[tuple[str, ...], ...]:
    groups = record.lists("synonyms")
    for node, group in groups:
        ledger.add_names(node, group)
    return tuple(group for _, group in groups)


def _read_settings(record: Record) -> Settings:
    semantic = record.text("semantic")
    if "://" in semantic:
        what = (
            '"semantic" is no address here: a file must not choose where questions are sent; use '
        )
        record.problems.add(record.key("semantic"), f"{what}--semantic or CHATBOT_SEMANTIC")
    log = record.text("log")
    if log and not re.fullmatch(LOG.pattern or "", log):
        what = f'"log" is a file in the folder of this one, such as questions.db, not {shown(log)}'
        record.problems.add(record.key("log"), what)
    return Settings(
        read_sureness(record) or Settings().sureness,
        record.number("suggestions"),
        semantic or Settings().semantic,
        log or None,
        record.number("log_days"),
    )


def _read_wording(record: Record) -> dict[str, str]:
    return {name: record.text(name) for name in record}
