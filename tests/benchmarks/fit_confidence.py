"""Fit the weights of ``chatbot/matching/confidence.py`` anew.

    python fit_confidence.py SET_FOLDER SET_FOLDER ...

Every set is used whole and, so that small files are judged as well, cut down to 10 and 20 entries
with what is asked for the others out of scope. Every whole set weighs the same, whatever its size,
and its cut-down ones a tenth of it: in real traffic as much out of scope as in is rare.

Prints the weights fitted on all sets and, for each set, the calibration error and AUROC of weights
fitted on the others. Every weight is held at or above 0, so that confidence never falls when
evidence rises. Needs numpy and scipy.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sets import QuestionSet, read_set

from chatbot.matching import Matcher
from chatbot.matching.confidence import FEATURES
from chatbot.workshop.figures import auroc, expected_calibration_error

Vector = NDArray[np.float64]
RIDGE = 1.0
CUTS = (10, 10, 10, 10, 20)
CUT_WEIGHT = 0.1


class Sample(NamedTuple):
    """One question of one set: its best candidate's features, and how it was."""

    features: list[float]
    right: bool
    in_scope: bool


def sample(questions: QuestionSet) -> list[Sample]:
    """The features of every question's best match; of none, all are 0."""
    matcher, ids = Matcher(questions.knowledge()), questions.ids()
    samples: list[Sample] = []
    for text, label in questions.questions:
        found = matcher.match(text, limit=1)
        signals = found[0].evidence.signals if found else {}
        features = [signals.get(feature.__name__, 0.0) for feature in FEATURES]
        right = bool(found) and ids[found[0].entry_id] == label
        samples.append(Sample(features, right, bool(label)))
    return samples


def fit(whole: list[list[Sample]], cuts: list[list[Sample]]) -> Vector:
    """Intercept and weights by ridge-penalised logistic regression."""
    weighed = [(own, 1000 / len(own)) for own in whole]
    weighed += [(own, CUT_WEIGHT * 1000 / len(own)) for own in cuts]
    rows = [one for own, _ in weighed for one in own if any(one.features)]
    weight = np.array([each for own, each in weighed for one in own if any(one.features)])
    features = np.array([one.features for one in rows])
    right = np.array([one.right for one in rows], float)
    spread = features.std(0) + 1e-9
    scaled = features / spread

    def loss(weights: Vector) -> tuple[float, Vector]:
        odds = weights[0] + scaled @ weights[1:]
        wrong_by = (1 / (1 + np.exp(-odds)) - right) * weight
        value = ((np.logaddexp(0, odds) - right * odds) * weight).sum()
        gradient = np.r_[wrong_by.sum(), scaled.T @ wrong_by + RIDGE * weights[1:]]
        return float(value + RIDGE * (weights[1:] ** 2).sum() / 2), gradient

    bounds = [(None, None), *[(0, None)] * len(spread)]
    found = minimize(loss, np.zeros(len(spread) + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    return np.r_[found.x[0], found.x[1:] / spread]


def cut_samples(questions: QuestionSet) -> list[Sample]:
    """Samples of the set cut down at random to few entries."""
    rng = random.Random(1)
    return [one for size in CUTS for one in sample(questions.cut_down(size, rng))]


def rated(weights: Vector, samples: Sequence[Sample]) -> list[float]:
    """The confidence in every sample."""
    return [
        float(1 / (1 + np.exp(-weights[0] - np.dot(one.features, weights[1:]))))
        if any(one.features)
        else 0.0
        for one in samples
    ]


def report(name: str, weights: Vector, samples: list[Sample]) -> None:
    """Print how well the weights do on one set."""
    confidences = rated(weights, samples)
    judged = [(c, s.right) for c, s in zip(confidences, samples, strict=True)]
    inside = [c for c, s in zip(confidences, samples, strict=True) if s.in_scope]
    outside = [c for c, s in zip(confidences, samples, strict=True) if not s.in_scope]
    ece = expected_calibration_error(judged)
    print(f"{name:30s} ece {ece:.3f}  auroc {auroc(inside, outside):5.1f}")


def main(folders: list[Path]) -> None:
    """Fit on all sets, report, and fit on all but one in turn."""
    sets = [read_set(folder) for folder in folders]
    samples = [sample(one) for one in sets]
    cuts = [cut_samples(one) for one in sets]
    weights = fit(samples, cuts)
    for feature, value in zip(["INTERCEPT", *[f.__name__ for f in FEATURES]], weights, strict=True):
        print(f"    {feature}: {value:.2f},")
    for number, one in enumerate(sets):
        others = [[own for i, own in enumerate(kind) if i != number] for kind in (samples, cuts)]
        report(one.name, weights, samples[number])
        report("  cut down", weights, cuts[number])
        if len(sets) > 1:
            fitted = fit(*others)
            report("  fitted on the others", fitted, samples[number])
            report("  the same, cut down", fitted, cuts[number])


if __name__ == "__main__":
    main(list(map(Path, sys.argv[1:])))
