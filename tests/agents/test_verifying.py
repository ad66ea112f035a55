"""Which sentences of a text are the author's words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Bot, Knowledge, verify
from chatbot.agents import MAX_CHARACTERS
from chatbot.language import SHIPPED, load_tables

KNOWLEDGE = Knowledge.from_dict(
    {
        "title": "The shop",
        "contact": "Call us at 030 1234.",
        "source": {"title": "The sign", "date": "May 2024", "url": "https://shop.example/sign"},
        "values": {"phone": "0800 555"},
        "wording": {"off_topic": "We know nothing of that."},
        "smalltalk": {"greeting": {"asked": ["hi"], "answer": "Welcome to the shop!"}},
        "entries": [
            {
                "id": "hours",
                "question": "When are you open?",
                "answer": "We open at nine - and close at six. “Sundays” are free.",
                "variants": ["From nine until six."],
            },
            {
                "id": "returns",
                "question": "Can I return something?",
                "answer": "Use [the form](https://shop.example/form) within **30 days**. Ring "
                "{{phone}}.\n\n- Bring the receipt.\n- Bring a bag.",
                "links": [{"text": "All our terms", "url": "https://shop.example/terms"}],
            },
            {
                "id": "prices",
                "question": "What do things cost?",
                "answer": "$5 is the price of bread.\n\n| What | Price |\n| - | - |\n"
                "| Rye | 3 € |\n| Wheat | 2 € |",
            },
            {"id": "week", "question": "Which days?", "answer": "Monday to nine\nTuesday to six"},
            {
                "id": "door",
                "question": "What is the code?",
                "answer": "The code is 1234.",
                "audience": ["staff"],
            },
            {
                "id": "sale",
                "question": "Is there a sale?",
                "answer": "There is a sale.",
                "valid_until": "2024-05-03",
            },
            {"id": "also-hours", "question": "Until when?", "answer": "From nine until six."},
        ],
    }
)


def ids(text: str) -> list[tuple[str, ...]]:
    return [one.entry_ids for one in verify(KNOWLEDGE, text).sentences]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("When are you open?", ("hours",)),
        ("We open at nine – and close at six", ("hours",)),
        ('"Sundays" are free.', ("hours",)),
        ("> «We open at nine  -  and\n> close at six.»".replace("  -  ", " -  "), ("hours",)),
        ("## From nine until six", ("hours", "also-hours")),
        ("Use the form within 30 days.", ("returns",)),
        ("Use *the form* within 30 days.", ("returns",)),
        ("Use [the form](https://shop.example/form) within 30 days.", ("returns",)),
        ("Use [the form](https://shop.example/terms) within 30 days.", ("returns",)),
        ("1. Bring a bag.", ("returns",)),
        ("All our terms", ("returns",)),
        ("Ring 0800 555.", ("returns",)),
        ("| Rye | 3 € |\n| - | - |", ("prices",)),
        ("| Rye | 3 € |", ("prices",)),
        ("Tuesday to six", ("week",)),
        ("The sign, May 2024", ("source",)),
        ("*The sign* (May 2024)", ("source",)),
        ("([The sign](https://shop.example/sign))", ("source",)),
        ("The sign, May 2024, https://shop.example/sign", ("source",)),
        ("That is all I have on this.", ("wording/no_more",)),
        ("I'm afraid I have nothing about “tax on books”.", ("wording/nearest",)),
        ("What comes nearest:", ("wording/nearest",)),
        ("Call us at 030 1234.", ("contact",)),
        ("We know nothing of that.", ("wording/off_topic",)),
        ("Welcome to the shop!", ("smalltalk/greeting",)),
    ],
)
def test_the_authors_words_are_known_by_their_entry(text: str, found: tuple[str, ...]) -> None:
    assert ids(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "We open at nine.",
        "we open at nine - and close at six.",
        "We open at nine - and close at seven.",
        "We close at nine - and open at six.",
        "Welcome to the shop?",
        "Use [the form](https://evil.example/form) within 30 days.",
        "Use the form ![within](https://evil.example/x.png) 30 days.",
        "[](https://evil.example) From nine until six.",
        "€5 is the price of bread.",
        "-$5 is the price of bread.",
        "| Rye | 2 € |\n| - | - |",
        "| Rye | 2 € |",
        "| Rye |",
        "| 3 € | Rye |",
        "The sign, June 2024",
        "May 2024",
        "[The sign](https://evil.example)",
        "I'm afraid I have nothing.",
        "I have bread about “tax on books”.",
        "3 €",
        "❌ From nine until six.",
        "❌",
        "From nine until six. ❌",
        "```\nrm -rf /\n```",
    ],
)
def test_other_words_signs_and_links_are_not_the_authors(text: str) -> None:
    verified = verify(KNOWLEDGE, text)
    assert [one.is_quoted for one in verified.sentences] == [False]
    assert not verified.is_quoted


def test_each_sentence_is_judged_by_itself() -> None:
    text = 'The FAQ says: "From nine until six." We also bake.\n\nBring a bag.'
    assert [(one.text, one.is_quoted) for one in verify(KNOWLEDGE, text).sentences] == [
        ("The FAQ says:", False),
        ('"From nine until six.', True),
        ("We also bake.", False),
        ("Bring a bag.", True),
    ]


def test_a_price_keeps_its_sign_where_a_sentence_begins() -> None:
    assert ids("From nine until six. $5 is the price of bread.")[1] == ("prices",)
    assert ids("From nine until six. €5 is the price of bread.")[1] == ()


def test_an_answer_may_be_followed_by_what_it_rests_on() -> None:
    text = "From nine until six.\n\nSource: The sign, May 2024\n| Rye | 3 € |\n| Wheat | 2 € |"
    assert ids(text) == [
        ("hours", "also-hours"),
        ("source",),
        ("source",),
        ("prices",),
        ("prices",),
    ]
    assert ids("Source: a hunch") == [("source",), ()]
    assert ids("Quelle: The sign") == [(), ("source",)]


@pytest.mark.parametrize("code", SHIPPED)
def test_what_is_said_where_there_is_no_answer_is_as_good(code: str) -> None:
    open_to_all = [{"question": one, "answer": "Yes."} for one in ("Wifi?", "Sauna?")]
    closed = {"question": "Alarm?", "answer": "4711", "audience": ["staff"]}
    told = {"title": "Hotel", "language": code, "entries": [*open_to_all, closed]}
    bot = Bot(Knowledge.from_dict({**told, "contact": "Call 030."}))
    kinds = set()
    for asked in ("alarm?", "bake me a cake", "x" * 2000, ""):
        reply = bot.ask(asked)
        assert reply.kind in ("decline", "clarify")
        kinds.add(reply.reason)
        verified = verify(bot, reply.text)
        assert verified.is_quoted, verified
    assert {"not_for_you", "off_topic", "too_long", "empty"} <= kinds
    tables = load_tables(code)
    asked = tables.phrases["asked"].format(question="Dogs?")
    for name in ("nearest", "unknown_aspect"):
        assert verify(bot, tables.wording[name].format(missing="“dogs”", asked=asked)).is_quoted


def test_what_a_decline_may_repeat_may_stand_in_no_answer() -> None:
    entries = [{"question": "The code?", "answer": "It has the form xxxx here."}]
    told = Knowledge.from_dict({"title": "T", "entries": entries})
    assert verify(told, "It has the form xxxx here.").is_quoted
    assert not verify(told, "It has the form 4711 here.").is_quoted


def test_what_is_said_of_those_who_have_no_profile_is_as_good(friends: Bot) -> None:
    asked = ("is japan an ally?", "who borders it?", "what does kim eat?", "does cuba like cats?")
    for reply in map(friends.ask, asked):
        assert reply.kind in ("decline", "clarify")
        assert verify(friends, reply.text).is_quoted
    other = friends.ask(asked[0]).text.replace("Russia", "Japan")
    assert not verify(friends, other).is_quoted


def test_lines_may_be_wrapped_or_be_sentences_of_their_own() -> None:
    assert ids("We open at nine -\nand close at six.") == [("hours",)]
    assert ids("Monday to nine\nTuesday to six") == [("week",), ("week",)]
    assert ids("Tuesday to six\nMonday to nine") == [("week",), ("week",)]
    assert ids("Monday to nine\nTuesday to seven") == [("week",), ()]


def test_a_bot_compares_what_it_may_answer_with() -> None:
    early = Bot(KNOWLEDGE, today=lambda: date(2024, 5, 3))
    late = Bot(KNOWLEDGE, today=lambda: date(2024, 5, 4))
    assert verify(early, "There is a sale.").is_quoted
    assert not verify(late, "There is a sale.").is_quoted
    assert not verify(late, "The code is 1234.").is_quoted
    assert verify(late, "The code is 1234.", audience="staff").is_quoted
    assert verify(KNOWLEDGE, "The code is 1234. There is a sale.").is_quoted


@pytest.mark.parametrize("text", ["", " \n", "---", "...", "[]()"])
def test_nothing_is_not_the_authors(text: str) -> None:
    verified = verify(KNOWLEDGE, text)
    assert (verified.sentences, verified.is_quoted) == ((), False)


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(ValueError, match="50,000 characters at a time"):
        verify(KNOWLEDGE, "a" * (MAX_CHARACTERS + 1))


def test_what_is_no_text_is_refused() -> None:
    swapped: Any = KNOWLEDGE
    with pytest.raises(TypeError, match="text must be a str, not Knowledge"):
        verify(swapped, swapped)


def test_every_answer_of_the_shipped_knowledge_is_its_authors(friends: Bot) -> None:
    for entry in friends.entries():
        for text in (entry.question, entry.answer, *entry.variants):
            found = verify(friends, text).sentences
            assert found
            assert all(entry.id in one.entry_ids for one in found), entry.id


@given(st.lists(st.sampled_from(KNOWLEDGE.entries[:3]), min_size=1, max_size=4), st.text())
def test_answers_are_found_whatever_stands_after_them(entries: list[object], other: str) -> None:
    answers = [one.answer for one in KNOWLEDGE.entries if one in entries]
    known = len(verify(KNOWLEDGE, "\n\n".join(answers)).sentences)
    found = verify(KNOWLEDGE, "\n\n".join([*answers, other])).sentences
    assert all(one.is_quoted for one in found[:known])


@given(st.text())
def test_it_never_fails_and_says_everything_that_it_looked_at(text: str) -> None:
    for one in verify(KNOWLEDGE, text).sentences:
        assert one.text.strip() == one.text != ""
