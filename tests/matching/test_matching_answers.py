"""What only an answer says is found, known and no evidence of more than that."""

from __future__ import annotations

import pytest

from chatbot import Bot
from chatbot.knowledge import Knowledge
from chatbot.matching import Matcher

GARDEN = Knowledge.from_dict(
    {
        "title": "Community garden",
        "language": "en",
        "entries": [
            {
                "id": "grow",
                "question": "What can I grow?",
                "answer": "Anything but bamboo.\n\n- Mint must stay in its pot.\n- No hemp.",
            },
            {
                "id": "pay",
                "question": "Which payment methods do you accept?",
                "answer": "Visa, PayPal and cash.",
            },
            {"id": "who", "question": "Who looks after it?", "answer": "Twelve volunteers."},
        ],
        "unanswered": ["Is there a toilet?"],
    }
)


@pytest.fixture(scope="module")
def garden() -> Matcher:
    return Matcher(GARDEN)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("do you take paypal", "pay"),
        ("bamboo?", "grow"),
        ("what about mint", "grow"),
        ("are there volunteers", "who"),
    ],
)
def test_an_entry_is_found_by_a_word_of_its_answer(
    question: str, entry: str, garden: Matcher
) -> None:
    assert garden.match(question)[0].entry_id == entry


def test_a_word_that_only_an_answer_has_is_known(garden: Matcher) -> None:
    assert garden.analyse(garden.read("bamboo")).vocabulary_coverage == 1
    assert garden.analyse(garden.read("xqzv")).vocabulary_coverage == 0
    assert garden.read("bambo").words == ("bamboo",)


def test_the_closest_passage_counts_not_the_length_of_the_answer(garden: Matcher) -> None:
    found = garden.match("is mint allowed in its pot")[0]
    assert found.evidence.signals["closest_passage"] > 0.5


def test_an_entry_without_an_answer_is_not_behind_for_that(garden: Matcher) -> None:
    found = garden.analyse(garden.read("is there any toilet")).matches[0]
    assert not found.answerable


def test_a_question_that_only_the_answer_speaks_of_is_answered_or_asked_about() -> None:
    reply = Bot(GARDEN).ask("can i pay with paypal")
    assert reply.kind in ("answer", "clarify")
    assert reply.entry_ids[0] == "pay"
