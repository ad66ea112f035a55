"""Why a reply is as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chatbot.dialogue import Bot
from chatbot.dialogue.explaining import as_dict, explain

BOT = Bot.load(Path(__file__).parent / "rental.yaml")


def test_an_answer_is_explained_with_phrasing_words_confidence_and_threshold() -> None:
    reply = BOT.ask("what is the fee of the tuorer")
    lines = explain(reply).splitlines()
    assert lines[0] == "Question: what is the fee of the tuorer"
    assert "It names: Tourer (“tuorer”)" in lines
    assert f"answered with tourer/price, {reply.confidence:.0%} sure" in explain(reply)
    assert "price of the Tourer" in explain(reply)
    assert "fee = price (a synonym)" in explain(reply)


def test_what_the_conversation_added_is_told() -> None:
    session = BOT.ask("How heavy is the tourer?").session
    told = str(BOT.explain("and the glider?", session))
    assert "From the conversation: asked of Glider what was asked of Tourer" in told
    assert "Understood as: How heavy is the Glider?" in told


def test_a_decline_is_explained_with_the_nearest_and_what_is_missing() -> None:
    told = explain(BOT.ask("how many gears does the tourer have?"))
    assert "declined as unknown_aspect (Tourer)" in told
    assert "asked, but not in the phrasing: gears" in told
    assert "An answer needed" in told


def test_a_question_left_unanswered_is_quoted() -> None:
    explanation = BOT.explain("so who founded this shop?")
    assert (
        "declined as not_covered: one of the questions that the file says it has no answer to: "
        "“Who founded the shop?”"
    ) in str(explanation)
    decisions = explanation.as_dict()["decisions"]
    assert isinstance(decisions, list)
    assert decisions[0]["unanswered"] == "Who founded the shop?"
    assert decisions[0]["candidates"][0]["phrasing"] == "Who founded the shop?"
    assert decisions[0]["entry_ids"] == []


def test_a_decline_for_another_reason_quotes_no_question() -> None:
    explanation = BOT.explain("how do I boil an egg?")
    assert "has no answer to" not in str(explanation)
    decisions = explanation.as_dict()["decisions"]
    assert isinstance(decisions, list)
    assert decisions[0]["unanswered"] is None


def test_a_guard_that_fired_is_told() -> None:
    told = explain(BOT.ask("what does the Bullitt cost?"))
    assert "against it: asks about Bullitt" in told


def test_each_of_two_questions_is_explained() -> None:
    told = explain(BOT.ask("Where is the shop? And how can I pay?"))
    assert len(told.split("\n\n")) == 2


@pytest.mark.parametrize(
    "question", ["price?", "hello", "", "x" * 9999, "boil an egg", "Where is the shop? Pay how?"]
)
def test_every_reply_is_explained_in_words_and_in_json(question: str) -> None:
    reply = BOT.ask(question)
    assert explain(reply)
    data = json.loads(json.dumps(as_dict(reply)))
    assert data["kind"] == reply.kind
    assert len(data["decisions"]) == len(reply.decisions)


def test_the_data_hold_every_candidate_with_its_evidence() -> None:
    explanation = BOT.explain("price of the tourer")
    decisions = explanation.as_dict()["decisions"]
    assert isinstance(decisions, list)
    candidate = decisions[0]["candidates"][0]
    assert candidate["entry_id"] == "tourer/price"
    assert candidate["confidence"] == explanation.reply.confidence
    assert {"phrasing", "pairs", "left_over", "missing", "signals", "guards"} <= set(candidate)
    assert candidate["signals"]


def test_explaining_is_showing_the_reply_and_nothing_else() -> None:
    assert BOT.explain("price of the tourer").reply == BOT.ask("price of the tourer")
