"""What matching says about a question: plain frozen values, complete enough to explain it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chatbot.knowledge import Entity


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question or phrasing."""

    text: str
    """Normalised: ``allies``."""
    stem: str
    """Without its inflection: ``alli``."""
    weight: float
    """How much it says, above 0: function words little, rare words much."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity named in a question."""

    entity: Entity
    start: int
    """Position of its first word among the question's words."""
    end: int
    """Position after its last word."""
    text: str
    """The words it was recognised by, normalised: ``russias``."""
    known: bool = True
    """Whether any entry is about it, or names it."""


@dataclass(frozen=True, slots=True)
class WordPair:
    """A word of the question and its counterpart in the phrasing."""

    asked: str
    phrased: str
    similarity: float
    """0 to 1."""
    how: str
    """``same``, ``inflected``, ``spelling``, ``synonym``, ``related`` …"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an entry was matched, or not more than it was."""

    pairs: tuple[WordPair, ...] = ()
    left_over: tuple[str, ...] = ()
    """Words of the question without a counterpart that say something."""
    missing: tuple[str, ...] = ()
    """Words of the phrasing without a counterpart that say something."""
    signals: Mapping[str, float] = field(default_factory=dict)
    """Every signal's value by its name."""
    guards: tuple[str, ...] = ()
    """Meaning guards that fired, in words: ``asks about Japan, answers about China``."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that may answer the question."""

    entry_id: str
    question: str
    """The entry's question, as shown to people."""
    phrasing: str
    """The phrasing that came closest."""
    confidence: float
    """The probability, 0 to 1, that this entry answers the question."""
    evidence: Evidence = Evidence()
    answerable: bool = True
    """False for what has no answer: an aspect that a profile lacks (``profile/aspect``), or one
    of the questions that the knowledge leaves unanswered."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """One question, and everything that was found out about it on the way to its matches."""

    question: str
    """As it was typed."""
    problem: str | None
    """``empty`` or ``too_long``; None when the question could be matched."""
    words: tuple[Word, ...] = ()
    mentions: tuple[Mention, ...] = ()
    """Entities named, in order; where none is named, the ones the context handed in."""
    matches: tuple[Match, ...] = ()
    """Best first."""
    on_subject: bool = False
    """Whether it names the knowledge's subject, or has a word that begins like its name."""
    familiarity: float = 0.0
    """Share, 0 to 1, of what its telling words weigh that the knowledge has, names apart."""
