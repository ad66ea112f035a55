"""Which figures a question asks for, and which an answer gives."""

from __future__ import annotations

import pytest
from chatbot.matching.figures import Figure, figures_asked, figures_given
from chatbot.matching.lexicon import english
from chatbot.matching.reading import Reader, Unit
from chatbot.matching.text import normalise, split_words

from chatbot.knowledge import Knowledge

READER = Reader(
    Knowledge.from_dict({"title": "Any", "entries": [{"question": "Why?", "answer": "So."}]}),
    [],
    english(),
)


def units(text: str) -> list[Unit]:
    return READER.read(split_words(normalise(text)))


def asked(text: str) -> set[tuple[str, str]]:
    return {tuple(figure) for figure in figures_asked(units(text))}  # type: ignore[misc]  # of two


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("How many books may I borrow?", ("number", "book")),
        ("how many of the books", ("number", "book")),
        ("what percentage of readers pay", ("number", "reader")),
        ("What number of rooms is there?", ("number", "room")),
        ("How wide is the door?", ("number", "wide")),
        ("how long is the shelf", ("number", "long")),
        ("how far is it", ("number", "far")),
        ("how old is the library", ("number", "old")),
        ("In what year was it built?", ("date", "when")),
        ("which month is it closed", ("date", "when")),
        ("When did it open?", ("date", "when")),
        ("when was it built", ("date", "when")),
        ("since when is there a garden", ("date", "when")),
        ("How long have you been open?", ("date", "when")),
    ],
)
def test_a_figure_is_asked_for(text: str, figure: tuple[str, str]) -> None:
    assert asked(text) == {figure}


@pytest.mark.parametrize(
    "text",
    [
        "How much do you like books?",
        "When can I come?",
        "when it rains, where do you read",
        "How far does the help go?",
        "how do I renew",
        "many ask how",
        "how",
        "",
    ],
)
def test_no_figure_is_asked_for(text: str) -> None:
    assert asked(text) == set()


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Ten at a time, for four weeks.", {"number"}),
        ("It costs 4.20.", {"number"}),
        ("It was built in 1953.", {"date"}),
        ("In the 1950s.", {"date"}),
        ("In March.", {"date"}),
        ("Fifty in 1998: 50 shelves.", {"date", "number"}),
        ("The two of them share one room.", set()),
        ("At the front desk.", set()),
        ("", set()),
    ],
)
def test_an_answer_gives_figures(text: str, given: set[str]) -> None:
    assert figures_given(units(text)) == given


def test_a_figure_is_told_by_what_it_is_a_figure_of() -> None:
    assert Figure("number", "book") != Figure("number", "room")
