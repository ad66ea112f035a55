"""Which names a run of words holds: of entities, and phrases an author made synonyms."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from chatbot.language import Language, Token
from chatbot.matching.terms import Term
from chatbot.storage import Packer, Sections

_KEPT: Final = 8_192
"""How many continuations of names are cached."""
_ROOT: Final = -1
"""The branch that a name's first word comes after."""


class Span(NamedTuple):
    """Where a run of words is a name: words ``start`` up to, not including, ``end``."""

    term: Term
    start: int
    end: int


class Names:
    """Finds names in any inflection; a name's own ending stays ("the States" is no state).

    Where names overlap the one with more content words wins ("South Korea" before "the South"),
    then the longer one, then the earlier one. Of names that begin at the same word only the
    longest few are weighed, so that the work on a question is bounded.
    """

    def __init__(self, packed: Sections, most_at_a_word: int) -> None:
        """Take what :func:`pack_names` laid out: a tree whose branches are the stems of names.

        Of names that begin at one word the longest ``most_at_a_word`` are weighed.
        """
        self._most_at_a_word = most_at_a_word
        self._after = lru_cache(_KEPT)(packed.table("branches").find)
        """A branch and the stem of the next word, as one text → the branch after it."""
        self._names = packed.numbers("names")
        """By branch: whose name ends there; -1 where none does."""
        self._shortest = packed.numbers("shortest")
        """By branch: how many letters the last word of that name must have."""
        self._terms = packed.strings("terms")
        self.words = packed.table("words")
        """Every word of every name."""

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
        branch = _ROOT
        for end in range(start, len(tokens)):
            token = tokens[end]
            after = self._after(_branch(branch, token.stem))
            if after is None:
                break
            branch = after
            name = self._names[branch]
            if name < 0 or len(token.word) < self._shortest[branch]:
                continue
            term = Term.of_text(self._terms[name])
            if term.kind != "entity" or self._are_of_names(tokens[start : end + 1]):
                found.append(Span(term, start, end + 1))
        return found[-self._most_at_a_word :]

    def _are_of_names(self, tokens: Sequence[Token]) -> bool:
        """Whether function words are those of names: "its" is not "IT" in another form."""
        return all(not token.function or token.word in self.words for token in tokens)


def pack_names(names: Iterable[tuple[Term, str]], language: Language, out: Packer) -> None:
    """Lay out pairs of a term and a name for :class:`Names`.

    The first term to claim a name keeps it.
    """
    branches: dict[str, int] = {}
    named, shortest = array("i"), array("i")
    terms: dict[Term, int] = {}
    own: dict[str, None] = {}
    for term, name in names:
        words = language.words(name)
        if not words:
            continue
        own.update(dict.fromkeys(words))
        branch = _ROOT
        for stem in language.stems(words):
            branch = branches.setdefault(_branch(branch, stem), len(branches))
            if branch == len(named):
                named.append(-1)
                shortest.append(0)
        if named[branch] < 0:
            named[branch] = terms.setdefault(term, len(terms))
            shortest[branch] = len(words[-1]) if term.kind == "entity" else 0
    out.table("branches", list(branches))
    out.numbers("names", named)
    out.numbers("shortest", shortest)
    out.strings("terms", (term.text for term in terms))
    out.table("words", list(own))


def _branch(before: int, stem: str) -> str:
    """What stands for a stem after the branch ``before``."""
    return f"{before} {stem}"


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
