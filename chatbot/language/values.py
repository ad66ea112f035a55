"""A message parsed once: its tokens and where they stand. Everything after takes this value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_SENTENCE_END = frozenset("?!;\n")
_CLAUSE_END = frozenset(",.!?;:\n")


class Correction(NamedTuple):
    """A known word that a misspelt one may have been meant to be."""

    word: str
    similarity: float
    """0 to 1."""


class Token(NamedTuple):
    """One word of an utterance."""

    surface: str
    """As it was typed, normalised: ``freind``."""
    word: str
    """As it is read, its spelling repaired: ``friend``."""
    stem: str
    """The word without its inflection."""
    start: int
    """Where it begins in the utterance's text."""
    end: int
    """Where it ends."""
    function: bool
    """Whether it is a function word, which says little about what is asked."""
    after: str = ""
    """The punctuation between it and the next token."""
    corrections: tuple[Correction, ...] = ()
    """For a repaired word: everything it may have been meant to be, likeliest first."""
    entity: str | None = None
    """Id of the entity that a token put in place of others stands for."""

    @property
    def is_repaired(self) -> bool:
        """Whether a misspelt word is read as another, or several words as one."""
        return bool(self.corrections) or " " in self.surface


@dataclass(frozen=True, slots=True)
class Utterance:
    """A message, or a part of one, as a person meant it to be read."""

    text: str
    """The text that the tokens' places refer to: the whole message. Empty for an utterance that
    was put together from tokens."""
    tokens: tuple[Token, ...]

    def __bool__(self) -> bool:
        return bool(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    @property
    def words(self) -> tuple[str, ...]:
        """The words as they are read."""
        return tuple(token.word for token in self.tokens)

    @property
    def shown(self) -> str:
        """The part of the text it is, or its words one by one where it was put together."""
        if not self.tokens:
            return ""
        if not self.text:
            return " ".join(token.surface for token in self.tokens)
        last = self.tokens[-1]
        return self.text[self.tokens[0].start : last.end] + last.after.rstrip()

    def part(self, start: int, end: int | None = None) -> Utterance:
        """The tokens from ``start`` up to, not including, ``end``."""
        return Utterance(self.text, self.tokens[start:end])

    def replaced(self, start: int, end: int, tokens: Sequence[Token]) -> Utterance:
        """The utterance with other tokens in place of those from ``start`` up to ``end``."""
        return Utterance("", (*self.tokens[:start], *tokens, *self.tokens[end:]))

    def sentences(self) -> Iterator[Utterance]:
        """Its sentences: up to a question mark, a line break or the like, or a stop and a space."""
        yield from self._divided(_ends_sentence)

    def clauses(self) -> Iterator[Utterance]:
        """Its clauses: up to any punctuation."""
        yield from self._divided(lambda token: not _CLAUSE_END.isdisjoint(token.after))

    def _divided(self, ends: Callable[[Token], bool]) -> Iterator[Utterance]:
        start = 0
        for place, token in enumerate(self.tokens, start=1):
            if ends(token):
                yield self.part(start, place)
                start = place
        if start < len(self.tokens):
            yield self.part(start)

    @property
    def is_question_marked(self) -> bool:
        """Whether it ends with a question mark."""
        return bool(self.tokens) and "?" in self.tokens[-1].after


def _ends_sentence(token: Token) -> bool:
    if not _SENTENCE_END.isdisjoint(token.after):
        return True
    return ". " in token.after or ": " in token.after
