"""Fit what a name does to the confidence: ``NAMED_INTERCEPT`` and ``NAMED_SLOPE``, anew.

    python fit_named.py

Asks the shipped knowledge the development questions of ``tests/questions`` that name an entity
beside the subject. As the knowledge was widened with these questions in sight, only half of every
entry's phrasings are kept, drawn at random, several times over. Prints a logistic regression of
"the best match is right" on the log odds that the features alone give. Needs numpy and scipy.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from chatbot.knowledge import Knowledge
from chatbot.matching import Match, Matcher
from chatbot.matching.confidence import EXACT, NAMED_INTERCEPT, NAMED_SLOPE

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "tests" / "questions" / "development.csv"
ROUNDS = 4


def half(knowledge: Knowledge, rng: random.Random) -> Knowledge:
    """The knowledge with about half of every entry's phrasings, and its question."""
    entries = (
        replace(
            entry, phrasings=(entry.question, *(p for p in entry.phrasings if rng.random() < 0.5))
        )
        for entry in knowledge.entries
    )
    return replace(knowledge, entries=tuple(entries))


def is_right(match: Match, expected: str, ids: frozenset[str]) -> bool:
    """Whether a match, or a gap, is what a question that asks one thing expects."""
    if match.entry_id in ids:
        return match.entry_id in expected.replace(" or ", "|").split("|")
    return "unknown_aspect" in expected or "not_covered" in expected


def samples(knowledge: Knowledge, questions: list[tuple[str, str]]) -> Iterator[tuple[float, bool]]:
    """The log odds from the features of every best match that nothing objects to."""
    matcher, ids = Matcher(knowledge), frozenset(entry.id for entry in knowledge.entries)
    for question, expected in questions:
        analysis = matcher.analyse(question, limit=1)
        named = any(one.entity.id != knowledge.subject for one in analysis.mentions)
        for match in analysis.matches[:1]:
            if named and not match.evidence.guards and 0 < match.confidence < EXACT:
                odds = log(match.confidence / (1 - match.confidence))
                yield (odds - NAMED_INTERCEPT) / NAMED_SLOPE, is_right(match, expected, ids)


def main() -> None:
    """Fit and print the two constants."""
    with QUESTIONS.open(newline="", encoding="utf-8") as file:
        rows = [(row["question"], row["expect"]) for row in csv.DictReader(file)]
    questions = [row for row in rows if " + " not in row[1]]
    rng, whole = random.Random(1), Knowledge.load(ROOT / "faq.yaml")
    found = [one for _ in range(ROUNDS) for one in samples(half(whole, rng), questions)]
    odds, right = np.array([one[0] for one in found]), np.array([one[1] for one in found], float)

    def loss(weights: np.ndarray) -> float:
        fitted = weights[0] + weights[1] * odds
        return float((np.logaddexp(0, fitted) - right * fitted).mean())

    intercept, slope = minimize(loss, np.array([0.0, 1.0])).x
    print(f"{len(found)} questions, {100 * right.mean():.0f} % right")
    print(f"NAMED_INTERCEPT = {intercept:.2f}, NAMED_SLOPE = {slope:.2f}")


if __name__ == "__main__":
    main()
