"""Entries for some people, or for a time: who gets which answer when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Bot, Knowledge, Reply

DATA: dict[str, Any] = {
    "title": "The shop",
    "entries": [
        {"id": "hours", "question": "When are you open?", "answer": "From nine.",
         "see_also": ["alarm", "sale"]},
        {"id": "alarm", "question": "What is the code of the alarm?", "answer": "Sesame.",
         "audience": ["staff"], "see_also": ["hours"]},
        {"id": "refund-staff", "question": "How do refunds work?", "answer": "Open the till.",
         "audience": ["staff", "partners"]},
        {"id": "refund", "question": "How do refunds work?", "answer": "Bring the receipt.",
         "also_asked": ["give me my money back"]},
        {"id": "sale", "question": "When is the winter sale?", "answer": "In January.",
         "valid_from": "2024-01-01", "valid_until": "2024-01-31"},
        {"id": "price", "question": "What does delivery cost?", "answer": "Two euros.",
         "valid_until": "2024-06-30"},
        {"id": "price-new", "question": "What does delivery cost?", "answer": "Three euros.",
         "valid_from": "2024-07-01"},
        {"id": "parking", "question": "Can I park a car?", "answer": "Yes."},
    ],
    "profiles": [
        {"id": "safe", "kind": "room", "name": "Vault", "summary": "Below.", "audience": ["staff"],
         "aspects": [{"id": "size", "question": "How big is {name}?", "answer": "Small."}]},
        {"id": "hall", "kind": "room", "name": "Hall", "summary": "Above.",
         "aspects": [{"id": "size", "question": "How big is {name}?", "answer": "Big."}]},
    ],
}  # fmt: skip


def on(day: str) -> Callable[[], date]:
    return lambda: date.fromisoformat(day)


BOT = Bot(Knowledge.from_dict(DATA), today=on("2024-01-15"))
SUMMER = Bot(BOT.knowledge, today=on("2024-08-01"))


SAID = (
    *("alarm code", "how big is it", "vault", "rooms", "which rooms are there", "refunds"),
    *("the first one", "tell me more", "yes", "delivery"),
)


def told(reply: Reply) -> tuple[str | None, str | None]:
    return (reply.entry_ids[0] if reply.kind == "answer" else None, reply.reason)


@pytest.mark.parametrize(
    ("question", "audience", "outcome"),
    [
        ("what is the code of the alarm", "staff", ("alarm", None)),
        ("what is the code of the alarm", None, (None, "not_for_you")),
        ("what is the code of the alarm", "partners", (None, "not_for_you")),
        ("what is the code of the alarm", ["partners", "staff"], ("alarm", None)),
        ("alarm code?", None, (None, "not_for_you")),
        ("how do refunds work", None, ("refund", None)),
        ("when are you open", "staff", ("hours", None)),
        ("how big is the vault", "staff", ("safe/size", None)),
        ("how big is the vault", None, (None, "not_for_you")),
        ("how big is the hall", None, ("hall/size", None)),
    ],
)
def test_what_is_for_others_is_declined(
    question: str, audience: Any, outcome: tuple[str | None, str | None]
) -> None:
    assert told(BOT.ask(question, audience=audience)) == outcome


def test_a_bot_may_have_an_audience_of_its_own() -> None:
    staff = Bot(BOT.knowledge, audience="staff", today=on("2024-01-15"))
    assert told(staff.ask("what is the code of the alarm")) == ("alarm", None)
    assert told(staff.ask("what is the code of the alarm", audience="press")) == (
        None,
        "not_for_you",
    )


@pytest.mark.parametrize(
    ("question", "bot", "outcome"),
    [
        ("when is the winter sale", BOT, ("sale", None)),
        ("when is the winter sale", SUMMER, (None, "not_covered")),
        ("what does delivery cost", BOT, ("price", None)),
        ("what does delivery cost", SUMMER, ("price-new", None)),
    ],
)
def test_an_entry_is_given_while_it_is_valid(
    question: str, bot: Bot, outcome: tuple[str | None, str | None]
) -> None:
    assert told(bot.ask(question)) == outcome


@pytest.mark.parametrize(("day", "given"), [(1, True), (31, True), (32, False)])
def test_it_is_valid_on_its_first_and_on_its_last_day(day: int, given: bool) -> None:
    today = date.fromordinal(date(2024, 1, 1).toordinal() + day - 1)
    assert (told(Bot(BOT.knowledge, today=lambda: today).answer("sale"))[0] == "sale") == given


def test_what_is_withheld_is_neither_suggested_nor_offered_nor_listed() -> None:
    assert [one.id for one in BOT.ask("when are you open").suggestions][:1] == ["sale"]
    assert "sale" not in [one.id for one in SUMMER.ask("when are you open").suggestions]
    assert {one.entry_id for one in BOT.match("what is the code of the alarm")} & {"alarm"} == set()
    assert "alarm" not in [entry.id for entry in BOT.entries()]
    assert "alarm" in [entry.id for entry in BOT.entries("staff")]
    assert BOT.entry("alarm") is None
    assert (found := BOT.entry("alarm", "staff")) is not None
    assert found.id == "alarm"
    assert BOT.entry("nothing") is BOT.entry("\udc00") is None
    assert "Vault" not in BOT.ask("how do I bake bread").text


def test_an_entry_picked_by_id_is_declined_as_well() -> None:
    assert told(BOT.answer("alarm")) == (None, "not_for_you")
    assert told(BOT.answer("alarm", audience="staff")) == ("alarm", None)
    assert told(SUMMER.answer("sale")) == (None, "not_covered")


def test_a_refusal_says_nothing_of_the_answer() -> None:
    reply = BOT.ask("what is the code of the alarm")
    assert "Sesame" not in str(reply.as_dict())
    assert "for others" in str(BOT.explain("what is the code of the alarm"))
    assert "not valid" in str(SUMMER.explain("when is the winter sale"))


def test_a_conversation_goes_on_where_somebody_else_takes_over() -> None:
    session = BOT.ask("what is the code of the alarm", audience="staff").session
    assert BOT.ask("tell me more", session).entry_ids != ("alarm",)


def test_a_bot_with_nothing_for_somebody_says_so() -> None:
    entry = {"question": "Open?", "answer": "Yes.", "audience": ["staff"]}
    bot = Bot(Knowledge.from_dict({"title": "Desk", "entries": [entry]}))
    assert told(bot.ask("open?")) == (None, "not_for_you")
    assert "Desk" in bot.ask("what is a zebra").text


@given(
    st.lists(st.sampled_from(SAID), max_size=4),
    st.sampled_from([None, "staff", ("partners", "press")]),
    st.sampled_from([BOT, SUMMER]),
)
def test_nothing_withheld_is_ever_answered(questions: list[str], audience: Any, bot: Bot) -> None:
    given = {entry.id for entry in bot.entries(audience)}
    session = None
    for question in questions:
        reply = bot.ask(question, session, audience)
        session = reply.session
        assert reply.kind == "smalltalk" or set(reply.entry_ids) <= given
        assert {one.id for one in reply.suggestions} <= given
