"""An opposite, or another thing in the same frame, is found word by word."""

from __future__ import annotations

import pytest

from chatbot.knowledge import Knowledge
from chatbot.matching import Matcher
from chatbot.matching.conflicts import Conflict


def conflicts(question: str, phrasing: str, *also: str) -> list[tuple[str, ...]]:
    """What speaks against an entry with these phrasings: the kind and both words."""
    values = [
        {"id": "one", "question": phrasing, "also_asked": also, "answer": "Yes."},
        {"question": "Is there a cloakroom?", "answer": "Upstairs."},
    ]
    matcher = Matcher(Knowledge.from_dict({"title": "Any", "language": "en", "entries": values}))
    found = next(m for m in matcher.match(question) if m.entry_id == "one")
    return [_shown(one) for one in found.evidence.conflicts]


def _shown(one: Conflict) -> tuple[str, ...]:
    return one.kind, *one.asked, *one.known


@pytest.mark.parametrize(
    ("question", "phrasing", "words"),
    [
        ("how do i turn off the heating", "How do I turn on the heating?", ("off", "on")),
        ("what time is check in", "What time is check-out?", ("in", "out")),
        ("where do i lock the door", "Where do I unlock the door?", ("lock", "unlock")),
        ("how do I sell a ticket", "How do I buy a ticket?", ("sell", "buy")),
        ("how do i turn the heating off", "How do I turn on the heating?", ("off", "on")),
        (
            "may i run before i donate blood",
            "Can I do sports after donating blood?",
            ("before", "after"),
        ),
        ("how do i fly without a cat", "How do I fly with a cat?", ("without", "with")),
    ],
)
def test_an_opposite_in_the_place_of_a_word_is_a_conflict(
    question: str, phrasing: str, words: tuple[str, str]
) -> None:
    assert ("opposite", *words) in conflicts(question, phrasing)


@pytest.mark.parametrize(
    ("question", "phrasing"),
    [
        ("how do i turn on the heating", "How do I turn on the heating?"),
        ("is it open or closed today", "When do you open?"),
        ("how do i come in when i am out of breath", "How do I go out?"),
    ],
)
def test_a_word_with_its_opposite_beside_it_is_none(question: str, phrasing: str) -> None:
    assert not [one for one in conflicts(question, phrasing) if one[0] == "opposite"]


def test_an_opposite_that_another_phrasing_has_is_none() -> None:
    assert not conflicts("turn off the heating", "Turn on the heating?", "Turn off the heating?")


@pytest.mark.parametrize(
    ("question", "phrasing", "words"),
    [
        ("can I bring my wife", "Can I bring my dog?", ("wife", "dog")),
        ("can I bring my drums", "Can I bring a dog?", ("drums", "dog")),
        ("are drones allowed", "Are dogs allowed?", ("drones", "dogs")),
        ("what do helmets cost", "What does an inspection cost?", ("helmets", "inspection")),
        ("can i charge it with usb-a", "Can I charge it with USB-C?", ("a", "c")),
        ("is hepatitis C tested here", "Do you test for hepatitis B?", ("c", "b")),
        ("is there a rink in the park", "Is there a lake in the park?", ("rink", "lake")),
    ],
)
def test_another_thing_in_the_same_frame_is_a_conflict(
    question: str, phrasing: str, words: tuple[str, str]
) -> None:
    assert ("replaced", *words) in conflicts(question, phrasing)


@pytest.mark.parametrize(
    ("question", "phrasing"),
    [
        ("can I bring my puppy", "Can I bring my dog?"),
        ("may I use my own towels here", "Can I bring my dog?"),
        ("is a usb c charger ok", "Can I charge it with USB-C?"),
        ("the charger I bought", "Can I bring charger B?"),
        ("where is the big lake", "Where is the lake?"),
        ("on how many devices can i use it", "On how many devices can I watch it?"),
    ],
)
def test_the_same_thing_or_another_frame_is_none(question: str, phrasing: str) -> None:
    assert not [one for one in conflicts(question, phrasing) if one[0] == "replaced"]


def test_a_third_thing_is_none_where_two_phrasings_have_different_ones() -> None:
    question, phrasing = "I want to buy a kettle", "I want to buy a lamp"
    assert ("replaced", "kettle", "lamp") in conflicts(question, phrasing)
    assert not conflicts(question, phrasing, "I want to buy a mirror")
