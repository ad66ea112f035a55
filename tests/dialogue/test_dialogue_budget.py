"""The work on one message is bounded, whatever it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Bot, Matcher
from chatbot.dialogue.context import Budget
from chatbot.dialogue.policy import POLICY
from chatbot.language import Language

PIECES = (
    *("china", "russia", "iran", "north korea", "dprk", "beijing", "which country", "countries"),
    *("it", "they", "both", "the other", "that", "there", "what about", "who", "why", "how"),
    *("trade", "border", "support", "suport", "freinds", "chnia", "war", "2023", "17"),
    *("and", "or", "but", ",", "?", ".", ";", "also", "because"),
)
BOT = Bot.load()
LANGUAGE = Language.load("en")


@given(pieces=st.lists(st.sampled_from(PIECES), min_size=5, max_size=180))
def test_a_message_is_analysed_a_bounded_number_of_times(pieces: list[str]) -> None:
    analysed = 0
    analyse = Matcher.analyse

    def counted(*arguments: object, **named: object) -> object:
        nonlocal analysed
        analysed += 1
        return analyse(*arguments, **named)  # type: ignore[arg-type]  # handed on as they came

    before = BOT.ask("does china trade with it?")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Matcher, "analyse", counted)
        BOT.ask(" ".join(pieces)[:1_000], before.session)
    # Beside those of the budget: small talk, the whole message, and its sentences as they stand.
    assert analysed <= POLICY.most_analyses + POLICY.most_sentences + 2


def test_a_budget_is_spent_sooner_on_long_texts() -> None:
    short, long = (LANGUAGE.parse(" ".join(["what"] * words)) for words in (10, 50))
    budget = Budget(BOT.matcher, 4)
    budget.analyse(short)
    assert not budget.is_spent
    budget.analyse(long)
    assert budget.is_spent


def test_what_is_read_twice_in_one_message_is_analysed_once() -> None:
    question = LANGUAGE.parse("does china trade with it?")
    budget = Budget(BOT.matcher, 2)
    assert budget.analyse(question) is budget.analyse(question)
    assert budget.is_spent
