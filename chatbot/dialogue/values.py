"""What goes in and out of one turn: plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chatbot.dialogue.session import Session
from chatbot.knowledge import Source
from chatbot.matching import Analysis

Kind = Literal["answer", "clarify", "decline", "smalltalk"]
Reason = Literal[
    "off_topic", "not_covered", "unknown_entity", "unknown_aspect", "too_long", "empty"
]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says in one turn."""

    kind: Kind
    text: str
    """What to show: plain text, paragraphs separated by an empty line."""
    session: Session
    """The state of the conversation after this turn; hand it in with the next question."""
    entry_ids: tuple[str, ...] = ()
    """What it answers with, or offers, best first."""
    confidence: float = 0.0
    """Of an answer: the probability that it is the right one. Else 0."""
    reason: Reason | None = None
    """Why it declined, else None; also set when one of two questions had no answer."""
    suggestions: tuple[str, ...] = ()
    """Questions worth asking next; for ``clarify`` the choices, in the order of ``entry_ids``."""
    source: Source | None = None
    """What the answer rests on; None when nothing was answered."""
    analyses: tuple[Analysis, ...] = ()
    """What was understood, one for each question found in the message."""
    threshold: float = 0.0
    """The confidence an answer needed."""
