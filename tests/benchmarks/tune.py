"""Fit the confidence of ``chatbot/matching/parameters.py`` anew, and say what it is worth.

    python tune.py FOLDER ... [--encoder FOLDER] [--least N] [--named]

A FOLDER is a set of questions, as ``sets.py`` reads it, or a FAQ: ``faq.yaml`` beside
``questions.csv`` (question, id; an empty id where nothing answers it, ``a|b`` where either does).
Every one is used whole and cut down to a few entries, with as many questions that the entries left
do not answer as questions that they do, as small files are to be judged as well. Every set
weighs as its questions do, up to 300 of them and as at least ``--least``, and all of what it is
cut down to half as much.

Prints the weights fitted on all of them and, for each, the calibration error and AUROC of weights
that were fitted on the others alone: the held-out figures are those to publish. Every weight is
held at or above 0, so that confidence never falls when evidence rises.

``--encoder`` fits the confidence for matching with a sentence encoder, that of a folder with
``model.onnx`` and ``tokenizer.json``; ``tune_ranking.py`` fits the weights of the ranking before.

``--named`` fits what a name does to the log odds, ``named_intercept`` and ``named_slope``: on the
development questions of ``tests/questions`` that name an entity, asked of the shipped knowledge
with half of every entry's phrasings drawn away, as the knowledge was written with them in sight.

Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sets import QuestionSet, read_folder

from chatbot.encoders import OnnxEncoder
from chatbot.knowledge import Knowledge
from chatbot.matching import (
    PARAMETERS,
    PARAMETERS_WITH_ENCODER,
    Encoder,
    Match,
    Matcher,
)
from chatbot.workshop.metrics import auroc, expected_calibration_error

Vector = NDArray[np.float64]
Vectors = NDArray[np.float32]
ROOT = Path(__file__).parents[2]
DEVELOPMENT = ROOT / "tests" / "questions" / "development.csv"
FEATURES = tuple(PARAMETERS.features)
FEATURES_WITH_ENCODER = tuple(PARAMETERS_WITH_ENCODER.features)
RIDGE = 1.0
CUTS = (3, 3, 3, 5, 5, 5, 7, 7, 10, 10, 20, 20, 50)
"""Entries that are left of a set, once each; of a set that has more than twice as many."""
CUT_WEIGHT = 0.5
MOST = 300
"""So many questions a set weighs at most."""
ROUNDS = 4


class Sample(NamedTuple):
    """One question of one set: its best candidate's features, and how it was."""

    features: list[float]
    conflicts: bool
    """Whether something speaks against it; such are in no fit."""
    right: bool
    in_scope: bool


class Samples(NamedTuple):
    """All samples of one set."""

    name: str
    whole: list[Sample]
    cut: list[Sample]
    few: list[Sample]
    """Those of ``cut`` with at most seven entries."""


class Remembering:
    """An encoder that encodes no text twice: a set is asked many times, cut down anew."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str], /) -> Vectors:
        """One row for each text."""
        unknown = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if unknown:
            self._vectors.update(
                zip(unknown, np.asarray(self._encoder.encode(unknown)), strict=True)
            )
        return np.stack([self._vectors[text] for text in texts])


def sample(questions: QuestionSet, encoder: Encoder | None) -> list[Sample]:
    """The features of every question's best match; of none, all are 0."""
    matcher, ids = Matcher(questions.knowledge(), encoder=encoder), questions.ids()
    names = FEATURES_WITH_ENCODER if encoder else FEATURES
    samples: list[Sample] = []
    for text, label in questions.questions:
        found = matcher.match(text, limit=1)
        signals = found[0].evidence.signals if found else {}
        features = [signals.get(name, 0.0) for name in names]
        conflicts = any(match.evidence.conflicts for match in found)
        right = bool(found) and ids[found[0].entry_id] in label.split("|")
        samples.append(Sample(features, conflicts, right, bool(label)))
    return samples


def samples_of(questions: QuestionSet, encoder: Encoder | None = None) -> Samples:
    """The samples of a set, whole and cut down at random."""
    rng = random.Random(1)
    cuts = [(n, questions.cut_down(n, rng)) for n in CUTS if 2 * n < len(questions.entries)]
    asked = [(n, sample(cut, encoder)) for n, cut in cuts if cut.questions]
    few = [one for n, found in asked if n <= 7 for one in found]
    whole = sample(questions, encoder)
    return Samples(questions.name, whole, [o for _, f in asked for o in f], few)


def _is_fitted(one: Sample) -> bool:
    return any(one.features) and not one.conflicts


def fit(sets: Sequence[Samples], least: int = 0) -> Vector:
    """Intercept and weights by ridge-penalised logistic regression."""
    weigh = [min(MOST, max(least, len(one.whole))) for one in sets]
    weighed = [(one.whole, own / len(one.whole)) for one, own in zip(sets, weigh, strict=True)]
    weighed += [
        (one.cut, CUT_WEIGHT * min(MOST, max(least, len(one.cut))) / len(one.cut))
        for one in sets
        if one.cut
    ]
    rows = [one for own, _ in weighed for one in own if _is_fitted(one)]
    weight = np.array([each for own, each in weighed for one in own if _is_fitted(one)])
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


