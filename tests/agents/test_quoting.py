"""Replies under a quote lock."""

from __future__ import annotations

import hashlib
import json

import pytest

from chatbot import Bot, Knowledge, quoted, verify
from chatbot.agents import search

SHOP = Bot(
    Knowledge.from_dict(
        {
            "title": "The shop",
            "source": {
                "title": "The handbook",
                "date": "2026-05-03",
                "url": "https://shop.example",
            },
            "entries": [
                {
                    "id": "hours",
                    "question": "When are you open?",
                    "answer": "From **nine** to six.",
                    "links": [{"text": "All hours", "url": "https://shop.example/hours"}],
                },
                {
                    "id": "returns",
                    "question": "Can I return something?",
                    "answer": "Within a month.",
                },
                {
                    "id": "alarm",
                    "question": "What is the code of the alarm?",
                    "answer": "It is Sesame.",
                    "audience": ["staff"],
                },
            ],
        }
    )
)


def test_an_answer_is_there_word_for_word_with_what_it_rests_on() -> None:
    record = quoted(SHOP.ask("when are you open"))
    (quote,) = record.quotes
    assert (record.kind, record.reason, record.declined) == ("answer", None, ())
    assert (quote.id, quote.text, quote.format) == ("hours", "From **nine** to six.", "markdown")
    assert (quote.source, quote.date) == ("The handbook", "2026-05-03")
    assert (quote.url, quote.links) == ("https://shop.example", ("https://shop.example/hours",))
    assert quote.checksum == hashlib.sha256(b"From **nine** to six.").hexdigest()
    assert record.must_quote
    assert quote.must_quote
    assert "word for word" in record.instruction


def test_a_decline_gives_its_reason_and_nothing_to_fill_in_from() -> None:
    record = quoted(SHOP.ask("what is the code of the alarm"))
    assert (record.kind, record.reason, record.quotes) == ("decline", "not_for_you", ())
    assert [one.reason for one in record.declined] == ["not_for_you"]
    assert record.declined[0].text == record.text
    assert "do not answer from anything else" in record.instruction
    assert "Sesame" not in json.dumps(record.as_dict())


def test_of_two_questions_only_one_may_have_an_answer() -> None:
    record = quoted(SHOP.ask("When are you open? And what is the code of the alarm?"))
    assert [one.id for one in record.quotes] == ["hours"]
    assert [one.reason for one in record.declined] == ["not_for_you"]
    assert (record.kind, record.reason) == ("answer", "not_for_you")


def test_what_is_unclear_has_choices_in_place_of_answers(friends: Bot) -> None:
    record = quoted(friends.ask("who borders it?"))
    assert (record.kind, record.quotes) == ("clarify", ())
    assert {one.id for one in record.suggestions} == {"china/border", "russia/border"}
    assert "Ask which" in record.instruction


@pytest.mark.parametrize("question", ["when are you open", "bread?", "hello", "", "\udc00\x1b[31m"])
def test_every_reply_is_a_record_that_json_knows(question: str) -> None:
    record = quoted(SHOP.ask(question)).as_dict()
    assert json.loads(json.dumps(record)) == record


def test_links_to_entries_are_their_words_and_other_text_is_as_it_was() -> None:
    answer = "See [the *öffnung*](#öffnung) or [us](https://shop.example); write `[a](#öffnung2)`."
    asked = [{"id": "a", "question": "A link?", "answer": answer}]
    asked.append({"id": "öffnung", "question": "When?", "answer": "At [1] (#1)."})
    bot = Bot(Knowledge.from_dict({"title": "T", "entries": asked}))
    record = quoted(bot.ask("a link?"))
    said = "See the *öffnung* or [us](https://shop.example); write `[a](#öffnung2)`."
    assert record.quotes[0].text == record.text == said
    assert record.quotes[0].checksum == hashlib.sha256(said.encode()).hexdigest()
    assert verify(bot, said).is_quoted
    assert quoted(bot.ask("when?")).text == "At [1] (#1)."


def test_a_search_finds_what_may_be_answered_likeliest_first() -> None:
    found = search(SHOP, "can I return something when you are open", 5)
    assert [one.quote.id for one in found] == ["returns", "hours"]
    assert found[0].confidence > found[1].confidence
    assert found[0].quote.question == "Can I return something?"
    assert [one.quote.id for one in search(SHOP, "when open, return", 1)] == ["hours"]
    assert search(SHOP, "what is the code of the alarm", 5) == ()
