"""Which names a run of words holds: of entities, and phrases an author made synonyms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from chatbot.language import Language, Token
from chatbot.matching.terms import Term


class Span(NamedTuple):
    """Where a run of words is a name: words ``start`` up to, not including, ``end``."""

    term: Term
    start: int
    end: int


class _Branch:
    """What may follow the words of a name that were read so far."""

    __slots__ = ("after", "shortest", "term")

    def __init__(self) -> None:
        self.after: dict[str, _Branch] = {}
        """Stem of the next word → what may follow that."""
        self.term: Term | None = None
        """Whose name ends here; None where none does."""
        self.shortest = 0
        """How many letters the last word of that name must have."""


class Names:
    """Finds names in any inflection; a name's own ending stays ("the States" is no state).

    Where names overlap the one with more content words wins ("South Korea" before "the South"),
    then the longer one, then the earlier one. Of names that begin at the same word only the
    longest few are weighed, so that the work on a question is bounded.
    """

    def __init__(
        self, names: Iterable[tuple[Term, str]], language: Language, most_at_a_word: int
    ) -> None:
        """Take pairs of a term and a name; the first term to claim a name keeps it.

        Of names that begin at one word the longest ``most_at_a_word`` are weighed.
        """
        self._root = _Branch()
        self._most_at_a_word = most_at_a_word
        self._language = language
        self.words: set[str] = set()
        """Every word of every name."""
        for term, name in names:
            words = language.words(name)
            if words:
                self.words.update(words)
                self._add(term, words)

    def _add(self, term: Term, words: Sequence[str]) -> None:
        branch = self._root
        for one in self._language.stems(words):
            branch = branch.after.setdefault(one, _Branch())
        if branch.term is None:
            branch.term = term
            branch.shortest = len(words[-1]) if term.kind == "entity" else 0

    def find(self, tokens: Sequence[Token]) -> list[Span]:
        """The names among the tokens, in order, none overlapping another."""
        spans = [span for start in range(len(tokens)) for span in self._at(start, tokens)]
        if all(one.end <= after.start for one, after in pairwise(spans)):
            return spans
        spans.sort(key=lambda span: (-_content(tokens, span), span.start - span.end, span.start))
        free = [True] * len(tokens)
        kept: list[Span] = []
        for span in spans:
            if all(free[span.start : span.end]):
                free[span.start : span.end] = [False] * (span.end - span.start)
                kept.append(span)
        return sorted(kept, key=lambda span: span.start)

    def _at(self, start: int, tokens: Sequence[Token]) -> list[Span]:
        """The names that begin at one token."""
        entity = tokens[start].entity
        if entity is not None:
            return [Span(Term("entity", entity), start, start + 1)]
        found: list[Span] = []
        branch = self._root
        for end in range(start, len(tokens)):
            token = tokens[end]
            after = branch.after.get(token.stem)
            if after is None:
                break
            branch = after
            if branch.term is None or len(token.word) < branch.shortest:
                continue
            if branch.term.kind != "entity" or self._are_of_names(tokens[start : end + 1]):
                found.append(Span(branch.term, start, end + 1))
        return found[-self._most_at_a_word :]

    def _are_of_names(self, tokens: Sequence[Token]) -> bool:
        """Whether function words are those of names: "its" is not "IT" in another form."""
        return all(not token.function or token.word in self.words for token in tokens)


def initials(name: str, language: Language) -> str | None:
    """What a name of several words is shortened to, ``nk``; None for one word.

    With dots where they spell another word: ``u.s`` counts only when it is written so, or ``US``.
    """
    words = language.words(name)
    function = language.tables.function_words
    if len(words) < 2 or words[0] in function:
        return None
    short = "".join(word[0] for word in words)
    return ".".join(short) if short in function else short


def _content(tokens: Sequence[Token], span: Span) -> int:
    return sum(not token.function for token in tokens[span.start : span.end])
