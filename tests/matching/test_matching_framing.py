"""What frames a question is left out; what is asked stays."""

from __future__ import annotations

import pytest
from chatbot.matching.framing import unframed
from chatbot.matching.reading import Unit
from chatbot.matching.text import normalise, split_words
from hypothesis import given
from hypothesis import strategies as st

from chatbot.matching import Matcher


def left(text: str) -> str:
    """What is left of a text."""
    words = split_words(normalise(text))
    return " ".join(unit.word for unit in unframed([Unit(w, w, w, i) for i, w in enumerate(words)]))


@pytest.mark.parametrize(
    "text",
    [
        "is the library open",
        "I was wondering whether the library is open",
        "I wonder if the library is open",
        "Could you please tell me whether the library is open?",
        "I'd like to know if the library is open.",
        "do you know if the library is open",
        "Is it true that the library is open?",
        "someone told me that the library is open, is that so?",
        "My neighbour says the library is open. Is she right?",
        "I read somewhere that the library is open",
        "ok so wait, is the library open tho",
        "hey, is the library open or what lol",
        "The library is open, isn't it?",
        "the library is open, right?",
        "correct me if i am wrong, the library is open",
    ],
)
def test_frames_are_left_out(text: str) -> None:
    assert set(left(text).split()) == set(["is", "the", "library", "open"])


@pytest.mark.parametrize(
    "text",
    [
        "how do i tell my boss",
        "i want to order a book",
        "who can i ask about fees",
        "my printer says there is no paper",
        "what is the right size",
        "like button",
        "is it possible",
        "please tell me",
        "do you know",
        "thank you",
        "",
    ],
)
def test_what_asks_something_stays_whole(text: str) -> None:
    assert left(text) == text


WORDS = """i was wondering whether is it true that please someone told me library book open card
    right or what do you know lol so ok tell about"""


@given(st.lists(st.sampled_from(WORDS.split())).map(" ".join))
def test_something_telling_is_never_lost_between_frames(text: str) -> None:
    telling = {"library", "book", "open", "card"}
    assert telling & set(left(text).split()) == telling & set(text.split())


@given(st.lists(st.sampled_from(WORDS.split())).map(" ".join))
def test_leaving_out_twice_changes_nothing(text: str) -> None:
    assert left(left(text)) == left(text)


@pytest.mark.parametrize(
    "question",
    ["I was wondering when the library is open", "tell me, what time do you close? thanks"],
)
def test_a_framed_question_is_matched_like_a_plain_one(question: str, library: Matcher) -> None:
    assert library.match(question)[0].entry_id == "hours"
    assert library.match(question)[0].confidence > 0.9
