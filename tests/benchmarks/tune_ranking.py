"""Fit the weights of the signals that rank entries where a sentence encoder has a say.

    python tune_ranking.py FOLDER ... --encoder FOLDER

Reads the folders as ``tune.py`` does. The weights are those of a softmax over the candidates of
every question in scope (listwise regression, Cao et al. 2007), at or above 0, candidates that a
conflict forbids left out; a set weighs as its questions do, up to 250 of them. Only their ratios
matter, so they are scaled to the sum that they have in ``PARAMETERS_WITH_ENCODER``.

Prints the weights fitted on all folders and, for each, how often weights that were fitted on the
others alone rank the right entry first, and among the first three.

Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sets import QuestionSet, read_folder
from tune import Remembering

from chatbot.encoders import OnnxEncoder
from chatbot.matching import PARAMETERS_WITH_ENCODER, Encoder, Matcher

Vector = NDArray[np.float64]
SIGNALS = tuple(PARAMETERS_WITH_ENCODER.signals)
RIDGE = 0.3
MOST = 250
"""So many questions a set weighs at most."""
CANDIDATES = 60


class Ranking(NamedTuple):
    """The candidates for one question."""

    signals: Vector
    """A row for each."""
    right: NDArray[np.bool_]


class Rankings(NamedTuple):
    """Those of one set."""

    name: str
    found: list[Ranking]
    """Of the questions in scope whose right entry is among the candidates."""
    questions: int
    """In scope."""


def rankings_of(questions: QuestionSet, encoder: Encoder) -> Rankings:
    """The candidates for every question of a set that is in scope."""
    matcher, ids = Matcher(questions.knowledge(), encoder=encoder), questions.ids()
    inside = [(text, label.split("|")) for text, label in questions.questions if label]
    found: list[Ranking] = []
    for text, labels in inside:
        matches = matcher.analyse(matcher.read(text), limit=CANDIDATES).matches
        doubts = PARAMETERS_WITH_ENCODER.doubts
        fit = [m for m in matches if all(one.kind in doubts for one in m.evidence.conflicts)]
        right = np.array([ids[match.entry_id] in labels for match in fit], bool)
        if right.any():
            rows = [[match.evidence.signals[name] for name in SIGNALS] for match in fit]
            found.append(Ranking(np.array(rows), right))
    return Rankings(questions.name, found, len(inside))


def fit(sets: Sequence[Rankings]) -> Vector:
    """The weights that make the right candidates likeliest."""

    def loss(weights: Vector) -> tuple[float, Vector]:
        value, gradient = RIDGE * (weights**2).sum() / 2, RIDGE * weights
        for own in sets:
            share = min(1.0, MOST / own.questions)
            for one in own.found:
                odds = one.signals @ weights
                chance = np.exp(odds - odds.max())
                chance /= chance.sum()
                right = chance[one.right].sum()
                value -= share * np.log(right)
                wanted = np.where(one.right, chance / right, 0.0)
                gradient = gradient + share * (one.signals.T @ (chance - wanted))
        return float(value), gradient

    bounds = [(0, None)] * len(SIGNALS)
    start = np.ones(len(SIGNALS))
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x


def ranked_within(own: Rankings, weights: Vector, most: int) -> float:
    """Per cent of the questions whose right entry is among the first ``most``."""
    places = (
        int((one.signals @ weights > (one.signals @ weights)[one.right].max()).sum())
        for one in own.found
    )
    return 100 * sum(place < most for place in places) / own.questions


def main() -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    wanted = parser.parse_args()
    encoder = Remembering(OnnxEncoder(wanted.encoder))
    sets = [rankings_of(read_folder(one), encoder) for one in wanted.folders]
    weights = fit(sets)
    scaled = weights / weights.sum() * sum(PARAMETERS_WITH_ENCODER.signals.values())
    for name, value in zip(SIGNALS, scaled, strict=True):
        print(f'        "{name}": {value:.2f},')
    print(f"\n{'held out, per cent':24s}{'first':>8s}{'of three':>10s}")
    for own in sets:
        others = fit([one for one in sets if one is not own])
        first, three = (ranked_within(own, others, most) for most in (1, 3))
        print(f"{own.name:24s}{first:8.1f}{three:10.1f}", flush=True)


if __name__ == "__main__":
    main()
