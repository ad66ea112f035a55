"""Measures variations of the bot: on sets of questions held out, and on the kept questions.

Every set is measured with a confidence that was fitted on the other folders alone, the kept
questions of ``tests/questions`` with one that was fitted on all of them; they are in no fit.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from multiprocessing import get_context
from os import environ
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from compare import asking_figures, matching_figures
from sets import QuestionSet, read_folder, read_set
from tune import FEATURES, Samples, fit, samples_of

from chatbot import Bot, Matcher
from chatbot.dialogue.policy import POLICY, Policy
from chatbot.matching import PARAMETERS, Parameters
from tests.questions.examination import examine, examine_talks, shares

DECIDING = [
    module
    for name, module in sys.modules.items()
    if name.startswith("chatbot.dialogue.") and hasattr(module, "POLICY")
]
"""The modules that read the policy."""
MATCHING = ("top1", "misspelt", "auroc")
ASKING = ("right", "wrong")
KEPT = ("kept right", "kept declined", "kept wrong", "kept talks")
FEWEST = 50
"""Questions out of scope that a set must have for its AUROC to be told."""


class Patch(NamedTuple):
    """An attribute of a module or class that is replaced."""

    holder: object
    name: str
    value: object


class Fitted(NamedTuple):
    """The sets, and the parameters that each is measured with."""

    sets: Sequence[tuple[QuestionSet, Parameters]]
    kept: Parameters
    """Those for the kept questions."""


class Variation(NamedTuple):
    """A bot that is not as it ships."""

    name: str
    fitted: Fitted
    parameters: Callable[[Parameters], Parameters] = lambda own: own
    """What becomes of the parameters."""
    policy: Policy = POLICY
    patches: Sequence[Patch] = ()


Figures = dict[str, list[float]]
"""By name: one figure for every set that has it; of the kept questions one."""


class Fits:
    """The questions' features, of which the confidence is fitted again and again."""

    def __init__(self, measured: Sequence[Path], others: Sequence[Path], limit: int | None) -> None:
        """Take the folders that are measured, and those that are only fitted on."""
        self.sets = [read_set(folder).limited_to(limit) for folder in measured]
        self._samples = [samples_of(read_folder(folder)) for folder in (*measured, *others)]

    def without(self, feature: str | None = None) -> Fitted:
        """Parameters fitted without a feature of the confidence, or with all of them."""
        own = [_without(feature, one) for one in self._samples]
        return Fitted(
            [(one, _fit([other for other in own if other.name != one.name])) for one in self.sets],
            _fit(own),
        )


def read_arguments(description: str | None) -> argparse.Namespace:
    """The command line of a script that measures variations."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET_FOLDER")
    parser.add_argument("--fit", nargs="*", type=Path, default=[], metavar="FOLDER")
    parser.add_argument("--limit", type=int, help="only so many questions in and out of scope")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="only these rows")
    parser.add_argument("--processes", type=int, default=2)
    return parser.parse_args()


def measure(variation: Variation, wanted: Sequence[str]) -> Figures:
    """The figures of a variation: of the kept questions, and of the sets those that are wanted."""
    with ExitStack() as stack:
        # A compiled file was made by the parts as they are.
        stack.enter_context(patch.dict(environ, {"CHATBOT_CACHE": "off"}))
        policies = (Patch(module, "POLICY", variation.policy) for module in DECIDING)
        for one in (*variation.patches, *policies):
            stack.enter_context(patch.object(one.holder, one.name, one.value))
        found: Figures = {name: [] for name in (*wanted, *KEPT)}
        for questions, parameters in variation.fitted.sets:
            with _parameters(variation.parameters(parameters)):
                for name, figure in _of_set(questions, wanted):
                    found[name].append(figure)
        with _parameters(variation.parameters(variation.fitted.kept)):
            for name, figure in zip(KEPT, _of_kept(), strict=True):
                found[name].append(figure)
        return found


def measure_all(
    variations: Sequence[tuple[Variation, Sequence[str]]], processes: int
) -> Iterator[Figures]:
    """The figures of all variations, in order, each with the figures wanted of it."""
    _VARIATIONS[:] = variations
    with get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        yield from pool.imap(_measure_at, range(len(variations)))


_VARIATIONS: list[tuple[Variation, Sequence[str]]] = []
"""What the processes have at hand: a variation cannot be sent to another process."""


def _measure_at(place: int) -> Figures:
    return measure(*_VARIATIONS[place])


def _parameters(parameters: Parameters) -> patch:
    """Makes every matcher that is built in the meantime have these parameters."""
    defaults = (parameters, *(Matcher.__init__.__defaults__ or ())[1:])
    return patch.object(Matcher.__init__, "__defaults__", defaults)


def _of_set(questions: QuestionSet, wanted: Sequence[str]) -> Iterator[tuple[str, float]]:
    asked = Bot(questions.knowledge())
    outside = sum(not label for _, label in questions.questions)
    if set(MATCHING).intersection(wanted):
        ids = questions.ids()

        def best(text: str) -> tuple[str | None, float]:
            found = asked.match(text, limit=1)
            return (ids[found[0].entry_id], found[0].confidence) if found else (None, 0.0)

        figures = matching_figures(best, questions)
        yield "top1", figures["top1"]
        yield "misspelt", figures["typo"]
        if outside >= FEWEST:
            yield "auroc", figures["auroc"]
    if set(ASKING).intersection(wanted):
        figures = asking_figures(asked.ask, questions)
        yield from ((name, figures[name]) for name in ASKING)


def _of_kept() -> tuple[float, ...]:
    questions, talks = shares(examine("kept")), examine_talks("kept")
    return (
        questions["answerable right"],
        questions["unanswerable declined with the right reason"],
        questions["wrong of all"],
        100 * sum(one.verdict == "right" for one in talks) / len(talks),
    )


def _without(feature: str | None, samples: Samples) -> Samples:
    if feature is None:
        return samples
    place = FEATURES.index(feature)
    whole, cut = (
        [
            one._replace(features=[*one.features[:place], 0.0, *one.features[place + 1 :]])
            for one in own
        ]
        for own in (samples.whole, samples.cut)
    )
    return samples._replace(whole=whole, cut=cut)


def _fit(samples: Sequence[Samples]) -> Parameters:
    weights = [float(weight) for weight in fit(samples)]
    features = dict(zip(FEATURES, weights[1:], strict=True))
    return PARAMETERS._replace(intercept=weights[0], features=features)
