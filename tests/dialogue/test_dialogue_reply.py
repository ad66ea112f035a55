"""A reply as data: what programs read of it."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.dialogue import Bot, Reply, Session, Suggestion, reply_schema
from chatbot.knowledge import Knowledge

RENTAL = Bot.load(Path(__file__).parent / "rental.yaml")
SCHEMA = reply_schema()
SOURCE = {"title": "Handbook", "date": "3 May 2024", "url": "https://example.org"}
SHOP = Bot(
    Knowledge.from_dict(
        {
            "title": "The shop",
            "entries": [
                {
                    "id": "hours",
                    "question": "When are you open?",
                    "answer": "From nine.",
                    "source": SOURCE,
                },
                {"id": "pay", "question": "How can I pay?", "answer": "In cash."},
            ],
        }
    )
)
QUESTIONS = (
    "When are you open?",
    "When are you open? And what does the tourer cost?",
    "what does it cost",
    "hello",
    "how do I bake bread",
    "who owns the tourer",
    "",
    "x" * 2000,
)


def as_json(reply: Reply) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(reply.as_dict()))
    return data


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_reply_fits_the_published_schema(question: str) -> None:
    jsonschema.validate(as_json(RENTAL.ask(question)), SCHEMA)


def test_the_schema_is_a_schema_that_says_all_there_is() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    data = as_json(SHOP.ask("When are you open?"))
    assert set(data) == set(SCHEMA["required"])
    (part,), suggestion = data["parts"], data["suggestions"][0]
    assert set(part) == set(SCHEMA["definitions"]["part"]["required"])
    assert set(suggestion) == set(SCHEMA["definitions"]["suggestion"]["required"])


def test_a_reply_as_data_says_what_the_reply_says() -> None:
    reply = SHOP.ask("When are you open?")
    data = as_json(reply)
    assert (data["id"], data["question"]) == (reply.id, "When are you open?")
    assert data["source"] == data["parts"][0]["source"] == SOURCE
    assert data["suggestions"] == [{"id": "pay", "text": "How can I pay?"}]


def test_a_part_has_the_authors_text_and_whose_it_is() -> None:
    reply = SHOP.ask("When are you open? How can I pay?")
    hours, pay = reply.parts
    assert (hours.id, hours.answer, hours.format) == ("hours", "From nine.", "plain")
    assert hours.source
    assert (pay.id, pay.answer, pay.source) == ("pay", "In cash.", None)
    assert reply.source == hours.source
    assert reply.confidence == min(hours.confidence, pay.confidence)


def test_the_bots_own_words_are_not_the_authors_text() -> None:
    first = SHOP.ask("When are you open?")
    (again,) = SHOP.ask("When are you open?", first.session).parts
    assert again.text != again.answer == "From nine."
    (declined,) = SHOP.ask("how do I bake bread").parts
    assert (declined.id, declined.answer, declined.confidence) == (None, None, 0.0)


def test_each_reply_has_an_id_of_its_own() -> None:
    one, other = SHOP.ask("When are you open?"), SHOP.ask("When are you open?")
    assert one.id != other.id
    assert one == other


def test_a_suggestion_reads_as_its_text() -> None:
    (pay,) = SHOP.ask("When are you open?").suggestions
    assert (pay, pay.text, pay.id) == ("How can I pay?", "How can I pay?", "pay")
    assert f"{pay}" == str(pay) == "How can I pay?"


@given(st.text(), st.text())
def test_a_suggestion_survives_copying(text: str, entry_id: str) -> None:
    suggestion = Suggestion(text, entry_id)
    for twin in (pickle.loads(pickle.dumps(suggestion)), copy.deepcopy(suggestion)):
        assert (twin.text, twin.id) == (text, entry_id)


def test_what_a_suggestion_offers_is_answered_by_its_id() -> None:
    for suggestion in RENTAL.ask("what does it cost").suggestions:
        reply = RENTAL.answer(suggestion.id)
        assert (reply.kind, reply.entry_ids) == ("answer", (suggestion.id,))
        assert (reply.question, reply.confidence) == (suggestion, 1.0)


def test_an_answer_by_id_is_a_turn_of_the_conversation() -> None:
    asked = RENTAL.ask("hello")
    told = RENTAL.answer("tourer/price", asked.session)
    assert "tourer/price" in told.session.told
    assert RENTAL.ask("and the glider?", told.session).entry_ids == ("glider/price",)


@pytest.mark.parametrize("entry_id", ["", "nothing", "smalltalk/greeting", "tourer/\x1b[31m"])
def test_an_unknown_id_is_refused(entry_id: str) -> None:
    with pytest.raises(ValueError, match="there is no entry with the id") as refused:
        RENTAL.answer(entry_id, Session())
    assert str(refused.value).isprintable()
