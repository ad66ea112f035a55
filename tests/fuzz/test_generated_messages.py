"""No message breaks a conversation, whatever is known and whatever is typed."""

from __future__ import annotations

import os

import pytest

from tests.fuzz import messages, targets
from tests.fuzz.messages import Messages

LONG = os.environ.get("CHATBOT_LONG_TESTS") == "1"
MESSAGES = 20_000 if LONG else 200
"""How many messages each file is asked."""
CHUNK = 1_000 if LONG else 100
"""How many of them make one conversation."""
FILES = range(len(targets.FILES))
NAMES = [path.name for path in targets.FILES]


@pytest.mark.parametrize("first", range(0, MESSAGES, CHUNK))
@pytest.mark.parametrize("number", FILES, ids=NAMES)
def test_no_message_breaks_a_conversation(number: int, first: int) -> None:
    session = None
    for seed in range(first, first + CHUNK):
        message = targets.messages(number).message(seed)
        try:
            session = targets.turn(targets.bot(number), message, session)
        except Exception as error:
            error.add_note(f"{NAMES[number]}, seed {seed}: {message!r}")
            raise


@pytest.mark.parametrize("number", FILES, ids=NAMES)
def test_a_seed_gives_the_same_message_each_time(number: int) -> None:
    once, again = targets.messages(number), Messages(targets.bot(number).knowledge)
    for seed in range(200):
        assert once.message(seed) == again.message(seed)


def test_the_messages_hold_everything_that_they_are_made_of() -> None:
    said = "\0\0".join(targets.messages(0).message(seed) for seed in range(6_000))
    for script, words in messages.SCRIPTS.items():
        assert any(word in said for word in words.split()), script
    runs = [space * 40 for space in messages.SPACES]
    own = [*messages.APOSTROPHES, *messages.EMOJI, *messages.CONTROLS, *messages.NUMBERS]
    for piece in (*own, *messages.POINTERS, *messages.JOINTS, *runs):
        assert piece in said, repr(piece)
    for name in ("North Korea", "Kim Jong Un", "China", "Russia", "Cuba", "Iran"):
        assert any(f"{name}{apostrophe}s" in said for apostrophe in messages.APOSTROPHES), name
