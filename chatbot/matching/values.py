"""What matching says about a question, complete enough to explain it, and while it gets ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from chatbot.knowledge import Entity, Entry
from chatbot.language import Utterance
from chatbot.matching.conflicts import Conflict

Progress = Callable[[int, int], None]
"""Is told how many are done, and of how many."""


def silent(_done: int, _of: int) -> None:
    """Tell nobody."""


How = Literal["same", "name", "inflected", "spelling", "synonym", "related"]


class Word(NamedTuple):
    """One term of a question, as people see it."""

    text: str
    """As it was typed, in lower case: ``allies``; empty where the conversation put it in."""
    stem: str
    """What it stands for: a stem, a number, or the id of an entity or a group of synonyms."""
    weight: float
    """How much it says, above 0: function words little, rare words much."""
    content: bool
    """Whether it is no function word and says enough to be worth naming."""
    known: bool
    """Whether the knowledge has it, or what stands for it."""


class Mention(NamedTuple):
    """An entity named in a question."""

    entity: Entity
    start: int
    """Place of its first token."""
    end: int
    """Place after its last token."""
    text: str
    """The words it was recognised by, in lower case: ``russias``; empty where nobody typed it."""
    known: bool = True
    """Whether any entry is about it, or names it."""


class TermPair(NamedTuple):
    """A term of the question and what answers to it in the phrasing."""

    asked: str
    phrased: str
    similarity: float
    """0 to 1."""
    how: How


class Closeness(NamedTuple):
    """What a sentence encoder says of an entry beside a question; cosines, 0 to 1."""

    nearest: float
    """Of the phrasing or passage that is closest."""
    phrasing: str
    """The closest phrasing, as it was encoded: of a profile with kinds in place of names."""
    passage: str
    """The closest passage of the answer; empty without one."""
    passage_closeness: float
    alone: bool
    """Whether nothing but this speaks for the entry: no word, nor one that means the same."""


class Evidence(NamedTuple):
    """Why an entry was matched, or not more than it was."""

    pairs: tuple[TermPair, ...] = ()
    left_over: tuple[str, ...] = ()
    """Content words of the question without a counterpart."""
    missing: tuple[str, ...] = ()
    """Content words of the phrasing without a counterpart."""
    signals: Mapping[str, float] = MappingProxyType({})
    """Every signal, and every feature of the confidence, by name."""
    conflicts: tuple[Conflict, ...] = ()
    """What speaks against the entry."""
    meaning: Closeness | None = None
    """What an encoder says; None without one."""
    passage: str = ""
    """The passage of the answer that has more of the question than the closest phrasing; empty
    where none has."""


class Match(NamedTuple):
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

    @classmethod
    def of(cls, entry: Entry, confidence: float = 1.0) -> Match:
        """An entry taken for the answer by its own question, whatever was asked."""
        return cls(entry.id, entry.question, entry.question, confidence)


class Analysis(NamedTuple):
    """One reading of a question, and everything that was found out about it."""

    utterance: Utterance
    """What was matched."""
    words: tuple[Word, ...] = ()
    mentions: tuple[Mention, ...] = ()
    """Entities named, in order; where none is named, the ones the conversation handed in."""
    matches: tuple[Match, ...] = ()
    """Best first."""
    on_subject: bool = False
    """Whether it names the knowledge's subject, or has a word that begins like its name."""
    vocabulary_coverage: float = 0.0
    """Share, 0 to 1, of the weight of its content words that the knowledge has."""

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to match."""
        return not self.utterance

    @property
    def best(self) -> Match | None:
        """The first match, if there is any."""
        return self.matches[0] if self.matches else None

    @property
    def question(self) -> str:
        """What was matched, as text."""
        return self.utterance.shown
