"""What two versions of a knowledge answer differently, and whether that is better."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Bot, Knowledge
from chatbot.workshop.diff.comparing import Diff, compare
from chatbot.workshop.questions import Question
from chatbot.workshop.replaying import Got, Label, judge, shift
from tests.workshop.asked import turn

HOURS = {"id": "hours", "question": "When are you open?", "answer": "From nine."}
CARD = {"id": "card", "question": "Can I pay by card?", "answer": "Yes."}
PARKING = {"id": "parking", "question": "Is there parking?", "answer": "Behind the house."}


def bot(*entries: object, **more: object) -> Bot:
    return Bot(Knowledge.from_dict({"title": "T", "language": "en", "entries": entries, **more}))


def found(diff: Diff) -> dict[str, tuple[str, str]]:
    return {one.question: (one.shift, one.verdict) for one in diff.differences}


def test_an_entry_that_is_added_is_gained() -> None:
    turns = [turn("is there parking nearby")] * 2
    diff = compare(bot(HOURS), bot(HOURS, PARKING), turns)
    assert found(diff)["is there parking nearby"] == ("gained", "unknown")
    assert found(diff)["Is there parking?"] == ("gained", "better")
    assert diff.differences[0].count == 2


def test_what_is_valid_on_the_day_that_the_new_bot_answers_for_is_asked() -> None:
    knowledge = bot(HOURS, {**PARKING, "valid_until": "2024-01-31"}).knowledge
    in_time = Bot(knowledge, today=lambda: date(2024, 1, 31))
    late = Bot(knowledge, today=lambda: date(2024, 2, 1))
    assert [compare(bot(HOURS), new).questions for new in (in_time, late)] == [2, 1]


def test_an_entry_that_is_taken_out_was_right() -> None:
    diff = compare(bot(HOURS, PARKING), bot(HOURS))
    assert found(diff) == {"Is there parking?": ("lost", "broken")}
    assert diff.broken[0].is_dropped


def test_a_phrasing_that_is_taken_out_was_right_where_it_is_not_answered_without() -> None:
    phrased = {
        **PARKING,
        "also_asked": ["do you have a spot for my jalopy", "is there some parking"],
    }
    diff = compare(bot(HOURS, phrased), bot(HOURS, PARKING))
    assert found(diff) == {"do you have a spot for my jalopy": ("lost", "broken")}


def test_an_entry_that_is_taken_out_is_no_loss_where_the_new_file_says_so() -> None:
    before = bot(HOURS, PARKING)
    listed = bot(HOURS, unanswered=["is there parking"])
    assert found(compare(before, listed)) == {"is there parking": ("lost", "better")}
    moved = bot({**HOURS, "also_asked": ["Is there parking?"]})
    assert found(compare(before, moved)) == {"Is there parking?": ("switched", "better")}
    for some in ({"audience": ["staff"]}, {"valid_until": "2001-01-01"}):
        diff = compare(before, bot(HOURS, {**PARKING, **some}))
        assert found(diff)["Is there parking?"] == ("lost", "unknown")


def test_a_question_that_was_listed_as_unanswered_may_be_answered() -> None:
    before = bot(HOURS, unanswered=["is there parking behind the house"])
    diff = compare(before, bot(HOURS, PARKING))
    assert found(diff)["is there parking behind the house"] == ("gained", "unknown")


def test_another_wording_is_told_from_another_answer() -> None:
    changed = {**HOURS, "answer": "From ten."}
    diff = compare(bot(HOURS, CARD), bot(changed, CARD))
    assert found(diff) == {"When are you open?": ("reworded", "same")}
    assert [one.after.text for one in diff.differences] == ["From ten."]


def test_a_phrasing_that_is_moved_is_switched_for_the_better() -> None:
    before = bot({**HOURS, "also_asked": ["do you take cheques"]}, CARD)
    after = bot(HOURS, {**CARD, "also_asked": ["do you take cheques"]})
    assert found(compare(before, after))["do you take cheques"] == ("switched", "better")


@pytest.mark.parametrize(
    ("label", "verdict"),
    [(("hours",), "broken"), (("card",), "better"), (("hours", "card"), "same"), ((), "same")],
)
def test_a_file_of_questions_decides(label: tuple[str, ...], verdict: str) -> None:
    asked = "do you take cheques"
    before = bot({**HOURS, "also_asked": [asked]}, CARD)
    after = bot(HOURS, {**CARD, "also_asked": [asked]})
    diff = compare(before, after, (), [Question(asked, label, "asked.csv:2")])
    (one,) = [one for one in diff.differences if one.question == asked]
    assert (one.shift, one.verdict, one.place) == ("switched", verdict, "asked.csv:2")
    assert len(diff.broken) == (verdict == "broken")


def test_a_test_of_the_old_file_counts_while_its_entry_is_there() -> None:
    tested = {**CARD, "also_asked": ["plastic money"], "tests": {"match": ["is plastic money ok"]}}
    kept = compare(bot(HOURS, tested), bot(HOURS, CARD))
    assert found(kept)["is plastic money ok"] == ("lost", "broken")
    assert "is plastic money ok" not in found(compare(bot(HOURS, tested), bot(HOURS)))


def test_what_must_not_be_answered_is_broken_when_it_is() -> None:
    rejected = {**CARD, "tests": {"not": ["is there parking"]}}
    wrong = {**rejected, "also_asked": ["is there parking"]}
    assert ("gained", "broken") in found(compare(bot(HOURS, rejected), bot(HOURS, wrong))).values()


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({}, "unknown"),
        ({"feedback": -1}, "unknown"),
        ({"feedback": 1}, "broken"),
        ({"taught": "card"}, "better"),
        ({"taught": "gone"}, "unknown"),
    ],
)
def test_what_people_liked_or_taught_is_known_to_be_right(
    said: dict[str, object], verdict: str
) -> None:
    asked, listed = "do you take cheques", {"also_asked": ["will you take cheques"]}
    before, after = bot({**HOURS, **listed}, CARD), bot(HOURS, {**CARD, **listed})
    diff = compare(before, after, [turn(asked, "answer", entry="hours", **said)])
    assert found(diff)[asked] == ("switched", verdict)


def test_entries_for_some_people_are_asked_for_them() -> None:
    staff = {**PARKING, "audience": ["staff"], "tests": {"match": ["where is parking"]}}
    without = {**staff, "question": "Is there a bicycle stand?", "answer": "No."}
    diff = compare(bot(HOURS, staff), bot(HOURS, without))
    assert found(diff)["where is parking"] == ("lost", "broken")


def test_of_many_questions_those_that_the_change_concerns_are_asked() -> None:
    many = [turn(f"what about number {number}") for number in range(50)]
    turns = [*many, turn("is there parking"), turn("the other one", entry="card")]
    after = bot(HOURS, {**CARD, "answer": "No."}, PARKING)
    diff = compare(bot(HOURS, CARD), after, turns, most=5)
    assert (diff.questions, diff.asked) == (54, 3)
    assert "is there parking" in found(diff) or "Is there parking?" in found(diff)
    assert compare(bot(HOURS, CARD), after, turns, most=None).asked == 54


def test_tests_are_asked_however_many_there_are() -> None:
    tests = {"match": [f"open on day {number}" for number in range(9)]}
    diff = compare(bot(HOURS), bot({**HOURS, "tests": tests}), most=2)
    assert diff.asked == 9


IDS = st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple)


@given(IDS, IDS, st.none() | IDS, IDS)
def test_a_change_back_is_as_much_better_as_it_was_worse(
    before: Sequence[str], after: Sequence[str], right: tuple[str, ...] | None, wrong: Sequence[str]
) -> None:
    one, other = (Got("answer" if ids else "decline", tuple(ids), "") for ids in (before, after))
    label = Label(right, tuple(wrong))
    there, back = judge(one, other, label), judge(other, one, label)
    assert (there == "better") == (back in ("worse", "broken"))
    assert (there == "same") == (back == "same")
    assert (shift(one, other) is None) == (before == after)


def test_a_question_of_an_included_file_has_its_place(tmp_path: Path) -> None:
    more = "entries:\n  - {id: seats, question: How many seats are there?, answer: Ten.}\n"
    (tmp_path / "more.yaml").write_text(more, encoding="utf-8")
    main = "title: T\nlanguage: en\ninclude: [more.yaml]\n"
    (tmp_path / "faq.yaml").write_text(main, encoding="utf-8")
    (one,) = compare(bot(HOURS), Bot.load(tmp_path / "faq.yaml", log=False)).of("gained")
    assert (one.question, one.place) == ("How many seats are there?", f"{tmp_path}/more.yaml:2")
