"""What stands in the way of good answers, in words that tell the author what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chatbot.knowledge import Entry, Knowledge, fill, language_named, shown
from chatbot.language import Language, detect, load_tables
from chatbot.matching import Progress
from chatbot.workshop.ambiguity import find_ambiguities
from chatbot.workshop.confusability import Confusability, Double
from chatbot.workshop.confusion import SharedWords
from chatbot.workshop.holding_out import Held
from chatbot.workshop.near_doubles import NearDouble
from chatbot.workshop.restrictions import examine_for_everybody

if TYPE_CHECKING:
    from chatbot.dialogue import Bot

MOST_SHOWN = 20
"""Findings of one sort that are shown."""
SOME = 3
"""Entries that are named where all of them are meant."""
WORTH_SAYING = 0.1
"""The share of an entry's phrasings that another has to take."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is no error, but stands in the way of good answers."""

    path: str
    line: int
    """Where it or its entry starts, counted from 1; 0 where it is about the whole file."""
    entry_id: str
    what: str
    """What was found and what to do, in one line."""
    column: int = 0
    """Where in the line it stands, counted from 1; 0 where it is about no one place."""

    @property
    def message(self) -> str:
        """What was found, without where."""
        return f"{self.entry_id}: {self.what}" if self.entry_id else self.what

    def __str__(self) -> str:
        places = [str(place) for place in (self.line, self.column) if place]
        return f"{':'.join([self.path, *places])}: warning: {self.message}"


class Templates:
    """Tells phrasings that a kind gives all its profiles, so that each is warned of once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._kinds = {kind.id: kind for kind in knowledge.kinds}
        self._entities = {entity.id: entity for entity in knowledge.entities}

    def of(self, one: Held) -> str:
        """The kind's text that a phrasing is made of; of one of its own, itself and its entry."""
        entity = self._entities.get(one.entry.entity or "")
        if entity:
            kind = self._kinds[entity.kind]
            templates = kind.aspects.get(one.entry.aspect or "", kind.summary)
            for template in templates:
                if fill(template, entity) == one.phrasing:
                    return f"{kind.id}/{one.entry.aspect}: {template}"
        return f"{one.entry.id}: {one.phrasing}"


def find(bot: Bot, progress: Progress) -> tuple[Finding, ...]:
    """Everything found about the bot's knowledge, in file order; what is about all of it last."""
    knowledge, found = bot.knowledge, examine_for_everybody(bot, progress)
    sorts = [
        list(_of_reading(knowledge)),
        list(_of_doubles(knowledge, found.doubles)),
        list(_of_near_doubles(knowledge, found.near_doubles)),
        list(_of_contradictions(knowledge, found.contradicted)),
        list(_of_misrouted(bot, found)),
        list(_of_unreached(knowledge, found.unreached)),
        list(_of_names(knowledge)),
        list(_of_tests(knowledge)),
    ]
    shortened = [finding for sort in sorts for finding in sort[:MOST_SHOWN]]
    return (
        *sorted(
            shortened,
            key=lambda finding: (finding.path != knowledge.path, finding.path, finding.line),
        ),
        *_of_language(knowledge),
        *_about_all(knowledge, sum(map(len, sorts)) - len(shortened), found.untried),
    )


def _of_reading(knowledge: Knowledge) -> Iterator[Finding]:
    """What reading the file found that is no error."""
    return (Finding(one.path, one.line, "", one.what, one.column) for one in knowledge.warnings)


def _of_language(knowledge: Knowledge) -> Iterator[Finding]:
    texts = [text for entry in knowledge.entries for text in (*entry.phrasings, entry.answer)]
    seems = detect(texts, knowledge.language)
    if seems != knowledge.language:
        says = f'the file says "language: {knowledge.language}"'
        if language_named(knowledge.path) == knowledge.language:
            says = f"the name of the file says {knowledge.language}"
        what = (
            f"{says}, but its texts seem to be in {load_tables(seems).name}; "
            f'write "language: {seems}"'
        )
        yield Finding(knowledge.path, 0, "", what)


def _of_doubles(knowledge: Knowledge, doubles: Sequence[Double]) -> Iterator[Finding]:
    kinds = Templates(knowledge)
    once = {double.later: double for double in doubles}.values()
    each = {(kinds.of(one.earlier), kinds.of(one.later)): one for one in reversed(tuple(once))}
    for earlier, later, exactly in reversed(each.values()):
        other = f"{earlier.entry.id} ({_beside(knowledge, later.entry, earlier.entry)})"
        if earlier.phrasing == later.phrasing:
            what = f"{shown(later.phrasing)} is also a phrasing of {other}; keep it in one of them"
        else:
            how = "the same" if exactly else "nearly the same"
            what = (
                f"{shown(later.phrasing)} says {how} as {shown(earlier.phrasing)} of {other}; "
                "keep one of them, or say what sets it apart"
            )
        yield _about(knowledge, later.entry, what)


