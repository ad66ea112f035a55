"""What moving every hand-set number of matching and dialogue by a tenth does.

    python sensitivity.py SET_FOLDER... [--fit FOLDER...] [--limit N] [--only NAME...]

Prints a table in Markdown: every number with the largest change, in points, of any figure where it
is a tenth lower, and where it is a tenth higher; nothing where no figure changes. A number that
counts is moved by one at least. The figures are those of ablate.py, which tells what they and the
other arguments mean: those of the numbers of matching are ``top1``, ``misspelt`` and ``auroc`` of
every set, those of the numbers of the dialogue ``right`` and ``wrong``; of both the four of the
kept questions. The thresholds are those of the sureness that the sets and the knowledge have.
Needs numpy and scipy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from measuring import (
    ASKING,
    KEPT,
    MATCHING,
    Figures,
    Fits,
    Fitted,
    Variation,
    measure_all,
    read_arguments,
)
from tables import Table

from chatbot.dialogue.policy import POLICY, Policy
from chatbot.matching import PARAMETERS, Parameters

FITTED = ("intercept", "features", "named_intercept", "named_slope")
"""Parameters that tune.py fits."""
SURENESS = "balanced"
MOVES = (-1, 1)


class Number(NamedTuple):
    """A hand-set number."""

    name: str
    value: float
    is_of_matching: bool
    parameters: Callable[[Parameters, float], Parameters]
    """Gives the number of some parameters another value."""
    policy: Callable[[float], Policy]
    """The policy in which the number has another value."""

    def moved(self, sign: int) -> float:
        """The number a tenth lower, or higher."""
        if isinstance(self.value, int):
            return self.value + sign * max(1, round(self.value / 10))
        return self.value + sign * abs(self.value) / 10


def numbers() -> Iterator[Number]:
    """Every hand-set number."""
    for name, value in PARAMETERS._asdict().items():
        if name in FITTED:
            continue
        if isinstance(value, Mapping):
            yield from (_of_mapping(name, key, each) for key, each in value.items())
        else:
            yield _of_parameters(name, value)
    for place, name in enumerate(("answer", "clarify")):
        yield _of_thresholds(name, POLICY.thresholds[SURENESS][place])
    for name, value in POLICY._asdict().items():
        if name != "thresholds":
            yield _of_policy(name, value)


def _of_parameters(name: str, value: float) -> Number:
    def change(own: Parameters, moved: float) -> Parameters:
        return own._replace(**{name: moved})

    return Number(name, value, True, change, lambda _: POLICY)


def _of_mapping(name: str, key: str, value: float) -> Number:
    def change(own: Parameters, moved: float) -> Parameters:
        return own._replace(**{name: {**getattr(own, name), key: moved}})

    return Number(f"{name}: {key}", value, True, change, lambda _: POLICY)


def _of_policy(name: str, value: float) -> Number:
    def change(moved: float) -> Policy:
        return POLICY._replace(**{name: moved})

    return Number(name, value, False, lambda own, _: own, change)


def _of_thresholds(name: str, value: float) -> Number:
    def change(moved: float) -> Policy:
        own = POLICY.thresholds[SURENESS]._replace(**{name: moved})
        return POLICY._replace(thresholds={**POLICY.thresholds, SURENESS: own})

    return Number(f"thresholds: {name}", value, False, lambda own, _: own, change)


def variations(every: Sequence[Number], fits: Fits) -> Iterator[tuple[Variation, Sequence[str]]]:
    """The bot as it is, by both kinds of figures, and each number lower and higher."""
    fitted = fits.without()
    for wanted in (MATCHING, ASKING):
        yield Variation("", fitted), wanted
    for one in every:
        for sign in MOVES:
            yield _variation(one, one.moved(sign), fitted)


def _variation(one: Number, moved: float, fitted: Fitted) -> tuple[Variation, Sequence[str]]:
    varied = Variation(one.name, fitted, lambda own: one.parameters(own, moved), one.policy(moved))
    return varied, MATCHING if one.is_of_matching else ASKING


def largest_change(figures: Figures, before: Figures, names: Sequence[str]) -> str:
    """The largest change of any figure, and which it is; ``names`` are the sets'."""
    changes = [
        (now - old, f"{name}, {names[place]}" if name not in KEPT else name)
        for name in figures
        for place, (now, old) in enumerate(zip(figures[name], before[name], strict=True))
    ]
    change, name = max(changes, key=lambda one: abs(one[0]))
    return f"{change:+.1f} ({name})" if abs(change) >= 0.05 else ""


def report(every: Sequence[Number], fits: Fits, processes: int) -> None:
    """Print the table."""
    measured = measure_all([*variations(every, fits)], processes)
    of_matching, of_dialogue = next(measured), next(measured)
    names = [one.name for one in fits.sets]
    table = Table("number", dict.fromkeys(("value", "a tenth lower", "a tenth higher"), 2))
    for one in every:
        before = of_matching if one.is_of_matching else of_dialogue
        changes = [largest_change(next(measured), before, names) for _ in MOVES]
        table.add_cells(one.name, [f"{one.value:g}", *changes])


def main() -> None:
    """Read the command line and move the numbers."""
    arguments = read_arguments(__doc__)
    fits = Fits(arguments.sets, arguments.fit, arguments.limit)
    print("Sets:", ", ".join(one.name for one in fits.sets), end="\n\n")
    every = [one for one in numbers() if not arguments.only or one.name in arguments.only]
    report(every, fits, arguments.processes)


if __name__ == "__main__":
    main()
