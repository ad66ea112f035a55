"""Which names a run of words holds: of entities, and phrases an author made synonyms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from chatbot.matching.english import FUNCTION_WORDS
from chatbot.matching.text import normalise, split_words

ENTITY_MARK = "#"
"""What the label of an entity's names begins with, before its id."""
KIND_MARK = "@"
"""What the term for any entity of a kind begins with, before the kind's id."""


_MOST_AT_ONE_WORD = 3
"""Names beginning at one word that are weighed against those beginning at others."""


class Span(NamedTuple):
    """Where a run of words is a name: words ``start`` up to, not including, ``end``."""

    label: str
    start: int
    end: int


class _Branch:
    """What may follow the words of a name that were read so far."""

    __slots__ = ("after", "label", "shortest")

    def __init__(self) -> None:
        self.after: dict[str, _Branch] = {}
        """Stem of the next word → what may follow that."""
        self.label = ""
        """Whose name ends here; empty where none does."""
        self.shortest = 0
        """How many letters the last word of that name must have."""


class Recogniser:
    """Finds names in any inflection; a name's own ending stays ("the States" is no state).

    Where names overlap the one with more telling words wins ("South Korea" before "the South"),
    then the longer one, then the earlier one. Of names that begin at the same word only the
    longest few are weighed, so that the work on a question is bounded.
    """

    def __init__(self, names: Iterable[tuple[str, str]], stem: Callable[[str], str]) -> None:
        """Take pairs of a label and a name; the first label to claim a name keeps it."""
        self._names = _Branch()
        self.words: set[str] = set()
        """Every word of every name."""
        for label, name in names:
            words = split_words(normalise(name))
            if words:
                self.words.update(words)
                self._add(label, words, tuple(map(stem, words)))

    def _add(self, label: str, words: Sequence[str], stems: Sequence[str]) -> None:
        branch = self._names
        for one in stems:
            branch = branch.after.setdefault(one, _Branch())
        if not branch.label:
            branch.label = label
            branch.shortest = len(words[-1]) if label[0] == ENTITY_MARK else 0

    def _beginning_at(self, start: int, words: Sequence[str], stems: Sequence[str]) -> list[Span]:
        found: list[Span] = []
        branch = self._names
        for end in range(start, len(stems)):
            after = branch.after.get(stems[end])
            if after is None:
                break
            branch = after
            if branch.label and len(words[end]) >= branch.shortest:
                found.append(Span(branch.label, start, end + 1))
        return found[-_MOST_AT_ONE_WORD:]

    def find(self, words: Sequence[str], stems: Sequence[str]) -> list[Span]:
        """The names among the words, in order, none overlapping another."""
        spans = [
            span for start in range(len(stems)) for span in self._beginning_at(start, words, stems)
        ]
        if all(one.end <= after.start for one, after in pairwise(spans)):
            return spans
        spans.sort(key=lambda span: (-_telling(words, span), span.start - span.end, span.start))
        free = [True] * len(words)
        kept: list[Span] = []
        for span in spans:
            if all(free[span.start : span.end]):
                free[span.start : span.end] = [False] * (span.end - span.start)
                kept.append(span)
        return sorted(kept, key=lambda span: span.start)


def initials(name: str) -> str | None:
    """What a name of several words is shortened to, ``nk``; None for one word.

    With dots where they spell another word: ``u.s`` counts only when it is written so, or ``US``.
    """
    words = split_words(normalise(name))
    if len(words) < 2 or words[0] in FUNCTION_WORDS:
        return None
    short = "".join(word[0] for word in words)
    return ".".join(short) if short in FUNCTION_WORDS else short


def _telling(words: Sequence[str], span: Span) -> int:
    return sum(word not in FUNCTION_WORDS for word in words[span.start : span.end])
