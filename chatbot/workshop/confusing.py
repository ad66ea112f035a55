"""Entries that a question may easily get wrong, found by holding out each phrasing in turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from chatbot.knowledge import Entry, Knowledge
from chatbot.matching import Match, Matcher
from chatbot.matching.english import FUNCTION_WORDS
from chatbot.matching.lexicon import english
from chatbot.matching.text import normalise, split_words
from chatbot.workshop.holding_out import held_out

MANY: Final = 5_000
"""With more phrasings than this only the first of every entry is held out, to save time."""

_STOLEN: Final = 0.5
"""The confidence from which a phrasing counts as taken by another entry."""
_MOST_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that makes an entry hard to find, or easy to mistake."""

    path: str
    line: int
    """Where the entry starts, counted from 1."""
    entry_id: str
    what: str
    """What was found and what to do, in one line."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.entry_id}: {self.what}"


def find_confusing(knowledge: Knowledge) -> tuple[Finding, ...]:
    """Everything found, in file order."""
    found = [*_shared_phrasings(knowledge), *_lost_phrasings(knowledge)]
    return tuple(sorted(found, key=lambda finding: finding.line))


def _shared_phrasings(knowledge: Knowledge) -> Iterator[Finding]:
    """Phrasings that two entries have, to the word or but for function words."""
    exactly: dict[tuple[str, ...], Entry] = {}
    nearly: dict[frozenset[str], tuple[Entry, str]] = {}
    stem = english().stem
    for entry in knowledge.entries:
        for phrasing in entry.phrasings:
            words = split_words(normalise(phrasing))
            first = exactly.setdefault(tuple(words), entry)
            if first is not entry:
                what = f"“{phrasing}” is a phrasing of {first.id} as well (line {first.line}); "
                yield _finding(knowledge, entry, what + "keep it in the one that it asks for")
                continue
            telling = frozenset(stem(word) for word in words if word not in FUNCTION_WORDS)
            other, like = nearly.setdefault(telling, (entry, phrasing))
            if other is not entry and telling:
                what = f"“{phrasing}” says the same as “{like}” of {other.id} (line {other.line}); "
                yield _finding(knowledge, entry, what + "let each name what only it is about")


def _lost_phrasings(knowledge: Knowledge) -> Iterator[Finding]:
    """Phrasings that another entry takes when held out, and entries that none of theirs finds."""
    tried: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    stolen: dict[tuple[str, str], list[str]] = {}
    shared: dict[tuple[str, str], Counter[str]] = {}
    entries = {entry.id: entry for entry in knowledge.entries}
    for left, out in islice(held_out(knowledge), 1 if _is_large(knowledge) else None):
        matcher = Matcher(left)
        for entry, phrasing in out:
            best = next(iter(matcher.match(phrasing, limit=1)), None)
            tried[entry.id] += 1
            reached[entry.id] += best is not None and best.entry_id == entry.id
            if best and best.entry_id != entry.id and best.confidence >= _STOLEN:
                pair = entry.id, best.entry_id
                stolen.setdefault(pair, []).append(phrasing)
                shared.setdefault(pair, Counter()).update(_telling_words(best))
    for (wanted, got), phrasings in stolen.items():
        listed = ", ".join(f"“{phrasing}”" for phrasing in phrasings[:_MOST_SHOWN])
        words = ", ".join(word for word, _ in shared[wanted, got].most_common(_MOST_SHOWN))
        what = f"without {listed} itself, {got} would answer it (they share: {words}); "
        advice = f"add phrasings like it here, or make those of {got} more particular"
        yield _finding(knowledge, entries[wanted], what + advice)
    for entry_id, times in tried.items():
        if not reached[entry_id]:
            what = f"only its exact words find it: none of {times} phrasings held out did; "
            advice = "add phrasings that share words with one another"
            yield _finding(knowledge, entries[entry_id], what + advice)


def _telling_words(match: Match) -> Iterator[str]:
    return (pair.phrased for pair in match.evidence.pairs if pair.phrased not in FUNCTION_WORDS)


def _is_large(knowledge: Knowledge) -> bool:
    return sum(len(entry.phrasings) for entry in knowledge.entries) > MANY


def _finding(knowledge: Knowledge, entry: Entry, what: str) -> Finding:
    return Finding(knowledge.path, entry.line, entry.id, what)
