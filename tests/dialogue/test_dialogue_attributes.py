"""What else an entry says: several wordings, buttons and links, and what goes to programs."""

from __future__ import annotations

import json

import jsonschema

from chatbot import Bot, Knowledge, Session, render
from chatbot.dialogue import reply_schema

BOT = Bot(
    Knowledge.from_dict(
        {
            "title": "The shop",
            "settings": {"suggestions": 1},
            "entries": [
                {
                    "id": "hours",
                    "question": "When are you open?",
                    "answer": "From nine.",
                    "variants": ["We open at *nine*.", "Nine."],
                },
                {
                    "id": "parking",
                    "question": "Can I park a car?",
                    "answer": "Yes.",
                    "section": "Visiting",
                    "tags": ["car"],
                    "meta": {"ticket": "FAQ-1", "rooms": ["a", {"b": "c"}]},
                    "buttons": ["hours", {"id": "pay", "text": "Fees & *more*"}],
                    "links": [
                        {"text": "A [map]", "url": "https://example.org/a_(b)?c=d"},
                        {"text": "Call us", "url": "tel:123"},
                    ],
                },
                {"id": "pay", "question": "How can I pay?", "answer": "In cash."},
                {"id": "closed", "question": "Is there a sale?", "answer": "No.", "active": False},
            ],
        }
    )
)


def test_wordings_are_taken_in_turn_in_one_conversation() -> None:
    session: Session | None = None
    heard = []
    for _ in range(4):
        reply = BOT.ask("When are you open?", session)
        session = Session.from_json(reply.session.to_json())
        heard.append(reply.text)
    assert heard == ["From nine.", "We open at *nine*.", "Nine.", "From nine."]


def test_a_wording_has_its_own_format() -> None:
    first = BOT.ask("When are you open?")
    then = BOT.ask("When are you open?", first.session)
    assert (first.format, then.format) == ("plain", "markdown")
    assert then.parts[0].answer == "We open at *nine*."


def test_another_conversation_begins_with_the_first_wording() -> None:
    BOT.ask("When are you open?")
    assert BOT.ask("When are you open?").text == "From nine."


def test_buttons_come_before_other_suggestions_and_beside_them() -> None:
    hours, fees = BOT.ask("Can I park a car?").suggestions
    assert (hours, hours.id) == ("When are you open?", "hours")
    assert (fees, fees.id) == ("Fees & *more*", "pay")
    assert BOT.answer(fees.id).text == "In cash."


def test_links_stand_after_the_answer() -> None:
    reply = BOT.ask("Can I park a car?")
    assert render(reply, "plain") == [
        "Yes.\n\nA [map] (https://example.org/a_(b)?c=d)\nCall us (123)"
    ]
    assert [link.url for link in reply.parts[0].links] == [
        "https://example.org/a_(b)?c=d",
        "tel:123",
    ]
    assert reply.parts[0].answer == "Yes."


def test_what_is_said_to_programs_comes_as_it_is_written() -> None:
    data = json.loads(json.dumps(BOT.ask("Can I park a car?").as_dict()))
    jsonschema.validate(data, reply_schema())
    (part,) = data["parts"]
    assert part["meta"] == {"ticket": "FAQ-1", "rooms": ["a", {"b": "c"}]}
    assert (part["section"], part["tags"]) == ("Visiting", ["car"])
    assert part["links"][1] == {"text": "Call us", "url": "tel:123"}


def test_an_entry_that_is_not_active_is_not_there() -> None:
    assert BOT.ask("Is there a sale?").kind == "decline"
    assert [entry.id for entry in BOT.knowledge.inactive] == ["closed"]
