"""Which message picks what of the choices offered."""

from __future__ import annotations

import pytest

from chatbot.dialogue.choices import Picked, Picker
from chatbot.knowledge import Entry
from chatbot.language import Language

ENGLISH = Language.load("en")
OFFERED = tuple(
    Entry(asked, asked, (asked,), "Yes.")
    for asked in ("Does the cat sleep?", "Does the dog bark?", "Does the fish swim?")
)


def pick(message: str, offered: tuple[Entry, ...]) -> Picked:
    return Picker(ENGLISH).pick(ENGLISH.parse(message), offered)


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("1", 0),
        ("2.", 1),
        ("#3", 2),
        ("two", 1),
        ("number two please", 1),
        ("option 3", 2),
        ("the first", 0),
        ("the second one", 1),
        ("3rd", 2),
        ("the last one", 2),
        ("I meant the second", 1),
        ("Does the dog bark?", 1),
        ("the one with the fish", 2),
        ("dog", 1),
    ],
)
def test_number_place_or_words_pick_a_choice(message: str, place: int) -> None:
    assert pick(message, OFFERED) == (OFFERED[place],)


@pytest.mark.parametrize("message", ["no", "none", "none of these", "no, neither of them", "Nope!"])
def test_no_picks_none(message: str) -> None:
    assert pick(message, OFFERED) == ()


@pytest.mark.parametrize("message", ["yes", "Yes please", "right", "sure, yes"])
def test_yes_picks_the_only_choice_and_leaves_more_than_one_open(message: str) -> None:
    assert pick(message, OFFERED[:1]) == OFFERED[:1]
    assert pick(message, OFFERED) is True


def test_who_thanks_for_several_choices_picks_none() -> None:
    assert pick("ok, thank you", OFFERED) is None
    assert pick("ok, thank you", OFFERED[:1]) == OFFERED[:1]


@pytest.mark.parametrize("message", ["both", "all", "all of them", "both please", "the two"])
def test_all_of_them_can_be_picked(message: str) -> None:
    assert pick(message, OFFERED[:2]) == OFFERED[:2]


@pytest.mark.parametrize("message", ["4", "option 7", "the fifth"])
def test_a_number_out_of_range_leaves_them_open(message: str) -> None:
    assert pick(message, OFFERED) is True


@pytest.mark.parametrize(
    "message",
    [
        "0",
        "99999999999",
        "٣",
        "12 months",
        "does it sleep, the horse?",
        "no, does the horse sleep?",
        "does it?",
        "2 dogs and 2 horses",
        "",
    ],
)
def test_anything_else_picks_nothing(message: str) -> None:
    assert pick(message, OFFERED) is None


def test_what_only_an_answer_tells_in_figures_leaves_the_choice_open() -> None:
    lead = Entry("lead", "Must it be on a lead?", ("Must it be on a lead?",), "Yes, always.")
    ticket = Entry("dog", "May a dog come too?", ("May a dog come too?",), "Yes, for £4 a day.")
    assert pick("how much is it?", (lead, ticket)) is True
    assert pick("and how much?", (ticket,)) is True
    assert pick("how much?", (lead,)) is None
    assert pick("how long?", (lead, ticket)) is None
    assert pick("how much is a parrot?", (lead, ticket)) is None


def test_nothing_is_picked_where_nothing_was_offered() -> None:
    assert pick("1", ()) is None