def _of_near_doubles(knowledge: Knowledge, near: Sequence[NearDouble]) -> Iterator[Finding]:
    for earlier, later in near:
        other = f"{earlier.id} ({_beside(knowledge, later, earlier)})"
        what = (
            f"{shown(later.question)} asks nearly what {shown(earlier.question)} of {other} asks, "
            "and their answers are alike; make one entry of them, or say what sets them apart"
        )
        yield _about(knowledge, later, what)


def _of_contradictions(knowledge: Knowledge, contradicted: Sequence[Held]) -> Iterator[Finding]:
    for one in contradicted:
        what = f'{shown(one.phrasing)} also stands under "unanswered"; take it out of one of them'
        yield _about(knowledge, one.entry, what)


def _of_misrouted(bot: Bot, found: Confusability) -> Iterator[Finding]:
    knowledge = bot.knowledge
    entries = {entry.id: entry for entry in knowledge.entries}
    shared = SharedWords(bot) if found.misrouted else None
    kinds, told = Templates(knowledge), set[tuple[str, str]]()
    for (expected, actual), taken in found.misrouted.items():
        if len(taken) < WORTH_SAYING * len(entries[expected].phrasings):
            continue
        instead = entries[actual].aspect or actual
        keys = {
            phrasing: (kinds.of(Held(entries[expected], phrasing)), instead) for phrasing in taken
        }
        phrasings = [phrasing for phrasing in taken if keys[phrasing] not in told]
        told.update(keys.values())
        if not phrasings:
            continue
        more = f" (and {len(phrasings) - 1} more)" if phrasings[1:] else ""
        place = _beside(knowledge, entries[expected], entries[actual])
        words = ", ".join(shared.of(expected, actual)) if shared else ""
        alike = f", as both are asked with {words}" if words else ""
        what = (
            f"left out of the file, {shown(phrasings[0])}{more} would be answered with {actual} "
            f"({place}){alike}; add more like it here, or move it there"
        )
        yield _about(knowledge, entries[expected], what)


def _of_unreached(knowledge: Knowledge, unreached: Sequence[Entry]) -> Iterator[Finding]:
    single = [entry for entry in unreached if len(entry.phrasings) == 1]
    if len(single) == 1:
        what = 'it can be asked in one way only; add more under "also_asked"'
        yield _about(knowledge, single[0], what)
    elif single:
        some = ", ".join(entry.id for entry in single[:SOME])
        which = ", such as" if len(single) > SOME else ":"
        what = (
            f"{len(single)} entries can be asked in one way only{which} {some}; "
            'add more under "also_asked"'
        )
        yield Finding(knowledge.path_of(single[0]), single[0].line, "", what)
    for entry in unreached:
        if len(entry.phrasings) > 1:
            what = (
                f"none of its {len(entry.phrasings)} phrasings leads here unless it is written "
                "out; add phrasings that share the words that matter"
            )
            yield _about(knowledge, entry, what)


def _of_names(knowledge: Knowledge) -> Iterator[Finding]:
    """Names and synonyms that mean something else too."""
    found = find_ambiguities(knowledge)
    return (Finding(knowledge.path, one.line, one.entity, one.what) for one in found)


def _of_tests(knowledge: Knowledge) -> Iterator[Finding]:
    """Tests that cannot fail, as they ask what is a phrasing."""
    words = Language.load(knowledge.language).words
    for entry in knowledge.entries:
        phrasings = set(map(words, entry.phrasings))
        repeated = [test for test in entry.tests.match if words(test) in phrasings]
        if repeated:
            more = f" (and {len(repeated) - 1} more)" if repeated[1:] else ""
            what = (
                f"the test {shown(repeated[0])}{more} repeats a phrasing and so proves nothing; "
                "ask it in words that are not among them"
            )
            yield _about(knowledge, entry, what)


def _about(knowledge: Knowledge, entry: Entry, what: str) -> Finding:
    return Finding(knowledge.path_of(entry), entry.line, entry.id, what)


def _beside(knowledge: Knowledge, entry: Entry, other: Entry) -> str:
    """Where another entry stands, for somebody who looks at one."""
    return f"line {other.line}" if entry.path == other.path else knowledge.place_of(other)


def _about_all(knowledge: Knowledge, more: int, untried: int) -> Iterator[Finding]:
    if more:
        yield Finding(knowledge.path, 0, "", f"and {more} more of these; start with the ones above")
    if untried:
        what = f"{untried} phrasings were not compared with the others, as there are so many"
        yield Finding(knowledge.path, 0, "", what)
