"""What a log suggests."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from chatbot import Bot
from chatbot.log import Turn
from chatbot.workshop.learning.proposals import MOST_PROPOSED, Proposal, prepared, propose
from tests.workshop.asked import MONDAY, knowledge, talk, turn


@pytest.fixture(scope="module")
def bot() -> Bot:
    return Bot(knowledge())


def said(found: Sequence[Proposal]) -> list[tuple[str, str, str]]:
    return [(one.change.kind, one.change.entry, one.change.texts[0]) for one in found]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (turn("price", "clarify", offered="card|fines", picked="card"), "picked when asked back"),
        (turn("price", taught="card"), "taught in the chat"),
        (turn("price", "answer", entry="card", confidence=0.7, feedback=1), "liked as an answer"),
    ],
)
def test_what_people_showed_to_mean_becomes_a_phrasing(bot: Bot, asked: Turn, why: str) -> None:
    (found,) = propose([asked], bot)
    assert said([found]) == [("phrasing", "card", "price")]
    assert (found.why, found.count) == (why, 1)


def test_a_question_put_differently_becomes_a_phrasing(bot: Bot) -> None:
    first, second = talk(bot, "how late till", "when are you open")
    turns = [first, turn("when are you open", "answer", entry="hours", confidence=0.99)]
    assert said(propose(turns, bot))[0][1] != "hours" or not first.stands_alone
    again = turn(
        "how late till open", "answer", entry="hours", confidence=0.99, session=first.session,
        time=first.time + 9,
    )  # fmt: skip
    missed = turn("how late till", session=first.session, time=first.time)
    found = propose([missed, again], bot)
    assert ("phrasing", "hours", "how late till") in said(found)
    assert found[0].why == "asked again as “how late till open”"
    assert second.session == first.session


def test_what_nothing_comes_near_becomes_an_entry_the_most_asked_first(bot: Bot) -> None:
    turns = [turn(one) for one in ("wifi", "is there parking", "is there parking here")]
    found = propose(turns, bot)
    assert [(one.change.kind, one.count) for one in found] == [("entry", 2), ("entry", 1)]
    assert set(found[0].change.texts) == {"is there parking", "is there parking here"}
    assert found[0].change.entry == "is-there-parking"


def test_what_is_not_sure_is_to_be_confirmed(bot: Bot) -> None:
    asked = "fine late lost thing book owed"
    reply = bot.ask(asked)
    found = propose([turn(asked, "answer", entry="fines", confidence=0.7)], bot)
    assert len(found) == (reply.kind == "answer" and reply.confidence < 0.8)


def test_what_the_file_has_is_not_proposed(bot: Bot) -> None:
    turns = [turn("Opening hours"), turn("opening HOURS", "answer", entry="hours", feedback=1)]
    assert propose(turns, bot) == ()


def test_what_was_rejected_is_not_proposed_again(bot: Bot) -> None:
    (found,) = propose([turn("wifi")], bot)
    assert propose([turn("wifi")], bot, {found.key}) == ()


def test_follow_ups_and_picks_are_no_phrasings(bot: Bot) -> None:
    turns = [turn("and that one", context="reference"), turn("2", "answer", context="picked")]
    assert propose(turns, bot) == ()


def test_a_word_that_stands_for_another_becomes_a_synonym(bot: Bot) -> None:
    asked = ("what does a late brochure cost", "fine for a late brochure")
    found = propose([turn(one, taught="fines") for one in asked], bot)
    assert ("synonym", "", "book") in said(found)


def test_of_many_proposals_the_first_are_made_and_half_at_most_of_what_people_meant(
    bot: Bot,
) -> None:
    liked = [turn(f"price {n}", taught="card") for n in range(MOST_PROPOSED)]
    missed = [turn(f"zeppelin{chr(97 + n % 26)} vanilla{chr(97 + n // 26)}") for n in range(90)]
    found = propose([*liked, *missed], bot)
    assert len(found) == MOST_PROPOSED
    half = [one.why == "taught in the chat" for one in found[: MOST_PROPOSED // 2]]
    assert all(half)
    assert found[MOST_PROPOSED // 2].why != "taught in the chat"


def test_what_is_known_to_be_right_is_kept_for_measuring() -> None:
    turns = [turn("price", taught="card", time=MONDAY), turn("wifi")]
    assert prepared(turns, knowledge()).expected == {"price": "card"}
