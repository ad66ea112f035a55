"""The figures, against the obvious way to work them out."""

from __future__ import annotations

from math import isnan
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.workshop.metrics import auroc, expected_calibration_error, reliability

SCORES = st.lists(st.integers(0, 10).map(lambda n: n / 10), min_size=1, max_size=30)
RATED = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


@given(SCORES, SCORES)
def test_auroc_is_the_share_of_pairs_in_order(inside: list[float], outside: list[float]) -> None:
    pairs = [1.0 if i > o else 0.5 if i == o else 0.0 for i in inside for o in outside]
    assert auroc(inside, outside) == pytest.approx(100 * sum(pairs) / len(pairs))


@given(SCORES, SCORES)
def test_auroc_lies_between_0_and_100_and_turns_around(
    inside: list[float], outside: list[float]
) -> None:
    assert 0 <= auroc(inside, outside) <= 100
    assert auroc(inside, outside) + auroc(outside, inside) == pytest.approx(100)


@given(SCORES, SCORES, st.randoms())
def test_auroc_does_not_depend_on_order(
    inside: list[float], outside: list[float], random: Random
) -> None:
    shuffled = random.sample(inside, len(inside)), random.sample(outside, len(outside))
    assert auroc(*shuffled) == auroc(inside, outside)


@given(RATED)
def test_a_bin_holds_the_means_of_what_is_in_it(rated: list[tuple[float, bool]]) -> None:
    for number, one in enumerate(reliability(rated)):
        own = [(c, r) for c, r in rated if min(int(c * 10), 9) == number]
        assert (one is None) is (not own)
        if one:
            assert one.confidence == pytest.approx(sum(c for c, _ in own) / len(own))
            assert one.accuracy == pytest.approx(sum(r for _, r in own) / len(own))


def test_auroc_of_nothing_is_no_number() -> None:
    assert isnan(auroc([], [0.5]))


@given(RATED)
def test_calibration_error_lies_between_0_and_1(rated: list[tuple[float, bool]]) -> None:
    assert 0 <= expected_calibration_error(rated) <= 1


@given(RATED)
def test_order_does_not_matter(rated: list[tuple[float, bool]]) -> None:
    assert expected_calibration_error(sorted(rated)) == pytest.approx(
        expected_calibration_error(rated)
    )


@given(RATED)
def test_every_one_is_in_a_bin(rated: list[tuple[float, bool]]) -> None:
    assert sum(one.number for one in reliability(rated) if one) == len(rated)


def test_perfect_calibration_has_no_error() -> None:
    assert expected_calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == 0
