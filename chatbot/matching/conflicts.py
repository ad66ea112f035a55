"""What speaks against an entry, however alike the words: another entity, a denial, a direction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal, NamedTuple

from chatbot.matching.constraints import (
    TOLD_BY_NUMBERS,
    Constraints,
    Direction,
    EntryConstraints,
    Person,
)
from chatbot.matching.terms import Term

ConflictKind = Literal[
    "entity",
    "name_only",
    "denial",
    "undone",
    "number",
    "direction",
    "agent",
    "aspect",
    "opposite",
    "asks",
    "replaced",
    "general",
]


_OFTEN_TOLD: Final = frozenset({"place", "manner", "permission"})
"""What an entry may well tell that asks for nothing in particular: "is there a car park?"."""


_OTHERS: Final[Mapping[Person, frozenset[Person]]] = {
    "asking": frozenset(),
    "asked": frozenset({"asking", "specific", "other"}),
    "specific": frozenset({"asking", "asked"}),
    "other": frozenset({"asked"}),
}
"""Who does something → those who are surely others."""


class Conflict(NamedTuple):
    """One thing that forbids an entry to answer a question, or, if a doubt, makes it less sure.

    Which kinds are doubts, :attr:`~chatbot.matching.Parameters.doubts` says.
    """

    kind: ConflictKind
    asked: tuple[str, ...] = ()
    """What the question has: names, words, numbers; of a direction from whom and to whom."""
    known: tuple[str, ...] = ()
    """What the entry has in its place, if anything."""


class Division(NamedTuple):
    """The content of a question, beside an entry's closest phrasing."""

    shared: frozenset[Term]
    """Terms that the phrasing or the answer has."""
    left_over: tuple[str, ...]
    """Words that neither has."""


class Case(NamedTuple):
    """The constraints of a question beside those of an entry."""

    asked: Constraints
    entry: EntryConstraints
    divide: Callable[[], Division]
    """Tells, when asked, what of the question the entry has."""
    pair: Callable[[], Iterator[Conflict]]
    """Finds, when asked, the conflicts of single words, side by side with those of the entry."""
    name_of: Callable[[Term], str]
    subject: Term | None
    """What all of the knowledge is about."""


def _entity(case: Case) -> Conflict | None:
    """The question is about another entity, or about one where the entry names nobody at all.

    Then the entry holds for that one too if it has all else that is said; a figure may be another.
    """
    asked = case.asked.names - {case.subject}
    profile = case.entry.profile
    missing = asked - case.entry.names
    if profile and asked and profile not in asked:
        missing = asked
    if not missing:
        return None
    named = tuple(sorted(map(case.name_of, missing)))
    if case.subject is None and not profile and not case.entry.names:
        figures = case.asked.asks & TOLD_BY_NUMBERS
        holds = not figures and not case.divide().left_over
        return None if holds else Conflict("general", named)
    known = (case.name_of(profile),) if profile else ()
    return Conflict("entity", named, known)


def _name_only(case: Case) -> Conflict | None:
    """Question and entry share a name and nothing else."""
    if not case.asked.names or len(case.asked.names - {case.subject}) > 1:
        return None
    shared, left_over = case.divide()
    if not left_over or any(not term.is_name for term in shared):
        return None
    return Conflict("name_only", left_over)


def _denial(case: Case) -> Conflict | None:
    """The question asks who or what is not so."""
    return Conflict("denial") if case.asked.denied - case.entry.denied else None


def _undone(case: Case) -> Conflict | None:
    """The question asks what if something is not done that the entry tells of."""
    undone = case.asked.undone - case.entry.undone
    return Conflict("undone") if undone and undone & case.divide().shared else None


def _number(case: Case) -> Conflict | None:
    """Every phrasing has a number, and the question has another."""
    asked, known = case.asked.numbers, case.entry.numbers
    if not asked or not known or asked & known:
        return None
    return Conflict("number", tuple(sorted(asked)), tuple(sorted(known)))


def _letter(case: Case) -> Conflict | None:
    """The entry tells of a thing with one letter, and the question has another: USB-A, USB-C."""
    for asked in sorted(case.asked.letters):
        known = {one.letter for one in case.entry.letters if one.name == asked.name}
        if known and asked.letter not in known:
            return Conflict("replaced", (asked.letter,), tuple(sorted(known)))
    return None


def _direction(case: Case) -> Conflict | None:
    """The entry tells who acts on whom the other way round."""
    for asked in sorted(case.asked.directions, key=lambda one: (one.source, one.target)):
        known = [one for one in case.entry.directions if _same_action(one, asked)]
        ways = {(one.source, one.target) for one in known}
        if (asked.target, asked.source) in ways and (asked.source, asked.target) not in ways:
            return Conflict("direction", (case.name_of(asked.source), case.name_of(asked.target)))
    return None


def _agent(case: Case) -> Conflict | None:
    """The question is about what somebody else does: "what if my coach cancels", of what "I" do.

    Whoever asks may be one of those whom the entry tells of, or one of those asked about.
    """
    for asked in sorted(case.asked.agents):
        known = {one.person for one in case.entry.agents if one.action == asked.action}
        if known and known <= _OTHERS[asked.person]:
            return Conflict("agent", (asked.word,))
    return None


def _same_action(one: Direction, other: Direction) -> bool:
    return one.action == other.action or bool(one.action & other.action)


def _asks(case: Case) -> Conflict | None:
    """The question asks for something else: when, where the entry tells where."""
    asked, known = case.asked.asks, case.entry.asks
    if not asked or asked & known or asked & case.entry.tells:
        return None
    if not known and asked <= case.entry.answers | _OFTEN_TOLD:
        return None
    return Conflict("asks", tuple(sorted(asked)), tuple(sorted(known)))


def _aspect(case: Case) -> Conflict | None:
    """The question asks for a figure that another aspect of the profile's kind is about.

    "How much is the corn bread" asks for its price, not for its summary.
    """
    asked = case.asked.asks & TOLD_BY_NUMBERS
    if asked & (case.entry.asks | case.entry.tells) or not asked & case.entry.aspects:
        return None
    return Conflict("aspect", tuple(sorted(asked)))


GUARDS: Final[tuple[Callable[[Case], Conflict | None], ...]] = (
    _entity,
    _name_only,
    _denial,
    _undone,
    _number,
    _letter,
    _direction,
    _agent,
    _asks,
    _aspect,
)
"""Every guard: a case in; what speaks against the entry, or None, out."""


def find_conflicts(case: Case) -> Iterator[Conflict]:
    """Everything that speaks against an entry."""
    for guard in GUARDS:
        found = guard(case)
        if found:
            yield found
    yield from case.pair()