def confidence_in(weights: Vector, one: Sample) -> float:
    """The confidence in a sample's best match."""
    if not any(one.features):
        return 0.0
    return float(1 / (1 + np.exp(-weights[0] - np.dot(one.features, weights[1:]))))


def figures(weights: Vector, samples: Sequence[Sample]) -> str:
    """Calibration error and AUROC of some weights on some samples."""
    rated = [(confidence_in(weights, one), one) for one in samples]
    inside = [confidence for confidence, one in rated if one.in_scope]
    outside = [confidence for confidence, one in rated if not one.in_scope]
    ece = expected_calibration_error([(confidence, one.right) for confidence, one in rated])
    return f"{ece:.3f} {auroc(inside, outside) if inside and outside else float('nan'):5.1f}"


def report(sets: Sequence[Samples], features: Sequence[str], least: int) -> None:
    """Print every set's figures with weights fitted on all sets, and on the others alone."""
    everywhere = fit(sets, least)
    print("    intercept:", round(float(everywhere[0]), 2))
    for name, value in zip(features, everywhere[1:], strict=True):
        print(f'    "{name}": {value:.2f},')
    print(
        f"\n{'calibration error, AUROC':24s}{'in sample':>12s}{'held out':>12s}{'cut down':>12s}",
        end="",
    )
    print(f"{'3 to 7 entries':>16s}")
    for own in sets:
        others = fit([one for one in sets if one.name != own.name], least)
        row = [figures(everywhere, own.whole), figures(others, own.whole)]
        row += [figures(others, part) if part else "" for part in (own.cut, own.few)]
        print(f"{own.name:24s}" + "".join(f"{cell:>13s}" for cell in row), flush=True)


def half(knowledge: Knowledge, rng: random.Random) -> Knowledge:
    """The knowledge with about half of every entry's phrasings, and its question."""
    entries = (
        entry._replace(
            phrasings=(entry.question, *(p for p in entry.phrasings if rng.random() < 0.5))
        )
        for entry in knowledge.entries
    )
    return knowledge._replace(entries=tuple(entries))


def is_right(match: Match, expected: str) -> bool:
    """Whether a match, or what has no answer, is what a question that asks one thing expects."""
    if match.answerable:
        return match.entry_id in expected.replace(" or ", "|").split("|")
    return "unknown_aspect" in expected or "not_covered" in expected


def named_samples(
    knowledge: Knowledge, questions: list[tuple[str, str]], encoder: Encoder | None
) -> Iterator[tuple[float, bool]]:
    """The log odds from the features of every best match that has no conflict."""
    matcher = Matcher(knowledge, encoder=encoder)
    own = PARAMETERS_WITH_ENCODER if encoder else PARAMETERS
    for question, expected in questions:
        analysis = matcher.analyse(matcher.read(question), limit=1)
        named = any(one.entity.id != knowledge.subject for one in analysis.mentions)
        for match in analysis.matches[:1]:
            sure = match.confidence
            if named and not match.evidence.conflicts and 0 < sure < own.exact:
                odds = log(sure / (1 - sure)) - own.named_intercept
                yield odds / own.named_slope, is_right(match, expected)


def fit_named(encoder: Encoder | None) -> None:
    """Fit and print the two parameters for questions that name an entity."""
    with DEVELOPMENT.open(newline="", encoding="utf-8") as file:
        rows = [(row["question"], row["expect"]) for row in csv.DictReader(file)]
    questions = [row for row in rows if " + " not in row[1]]
    rng, whole = random.Random(1), Knowledge.load(ROOT / "faq.yaml")
    found = [
        one for _ in range(ROUNDS) for one in named_samples(half(whole, rng), questions, encoder)
    ]
    odds, right = np.array([one[0] for one in found]), np.array([one[1] for one in found], float)

    def loss(weights: Vector) -> float:
        fitted = weights[0] + weights[1] * odds
        return float((np.logaddexp(0, fitted) - right * fitted).mean())

    intercept, slope = minimize(loss, np.array([0.0, 1.0])).x
    print(f"{len(found)} questions, {100 * right.mean():.0f} % right")
    print(f"    named_intercept = {intercept:.2f}, named_slope = {slope:.2f}")


def main() -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--least", type=int, default=0)
    parser.add_argument("--named", action="store_true")
    wanted = parser.parse_args()
    encoder = Remembering(OnnxEncoder(wanted.encoder)) if wanted.encoder else None
    if wanted.folders:
        samples = [samples_of(read_folder(one), encoder) for one in wanted.folders]
        report(samples, FEATURES_WITH_ENCODER if encoder else FEATURES, wanted.least)
    if wanted.named:
        fit_named(encoder)


if __name__ == "__main__":
    main()
