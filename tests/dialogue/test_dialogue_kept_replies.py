"""A bot that keeps its replies says what it would say without."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Bot, Knowledge, QuestionLog, Session
from chatbot.log import read_turns
from tests.encoders import LetterEncoder

DATA: dict[str, Any] = {
    "title": "The shop",
    "entries": [
        {"id": "hours", "question": "When are you open?", "answer": "From nine.",
         "variants": ["We open at nine."]},
        {"id": "alarm", "question": "What is the code of the alarm?", "answer": "1234.",
         "audience": ["staff"]},
        {"id": "sale", "question": "When is the winter sale?", "answer": "In January.",
         "valid_until": "2024-01-31"},
        {"id": "parking", "question": "Can I park a car?", "answer": "Yes."},
    ],
}  # fmt: skip
KNOWLEDGE = Knowledge.from_dict(DATA)
PLAIN = Bot(KNOWLEDGE)
KEEPING = PLAIN.with_kept_replies(20)
ASKED = ("when are you open", "the alarm's code", "winter sale", "can i park", "hello", "zebras")
questions = st.lists(st.sampled_from(ASKED), min_size=1, max_size=5)


@given(questions, st.sampled_from([None, "staff"]))
def test_replies_are_those_of_a_bot_that_keeps_none(
    conversation: list[str], audience: str | None
) -> None:
    first = second = None
    for question in conversation:
        kept = KEEPING.ask(question, first, audience)
        assert kept == PLAIN.ask(question, second, audience)
        first = second = kept.session


def test_an_answer_picked_by_its_id_is_kept_apart_from_a_question_of_that_name() -> None:
    for _ in range(2):
        assert KEEPING.answer("parking") == PLAIN.answer("parking")
        assert KEEPING.ask("parking") == PLAIN.ask("parking")
    assert KEEPING.answer("parking").decisions is KEEPING.answer("parking").decisions
    for _ in range(2):
        with pytest.raises(ValueError, match="no entry"):
            KEEPING.answer("zebras")


def test_each_reply_has_an_id_of_its_own() -> None:
    assert len({KEEPING.ask("can i park").id for _ in range(5)}) == 5


def test_wordings_take_turns_in_each_conversation_by_itself() -> None:
    for _ in range(2):
        session = None
        for wording in ("From nine.", "We open at nine.", "From nine."):
            reply = KEEPING.ask("when are you open", session)
            session = reply.session
            assert reply.text == wording


def test_every_turn_is_logged_with_the_conversation_it_belongs_to(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path / "questions.db")
    bot = Bot(KNOWLEDGE, log=log).with_kept_replies(20)
    mine = Session(id="mine")
    replies = [bot.ask("can i park"), bot.ask("can i park"), bot.ask("can i park", mine)]
    assert log.flush()
    turns = list(read_turns(log.path))
    assert [turn.id for turn in turns] == [reply.id for reply in replies]
    assert [turn.session for turn in turns] == [reply.session.id for reply in replies]
    assert len({turn.session for turn in turns}) == 3
    assert turns[2].session == "mine"


def test_what_is_valid_for_a_time_is_not_told_after_it() -> None:
    days = [date(2024, 1, 31)]
    bot = Bot(KNOWLEDGE, today=lambda: days[-1]).with_kept_replies(20)
    assert bot.ask("winter sale").text == "In January."
    days.append(date(2024, 2, 1))
    assert bot.ask("winter sale").kind == "decline"


@pytest.mark.parametrize(
    ("question", "between", "is_kept"),
    [
        ("can i park", [], True),
        ("can i park", ["hello"], True),
        ("can i park", ["hello", "zebras"], False),
        ("can i park " * 20, [], False),
    ],
)
def test_the_latest_replies_to_short_questions_are_kept(
    question: str, between: list[str], is_kept: bool
) -> None:
    bot = PLAIN.with_kept_replies(2)
    first = bot.ask(question)
    for other in between:
        bot.ask(other)
    assert (bot.ask(question).decisions is first.decisions) == is_kept


def test_with_an_encoder_none_are_kept_as_it_may_fail_for_a_while() -> None:
    encoder = LetterEncoder()
    bot = Bot(KNOWLEDGE, encoder).with_kept_replies(20)
    assert bot.ask("can i park").decisions is not bot.ask("can i park").decisions
