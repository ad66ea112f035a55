"""What is matched: terms, and where an utterance has them."""

from __future__ import annotations

from typing import Literal, NamedTuple, cast

from chatbot.language import Correction

TermKind = Literal["word", "number", "entity", "kind", "synonym"]


class Term(NamedTuple):
    """What an occurrence stands for, equal for all that mean the same."""

    kind: TermKind
    """``kind`` is any entity of a kind; ``synonym`` a group of the author's synonyms."""
    key: str
    """A word's stem, a number in figures, the id of an entity or a kind, a group's number."""

    @property
    def is_name(self) -> bool:
        """Whether it stands for an entity, or any of a kind."""
        return self.kind in ("entity", "kind")

    @property
    def text(self) -> str:
        """The term as one text, different for different terms."""
        return f"{self.kind} {self.key}"

    @classmethod
    def of_text(cls, text: str) -> Term:
        """The term that :attr:`text` was made of."""
        kind, _, key = text.partition(" ")
        return cls(cast("TermKind", kind), key)


class Occurrence(NamedTuple):
    """A term at its place in an utterance: a word, or a name of several words."""

    term: Term
    word: str
    """As it is read: spelling repaired."""
    surface: str
    """As it was typed, case and accents folded; empty where the conversation put it in."""
    start: int
    """Place of its first token."""
    end: int
    """Place after its last token."""
    function: bool
    """Whether it is a function word."""
    corrections: tuple[Correction, ...] = ()
    """For a repaired word: everything it may have been meant to be, likeliest first."""

    related: tuple[int, ...] = ()
    """Numbers of the terms to which a phrase, or an age, is related that it is part of."""

    @property
    def is_content(self) -> bool:
        """Whether it says what is asked: neither a function word nor a name."""
        return not self.function and not self.term.is_name
