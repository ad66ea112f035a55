"""Everything the bot says that no author wrote, in one place; most of it an author may reword."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import Final

from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.values import Decision
from chatbot.knowledge import Entity
from chatbot.language import MAX_CHARACTERS, Language, fold

ASKED: Final = "xxxx"
"""A word in place of what depends on the question."""
MOST_NAMES: Final = 8
"""Names listed at most; of more, the rest is counted."""

_MOST_WORDS: Final = 5
"""Words at most that are named as missing."""
_SHORT: Final = 2
"""Letters of the longest word that says too little to be named."""


def say(name: str, catalogue: Catalogue, decision: Decision | None = None) -> str:
    """The words for a reply, the author's own where there are any."""
    own = catalogue.knowledge.wording.get(name)
    template = own if own is not None else catalogue.language.tables.wording[name]
    if "{" not in template and "}" not in template:
        return template
    text = template.format(**_values(template, catalogue, decision))
    entity = decision.entity if decision else None
    if entity and text.startswith(entity.name):
        return f"{entity.name_at_start}{text.removeprefix(entity.name)}"
    return text


def _values(template: str, catalogue: Catalogue, decision: Decision | None) -> dict[str, str]:
    """What the placeholders of a template may stand for."""
    entity = decision.entity if decision else None
    phrases = catalogue.language.tables.phrases
    values = {
        "title": catalogue.knowledge.title,
        "limit": str(MAX_CHARACTERS),
    }
    if "covered" in template:  # for which all entities are looked at
        values["covered"] = covered(catalogue, entity.kind if entity else None)
    if decision:
        choices = decision.matches[:MOST_NAMES]
        quoted = [phrases["quoted"].format(text=match.question) for match in choices]
        values["question"] = decision.question
        values["choice"] = decision.matches[0].question if decision.matches else ""
        values["choices"] = join(quoted, phrases["or"])
        values["names"] = join(_limited(_names(catalogue, decision), phrases), phrases["or"])
        missing = _missing(decision, catalogue.language)
        quoted_missing = phrases["quoted"].format(text=missing)
        values["missing"] = quoted_missing if missing else phrases["asked_that"]
    if entity and decision:
        values["entity"] = entity.name
        values["kind"] = entity.kind
        values["aspects"] = join(_aspects(catalogue, entity), phrases["and"])
        asked = _asked(catalogue, entity, decision) if decision.aspect else None
        values["asked"] = (
            phrases["asked"].format(question=asked) if asked else phrases["asked_that"]
        )
    return values


def declines(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """What the bot may say where it answers nothing, by the names of its words.

    What it covers is put in; for what depends on the question there is :data:`ASKED`.
    """
    knowledge, tables = catalogue.knowledge, catalogue.language.tables
    for name, template in {**tables.wording, **knowledge.wording}.items():
        fixed = {"title": knowledge.title, "limit": str(MAX_CHARACTERS)}
        values = {one: fixed.get(one, ASKED) for _, one, _, _ in Formatter().parse(template) if one}
        for kind in (None, *catalogue.kinds) if "covered" in values else (None,):
            values["covered"] = covered(catalogue, kind)
            yield name, template.format(**values)
        if "asked" in values:  # which ends a sentence, where it is a question
            values["asked"] = tables.phrases["asked"].format(question=f"{ASKED}?")
            yield name, template.format(**values)
    yield "nearest", tables.phrases["nearest"]
    yield "unknown_aspect", tables.phrases["on_entity"].format(entity=ASKED)


def _missing(decision: Decision, language: Language) -> str:
    """The words side by side that the knowledge does not have; one may stand between.

    The most of them; none where they are many, or only numbers or short words.
    """
    tokens = decision.analysis.utterance.tokens
    lacking = {word.text for word in decision.analysis.words if not word.known}
    groups: list[range] = []
    for place, token in enumerate(tokens):
        if fold(token.surface) in lacking and language.cues.is_content(token.word):
            near = groups and place - groups[-1].stop <= 1
            start = groups.pop().start if near else place
            groups.append(range(start, place + 1))
    longest = max(groups, key=len, default=range(0))
    words = [tokens[place].surface for place in longest]
    says = any(len(word) > _SHORT or not word.isascii() for word in words if word.isalpha())
    return " ".join(words) if says and len(words) <= _MOST_WORDS else ""


def _asked(catalogue: Catalogue, entity: Entity, decision: Decision) -> str | None:
    """The aspect that was asked for: as the closest phrasing has it, if that is a question."""
    closest = decision.analysis.matches[0].phrasing
    if closest.endswith("?"):
        return closest
    return decision.aspect and catalogue.asks_for(entity, decision.aspect)


def join(names: Sequence[str], last: str) -> str:
    """Names as one phrase, ``last`` before the last of them.

    >>> join(["Peru"], "and"), join(["Peru", "Chile", "Cuba"], "and")
    ('Peru', 'Peru, Chile and Cuba')
    """
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def covered(catalogue: Catalogue, kind: str | None = None) -> str:
    """What the knowledge is about: its profiles, of one kind if it has any, or some questions.

    Both where profiles are not most of it; the title where all of it is for others.
    """
    profiled = catalogue.profiled(kind) or catalogue.profiled()
    kinds = dict.fromkeys(entity.kind for entity in profiled)
    about = [_list(catalogue, [e for e in profiled if e.kind == one]) for one in kinds]
    if catalogue.general and not (kind and profiled):
        about.append(_topics(catalogue))
    return join(about, catalogue.language.tables.phrases["and"]) or catalogue.knowledge.title


def _topics(catalogue: Catalogue) -> str:
    """What the entries that are about no profile are about: their sections, or two questions."""
    phrases = catalogue.language.tables.phrases
    entries = catalogue.general
    sections = list(dict.fromkeys(entry.section for entry in entries if entry.section))
    if len(sections) > 1 and not catalogue.profiled():
        return join(_limited(sections, phrases), phrases["and"])
    shown = dict.fromkeys((entries[0].question, entries[len(entries) // 2].question))
    asked = [phrases["quoted"].format(text=question) for question in shown]
    if len(asked) > 1:
        return phrases["questions"].format(questions=join(asked, phrases["and"]))
    return phrases["question"].format(question=asked[0])


def _list(catalogue: Catalogue, entities: Sequence[Entity]) -> str:
    """Entities of one kind: ``the countries China and Russia``."""
    phrases = catalogue.language.tables.phrases
    names = [entity.name for entity in entities]
    if len(names) == 1:
        return names[0]
    names = _limited(names, phrases)
    plural = catalogue.kind_of(entities[0]).plural
    return phrases["list"].format(plural=plural, names=join(names, phrases["and"]))


def _limited(names: list[str], phrases: Mapping[str, str]) -> list[str]:
    """The names, or of many the first few and how many more there are."""
    if len(names) <= MOST_NAMES:
        return names
    rest = len(names) - MOST_NAMES + 1
    return [*names[: MOST_NAMES - 1], phrases["more"].format(count=rest)]


def _names(catalogue: Catalogue, decision: Decision) -> list[str]:
    """The names of the profiles that the choices are about."""
    entries = (catalogue.entries.get(match.entry_id) for match in decision.matches)
    return [catalogue.entities[one.entity].name for one in entries if one and one.entity]


def _aspects(catalogue: Catalogue, entity: Entity) -> list[str]:
    """The questions that an entity's profile answers, quoted."""
    phrases = catalogue.language.tables.phrases
    entries = catalogue.directory.of_entity(entity.id)
    return _limited([phrases["quoted"].format(text=one.question) for one in entries], phrases)
