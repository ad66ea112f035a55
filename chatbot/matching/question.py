"""A question as it is compared: its units with what each says and what may answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from chatbot.matching.reading import Unit
from chatbot.matching.vocabulary import Counterparts, Vocabulary


class Asked(NamedTuple):
    """One unit of a question."""

    unit: Unit
    weight: float
    counterparts: Counterparts
    """Terms of the knowledge that answer to it, best first."""


@dataclass(frozen=True, slots=True)
class Question:
    """A whole question."""

    asked: tuple[Asked, ...]
    weight: float
    """Sum of its units' weights, above 0."""
    length: float
    """Its length as a vector of weighted terms, above 0."""
    familiarity: float
    """Share of its weight, 0 to 1, that has a counterpart anywhere in the knowledge."""


def ask(units: Sequence[Unit], vocabulary: Vocabulary) -> Question:
    """Weigh a question's units and find their counterparts."""
    asked = tuple(
        Asked(unit, vocabulary.weight(unit), _counterparts(unit, vocabulary)) for unit in units
    )
    weight = sum(one.weight for one in asked) or 1.0
    known = sum(one.weight * one.counterparts[0][1] for one in asked if one.counterparts)
    return Question(asked, weight, _length(asked), known / weight)


def _counterparts(unit: Unit, vocabulary: Vocabulary) -> Counterparts:
    if not unit.readings or unit.term[0] in "#=":
        return vocabulary.counterparts(unit.term)
    found: dict[int, float] = {}
    for word, similarity in unit.readings:
        for term, likeness in vocabulary.counterparts(vocabulary.term(word)):
            found[term] = max(similarity * likeness, found.get(term, 0.0))
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _length(asked: Sequence[Asked]) -> float:
    """Like a phrasing's length; a word without counterpart stands at right angles to all."""
    square = 0.0
    for i, one in enumerate(asked):
        square += one.weight * one.weight
        for other in asked[:i]:
            square += 2 * one.weight * other.weight * _likeness(one, other)
    return sqrt(square) or 1.0


def _likeness(one: Asked, other: Asked) -> float:
    if one.unit.term == other.unit.term:
        return 1.0
    if not one.counterparts or not other.counterparts or other.counterparts[0][1] < 0.8:
        return 0.0
    own = other.counterparts[0][0]
    return next((likeness for term, likeness in one.counterparts if term == own), 0.0)
