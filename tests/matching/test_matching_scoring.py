"""Every signal and every feature lies between its bounds and means what its name says."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.matching import Matcher
from chatbot.matching.confidence import FEATURES
from chatbot.matching.parameters import PARAMETERS, PARAMETERS_WITH_ENCODER
from chatbot.matching.scoring import SIGNALS

WORDS = """who what when how can you is the a to from and not 2 8 crumb mill states bread cake cost
    open hours vegan bake deliver supply street people library book borrow late card lost printer
    laptop room xqzv freind opne lybrary"""
QUESTION = st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)


def signals(matcher: Matcher, question: str) -> Mapping[str, float]:
    """The values for the best match."""
    return matcher.match(question, limit=1)[0].evidence.signals


def test_there_is_one_table_of_signals_and_every_weight_is_positive() -> None:
    both = (PARAMETERS, PARAMETERS_WITH_ENCODER)
    assert {name for one in both for name in one.signals} == SIGNALS.keys()
    assert {name for one in both for name in one.features} == FEATURES.keys()
    assert all(weight > 0 for one in both for weight in one.signals.values())
    assert all(signal.__doc__ for signal in (*SIGNALS.values(), *FEATURES.values()))


@given(question=QUESTION)
def test_signals_and_features_keep_their_bounds(
    question: str, library: Matcher, bakery: Matcher
) -> None:
    for matcher in (library, bakery):
        for match in matcher.match(question):
            values = dict(match.evidence.signals)
            assert -1 <= values.pop("margin") <= 1
            assert all(0 <= value <= 1 + 1e-9 for value in values.values()), values


def test_every_signal_and_feature_can_be_seen(library: Matcher) -> None:
    seen = set(signals(library, "late fee"))
    assert seen == {*PARAMETERS.signals, *PARAMETERS.features}


def test_the_very_words_reach_the_top(library: Matcher) -> None:
    values = signals(library, "What is the limit on loans?")
    full = ("closest_phrasing", "coverage", "phrasing_coverage", "proportion", "order")
    assert [values[name] for name in full] == pytest.approx([1] * len(full))


@pytest.mark.parametrize(
    ("signal", "more", "less"),
    [
        ("closest_phrasing", "when is the library open", "is the library nice"),
        ("agreement", "keep a book", "bring or keep a book"),
        ("centroid", "library opening hours", "library"),
        ("closest_passage", "overdue return", "late return"),
        ("coverage", "late return", "late return of my spaceship"),
        ("phrasing_coverage", "what is the fine for a late return", "late"),
        ("proportion", "where can i register", "register"),
        ("order", "can i print from my laptop", "laptop my from print i can"),
        ("shared", "print from my laptop", "print"),
        ("margin", "print from my laptop", "library"),
    ],
)
def test_more_of_it_means_a_higher_value(
    signal: str, more: str, less: str, library: Matcher
) -> None:
    assert signals(library, more)[signal] > signals(library, less)[signal]


def test_a_name_that_the_question_does_not_name_counts_against_a_phrasing(bakery: Matcher) -> None:
    named, unnamed = (
        signals(bakery, question)["closest_phrasing"]
        for question in ("what does a cake for 2 people cost", "when does open")
    )
    assert unnamed < 0.8 < named
