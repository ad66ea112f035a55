"""An utterance is taken apart and put together without being parsed again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.language import Language, Utterance

ENGLISH = Language.load("en")
TEXT = st.lists(
    st.sampled_from(["who", "U.S.", "a", "card", "?", ".", ",", ";", ":", "\n", "!", " - "])
).map(" ".join)


def texts(found: list[Utterance]) -> list[str]:
    return [one.shown for one in found]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Who? When?", ["Who?", "When?"]),
        ("who?when", ["who?", "when"]),
        ("I lost it. What now", ["I lost it.", "What now"]),
        ("one line\nanother line", ["one line", "another line"]),
        ("first; then", ["first;", "then"]),
        ("a question: who", ["a question:", "who"]),
        ("at 3:30 or 2.5 km", ["at 3:30 or 2.5 km"]),
        ("China, Russia", ["China, Russia"]),
        ("who.", ["who."]),
        ("?!", []),
        ("", []),
    ],
)
def test_sentences_end_where_a_person_ends_them(text: str, sentences: list[str]) -> None:
    assert texts([*ENGLISH.parse(text).sentences()]) == sentences


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("hi, who are you?", ["hi,", "who are you?"]),
        ("ok. thanks: bye", ["ok.", "thanks:", "bye"]),
        ("no punctuation at all", ["no punctuation at all"]),
    ],
)
def test_clauses_end_at_any_punctuation(text: str, clauses: list[str]) -> None:
    assert texts([*ENGLISH.parse(text).clauses()]) == clauses


@given(TEXT)
def test_sentences_and_clauses_lose_no_token(text: str) -> None:
    whole = ENGLISH.parse(text)
    for divided in (whole.sentences(), whole.clauses()):
        parts = [*divided]
        assert all(parts)
        assert tuple(token for part in parts for token in part.tokens) == whole.tokens


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (0, None, "So, who's Kim's friend?"),
        (1, None, "who's Kim's friend?"),
        (1, 3, "who's"),
        (1, 4, "who's Kim's"),
        (0, 1, "So,"),
        (2, 2, ""),
        (9, None, ""),
    ],
)
def test_a_part_is_shown_as_it_was_typed(start: int, end: int | None, shown: str) -> None:
    assert ENGLISH.parse("«So, who's Kim's friend?»").part(start, end).shown.rstrip("»") == shown


def test_what_was_put_together_is_shown_word_by_word() -> None:
    question = ENGLISH.parse("Does It trade, then?")
    name = ENGLISH.name_token("South Korea", "south-korea")
    replaced = question.replaced(1, 2, [name])
    assert replaced.shown == "Does South Korea trade then"
    assert replaced.words == ("does", "south korea", "trade", "then")
    assert replaced.tokens[2:] == question.tokens[2:]
    assert question.words == ("does", "it", "trade", "then")


def test_an_utterance_without_words_is_false_and_has_no_length() -> None:
    nothing = ENGLISH.parse("?!")
    assert not nothing
    assert len(nothing) == 0
    assert nothing.shown == ""
    assert ENGLISH.parse("who")
    assert len(ENGLISH.parse("who's there")) == 3


@pytest.mark.parametrize(
    ("text", "marked"),
    [("who?", True), ("who ?!", True), ("who? ok", False), ("who", False), ("?", False)],
)
def test_a_question_mark_counts_at_the_end_only(text: str, marked: bool) -> None:
    assert ENGLISH.parse(text).is_question_marked == marked
