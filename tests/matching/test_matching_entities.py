"""Names are found among the words, however they are written, and only where they are meant."""

from __future__ import annotations

import pytest
from chatbot.matching.entities import Recogniser, initials
from chatbot.matching.lexicon import english
from chatbot.matching.text import normalise, split_words

NAMES = [
    ("#south-korea", "South Korea"),
    ("#south-korea", "the South"),
    ("#south-korea", "South Koreans"),
    ("#north-korea", "North Korea"),
    ("#north-korea", "North Korean"),
    ("#united-states", "the States"),
    ("#united-states", "United States"),
    ("#united-states", "u.s"),
    ("#russia", "Russia"),
    ("#russia", "Russian"),
    ("#uk", "Kingdom of Great Britain"),
    ("=0", "get along"),
    ("=0", "friend"),
    ("=1", "state"),
]
RECOGNISER = Recogniser(NAMES, english().stem)


def found(text: str) -> list[tuple[str, str]]:
    """Labels and words of the names in a text."""
    words = split_words(normalise(text))
    spans = RECOGNISER.find(words, list(map(english().stem, words)))
    return [(label, " ".join(words[start:end])) for label, start, end in spans]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("who backs South Korea?", [("#south-korea", "south korea")]),
        ("South Korea's allies", [("#south-korea", "south korea")]),
        ("SOUTH KOREA", [("#south-korea", "south korea")]),
        ("a russian ally", [("#russia", "russian")]),
        ("the Russians", [("#russia", "russians")]),
        ("Russia's", [("#russia", "russia")]),
        ("Russia and South Korea", [("#russia", "russia"), ("#south-korea", "south korea")]),
        ("the US and us", [("#united-states", "u.s")]),
        ("who are you", []),
        ("", []),
    ],
)
def test_names_are_found_in_any_inflection(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


def test_the_more_telling_of_two_overlapping_names_wins() -> None:
    assert found("the South Korea story") == [("#south-korea", "south korea")]
    assert found("in the South") == [("#south-korea", "the south")]


def test_the_longer_of_two_overlapping_names_wins() -> None:
    assert found("the United States") == [("#united-states", "united states")]


def test_the_states_is_no_state_and_the_state_no_country() -> None:
    assert found("the states") == [("#united-states", "the states")]
    assert found("the state") == [("=1", "state")]


def test_half_a_name_is_no_name() -> None:
    assert found("korea") == []
    assert found("south of great britain") == []


def test_a_phrase_is_found_in_any_inflection() -> None:
    assert found("they got along") == []
    assert found("gets along") == [("=0", "gets along")]
    assert found("friends") == [("=0", "friends")]


def test_names_come_in_order_and_none_overlaps_another() -> None:
    names = found("russia, the states, south korea, friend of the south")
    assert [label for label, _ in names] == [
        "#russia", "#united-states", "#south-korea", "=0", "#south-korea",
    ]  # fmt: skip


def test_the_first_to_claim_a_name_keeps_it() -> None:
    recogniser = Recogniser([("#a", "Crust"), ("#b", "crust")], english().stem)
    assert [span.label for span in recogniser.find(["crust"], ["crust"])] == ["#a"]


def test_a_name_without_any_letter_is_never_found() -> None:
    recogniser = Recogniser([("#a", "!!!")], english().stem)
    assert recogniser.find(["crust"], ["crust"]) == []
    assert recogniser.words == set()


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("North Korea", "nk"),
        ("United Arab Emirates", "uae"),
        ("United States", "u.s"),
        ("Russia", None),
        ("the North", None),
        ("", None),
    ],
)
def test_initials_stand_for_names_of_several_words(name: str, short: str | None) -> None:
    assert initials(name) == short
