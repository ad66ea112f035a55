"""The review of proposals: what each letter does, and back again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from chatbot import Bot
from chatbot.surfaces.terminal.output import Output, render
from chatbot.surfaces.terminal.reviewing import converse
from chatbot.workshop.learning.changes import Change
from chatbot.workshop.learning.effects import MOST_CONCERNED
from chatbot.workshop.learning.proposals import Proposal, prepared
from chatbot.workshop.learning.reviewing import Review, Said
from chatbot.workshop.replaying import MOST_REPLAYED
from tests.workshop.asked import knowledge, turn

PRICE = Proposal(Change("phrasing", ("price",), "card"), "picked when asked back", 3, ("fines",))
PARKING = Proposal(Change("entry", ("is there parking", "parking"), "parking"), "nothing near", 2)
BOOK = Proposal(Change("synonym", ("book", "novel")), "one for the other", 2)


def reviewed(typed: Iterable[str], *proposals: Proposal) -> tuple[Said, str]:
    """What comes of what is typed, and all that is shown."""
    lines, shown = iter(typed), list[str]()

    def ask(asked: str, default: str, completions: Sequence[str]) -> str:
        try:
            line = next(lines)
        except StopIteration:
            raise EOFError from None
        shown.append(f"{asked}{line}\n")
        return line

    def show(output: Output) -> None:
        shown.append(render(output, 80, color=False))

    turns = [turn("price"), turn("is there parking"), turn("when are you open")]
    review = Review(proposals, prepared(turns, knowledge()))
    return converse(review, ask, show), "".join(shown)


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        (["y"], PRICE.change),
        (["Yes"], PRICE.change),
        (["e", "price of it"], Change("phrasing", ("price of it",), "card")),
        (["o", "fines"], Change("phrasing", ("price",), "fines")),
        (["o", "fine", "o", "fines"], Change("phrasing", ("price",), "fines")),
        (["u"], Change("unanswered", ("price",))),
        (["w", "It is free."], Change("entry", ("price",), "price", "It is free.")),
        (["w", ""], Change("entry", ("price",), "price")),
        (["unanswered"], Change("unanswered", ("price",))),
        (["New", "Free."], Change("entry", ("price",), "price", "Free.")),
        (["?", "x", "", "y"], PRICE.change),
        (["nothing like that", "yellow", "sorry", "quite", "y"], PRICE.change),
    ],
)
def test_a_letter_says_what_becomes_of_it(typed: list[str], accepted: Change) -> None:
    said, _ = reviewed(typed, PRICE)
    assert said == Said((accepted,), ())


def test_no_is_for_good_and_skip_is_not() -> None:
    said, _ = reviewed(["n", "s"], PRICE, PARKING)
    assert said == Said((), (PRICE.key,))


def test_a_new_entry_is_asked_its_answer() -> None:
    said, _ = reviewed(["y", "Behind the house."], PARKING)
    assert said.accepted == (
        Change("entry", ("is there parking", "parking"), "is-there-parking", "Behind the house."),
    )


def test_undo_takes_back_what_was_said_before() -> None:
    said, shown = reviewed(["z", "y", "z", "n", "z", "s", "s"], PRICE, PARKING)
    assert said == Said()
    assert shown.count("(1/2)") == 4
    assert "There is nothing to undo." in shown


def test_the_word_undo_takes_back_what_was_said() -> None:
    said, _ = reviewed(["y", "undo", "skip", "no"], PRICE, PARKING)
    assert said == Said((), (PARKING.key,))


@pytest.mark.parametrize("end", [["q"], []])
def test_leaving_keeps_what_was_said_yes_to(end: list[str]) -> None:
    said, _ = reviewed(["y", *end], PRICE, PARKING)
    assert said.accepted == (PRICE.change,)


def test_words_have_no_other_entry() -> None:
    said, shown = reviewed(["o", "y"], BOOK)
    assert said.accepted == (BOOK.change,)
    assert "undo: back to the one before" in shown


def test_a_proposal_is_shown_with_its_effect() -> None:
    _, shown = reviewed(["q"], PRICE)
    assert shown.splitlines()[:6] == [
        "(1/1) Another way to ask “What does a lost card cost?” (card), asked 3 times",
        "  “price”",
        "  picked when asked back",
        "  1 gained, 0 lost, 0 switched, of 3 questions",
        "    +  price",
        "Add it [y,n,e,o,w,u,s,z,q,?]? q",
    ]


def test_it_is_said_how_many_questions_were_not_asked_again() -> None:
    turns = [turn(f"price {number}") for number in range(MOST_REPLAYED + 1)]
    shown: list[str] = []

    def ask(asked: str, default: str, completions: Sequence[str]) -> str:
        raise EOFError

    review = Review([PRICE], prepared(turns, knowledge()))
    converse(review, ask, lambda out: shown.append(render(out, 200, color=False)))
    left = MOST_REPLAYED + 1 - MOST_CONCERNED
    said = f"of {MOST_CONCERNED} questions; {left} that have less to do with it are not asked"
    assert said in shown[0]


def test_one_that_does_more_harm_than_good_is_said_to() -> None:
    bad = Proposal(Change("unanswered", ("when are you open",)), "why", 1)
    turns = [turn("when are you open"), turn("opening hours"), turn("when do you open")]
    replay = prepared(turns, knowledge())
    assert Bot(replay.knowledge).ask("opening hours").kind == "answer"
    shown: list[str] = []

    def ask(asked: str, default: str, completions: Sequence[str]) -> str:
        raise EOFError

    converse(Review([bad], replay), ask, lambda out: shown.append(render(out, 80, color=False)))
    assert ("It makes more questions worse than better." in shown[0]) is replay.effect(
        bad.change
    ).does_harm
