"""All phrasings of one knowledge, laid out so that the likely ones are found fast."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import log, sqrt
from typing import NamedTuple

from chatbot.matching.english import FUNCTION_WORDS
from chatbot.matching.entities import ENTITY_MARK, KIND_MARK
from chatbot.matching.reading import Text, Unit
from chatbot.matching.vocabulary import Vocabulary


class Phrasing(NamedTuple):
    """One way of asking for one entry."""

    entry: int
    """Position of its entry."""
    text: str
    """As the author wrote it."""
    terms: tuple[int, ...]
    """Its distinct terms in order."""
    words: tuple[str, ...]
    """The word or name that each term stands for."""
    weight: float
    """Sum of its terms' weights."""


class Index:
    """The phrasings, and for every term where it occurs."""

    def __init__(self, texts: Sequence[Text], entries: int, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.weights = _weigh(texts, vocabulary)
        """By term."""
        self.names = frozenset(
            number
            for term, number in vocabulary.numbers.items()
            if term[0] in (ENTITY_MARK, KIND_MARK) and term != vocabulary.subject
        )
        """Terms of entities and of any of a kind, but for the subject of it all."""
        self.phrasings: list[Phrasing] = []
        self.lengths = array("d")
        """By phrasing: its length as a vector of weighted terms, related ones not orthogonal."""
        self._lay_out(texts)
        self.postings = [array("i") for _ in vocabulary.numbers]
        """By term: positions of the phrasings it occurs in."""
        self.by_entry: list[list[int]] = [[] for _ in range(entries)]
        """By entry: positions of its phrasings."""
        for position, phrasing in enumerate(self.phrasings):
            self.by_entry[phrasing.entry].append(position)
            for term in phrasing.terms:
                self.postings[term].append(position)
        self.profiles: list[dict[int, float]] = [self._profile(own) for own in self.by_entry]
        """By entry: the weights of its terms over all its phrasings, a vector of length 1."""

    @cached_property
    def abbreviations(self) -> Mapping[str, tuple[int, ...]]:
        """Initials of two to four telling words in a row → their terms; ambiguous ones left out."""
        found: dict[str, tuple[int, ...] | None] = {}
        for phrasing in self.phrasings:
            said = zip(phrasing.words, phrasing.terms, strict=True)
            telling = [(word, term) for word, term in said if word not in FUNCTION_WORDS]
            for start in range(len(telling)):
                for end in range(start + 2, min(start + 4, len(telling)) + 1):
                    initials = "".join(word[0] for word, _ in telling[start:end])
                    terms = tuple(term for _, term in telling[start:end])
                    found[initials] = terms if found.get(initials, terms) == terms else None
        return {initials: terms for initials, terms in found.items() if terms}

    def _lay_out(self, texts: Sequence[Text]) -> None:
        """Every phrasing once: saying a thing twice does not make it truer."""
        numbers, weights = self.vocabulary.numbers, self.weights
        laid_out: set[tuple[int, tuple[int, ...]]] = set()
        for entry, text, names, said in texts:
            words = dict(zip(reversed(names), reversed(said), strict=True))
            distinct = {numbers[name]: name for name in names}
            terms = tuple(distinct)
            if terms and (entry, terms) not in laid_out:
                shown = tuple(words[name] for name in distinct.values())
                weight = sum(weights[term] for term in terms)
                laid_out.add((entry, terms))
                self.phrasings.append(Phrasing(entry, text, terms, shown, weight))
                self.lengths.append(self._length(distinct))

    def _length(self, terms: Mapping[int, str]) -> float:
        square = 0.0
        for term, name in terms.items():
            for other, similarity in self.vocabulary.counterparts(name):
                if other in terms:
                    square += self.weights[term] * self.weights[other] * similarity
        return sqrt(square)

    def _profile(self, own: Sequence[int]) -> dict[int, float]:
        counts = Counter(term for position in own for term in self.phrasings[position].terms)
        vector = {term: (1 + log(n)) * self.weights[term] for term, n in counts.items()}
        length = sqrt(sum(value * value for value in vector.values())) or 1.0
        return {term: value / length for term, value in vector.items()}


def _weigh(texts: Sequence[Text], vocabulary: Vocabulary) -> list[float]:
    """By term: the mean weight of the words that stand for it, so that their order is all one."""
    weights: dict[int, dict[str, float]] = {}
    for text in texts:
        for term, word in zip(text.terms, text.words, strict=True):
            found = weights.setdefault(vocabulary.numbers[term], {})
            if word not in found:
                found[word] = vocabulary.weight(term, word)
    return [sum(found.values()) / len(found) for _, found in sorted(weights.items())]


def _telling(units: Iterable[Unit]) -> Iterator[str]:
    """The terms that say something; who is named says nothing of what is asked of them."""
    for unit in units:
        if unit.word not in FUNCTION_WORDS and unit.term[0] != ENTITY_MARK:
            yield unit.term


class Answers:
    """The words of the answers: weak evidence of what an entry is about."""

    def __init__(self, answers: Sequence[Sequence[Unit]]) -> None:
        """Take the units of every entry's answer, in the order of the entries."""
        counts = [Counter(_telling(units)) for units in answers]
        self.terms = [frozenset(count) for count in counts]
        """By entry: the terms of its answer that say something."""
        spread = Counter(term for count in counts for term in count)
        self._entries = sum(map(bool, counts))
        self._scarcity = {term: log(1 + self._entries / n) for term, n in spread.items()}
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for entry, count in enumerate(counts):
            vector = {term: (1 + log(n)) * self._scarcity[term] for term, n in count.items()}
            length = sqrt(sum(value * value for value in vector.values()))
            for term, value in vector.items():
                self._postings.setdefault(term, []).append((entry, value / length))

    def cosines(self, units: Sequence[Unit]) -> dict[int, float]:
        """Entry → cosine of the question and its answer, by TF-IDF (Salton & Buckley 1988)."""
        found: dict[int, float] = {}
        square = 0.0
        unheard = log(1 + self._entries)
        for term in dict.fromkeys(_telling(units)):
            scarcity = self._scarcity.get(term, unheard)
            square += scarcity * scarcity
            for entry, value in self._postings.get(term, ()):
                found[entry] = found.get(entry, 0.0) + value * scarcity
        length = sqrt(square) or 1.0
        return {entry: value / length for entry, value in found.items()}
