"""Which figures a question asks for, and which an answer gives: a number, a size, a date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from chatbot.matching.english import DATES, DAYS, FUNCTION_WORDS, PAST, SHARES, SIZES
from chatbot.matching.reading import Unit

_FEW: Final = frozenset("012")
"""Numbers that mostly count nothing: "the two countries"."""

_AFTER: Final = {"what": DAYS, "which": DAYS, "when": PAST, "since": frozenset(("when",))}
"""Word → words that after it ask for a date."""


ALL_KINDS: Final = frozenset(("number", "date"))
"""Every kind of figure."""


class Figure(NamedTuple):
    """A figure that is asked for."""

    kind: str
    """``number`` or ``date``."""
    of: str
    """What it is a figure of: the term counted, or the word that measures."""


def figures_asked(units: Sequence[Unit]) -> frozenset[Figure]:
    """The figures a question asks for.

    "How much" asks for none: as often it means to what extent. "When" does of what has happened,
    as "when can I" mostly asks for a condition.
    """
    return frozenset(_asked(units))


def figures_given(units: Sequence[Unit]) -> frozenset[str]:
    """The kinds of figures an answer gives."""
    words = {unit.word for unit in units}
    digits = {word for word in words if any(char.isdecimal() for char in word)}
    dates = DATES & words or {word for word in digits if _is_year(word)}
    numbers = {word for word in digits - _FEW if not _is_year(word)}
    return frozenset([*["date"] * bool(dates), *["number"] * bool(numbers)])


def _asked(units: Sequence[Unit]) -> Iterator[Figure]:
    for place, (unit, after) in enumerate(pairwise(units)):
        rest = units[place + 2 :]
        if unit.word == "how":
            yield from _how(after, rest)
        elif unit.word in ("what", "which") and after.word in SHARES:
            yield Figure("number", _counted(rest))
        elif after.word in _AFTER.get(unit.word, ()):
            yield Figure("date", "when")


def _how(measure: Unit, rest: Sequence[Unit]) -> Iterator[Figure]:
    following = rest[0].word if rest else ""
    if measure.word == "many":
        yield Figure("number", _counted(rest))
    elif measure.word == "long" and following in ("has", "have", "had"):
        yield Figure("date", "when")
    elif measure.word in SIZES and (measure.word != "far" or following in ("", "is", "are")):
        yield Figure("number", measure.word)


def _counted(rest: Sequence[Unit]) -> str:
    return next((unit.term for unit in rest if unit.word not in FUNCTION_WORDS), "")


def _is_year(word: str) -> bool:
    return (word.isdecimal() and len(word) == 4) or (word.endswith("0s") and len(word) > 2)
