"""What a text means beyond its words: whom it names, what it denies, which way it points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import Final, NamedTuple

from chatbot.matching.english import FUNCTION_WORDS, SYMMETRIC_LINKS
from chatbot.matching.entities import ENTITY_MARK
from chatbot.matching.figures import Figure, figures_asked
from chatbot.matching.reading import Unit

_NEGATORS: Final = frozenset(("not", "never", "no", "without"))
_SELECTING: Final = frozenset(("who", "whom", "which", "what", "that", "name", "list"))
_PASSED_OVER: Final = frozenset(
    """is are was were do does did has have had can could will would should
    a an the""".split()  # noqa: SIM905 - a list of words reads best as words
)
_BACKWARD_LINKS: Final = frozenset(("by", "from"))
_SCOPE: Final = 5
"""How many units after a negator it may deny, and before it may tell what is meant."""


class Direction(NamedTuple):
    """A pair of terms, from the one that acts or begins to the other: "China supports Cuba"."""

    source: str
    target: str
    action: frozenset[str]
    """Terms of what is said between them; empty for ``A to B``."""


class Meaning(NamedTuple):
    """What one text names, denies, counts, asks a figure of, and points from and to."""

    names: frozenset[str]
    """Terms of the entities named."""
    denied: frozenset[str]
    """Terms that the text denies: ``friend`` in "who is not a friend"."""
    numbers: frozenset[str]
    """Numbers, in figures."""
    directions: frozenset[Direction]
    """Who acts on whom, and what leads where."""
    figures: frozenset[Figure]
    """The figures it asks for."""


NOTHING: Final = Meaning(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())
"""The meaning of a text that does none of it; one for all."""


def understand(units: Sequence[Unit]) -> Meaning:
    """Read the meaning off a text's units."""
    words = {unit.word for unit in units}
    names = frozenset(unit.term for unit in units if unit.term[0] == ENTITY_MARK)
    denied = frozenset(_denied(units) if words & _NEGATORS else ())
    numbers = frozenset(filter(str.isdecimal, words))
    directions = frozenset(_between_names(units) if len(names) > 1 else ())
    directions |= frozenset(_from_to(units) if "to" in words else ())
    return Meaning(
        names or NOTHING.names,
        denied or NOTHING.denied,
        numbers or NOTHING.numbers,
        directions or NOTHING.directions,
        figures_asked(units) or NOTHING.figures,
    )


def _denied(units: Sequence[Unit]) -> Iterator[str]:
    for position, unit in enumerate(units):
        if unit.word in _NEGATORS and _is_denial(units, position):
            after = units[position + 1 : position + 1 + _SCOPE]
            telling = next((one for one in after if one.word not in FUNCTION_WORDS), None)
            if telling is not None:
                yield telling.term


def _is_denial(units: Sequence[Unit], position: int) -> bool:
    """Whether a negator makes the question ask for the opposite.

    It does where it tells which are asked for: "who is not a friend", "countries that do not
    help"; not where it tells of something else: "hide it from people who are not my friends".
    "I can not log in" states a problem, "is not China a friend?" expects yes, "no, Cuba" corrects.
    """
    nouns = 0
    for place in range(position - 1, max(-1, position - 1 - _SCOPE), -1):
        unit = units[place]
        if unit.word in _SELECTING:
            return sum(_is_telling(one) for one in units[:place]) <= 1
        if unit.word in FUNCTION_WORDS and unit.word not in _PASSED_OVER:
            return False
        nouns += _is_telling(unit)
        if nouns > 1:
            return False
    return False


def _is_telling(unit: Unit) -> bool:
    return unit.word not in FUNCTION_WORDS and unit.term[0] != ENTITY_MARK


def _between_names(units: Sequence[Unit]) -> Iterator[Direction]:
    """Who acts on whom, for names, or groups of names, with something said between them."""
    groups = _groups_of_names(units)
    for first, second in pairwise(groups):
        between = units[first[-1] + 1 : second[0]]
        words = {unit.word for unit in between}
        action = frozenset(unit.term for unit in between if unit.word not in FUNCTION_WORDS)
        if not action or words & SYMMETRIC_LINKS:
            continue
        sources, targets = (second, first) if words & _BACKWARD_LINKS else (first, second)
        for source, target in product(sources, targets):
            if units[source].term != units[target].term:
                yield Direction(units[source].term, units[target].term, action)


def _groups_of_names(units: Sequence[Unit]) -> list[list[int]]:
    """Positions of the names, those that ``and`` or ``or`` joins in one group."""
    groups: list[list[int]] = []
    for place in (i for i, unit in enumerate(units) if unit.term[0] == ENTITY_MARK):
        joined = groups and place - groups[-1][-1] == 2
        if joined and units[place - 1].word in ("and", "or"):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _from_to(units: Sequence[Unit]) -> Iterator[Direction]:
    """``A to B``, with or without ``from`` in front."""
    for before, link, after in zip(units, units[1:], units[2:], strict=False):
        if link.word == "to" and not {before.word, after.word} & FUNCTION_WORDS:
            yield Direction(before.term, after.term, frozenset())
