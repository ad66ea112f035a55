"""Entries that say nearly the same in other words: in what they are asked and in what they answer.

Each entry is left out of the knowledge and its questions are asked: where another answers them, and
the two answers are alike, one entry would do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import log, sqrt
from typing import Final, NamedTuple

from chatbot.knowledge import Entry, Knowledge
from chatbot.language import Language
from chatbot.matching import Match, Matcher

_ROUNDS: Final = 10
"""Times that the matcher is built, each time without one in so many entries."""
_MOST_ASKED: Final = 3
"""Phrasings of an entry that are asked."""
_SURE: Final = 0.6
"""The least confidence with which another entry must answer."""
_ALIKE: Final = 0.35
"""The least similarity of the answers."""
_THE_SAME: Final = 0.8
"""The similarity from which on answers are the same, though their questions differ in a word."""


class NearDouble(NamedTuple):
    """Two entries of which one would do."""

    earlier: Entry
    later: Entry


def find_near_doubles(
    knowledge: Knowledge, entries: Sequence[Entry], tick: Callable[[], None]
) -> Iterator[NearDouble]:
    """Every pair once, of which one at least is among ``entries``."""
    language = Language.load(knowledge.language)
    answers = _Answers(knowledge, language)
    places = {entry.id: place for place, entry in enumerate(knowledge.entries)}
    found: set[tuple[int, int]] = set()
    for matcher, entry in _left_out(knowledge, entries):
        tick()
        for phrasing in entry.phrasings[:_MOST_ASKED]:
            best = next(iter(matcher.match(phrasing, limit=1)), None)
            if best and _is_double(
                best, phrasing, answers.alike(entry.id, best.entry_id), language
            ):
                one, other = sorted((places[entry.id], places[best.entry_id]))
                found.add((one, other))
    for one, other in sorted(found):
        yield NearDouble(knowledge.entries[one], knowledge.entries[other])


def _left_out(knowledge: Knowledge, entries: Sequence[Entry]) -> Iterator[tuple[Matcher, Entry]]:
    """Each of ``entries``, of two or more, with a matcher for the knowledge without some."""
    for start in range(min(_ROUNDS, len(entries))):
        held = entries[start::_ROUNDS]
        ids = {entry.id for entry in held}
        rest = tuple(entry for entry in knowledge.entries if entry.id not in ids)
        matcher = Matcher(replace(knowledge, entries=rest))
        yield from ((matcher, entry) for entry in held)


def _is_double(match: Match, phrasing: str, alike: float, language: Language) -> bool:
    """Whether an entry answers another's question in full, or with the same answer."""
    if match.confidence < _SURE or alike < _ALIKE:
        return False
    covered = not match.evidence.left_over or not match.evidence.missing
    negators = language.tables.negators
    denied = [
        sum(word in negators for word in language.words(text))
        for text in (phrasing, match.phrasing)
    ]
    return alike >= _THE_SAME or (covered and denied[0] == denied[1])


class _Answers:
    """How alike the answers of a knowledge are: cosine of their words by TF-IDF, from 0 to 1."""

    def __init__(self, knowledge: Knowledge, language: Language) -> None:
        counts = {
            entry.id: Counter(
                token.stem for token in language.parse(entry.text).tokens if not token.function
            )
            for entry in knowledge.entries
        }
        having = Counter(stem for count in counts.values() for stem in count)
        total = len(counts) + 1
        self._vectors = {
            entry_id: {stem: (1 + log(n)) * log(total / having[stem]) for stem, n in count.items()}
            for entry_id, count in counts.items()
        }

    def alike(self, one: str, other: str) -> float:
        """The similarity of two entries' answers."""
        first, second = self._vectors[one], self._vectors[other]
        product = sum(value * second.get(stem, 0.0) for stem, value in first.items())
        return product / (_length(first) * _length(second) or 1.0)


def _length(vector: Mapping[str, float]) -> float:
    return sqrt(sum(value * value for value in vector.values()))
