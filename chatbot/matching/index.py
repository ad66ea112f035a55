"""All phrasings of one knowledge, laid out so that the likely ones are found fast."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log, sqrt
from typing import Final, NamedTuple, overload

from chatbot.matching.parameters import Parameters
from chatbot.matching.recognising import Recogniser
from chatbot.matching.terms import Term
from chatbot.matching.vocabulary import Vocabulary, pack_vocabulary
from chatbot.storage import Packer, Sections

_KEPT: Final = 4_096
"""How many decoded phrasings are cached."""


class Text(NamedTuple):
    """One phrasing of an entry as it was read."""

    entry: int
    """Position of the entry."""
    text: str
    """As the author wrote it."""
    terms: tuple[Term, ...]
    words: tuple[str, ...]
    """The word or name that each term stands for."""


class Phrasing(NamedTuple):
    """One way of asking for one entry."""

    entry: int
    """Position of its entry."""
    terms: tuple[int, ...]
    """Its distinct terms in order."""
    weight: float
    """Sum of its terms' weights."""
    position: int
    """Its place among all phrasings."""
    phrasings: Phrasings
    """All phrasings, which have its text and its words."""

    @property
    def text(self) -> str:
        """As the author wrote it."""
        return self.phrasings.text(self.position)

    @property
    def words(self) -> tuple[str, ...]:
        """The word or name that each term stands for."""
        return self.phrasings.words(self.position)


class Phrasings(Sequence[Phrasing]):
    """All phrasings, those of one entry together."""

    def __init__(self, packed: Sections) -> None:
        self._entries = packed.numbers("entries")
        self._terms = packed.rows("terms")
        self._weights = packed.numbers("phrasing_weights")
        self._texts = packed.strings("texts")
        self._said = packed.rows("said")
        """By phrasing: places of its words in the next."""
        self._words = packed.strings("words")
        self.words = lru_cache(_KEPT)(self._find_words)
        """The word or name that each term of the phrasing at a position stands for."""
        self._at = lru_cache(_KEPT)(self._read)

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, position: int) -> Phrasing: ...
    @overload
    def __getitem__(self, position: slice) -> tuple[Phrasing, ...]: ...
    def __getitem__(self, position: int | slice) -> Phrasing | tuple[Phrasing, ...]:
        if isinstance(position, slice):
            return tuple(self[one] for one in range(*position.indices(len(self))))
        return self._at(position)

    def _read(self, position: int) -> Phrasing:
        terms = tuple(self._terms[position])
        return Phrasing(self._entries[position], terms, self._weights[position], position, self)

    def terms(self, position: int) -> memoryview:
        """The terms of a phrasing."""
        return self._terms[position]

    def entry(self, position: int) -> int:
        """The entry of a phrasing."""
        entry: int = self._entries[position]
        return entry

    def text(self, position: int) -> str:
        """A phrasing as the author wrote it."""
        return self._texts[position]

    def _find_words(self, position: int) -> tuple[str, ...]:
        return tuple(map(self._words.__getitem__, self._said[position]))


class Index:
    """The phrasings, and for every term where it occurs."""

    def __init__(
        self,
        packed: Sections,
        recogniser: Recogniser,
        parameters: Parameters,
        vocabulary: Vocabulary | None = None,
    ) -> None:
        """Take what :func:`pack_index` laid out with the same parameters, and its vocabulary."""
        self.vocabulary = vocabulary or Vocabulary(
            packed.part("vocabulary"), recogniser, parameters
        )
        self.parameters = parameters
        self.weights: Sequence[float] = packed.numbers("weights").tolist()
        """By term."""
        self.names = frozenset(packed.numbers("names"))
        """Terms of entities and of any of a kind, but for the subject of it all."""
        self.phrasings = Phrasings(packed)
        self.lengths = packed.numbers("lengths")
        """By phrasing: its length as a vector of weighted terms, related ones not orthogonal."""
        self.first = packed.numbers("first")
        """By entry: position of its first phrasing; one more at the end."""
        self.postings = packed.rows("postings")
        """By term: positions of the phrasings it occurs in."""
        self.is_scanned = len(self.phrasings) >= parameters.large and _has_numpy()
        """Whether it is large, and visited by numpy."""
        self.centroids = Centroids(packed.part("centroids"))
        self.content = lru_cache(_KEPT)(self._find_content)
        """The terms of the phrasing at a position that are worth naming, each with its word."""

    def _find_content(self, position: int) -> Mapping[int, str]:
        phrasing = self.phrasings[position]
        return {
            term: word
            for term, word in zip(phrasing.terms, phrasing.words, strict=True)
            if self.weights[term] >= self.parameters.worth_naming
            and not self.vocabulary.is_function(word)
        }

    def phrasings_of(self, entry: int) -> list[Phrasing]:
        """An entry's phrasings."""
        return list(self.phrasings[self.first[entry] : self.first[entry + 1]])

    def count(self, entry: int) -> int:
        """How many phrasings an entry has."""
        count: int = self.first[entry + 1] - self.first[entry]
        return count


def _has_numpy() -> bool:
    from importlib.util import find_spec  # only where an index is large

    return find_spec("numpy") is not None


