"""All phrasings of one knowledge, laid out so that the likely ones are found fast."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from math import log, sqrt
from operator import mul
from sys import intern
from typing import NamedTuple

from chatbot.matching.parameters import Parameters
from chatbot.matching.recognising import Recogniser
from chatbot.matching.terms import Occurrence, Term
from chatbot.matching.vocabulary import Vocabulary


class Text(NamedTuple):
    """One phrasing of an entry as it was read."""

    entry: int
    """Position of the entry."""
    text: str
    """As the author wrote it."""
    terms: tuple[Term, ...]
    words: tuple[str, ...]
    """The word or name that each term stands for."""

    @classmethod
    def of(cls, entry: int, text: str, occurrences: Sequence[Occurrence]) -> Text:
        """A phrasing with its terms."""
        terms = tuple(one.term for one in occurrences)
        return cls(entry, text, terms, tuple(intern(one.word) for one in occurrences))


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

    def __init__(
        self,
        texts: Sequence[Text],
        answered: Mapping[Term, str],
        entries: int,
        recogniser: Recogniser,
        parameters: Parameters,
    ) -> None:
        """Take the phrasings, the answers' terms with a word for each, and how many entries."""
        phrased = ((text.entry, text.terms) for text in texts)
        self.vocabulary = Vocabulary(phrased, answered, entries, recogniser, parameters)
        self.parameters = parameters
        self.weights = _weigh(texts, answered, self.vocabulary)
        """By term."""
        self.names = frozenset(
            number
            for term, number in self.vocabulary.numbers.items()
            if term.is_name and term != recogniser.subject
        )
        """Terms of entities and of any of a kind, but for the subject of it all."""
        self.phrasings: list[Phrasing] = []
        self.lengths = array("d")
        """By phrasing: its length as a vector of weighted terms, related ones not orthogonal."""
        self.first = array("i", [0])
        """By entry: position of its first phrasing; one more at the end."""
        self._lay_out(texts, entries)
        self.postings: dict[int, array[int]] = {}
        """By term: positions of the phrasings it occurs in."""
        for position, phrasing in enumerate(self.phrasings):
            for term in phrasing.terms:
                self.postings.setdefault(term, array("i")).append(position)
        self.centroids = Centroids(self)

    def content(self, phrasing: Phrasing) -> dict[int, str]:
        """The terms of a phrasing that are worth naming, each with its word."""
        return {
            term: word
            for term, word in zip(phrasing.terms, phrasing.words, strict=True)
            if self.weights[term] >= self.parameters.worth_naming
            and not self.vocabulary.is_function(word)
        }

    def count(self, entry: int) -> int:
        """How many phrasings an entry has."""
        return self.first[entry + 1] - self.first[entry]

    def _lay_out(self, texts: Sequence[Text], entries: int) -> None:
        """Every phrasing once: saying a thing twice does not make it truer."""
        numbers, weights = self.vocabulary.numbers, self.weights
        laid_out: set[tuple[int, ...]] = set()
        for entry, text, named, said in texts:
            while len(self.first) <= entry:
                self.first.append(len(self.phrasings))
                laid_out.clear()
            words: dict[int, str] = {}
            for term, word in zip(named, said, strict=True):
                words.setdefault(numbers[term], word)
            terms = tuple(words)
            if terms and terms not in laid_out:
                laid_out.add(terms)
                weight = sum(weights[term] for term in terms)
                self.phrasings.append(Phrasing(entry, text, terms, tuple(words.values()), weight))
                self.lengths.append(self._length({term: numbers[term] for term in named}))
        while len(self.first) <= entries:
            self.first.append(len(self.phrasings))

    def _length(self, terms: Mapping[Term, int]) -> float:
        square = 0.0
        present = set(terms.values())
        for term, number in terms.items():
            for other, similarity in self.vocabulary.similar(term):
                if other in present:
                    square += self.weights[number] * self.weights[other] * similarity
        return sqrt(square)


class Centroids:
    """By entry: the weights of its terms over all its phrasings, a vector of length 1."""

    def __init__(self, index: Index) -> None:
        self._terms = array("i")
        self._values = array("f")
        self._first = array("i", [0])
        for entry in range(len(index.first) - 1):
            own = range(index.first[entry], index.first[entry + 1])
            counts = Counter(term for position in own for term in index.phrasings[position].terms)
            vector = [(1 + log(n)) * index.weights[term] for term, n in counts.items()]
            length = sqrt(sum(value * value for value in vector)) or 1.0
            self._terms.extend(counts)
            self._values.extend(value / length for value in vector)
            self._first.append(len(self._terms))

    def overlap(self, entry: int, query: Mapping[int, float]) -> float:
        """Dot product of an entry's centroid and the vector of a query, by term."""
        own = slice(self._first[entry], self._first[entry + 1])
        asked = map(query.get, self._terms[own], repeat(0.0))
        return float(sum(map(mul, asked, self._values[own])))


def _weigh(
    texts: Iterable[Text], answered: Mapping[Term, str], vocabulary: Vocabulary
) -> list[float]:
    """By term: the mean weight of the words that stand for it, in whatever order they come."""
    weights: dict[int, dict[str, float]] = {}
    for text in texts:
        for term, word in zip(text.terms, text.words, strict=True):
            found = weights.setdefault(vocabulary.numbers[term], {})
            if word not in found:
                found[word] = vocabulary.weight(term, word, function=vocabulary.is_function(word))
    for term, word in answered.items():
        if vocabulary.numbers[term] not in weights:
            weights[vocabulary.numbers[term]] = {
                word: vocabulary.weight(term, word, function=False)
            }
    return [sum(found.values()) / len(found) for _, found in sorted(weights.items())]
