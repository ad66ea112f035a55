"""Why a reply is as it is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.dialogue import Bot, Explanation, Reply
from chatbot.knowledge import Knowledge
from chatbot.language import SHIPPED
from chatbot.matching import Conflict, Evidence

BOT = Bot.load(Path(__file__).parent / "rental.yaml")


def explain(reply: Reply) -> str:
    return str(Explanation(reply))


def test_what_the_conversation_added_is_said_where_no_phrasing_has_it() -> None:
    before = BOT.ask("how much does the Bullitt cost?")
    lines = explain(BOT.ask("what does it weigh", before.session)).splitlines()
    assert "   asked, but not in the phrasing: weigh, (from the conversation)" in lines


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


@pytest.mark.parametrize(
    ("talk", "said"),
    [
        (("the tourer and the glider", "price of the second?"), "“the second” is Glider"),
        (("price of the tourer", "how heavy is it?"), "taken to be about Tourer"),
        (("which is best for hills", "the glider?"), "asked of Glider: which is best for hills"),
        (("how can I pay?", "why?"), "the last question, asked again: how can I pay?"),
        (("price?", "2"), "picked from what was offered"),
        (("how heavy is the tourer?", "more"), "the next thing on the subject"),
        (("price of the tourer and the glider",), "asked of each by itself"),
    ],
)
def test_whatever_the_conversation_added_is_worded(talk: tuple[str, ...], said: str) -> None:
    session = None
    for question in talk:
        told = str(BOT.explain(question, session))
        session = BOT.ask(question, session).session
    assert f"From the conversation: {said}\n" in told


@pytest.mark.parametrize(
    ("conflict", "said"),
    [
        (Conflict("entity", ("Mule",), ("Tourer",)), "asks about Mule, this answers about Tourer"),
        (Conflict("entity", ("Mule",)), "asks about Mule, which this says nothing of"),
        (Conflict("name_only", ("gears",)), "shares the name only, and says nothing of gears"),
        (Conflict("denial"), "asks who or what is not so"),
        (Conflict("number", ("2",), ("3", "4")), "asks about 2, this is about 3, 4"),
        (
            Conflict("direction", ("Mule", "Tourer")),
            "asks from Mule to Tourer, this answers the other way round",
        ),
    ],
)
def test_every_conflict_is_worded(conflict: Conflict, said: str) -> None:
    reply = BOT.ask("price of the tourer")
    (decision,) = reply.decisions
    match = decision.matches[0]._replace(evidence=Evidence(conflicts=(conflict,)))
    analysis = decision.analysis._replace(matches=(match,))
    given = replace(reply, decisions=(decision._replace(analysis=analysis),))
    assert f"   against it: {said}" in explain(given).splitlines()


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
    told = {Explanation(reply).in_words(code) for code in SHIPPED}
    assert len(told) == len(SHIPPED)
    assert explain(reply) in told
    data = json.loads(json.dumps(Explanation(reply).as_dict()))
    assert data["kind"] == reply.kind
    assert len(data["decisions"]) == len(reply.decisions)


def best_of(explanation: Explanation) -> dict[str, object]:
    """The best candidate as data."""
    decisions = explanation.as_dict()["decisions"]
    assert isinstance(decisions, list)
    best = decisions[0]["candidates"][0]
    assert isinstance(best, dict)
    return best


VET = Bot(
    Knowledge.from_dict(
        {
            "title": "The vet",
            "entries": [
                {
                    "id": "appointment",
                    "question": "How do I make an appointment?",
                    "answer": f"Yes. And so. Our phone **number** is 020 555. {'Bring it. ' * 9}",
                },
                {"id": "hours", "question": "When are you open?", "answer": "From nine."},
                {
                    "id": "code",
                    "question": "What is it that staff alone may know?",
                    "answer": "The alarm code of the cellar is Sesame.",
                    "audience": ["staff"],
                },
            ],
        }
    )
)


def test_an_answer_that_was_found_by_what_it_says_is_explained_with_the_passage() -> None:
    explanation = VET.explain("phone number?")
    assert explanation.reply.entry_ids == ("appointment",)
    line = "   closest in its answer: “Our phone number is 020 555.”"
    assert line in str(explanation).splitlines()
    assert best_of(explanation)["passage"] == "Our phone number is 020 555."


def test_an_answer_that_was_found_by_a_phrasing_is_explained_without_a_passage() -> None:
    explanation = VET.explain("make an appointment")
    assert "closest in its answer" not in str(explanation)
    assert best_of(explanation)["passage"] is None


def test_an_answer_for_others_is_not_shown_by_the_passage_that_was_asked_for() -> None:
    asked = "alarm code of the cellar"
    told = str(VET.explain(asked, audience="staff"))
    assert "closest in its answer: “The alarm code of the cellar is Sesame.”" in told
    withheld = VET.explain(asked)
    assert withheld.reply.reason == "not_for_you"
    assert "Sesame" not in json.dumps(withheld.as_dict())


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
