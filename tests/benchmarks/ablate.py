"""What each part of matching contributes: one part after the other is switched off.

    python ablate.py SET_FOLDER... [--uneven]

The first table tells for every part and set top1, typo and auroc (see compare.py) without it, as
differences in points from the row "all parts"; the confidence is not fitted anew for it. The
second tells for every feature of the confidence auroc and ece with the others fitted anew, on all
the sets together. `--uneven` lets every entry keep a random number of its phrasings, from one to
all, as authors write more about some things than about others. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from chatbot.matching.guards import GUARDS
from chatbot.matching.lexicon import Lexicon, english
from chatbot.matching.signals import SIGNALS
from compare import matching_figures
from fit_confidence import Sample, cut_samples, fit, rated, sample
from sets import QuestionSet, read_set
from tables import Table

from chatbot.matching import (
    Matcher,
    candidates,
    guards,
    matcher,
    signals,
    spelling,
    text,
    vocabulary,
)
from chatbot.matching.confidence import FEATURES
from chatbot.matching.index import Index
from chatbot.matching.spelling import Speller
from chatbot.workshop.metrics import auroc, expected_calibration_error

FIGURES = ("top1", "typo", "auroc")
Off = Callable[[], AbstractContextManager[Any]]
"""Switches a part off for as long as it is entered."""


def _set(holder: object, name: str, value: object) -> Off:
    return lambda: patch.object(holder, name, value)


def _all(*switches: Off) -> Off:
    def switch() -> ExitStack:
        stack = ExitStack()
        for one in switches:
            stack.enter_context(one())
        return stack

    return switch


def _without_signal(signal: signals.Signal) -> Off:
    kept = {one: weight for one, weight in SIGNALS.items() if one is not signal}
    return _set(signals, "SIGNALS", kept)


def _without_guard(guard: Callable[..., Any]) -> Off:
    return _set(guards, "GUARDS", tuple(one for one in GUARDS if one is not guard))


def _nothing(*_: object, **__: object) -> tuple[()]:
    return ()


def _none(*_: object) -> None:
    return None


PARTS: Final[dict[str, Off]] = {
    "all parts": nullcontext,
    "stems": _set(english(), "stem", str),
    "thesaurus": _set(Lexicon, "related", _nothing),
    "spelling repair": _set(Speller, "readings", _nothing),
    "slips of the finger": _set(spelling, "_slip", lambda *_: 0.0),
    "stray and missing spaces": _all(_set(Speller, "split", _none), _set(Speller, "joined", _none)),
    "frames left out": _set(matcher, "unframed", list),
    "contractions": _set(text, "CONTRACTIONS", {}),
    "numbers in figures": _set(text, "NUMBERS", {}),
    "initials": _set(Index, "abbreviations", {}),
    "rarity in English": _set(Lexicon, "rarity", lambda *_: 0.8),
    "rarity in the file": _set(vocabulary, "log", lambda _: 1.0),
    "function words": _set(vocabulary, "FUNCTION_WORD_FACTOR", 1.0),
    **{f"signal {signal.__name__}": _without_signal(signal) for signal in SIGNALS},
    "exact words first": _set(candidates, "_is_exact", lambda *_: False),
    "few close looks": _set(candidates, "CLOSE_LOOKS", 100_000),
    **{f"guard {guard.__name__.strip('_')[3:]}": _without_guard(guard) for guard in GUARDS},
}
"""Every part, by its name, with its switch."""


def matching_without(off: Off, questions: QuestionSet) -> dict[str, float]:
    """The figures of one set with a part switched off."""
    with off():
        matcher, ids = Matcher(questions.knowledge()), questions.ids()

        def best(asked: str) -> tuple[str | None, float]:
            found = matcher.match(asked, limit=1)
            return (ids[found[0].entry_id], found[0].confidence) if found else (None, 0.0)

        return matching_figures(best, questions)


def report_parts(sets: Sequence[QuestionSet]) -> None:
    """Print the table of the parts."""
    columns = {f"{one.name} {figure}": 1 for one in sets for figure in FIGURES}
    table = Table("without", columns)
    whole: dict[str, float] = {}
    for name, off in PARTS.items():
        figures = {
            f"{one.name} {figure}": value
            for one in sets
            for figure, value in matching_without(off, one).items()
        }
        table.add(name, {c: figures[c] - whole.get(c, 0.0) for c in columns})
        whole = whole or figures


def report_features(sets: Sequence[QuestionSet]) -> None:
    """Print the table of the confidence's features."""
    whole, cuts = [sample(one) for one in sets], [cut_samples(one) for one in sets]
    columns = {f"{one.name} auroc": 1 for one in sets} | {f"{one.name} ece": 3 for one in sets}
    table = Table("without feature", columns)
    for place in (None, *range(len(FEATURES))):
        left_whole = [_without(place, own) for own in whole]
        weights = fit(left_whole, [_without(place, own) for own in cuts])
        figures: dict[str, float] = {}
        for one, own in zip(sets, left_whole, strict=True):
            confidences = rated(weights, own)
            judged = [(c, s.right) for c, s in zip(confidences, own, strict=True)]
            inside = [c for c, s in zip(confidences, own, strict=True) if s.in_scope]
            outside = [c for c, s in zip(confidences, own, strict=True) if not s.in_scope]
            figures[f"{one.name} auroc"] = auroc(inside, outside)
            figures[f"{one.name} ece"] = expected_calibration_error(judged)
        table.add("none" if place is None else list(FEATURES)[place].__name__, figures)


def _without(place: int | None, samples: Sequence[Sample]) -> list[Sample]:
    return [
        one._replace(features=[value for i, value in enumerate(one.features) if i != place])
        for one in samples
    ]


def main() -> None:
    """Read the command line and switch parts off."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET_FOLDER")
    parser.add_argument("--uneven", action="store_true", help="cut the entries' phrasings down")
    arguments = parser.parse_args()
    sets = [read_set(folder) for folder in arguments.sets]
    if arguments.uneven:
        sets = [one.uneven(random.Random(7)) for one in sets]
    report_parts(sets)
    print()
    report_features(sets)


if __name__ == "__main__":
    main()
