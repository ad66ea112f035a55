"""Entries that say nearly the same in other words: in what they are asked and in what they answer.

Each entry whose answer is like another's is left out of the knowledge and its questions are asked:
where that other answers them, one entry would do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log, sqrt
from typing import Final, NamedTuple

from chatbot.knowledge import Entry, Knowledge
from chatbot.language import Language
from chatbot.matching import Compiled, Match, Matcher, TextCache

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
    knowledge: Knowledge,
    entries: Sequence[Entry],
    tick: Callable[[], None],
    text_cache: TextCache,
) -> Iterator[NearDouble]:
    """Every pair once, of which one at least is among ``entries``."""
    language = Language.load(knowledge.language)
    answers = _Answers(knowledge, language)
    places = {entry.id: place for place, entry in enumerate(knowledge.entries)}
    found: set[tuple[int, int]] = set()
    for matcher, entry in _left_out(knowledge, entries, text_cache):
        tick()
        alike = answers.like(entry.id)
        for phrasing in entry.phrasings[:_MOST_ASKED] if alike else ():
            best = next(iter(matcher.match(phrasing, limit=1)), None)
            if best and _is_double(best, phrasing, alike.get(best.entry_id, 0.0), language):
                one, other = sorted((places[entry.id], places[best.entry_id]))
                found.add((one, other))
    for one, other in sorted(found):
        yield NearDouble(knowledge.entries[one], knowledge.entries[other])


def _left_out(
    knowledge: Knowledge, entries: Sequence[Entry], text_cache: TextCache
) -> Iterator[tuple[Matcher, Entry]]:
    """Each of ``entries``, of two or more, with a matcher for the knowledge without some."""
    for start in range(min(_ROUNDS, len(entries))):
        held = entries[start::_ROUNDS]
        ids = {entry.id for entry in held}
        rest = tuple(entry for entry in knowledge.entries if entry.id not in ids)
        without = knowledge._replace(entries=rest)
        matcher = Matcher(without, compiled=Compiled.of(without, text_cache=text_cache))
        yield from ((matcher, entry) for entry in held)


def _is_double(match: Match, phrasing: str, alike: float, language: Language) -> bool:
    """Whether an entry answers another's question in full, or with the same answer."""
    if match.confidence < _SURE or not alike:
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

        self._lengths = {entry_id: _length(own) for entry_id, own in self._vectors.items()}
        self._having: dict[str, list[str]] = {}
        """Stem → ids of the entries whose answers have it."""
        for entry_id, own in self._vectors.items():
            for stem in own:
                self._having.setdefault(stem, []).append(entry_id)

    def like(self, entry_id: str) -> dict[str, float]:
        """The other entries whose answers are alike, by id, with the similarity."""
        products: dict[str, float] = {}
        for stem, value in self._vectors[entry_id].items():
            for other in self._having[stem]:
                added = value * self._vectors[other][stem]
                products[other] = products.get(other, 0.0) + added
        length = self._lengths[entry_id]
        found = {
            other: product / (length * self._lengths[other] or 1.0)
            for other, product in products.items()
            if other != entry_id
        }
        return {other: alike for other, alike in found.items() if alike >= _ALIKE}


def _length(vector: Mapping[str, float]) -> float:
    return sqrt(sum(value * value for value in vector.values()))
