"""A small FAQ, and turns as a log would have them."""

from __future__ import annotations

from itertools import count

from chatbot import Bot, Knowledge
from chatbot.dialogue.turn_log import TurnLog
from chatbot.log import Turn

WEEK = 7 * 24 * 60 * 60.0
MONDAY = 1_767_571_200.0
"""5 January 2026, 00:00 UTC."""
FAQ = """\
title: Library   # what it is called

entries:
  # the one asked most
  - id: hours
    question: When are you open?
    also_asked:
      - opening hours       # short
      - what time do you close
    answer: From nine.

  - {id: fines, question: What does a late book cost?, also_asked: [fine], answer: 10}
  - id: card
    question: What does a lost card cost?
    answer: |
      Two dollars.

      Bring your passport.

unanswered:
  - Who built the library?
"""
_NUMBERS = count()


class Kept:
    """A log that is a list."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []

    def add(self, turn: Turn) -> None:
        self.turns.append(turn)


def knowledge() -> Knowledge:
    """The FAQ, built from values."""
    entries = [
        {
            "id": "hours",
            "question": "When are you open?",
            "also_asked": ["opening hours", "what time do you close"],
            "answer": "From nine.",
        },
        {
            "id": "fines",
            "question": "What does a late book cost?",
            "also_asked": ["fine for a late book"],
            "answer": "Ten cents.",
        },
        {"id": "card", "question": "What does a lost card cost?", "answer": "Two dollars."},
    ]
    return Knowledge.from_dict({"title": "Library", "language": "en", "entries": entries})


def talk(bot: Bot, *questions: str) -> list[Turn]:
    """One conversation, as the log keeps it."""
    kept, session = Kept(), None
    turns = TurnLog(kept, bot.knowledge)  # type: ignore[arg-type]  # all it does is add
    for question in questions:
        reply = bot.ask(question, session)
        session = reply.session
        turns.add(reply)
    name = f"talk{next(_NUMBERS)}"
    return [_with(turn, session=name) for turn in kept.turns]


def turn(question: str, kind: str = "decline", **values: object) -> Turn:
    """One turn of a conversation of its own."""
    number = next(_NUMBERS)
    made = Turn(f"reply{number}", MONDAY + number, f"talk{number}", question, kind)
    return _with(made, **values)


def _with(turn: Turn, **values: object) -> Turn:
    from dataclasses import replace

    return replace(turn, **values)  # type: ignore[arg-type]  # the fields of a turn
