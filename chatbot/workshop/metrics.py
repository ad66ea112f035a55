"""Metrics that say how good a matcher is, from plain numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import NamedTuple

BINS = 10


class Bin(NamedTuple):
    """All confidences between two bounds."""

    number: int
    confidence: float
    """Their mean."""
    accuracy: float
    """The share of them that was right."""


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """The chance, per cent, that an in-scope score is above an out-of-scope one; ties count half.

    The area under the receiver operating characteristic, by ranks (Hanley & McNeil 1982);
    not a number when either side is empty.
    """
    if not inside or not outside:
        return nan
    both = sorted([(score, True) for score in inside] + [(score, False) for score in outside])
    rank_sum, start = 0.0, 0
    while start < len(both):
        end = start
        while end < len(both) and both[end][0] == both[start][0]:
            end += 1
        rank_sum += sum(is_in for _, is_in in both[start:end]) * (start + end + 1) / 2
        start = end
    n, m = len(inside), len(outside)
    return 100 * (rank_sum - n * (n + 1) / 2) / (n * m)


def reliability(rated: Sequence[tuple[float, bool]]) -> list[Bin | None]:
    """Confidences and whether each was right, in ten bins of equal width; None for an empty one."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in rated:
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    return [
        Bin(len(one), sum(c for c, _ in one) / len(one), sum(r for _, r in one) / len(one))
        if one
        else None
        for one in bins
    ]


def expected_calibration_error(rated: Sequence[tuple[float, bool]]) -> float:
    """How far confidence is from the share of right answers, 0 to 1 (Naeini et al. 2015)."""
    if not rated:
        return nan
    bins = [one for one in reliability(rated) if one]
    return sum(one.number * abs(one.confidence - one.accuracy) for one in bins) / len(rated)
