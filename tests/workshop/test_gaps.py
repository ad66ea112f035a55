"""What people asked and did not get."""

from __future__ import annotations

import pytest

from chatbot import Bot
from chatbot.workshop.gaps import find_gaps
from chatbot.workshop.grouping import distinct, grouped
from chatbot.workshop.log_reports import gaps_as_text
from chatbot.workshop.rephrasing import meant_by
from tests.workshop.asked import MONDAY, WEEK, knowledge, talk, turn


@pytest.fixture(scope="module")
def bot() -> Bot:
    return Bot(knowledge())


def test_the_same_question_is_counted_once() -> None:
    asked = distinct([turn("Is there parking?"), turn("is there PARKING"), turn("wifi")], "en")
    assert [(one.text, len(one.turns)) for one in asked] == [("Is there parking?", 2), ("wifi", 1)]


def test_what_is_only_redacted_asks_nothing() -> None:
    asked = distinct([turn("[number]"), turn("call [number] for parking")], "en")
    assert [one.text for one in asked] == ["call for parking"]


def test_questions_that_ask_the_same_are_put_together() -> None:
    questions = ("is there parking", "is there any parking here", "do you have wifi", "parking")
    groups = grouped(distinct([turn(one) for one in questions], "en"), knowledge())
    found = [{one.text for one in group} for group in groups]
    assert {"is there parking", "is there any parking here"} <= found[0]
    assert {"do you have wifi"} in found


def test_gaps_are_told_apart_and_the_largest_comes_first(bot: Bot) -> None:
    asked = ["is there parking", "is there parking here", "which fine is it for books", "hello"]
    turns = [one for question in asked for one in talk(bot, question)]
    found = find_gaps(turns, bot)
    assert found.asked == 3
    parking = found.gaps[0]
    assert (parking.count, parking.is_covered) == (2, False)
    assert set(parking.questions) == {"is there parking", "is there parking here"}


def test_a_gap_has_a_trend(bot: Bot) -> None:
    at = [MONDAY, MONDAY + WEEK, MONDAY + WEEK + 1, MONDAY + 1.9 * WEEK]
    (gap,) = find_gaps([turn("is there parking", time=time) for time in at], bot).gaps
    assert (gap.count, gap.this_week, gap.last_week) == (4, 3, 1)


def test_what_has_an_answer_by_now_is_no_gap(bot: Bot) -> None:
    found = find_gaps([turn("when are you open")], bot)
    assert (found.declined, found.answered_by_now, found.gaps) == (1, 1, ())


def test_what_was_meant_is_the_entry_for_a_gap(bot: Bot) -> None:
    first = turn("until when", session="one", time=MONDAY)
    again = turn(
        "until when are you open", "answer", session="one", time=MONDAY + 20,
        entry="hours", confidence=0.95,
    )  # fmt: skip
    found = find_gaps([first, again], bot)
    (gap,) = found.gaps
    assert (gap.nearest, gap.is_covered, gap.is_meant) == ("hours", True, True)
    text = gaps_as_text(found)
    assert "may be an entry for these" in text
    assert "      meant, as those who asked showed: hours\n" in f"{text}\n"
    assert "% sure" not in text


@pytest.mark.parametrize(
    "values",
    [
        {"time": MONDAY + 5_000},
        {"confidence": 0.7},
        {"feedback": -1},
        {"context": "reference"},
        {"question": "what does it cost"},
    ],
)
def test_another_question_is_no_rephrasing(values: dict[str, object]) -> None:
    first = turn("until when", session="one", time=MONDAY)
    usual = {"time": MONDAY + 20, "confidence": 0.95, "entry": "hours", "session": "one"}
    question = str(values.pop("question", "how late are you open"))
    again = turn(question, "answer", **(usual | values))
    assert meant_by([first, again]) == {}


def test_a_pick_a_lesson_and_a_like_tell_what_was_meant() -> None:
    turns = [
        turn("costs", "clarify", offered="fines|card", picked="card"),
        turn("when", "decline", taught="hours"),
        turn("till when", "answer", entry="hours", feedback=1),
    ]
    said = [(one.entry, one.why) for one in meant_by(turns).values()]
    assert said == [
        ("card", "picked when asked back"),
        ("hours", "taught in the chat"),
        ("hours", "liked as an answer"),
    ]


def test_confused_unsure_and_disliked_answers_are_listed(bot: Bot) -> None:
    turns = [
        *(turn("what does it cost", "clarify", offered="fines|card") for _ in range(2)),
        turn("price of card", "clarify", offered="card|fines", picked="card"),
        turn("late", "answer", entry="fines", confidence=0.66),
        turn("lost", "answer", entry="card", confidence=0.99, feedback=-1),
    ]
    found = find_gaps(turns, bot)
    (pair,) = found.confused
    assert (pair.first, pair.second, pair.count) == ("card", "fines", 3)
    assert pair.examples == ("what does it cost", "price of card")
    assert [(one.question, one.confidence) for one in found.unsure] == [("late", 0.66)]
    assert [(one.question, one.entry) for one in found.disliked] == [("lost", "card")]


def test_the_text_says_what_to_do(bot: Bot) -> None:
    turns = [
        *(turn("is there parking", time=MONDAY + day * 86_400) for day in (0, 8, 9)),
        turn("what does it cost", "clarify", offered="fines|card"),
        turn("late", "answer", entry="fines", confidence=0.66),
        turn("lost", "answer", entry="card", confidence=0.99, feedback=-1),
    ]
    assert gaps_as_text(find_gaps(turns[:3], bot)).splitlines()[:6] == [
        "3 questions: 3 without an answer, of which 0 would get one by now",
        "",
        "No entry comes near these; write one, or unanswered",
        "   3  “is there parking”, 2 this week, 1 the week before",
    ]
    text = gaps_as_text(find_gaps(turns, bot))
    for line in ("   1  card or fines", "   1  “late” → fines, 66% sure", "   1  “lost” → card"):
        assert line in text


def test_an_empty_log_has_no_gaps(bot: Bot) -> None:
    text = gaps_as_text(find_gaps([], bot))
    assert text == "0 questions: 0 without an answer, of which 0 would get one by now"
