"""A match shows the words side by side, how they answer to each other, and what is left."""

from __future__ import annotations

import pytest

from chatbot.matching import Match, Matcher
from chatbot.matching.conflicts import Conflict
from chatbot.matching.values import TermPair


def best(matcher: Matcher, question: str) -> Match:
    return matcher.match(question, limit=1)[0]


def how(matcher: Matcher, question: str, asked: str) -> tuple[str, str]:
    """The counterpart of one word of a question, and how it answers to it."""
    pairs = best(matcher, question).evidence.pairs
    found = next(pair for pair in pairs if pair.asked == asked)
    return found.phrased, found.how


@pytest.mark.parametrize(
    ("question", "asked", "phrased", "kind"),
    [
        ("where do i register", "register", "register", "same"),
        ("registering", "registering", "register", "inflected"),
        ("how many books may i take home", "take home", "borrow", "synonym"),
        ("do you have a scaner", "scaner", "scanner", "spelling"),
        ("the penalty for a late return", "penalty", "fine", "related"),
    ],
)
def test_a_word_tells_how_its_counterpart_answers_to_it(
    question: str, asked: str, phrased: str, kind: str, library: Matcher
) -> None:
    assert how(library, question, asked) == (phrased, kind)


def test_a_name_answers_to_another_name_of_the_same(bakery: Matcher) -> None:
    assert how(bakery, "When does Crumb open?", "crumb") == ("crumb sons", "name")


def test_words_are_shown_in_the_order_of_the_question(library: Matcher) -> None:
    assert best(library, "library card").evidence.pairs == (
        TermPair("library", "library", 1.0, "same"),
        TermPair("card", "card", 1.0, "same"),
    )


def test_similarities_are_1_for_the_same_and_less_for_the_like(library: Matcher) -> None:
    for pair in best(library, "the penalty for a late retrun of novels").evidence.pairs:
        assert (pair.similarity == 1) == (pair.how in ("same", "inflected", "synonym"))
        assert 0 < pair.similarity <= 1


def test_content_words_without_a_counterpart_are_left_over(library: Matcher) -> None:
    evidence = best(library, "what are the opening hours of the spaceship").evidence
    assert evidence.left_over == ("spaceship",)
    assert evidence.missing == ()


def test_content_words_that_were_not_asked_are_missing(library: Matcher) -> None:
    evidence = best(library, "is there a quiet place").evidence
    assert evidence.missing == ("group", "work")
    assert evidence.left_over == ()


def test_what_forbids_an_entry_is_told(bakery: Matcher) -> None:
    found = best(bakery, "When does Golden Crust open?")
    assert found.evidence.conflicts == (Conflict("entity", ("Golden Crust",), ("Crumb & Sons",)),)
    assert found.confidence < 0.1


def test_the_phrasing_that_came_closest_is_told(library: Matcher) -> None:
    match = best(library, "i lost the card")
    assert match.entry_id == "card"
    assert match.question == "How do I get a library card?"
    assert match.phrasing == "I lost my membership card"
