"""Names are found among the words, however they are written, and only where they are meant."""

from __future__ import annotations

import pytest

from chatbot.language import Language, Token
from chatbot.matching.names import Names, initials, pack_names
from chatbot.matching.terms import Term
from tests.packing import packed

NAMES = [
    (Term("entity", "south-korea"), "South Korea"),
    (Term("entity", "south-korea"), "the South"),
    (Term("entity", "south-korea"), "South Koreans"),
    (Term("entity", "north-korea"), "North Korea"),
    (Term("entity", "north-korea"), "North Korean"),
    (Term("entity", "united-states"), "the States"),
    (Term("entity", "united-states"), "United States"),
    (Term("entity", "united-states"), "u.s"),
    (Term("entity", "russia"), "Russia"),
    (Term("entity", "russia"), "Russian"),
    (Term("entity", "uk"), "Kingdom of Great Britain"),
    (Term("synonym", "0"), "get along"),
    (Term("synonym", "0"), "friend"),
    (Term("synonym", "1"), "state"),
]
ENGLISH = Language.load("en")
RECOGNISED = Names(packed(pack_names, NAMES, ENGLISH), 3)
MARKS = {"entity": "#", "synonym": "="}


def found(text: str) -> list[tuple[str, str]]:
    """Labels and words of the names in a text."""
    tokens = ENGLISH.parse(text).tokens
    return [
        (MARKS[term.kind] + term.key, " ".join(token.word for token in tokens[start:end]))
        for term, start, end in RECOGNISED.find(tokens)
    ]


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


def test_the_one_with_more_content_words_of_two_overlapping_names_wins() -> None:
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
    one, other = Term("entity", "a"), Term("entity", "b")
    names = Names(packed(pack_names, [(one, "Crust"), (other, "crust")], ENGLISH), 3)
    assert [span.term for span in names.find(ENGLISH.parse("crust").tokens)] == [one]


def test_a_name_without_any_letter_is_never_found() -> None:
    names = Names(packed(pack_names, [(Term("entity", "a"), "!!!")], ENGLISH), 3)
    assert names.find(ENGLISH.parse("crust").tokens) == []
    assert list(names.words) == []


def test_a_token_put_in_for_an_entity_is_its_name_whatever_its_words() -> None:
    tokens: list[Token] = [ENGLISH.name_token("Anything", "russia")]
    assert [span.term for span in RECOGNISED.find(tokens)] == [Term("entity", "russia")]


def test_names_within_names_cost_no_more_than_their_number() -> None:
    nested = [(Term("entity", str(n)), " ".join(["xo"] * n)) for n in range(1, 60)]
    tokens = ENGLISH.parse(" ".join(["xo"] * 59)).tokens
    found = Names(packed(pack_names, nested, ENGLISH), 3).find(tokens)
    assert [(span.term.key, span.end - span.start) for span in found] == [("59", 59)]


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
    assert initials(name, ENGLISH) == short
