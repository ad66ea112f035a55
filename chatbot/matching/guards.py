"""What forbids an answer, however alike the words: entity, denial, number, direction, figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from chatbot.matching.entities import ENTITY_MARK
from chatbot.matching.figures import ALL_KINDS, Figure, figures_given
from chatbot.matching.meaning import NOTHING, Direction, Meaning, understand
from chatbot.matching.reading import Reader, Unit

DEMOTION: Final = 0.5
"""What is left of the score of an entry that a guard speaks against."""


@dataclass(frozen=True, slots=True)
class EntryMeaning:
    """What an entry's phrasings, and its answer, mean taken together."""

    profile: str | None
    """Term of the entity whose profile the entry is part of."""
    names: frozenset[str]
    """Terms of all entities in its phrasings and its answer."""
    denied: frozenset[str]
    numbers: frozenset[str]
    """The numbers in its phrasings where every phrasing has one, else none."""
    directions: frozenset[Direction]
    figures: frozenset[Figure]
    """The figures its phrasings ask for."""
    given: frozenset[str]
    """The kinds of figures its answer gives; all where it has no answer to look into."""


class Division(NamedTuple):
    """The telling part of a question, laid beside an entry's closest phrasing."""

    shared: frozenset[str]
    """Terms that the phrasing or the answer has."""
    left_over: tuple[str, ...]
    """Words that neither has."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question's meaning beside an entry's."""

    asked: Meaning
    entry: EntryMeaning
    divide: Callable[[], Division]
    """Tells, when asked, what of the question the entry has."""
    reader: Reader


def gather(
    profile: str | None, phrasings: Sequence[Meaning], answer: Sequence[Unit]
) -> EntryMeaning:
    """What an entry means, from its phrasings and the units of its answer."""
    asked = {one for one in phrasings if any(one)}
    counted = all(phrasing.numbers for phrasing in phrasings)
    return EntryMeaning(
        profile,
        _union([understand(answer).names, *(one.names for one in asked)]) or NOTHING.names,
        _union(one.denied for one in asked) or NOTHING.denied,
        (_union(one.numbers for one in asked) if counted else None) or NOTHING.numbers,
        frozenset(pair for one in asked for pair in one.directions) or NOTHING.directions,
        frozenset(figure for one in asked for figure in one.figures) or NOTHING.figures,
        figures_given(answer) if answer else ALL_KINDS,
    )


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _of_another_entity(case: Case) -> str | None:
    asked = case.asked.names - {case.reader.subject}
    profile = case.entry.profile
    missing = asked - case.entry.names
    if profile and asked and profile not in asked:
        missing = asked
    if not missing:
        return None
    names = ", ".join(sorted(case.reader.entities[term].name for term in missing))
    if profile:
        return f"asks about {names}, this answers about {case.reader.entities[profile].name}"
    return f"asks about {names}, which this says nothing of"


def _of_more_than_the_name(case: Case) -> str | None:
    if not case.asked.names or len(case.asked.names - {case.reader.subject}) > 1:
        return None
    shared, left_over = case.divide()
    if not left_over or any(term[0] != ENTITY_MARK for term in shared):
        return None
    return f"shares the name only, and says nothing of {', '.join(left_over)}"


def _of_the_opposite(case: Case) -> str | None:
    denied = case.asked.denied - case.entry.denied
    return "asks who or what is not so" if denied else None


def _of_another_number(case: Case) -> str | None:
    asked, known = case.asked.numbers, case.entry.numbers
    if not asked or not known or asked & known:
        return None
    return f"asks about {', '.join(sorted(asked))}, this is about {', '.join(sorted(known))}"


def _of_the_other_direction(case: Case) -> str | None:
    for asked in sorted(case.asked.directions, key=lambda one: (one.source, one.target)):
        known = [one for one in case.entry.directions if _same_action(one, asked)]
        ways = {(one.source, one.target) for one in known}
        if (asked.target, asked.source) in ways and (asked.source, asked.target) not in ways:
            names = [_name(term, case.reader) for term in (asked.source, asked.target)]
            return f"asks from {names[0]} to {names[1]}, this answers the other way round"
    return None


def _of_a_figure_not_given(case: Case) -> str | None:
    missing = {figure.kind for figure in case.asked.figures - case.entry.figures}
    missing -= case.entry.given
    return f"asks for a {min(missing)}, which this does not give" if missing else None


def _same_action(one: Direction, other: Direction) -> bool:
    return one.action == other.action or bool(one.action & other.action)


def _name(term: str, reader: Reader) -> str:
    entity = reader.entities.get(term)
    return entity.name if entity else term


GUARDS: Final[tuple[Callable[[Case], str | None], ...]] = (
    _of_another_entity,
    _of_more_than_the_name,
    _of_the_opposite,
    _of_another_number,
    _of_the_other_direction,
    _of_a_figure_not_given,
)
"""Every guard: a case in; what speaks against the entry, in words, or None out."""


def objections(case: Case) -> tuple[str, ...]:
    """What speaks against an entry, in words."""
    return tuple(filter(None, (guard(case) for guard in GUARDS)))
