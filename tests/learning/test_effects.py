"""What a change does to what was asked."""

from __future__ import annotations

import pytest

from chatbot import Bot
from chatbot.workshop.grouping import distinct
from chatbot.workshop.learning.changes import Change, changed, settled
from chatbot.workshop.learning.effects import MOST_CONCERNED, Replay
from chatbot.workshop.replaying import MOST_REPLAYED
from tests.workshop.asked import knowledge, turn

PARKING = Change("phrasing", ("is there parking",), "hours")


def replay(*questions: str, **expected: str) -> Replay:
    known = {key.replace("_", " "): value for key, value in expected.items()}
    return Replay(knowledge(), distinct([turn(one) for one in questions], "en"), known)


def test_a_question_that_gets_an_answer_is_gained() -> None:
    effect = replay("is there parking", "when are you open").effect(PARKING)
    assert (effect.gained, effect.lost, effect.switched) == (("is there parking",), (), ())
    assert (effect.replayed, effect.does_harm) == (2, False)


def test_an_answer_known_to_be_wrong_is_lost() -> None:
    effect = replay("is there parking nearby", is_there_parking_nearby="card").effect(PARKING)
    assert effect.lost == ("is there parking nearby",)
    assert effect.does_harm


def test_leaving_a_question_unanswered_loses_the_answers_of_its_like() -> None:
    change = Change("unanswered", ("what does a very late book cost",))
    effect = replay("what does a very late book cost", "what does a late book cost").effect(change)
    assert "what does a very late book cost" not in effect.lost


def test_an_answer_that_becomes_another_is_switched_unless_it_is_known_which_is_right() -> None:
    change = Change("phrasing", ("fine for the late book",), "card")
    asked = "fine for the late book please"
    assert replay(asked).effect(change).switched == (asked,)
    assert replay(asked, fine_for_the_late_book_please="fines").effect(change).lost == (asked,)
    assert replay(asked, fine_for_the_late_book_please="card").effect(change).gained == (asked,)


@pytest.mark.parametrize(("right", "is_lost"), [("card", True), ("fines", True), ("", False)])
def test_an_answer_that_is_left_out_is_lost_unless_nothing_answers(
    right: str, is_lost: bool
) -> None:
    asked = "the cost of late books"
    change = Change("unanswered", ("what does a very late book cost",))
    effect = Replay(knowledge(), distinct([turn(asked)], "en"), {asked: right}).effect(change)
    assert (asked in effect.lost, asked in effect.gained) == (is_lost, not is_lost)


def test_what_was_accepted_counts_for_the_next() -> None:
    found = replay("is there parking")
    found.accept(PARKING)
    assert found.effect(PARKING).gained == ()
    assert found.expected == {"is there parking": "hours"}


def many(said: str) -> list[str]:
    return [f"{said} number {number}" for number in range(MOST_REPLAYED)]


def test_of_many_questions_those_that_share_a_word_are_asked_again() -> None:
    effect = replay("is there parking", *many("question")).effect(PARKING)
    assert (effect.replayed, effect.left) == (1, 0)
    assert effect.gained == ("is there parking",)


def test_of_many_questions_those_that_the_entry_came_near_to_are_asked_again() -> None:
    near, far = turn("till when", entry="hours"), turn("till six", entry="card")
    turns = [near, far, *map(turn, many("question"))]
    assert Replay(knowledge(), distinct(turns, "en")).effect(PARKING).replayed == 1


def test_of_many_that_share_a_word_the_nearest_are_asked_and_the_others_counted() -> None:
    asked = ["is there parking", *many("parking")]
    effect = replay(*asked).effect(PARKING)
    assert (effect.replayed, effect.left) == (MOST_CONCERNED, len(asked) - MOST_CONCERNED)


def test_of_many_those_without_a_sure_answer_are_asked_first() -> None:
    sure = [turn(one, "answer", entry="card", confidence=0.99) for one in many("parking")]
    turns = [*sure, turn("parking then")]
    effect = Replay(knowledge(), distinct(turns, "en")).effect(PARKING)
    assert "parking then" in effect.gained


def test_a_bot_with_a_change_answers_as_one_built_anew() -> None:
    found = replay("is there parking", "when are you open")
    found.effect(PARKING)
    found.accept(PARKING)
    anew = Bot(changed(knowledge(), [PARKING]))
    for question in ("is there parking", "when are you open", "what does a late book cost"):
        assert found.bot.match(question) == anew.match(question)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (PARKING, "hours: also asked as “is there parking”"),
        (Change("synonym", ("book", "novel")), "synonyms: “book”, “novel”"),
        (Change("unanswered", ("who",)), "unanswered: “who”"),
        (Change("entry", ("who",), "who"), "a new entry: “who”"),
    ],
)
def test_a_change_says_what_it_is(change: Change, said: str) -> None:
    assert str(change) == said


@pytest.mark.parametrize(
    ("changes", "kept", "gone"),
    [
        ([PARKING], [PARKING], []),
        ([Change("phrasing", ("a",), "none"), PARKING], [PARKING], ["none"]),
        (
            [Change("phrasing", ("opening hours", "a"), "hours")],
            [Change("phrasing", ("a",), "hours")],
            [],
        ),
        ([Change("phrasing", ("opening hours",), "hours")], [], []),
        ([Change("unanswered", ("why", "who"))], [Change("unanswered", ("why",))], []),
        (
            [Change("entry", ("Late?",), "fines", "x")],
            [Change("entry", ("Late?",), "fines-2", "x")],
            [],
        ),
        (
            [Change("entry", ("Wifi?",), "wifi", "Yes."), Change("phrasing", ("wlan",), "wifi")],
            [Change("entry", ("Wifi?", "wlan"), "wifi", "Yes.")],
            [],
        ),
    ],
)
def test_changes_are_fitted_to_the_knowledge_as_it_is_by_now(
    changes: list[Change], kept: list[Change], gone: list[str]
) -> None:
    made, left = settled(knowledge()._replace(unanswered=("who",)), changes)
    assert (list(made), [one.entry for one in left]) == (kept, gone)


def test_an_entry_is_new_once_it_has_an_answer() -> None:
    before = knowledge()
    assert changed(before, [Change("entry", ("Wifi?",), "wifi")]) == before
    after = changed(before, [Change("entry", ("Wifi?", "wlan"), "wifi", "Yes.")])
    assert after.entries[-1].phrasings == ("Wifi?", "wlan")
