"""Holding out phrasings: each once, and never all of an entry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chatbot.knowledge import Knowledge
from chatbot.workshop.holding_out import ROUNDS, Held, can_be_held_out, rounds


def knowledge(sizes: list[int]) -> Knowledge:
    """Entries with so many phrasings each."""
    entries = [
        {
            "id": f"e{number}",
            "question": f"question {number} 0",
            "also_asked": [f"question {number} {other}" for other in range(1, size)],
            "answer": "Yes.",
        }
        for number, size in enumerate(sizes)
    ]
    return Knowledge.from_dict({"title": "Numbers", "entries": entries})


SIZES = st.lists(st.integers(1, 30), min_size=1, max_size=12)


@given(SIZES)
def test_every_phrasing_that_can_be_is_held_out_once(sizes: list[int]) -> None:
    known = knowledge(sizes)
    held = can_be_held_out(known)
    assert sorted(one.phrasing for each in rounds(known, held) for one in each.held) == sorted(
        phrasing for entry in known.entries for phrasing in entry.phrasings if entry.phrasings[1:]
    )


@given(SIZES)
def test_what_is_held_out_is_gone_and_all_else_is_there(sizes: list[int]) -> None:
    known = knowledge(sizes)
    every = {Held(entry, phrasing) for entry in known.entries for phrasing in entry.phrasings}
    taken = list(rounds(known, can_be_held_out(known)))
    assert len(taken) <= ROUNDS
    for left, held in taken:
        there = {(entry.id, phrasing) for entry in left.entries for phrasing in entry.phrasings}
        assert there == {(one.entry.id, one.phrasing) for one in every - set(held)}


@given(SIZES)
def test_no_entry_ever_loses_all_its_phrasings(sizes: list[int]) -> None:
    known = knowledge(sizes)
    for left, _ in rounds(known, can_be_held_out(known)):
        assert all(entry.phrasings for entry in left.entries)


def test_an_entry_keeps_its_question_while_that_is_held_out() -> None:
    known = knowledge([2])
    left, held = next(rounds(known, can_be_held_out(known)))
    assert (held[0].phrasing, left.entries[0].phrasings) == ("question 0 0", ("question 0 1",))
    assert left.entries[0].question == "question 0 0"


def test_the_only_phrasing_of_an_entry_stays() -> None:
    assert can_be_held_out(knowledge([1, 1])) == ()
    assert list(rounds(knowledge([1, 1]), ())) == []
