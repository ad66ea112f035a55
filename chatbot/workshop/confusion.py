"""Pairs of entries that are taken for each other, and the words that make them alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from chatbot.knowledge import Knowledge
from chatbot.matching import Matcher, Word
from chatbot.workshop.outcomes import Outcome

MOST_PAIRS = 10
MOST_WORDS = 6
HARDLY = 0.05
"""Below this confidence no entry comes near, so none is taken for another."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two entries of which one came first where the other was right."""

    first: str
    second: str
    """Their ids, in file order."""
    outcomes: tuple[Outcome, ...]
    """The surest mistake first."""
    shared_words: tuple[str, ...]
    """Words that both are asked with, those that say and occur most first."""


def find_confusions(knowledge: Knowledge, outcomes: Iterable[Outcome]) -> tuple[Confusion, ...]:
    """The pairs confused most, by how often and how surely."""
    order = {entry.id: place for place, entry in enumerate(knowledge.entries)}
    pairs: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        mistaken = outcome.answerable and not outcome.best_is_right
        if mistaken and outcome.best and outcome.confidence >= HARDLY:
            ids = sorted((outcome.question.expected[0], outcome.best), key=order.__getitem__)
            pairs.setdefault((ids[0], ids[1]), []).append(outcome)
    worst = sorted(pairs.items(), key=lambda pair: -sum(one.confidence for one in pair[1]))
    words = SharedWords(knowledge) if worst else None
    return tuple(
        Confusion(
            *ids,
            tuple(sorted(found, key=lambda one: -one.confidence)),
            words.of(*ids) if words else (),
        )
        for ids, found in worst[:MOST_PAIRS]
    )


class SharedWords:
    """What the phrasings of two entries have in common."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._matcher = Matcher(knowledge)
        self._entries = {entry.id: entry for entry in knowledge.entries}

    def of(self, first: str, second: str) -> tuple[str, ...]:
        """The words that say most and occur most in both, each in its commonest form."""
        entries = self._entries[first], self._entries[second]
        one, other = ([self._words(p) for p in entry.phrasings] for entry in entries)
        weights = [_weigh(phrasings) for phrasings in (one, other)]
        shared = weights[0].keys() & weights[1].keys()
        ranked = sorted(shared, key=lambda stem: (-min(w[stem] for w in weights), stem))
        forms = Counter((word.stem, word.text) for words in one + other for word in words)
        shown = {stem: text for (stem, text), _ in reversed(forms.most_common())}
        return tuple(shown[stem] for stem in ranked[:MOST_WORDS])

    def _words(self, phrasing: str) -> list[Word]:
        words = self._matcher.analyse(self._matcher.read(phrasing), limit=0).words
        return [word for word in words if word.content]


def _weigh(phrasings: list[list[Word]]) -> dict[str, float]:
    """Stem → what it says, times the share of the phrasings it occurs in."""
    weights: dict[str, float] = {}
    for words in phrasings:
        for stem, weight in {word.stem: word.weight for word in words}.items():
            weights[stem] = weights.get(stem, 0.0) + weight / len(phrasings)
    return weights
