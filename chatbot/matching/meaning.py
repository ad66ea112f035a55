"""What a text means beyond its words: whom it names, what it denies, who acts on whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final, NamedTuple, TypeVar

from chatbot.language import Tables
from chatbot.matching.terms import Occurrence, Term

_T = TypeVar("_T")
_SCOPE: Final = 5
"""How many terms after a negator it may deny, and before it may tell what is meant."""


class Direction(NamedTuple):
    """A pair of terms, from the one that acts or begins to the other: "China supports Cuba"."""

    source: Term
    target: Term
    action: frozenset[Term]
    """What is said between them; empty for ``A to B``."""


class Meaning(NamedTuple):
    """What one text names, denies, counts, and points from and to."""

    names: frozenset[Term] = frozenset()
    """The entities named."""
    denied: frozenset[Term] = frozenset()
    """What the text denies: ``friend`` in "who is not a friend"."""
    numbers: frozenset[str] = frozenset()
    """Numbers, in figures."""
    directions: frozenset[Direction] = frozenset()
    """Who acts on whom, and what leads where."""


NOTHING: Final = Meaning()
"""The meaning of a text that does none of it; one for all."""


@dataclass(frozen=True, slots=True)
class EntryMeaning:
    """What an entry's phrasings, and its answer, mean taken together."""

    profile: Term | None
    """The entity whose profile the entry is part of."""
    names: frozenset[Term]
    """All entities in its phrasings and its answer."""
    denied: frozenset[Term]
    numbers: frozenset[str]
    """The numbers in its phrasings where every phrasing has one, else none."""
    directions: frozenset[Direction]


def meaning_of(occurrences: Sequence[Occurrence], tables: Tables) -> Meaning:
    """Read the meaning off the terms of a text."""
    words = {one.word for one in occurrences}
    names = frozenset(one.term for one in occurrences if one.term.is_name)
    denied = frozenset(_denied(occurrences, tables) if words & tables.denying else ())
    numbers = frozenset(filter(str.isdecimal, words))
    directions = frozenset(_between_names(occurrences, tables) if len(names) > 1 else ())
    directions |= frozenset(_from_to(occurrences, tables) if words & tables.goal_links else ())
    found = Meaning(names, denied, numbers, directions)
    return found if any(found) else NOTHING


def meaning_of_entry(
    profile: Term | None, phrasings: Sequence[Meaning], answer: Sequence[Occurrence]
) -> EntryMeaning:
    """What an entry means, from its phrasings and the terms of its answer."""
    said = {one for one in phrasings if any(one)}
    counted = all(phrasing.numbers for phrasing in phrasings)
    in_answer = frozenset(one.term for one in answer if one.term.is_name)
    return EntryMeaning(
        profile,
        _union([in_answer, *(one.names for one in said)]) or NOTHING.names,
        _union(one.denied for one in said) or NOTHING.denied,
        (_union(one.numbers for one in said) if counted else None) or NOTHING.numbers,
        _union(one.directions for one in said) or NOTHING.directions,
    )


def _union(sets: Iterable[frozenset[_T]]) -> frozenset[_T]:
    return frozenset[_T]().union(*sets)


def _denied(occurrences: Sequence[Occurrence], tables: Tables) -> Iterator[Term]:
    for position, one in enumerate(occurrences):
        if one.word in tables.denying and _is_denial(occurrences, position, tables):
            after = occurrences[position + 1 : position + 1 + _SCOPE]
            content = next((each for each in after if not each.function), None)
            if content is not None:
                yield content.term


def _is_denial(occurrences: Sequence[Occurrence], position: int, tables: Tables) -> bool:
    """Whether a negator makes the question ask for the opposite.

    It does where it tells which are asked for: "who is not a friend", "countries that do not
    help"; not where it tells of something else: "hide it from people who are not my friends".
    "I can not log in" states a problem, "is not China a friend?" expects yes, "no, Cuba" corrects.
    """
    nouns = 0
    for place in range(position - 1, max(-1, position - 1 - _SCOPE), -1):
        one = occurrences[place]
        if one.word in tables.selecting:
            return sum(each.is_content for each in occurrences[:place]) <= 1
        if one.function and one.word not in tables.auxiliaries:
            return False
        nouns += one.is_content
        if nouns > 1:
            return False
    return False


def _between_names(occurrences: Sequence[Occurrence], tables: Tables) -> Iterator[Direction]:
    """Who acts on whom, for names, or groups of names, with something said between them."""
    for first, second in pairwise(_groups_of_names(occurrences, tables)):
        between = occurrences[first[-1] + 1 : second[0]]
        words = {one.word for one in between}
        action = frozenset(one.term for one in between if not one.function)
        if not action or words & tables.symmetric_links:
            continue
        sources, targets = (second, first) if words & tables.backward_links else (first, second)
        for source, target in product(sources, targets):
            if occurrences[source].term != occurrences[target].term:
                yield Direction(occurrences[source].term, occurrences[target].term, action)


def _groups_of_names(occurrences: Sequence[Occurrence], tables: Tables) -> list[list[int]]:
    """Positions of the names, those that a conjunction joins in one group."""
    groups: list[list[int]] = []
    for place in (i for i, one in enumerate(occurrences) if one.term.is_name):
        joined = groups and place - groups[-1][-1] == 2
        if joined and occurrences[place - 1].word in tables.conjunctions:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _from_to(occurrences: Sequence[Occurrence], tables: Tables) -> Iterator[Direction]:
    """``A to B``, with or without ``from`` in front."""
    for before, link, after in zip(occurrences, occurrences[1:], occurrences[2:], strict=False):
        if link.word in tables.goal_links and not (before.function or after.function):
            yield Direction(before.term, after.term, frozenset())
