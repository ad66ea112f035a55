"""Pairs of entries that are taken for each other, and the words that make them alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from chatbot.dialogue import Bot
from chatbot.knowledge import Knowledge
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
    words = SharedWords(Bot(knowledge)) if worst else None
    return tuple(
        Confusion(
            *ids,
            tuple(sorted(found, key=lambda one: -one.confidence)),
            words.of(*ids) if words else (),
        )
        for ids, found in worst[:MOST_PAIRS]
    )


class _Words(NamedTuple):
    """The words of one entry's phrasings, by their stem."""

    weights: dict[str, float]
    """What a word says, times the share of the phrasings it occurs in."""
    forms: dict[str, Counter[str]]


class SharedWords:
    """What the phrasings of two entries have in common."""

    def __init__(self, bot: Bot) -> None:
        self._matcher = bot.matcher
        self._entries = {entry.id: entry for entry in bot.knowledge.entries}
        self._read: dict[str, _Words] = {}
        """By the entry's id: one that takes many questions is in many pairs."""

    def of(self, first: str, second: str) -> tuple[str, ...]:
        """The words that say most and occur most in both, each in its commonest form."""
        one, other = self._words(first), self._words(second)
        shared = one.weights.keys() & other.weights.keys()
        ranked = sorted(shared, key=lambda s: (-min(one.weights[s], other.weights[s]), s))
        forms = [one.forms[stem] + other.forms[stem] for stem in ranked[:MOST_WORDS]]
        return tuple(max(form, key=form.__getitem__) for form in forms)

    def _words(self, entry_id: str) -> _Words:
        if entry_id not in self._read:
            self._read[entry_id] = self._analyse(self._entries[entry_id].phrasings)
        return self._read[entry_id]

    def _analyse(self, phrasings: Sequence[str]) -> _Words:
        weights: dict[str, float] = {}
        forms: dict[str, Counter[str]] = {}
        for phrasing in phrasings:
            words = self._matcher.words(self._matcher.read(phrasing))
            content = [word for word in words if word.content]
            for word in content:
                forms.setdefault(word.stem, Counter())[word.text] += 1
            for stem, weight in {word.stem: word.weight for word in content}.items():
                weights[stem] = weights.get(stem, 0.0) + weight / len(phrasings)
        return _Words(weights, forms)
