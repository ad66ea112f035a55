"""A question as it is compared: its units with what each says and what may answer to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final, NamedTuple

from chatbot.matching.english import FUNCTION_WORDS
from chatbot.matching.entities import ENTITY_MARK
from chatbot.matching.index import Index
from chatbot.matching.reading import SYNONYM_MARK, Unit
from chatbot.matching.vocabulary import Counterparts

_STANDS_FOR: Final = 0.8
"""How alike a word's best counterpart must be to stand for the word itself."""

_INITIALS: Final = 0.9
"""How alike initials are to each of the words they stand for."""

_LONGEST_INITIALS: Final = 4


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
    weights: tuple[float, ...]
    """Its units' weights."""
    weight: float
    """Their sum, above 0."""
    length: float
    """Its length as a vector of weighted terms, above 0."""
    names_somebody: bool
    """Whether an entity is named in so many words, but for the knowledge's subject."""
    familiarity: float
    """Share, 0 to 1, of what its telling words weigh that the knowledge has, names apart."""
    answering: Mapping[int, Sequence[tuple[int, float]]]
    """Term of the knowledge → positions of the units it answers to, with the similarity."""
    sought: Mapping[int, float]
    """Term of the knowledge → weight of all the units it answers to, each times similarity."""


def ask(units: Sequence[Unit], index: Index) -> Question:
    """Weigh a question's units and find their counterparts."""
    asked = tuple(
        Asked(unit, index.vocabulary.weight(unit.term, unit.word), _counterparts(unit, index))
        for unit in units
    )
    answering: dict[int, list[tuple[int, float]]] = {}
    sought: dict[int, float] = {}
    for position, one in enumerate(asked):
        for term, similarity in one.counterparts:
            sought[term] = sought.get(term, 0.0) + one.weight * similarity
            answering.setdefault(term, []).append((position, similarity))
    for term in set(index.vocabulary.of_kind.values()).intersection(sought):
        sought[term] = max(asked[position].weight for position, _ in answering[term])
    weights = tuple(one.weight for one in asked)
    weight = sum(weights) or 1.0
    return Question(
        asked,
        weights,
        weight,
        _length(asked, sought),
        _names_somebody(asked, index),
        _familiarity(asked),
        answering,
        sought,
    )


def _names_somebody(asked: Sequence[Asked], index: Index) -> bool:
    typed = (one.unit.term for one in asked if one.unit.text and one.unit.term[0] == ENTITY_MARK)
    return any(name != index.vocabulary.subject for name in typed)


def _familiarity(asked: Sequence[Asked]) -> float:
    """1 where nothing telling is said: then nothing is unfamiliar."""
    telling = [
        one
        for one in asked
        if one.unit.word not in FUNCTION_WORDS and one.unit.term[0] != ENTITY_MARK
    ]
    known = sum(
        one.weight for one in telling if one.counterparts and one.counterparts[0][1] >= _STANDS_FOR
    )
    return known / sum(one.weight for one in telling) if telling else 1.0


def _counterparts(unit: Unit, index: Index) -> Counterparts:
    vocabulary = index.vocabulary
    if not unit.readings or unit.term[0] in (ENTITY_MARK, SYNONYM_MARK):
        return vocabulary.counterparts(unit.term) or _written_out(unit, index)
    found: dict[int, float] = {}
    for word, similarity in unit.readings:
        for term, likeness in vocabulary.counterparts(vocabulary.term(word)):
            found[term] = max(similarity * likeness, found.get(term, 0.0))
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _written_out(unit: Unit, index: Index) -> Counterparts:
    """The terms whose initials an otherwise unknown short word is."""
    short = 2 <= len(unit.word) <= _LONGEST_INITIALS and unit.word.isalpha()
    if not short or index.vocabulary.is_general(unit.word):
        return ()
    return [(term, _INITIALS) for term in index.abbreviations.get(unit.word, ())]


def _length(asked: Sequence[Asked], sought: Mapping[int, float]) -> float:
    """Like a phrasing's length; a word without counterpart stands at right angles to all."""
    square = 0.0
    for one in asked:
        if one.counterparts and one.counterparts[0][1] >= _STANDS_FOR:
            square += one.weight * sought[one.counterparts[0][0]]
        else:
            square += one.weight * one.weight
    return sqrt(square) or 1.0