class Centroids:
    """By entry: the weights of its terms over all its phrasings, a vector of length 1."""

    def __init__(self, packed: Sections) -> None:
        self._terms = packed.numbers("terms")
        self._values = packed.numbers("values")
        self._first = packed.numbers("first")
        self._of = lru_cache(_KEPT)(self._find)

    def overlap(self, entry: int, query: Mapping[int, float]) -> float:
        """Dot product of an entry's centroid and the vector of a query, by term."""
        own = self._of(entry)
        return sum([query[term] * own[term] for term in own.keys() & query.keys()], 0.0)

    def _find(self, entry: int) -> Mapping[int, float]:
        own = slice(self._first[entry], self._first[entry + 1])
        return dict(zip(self._terms[own], self._values[own], strict=True))


class _Distinct(NamedTuple):
    """A phrasing to be laid out."""

    entry: int
    text: str
    terms: tuple[int, ...]
    """Its distinct terms in order."""
    words: tuple[str, ...]
    """For each of them the word that it stands for."""
    named: tuple[Term, ...]
    """All terms as they were read."""


def pack_index(
    texts: Sequence[Text],
    answered: Mapping[Term, str],
    entries: int,
    recogniser: Recogniser,
    parameters: Parameters,
    out: Packer,
) -> Index:
    """Lay out phrasings, those of one entry together, for an :class:`Index`, and open that.

    Takes the answers' terms too, with a word for each, and how many entries there are.
    """
    phrased = ((text.entry, text.terms) for text in texts)
    packed = out.part("vocabulary")
    numbers = pack_vocabulary(phrased, answered, entries, recogniser, packed)
    vocabulary = Vocabulary(packed.sections(), recogniser, parameters, numbers)
    weights = _weigh(texts, answered, vocabulary)
    out.numbers("weights", array("d", weights))
    names = (term for term in vocabulary.numbers if term.is_name and term != recogniser.subject)
    out.numbers("names", array("i", map(vocabulary.numbers.__getitem__, names)))
    distinct = list(_distinct(texts, vocabulary))
    _pack_phrasings(distinct, entries, weights, out)
    lengths = (_length(one.named, weights, vocabulary) for one in distinct)
    out.numbers("lengths", array("d", lengths))
    postings: list[array[int]] = [array("i") for _ in weights]
    for position, one in enumerate(distinct):
        for term in one.terms:
            postings[term].append(position)
    out.rows("postings", postings)
    _pack_centroids(distinct, entries, weights, out.part("centroids"))
    return Index(out.sections(), recogniser, parameters, vocabulary)


def _distinct(texts: Iterable[Text], vocabulary: Vocabulary) -> Iterator[_Distinct]:
    """Every phrasing of an entry once: saying a thing twice does not make it truer."""
    numbers = vocabulary.numbers
    laid_out: set[tuple[int, ...]] = set()
    last = -1
    for entry, text, named, said in texts:
        if entry != last:
            laid_out.clear()
            last = entry
        words: dict[int, str] = {}
        for term, word in zip(named, said, strict=True):
            words.setdefault(numbers[term], word)
        terms = tuple(words)
        if terms and terms not in laid_out:
            laid_out.add(terms)
            yield _Distinct(entry, text, terms, tuple(words.values()), named)


def _pack_phrasings(
    distinct: Sequence[_Distinct], entries: int, weights: Sequence[float], out: Packer
) -> None:
    out.numbers("entries", array("i", (one.entry for one in distinct)))
    out.rows("terms", (one.terms for one in distinct))
    sums = (sum(weights[term] for term in one.terms) for one in distinct)
    out.numbers("phrasing_weights", array("d", sums))
    out.strings("texts", (one.text for one in distinct))
    places: dict[str, int] = {}
    out.rows(
        "said",
        ([places.setdefault(word, len(places)) for word in one.words] for one in distinct),
    )
    out.strings("words", places)
    first = array("i", [0])
    for position, one in enumerate(distinct):
        while len(first) <= one.entry:
            first.append(position)
    first.extend([len(distinct)] * (entries + 1 - len(first)))
    out.numbers("first", first)


def _length(terms: Iterable[Term], weights: Sequence[float], vocabulary: Vocabulary) -> float:
    square = 0.0
    numbers = {term: vocabulary.numbers[term] for term in terms}
    present = set(numbers.values())
    for term, number in numbers.items():
        for other, similarity in vocabulary.similar(term):
            if other in present:
                square += weights[number] * weights[other] * similarity
    return sqrt(square)


def _pack_centroids(
    distinct: Sequence[_Distinct], entries: int, weights: Sequence[float], out: Packer
) -> None:
    terms, values, first = array("i"), array("f"), array("i", [0])
    counts: list[Counter[int]] = [Counter() for _ in range(entries)]
    for one in distinct:
        counts[one.entry].update(one.terms)
    for own in counts:
        vector = [(1 + log(n)) * weights[term] for term, n in own.items()]
        length = sqrt(sum(value * value for value in vector)) or 1.0
        terms.extend(own)
        values.extend(value / length for value in vector)
        first.append(len(terms))
    out.numbers("terms", terms)
    out.numbers("values", values)
    out.numbers("first", first)


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
