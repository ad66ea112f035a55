"""Where a question and an entry differ word by word: an opposite, or another thing in its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from chatbot.language import Language
from chatbot.matching.conflicts import Conflict
from chatbot.matching.index import Index
from chatbot.matching.query import Query, QueryTerm
from chatbot.matching.scoring import Candidate, Comparison
from chatbot.matching.terms import Term


class Opposite(NamedTuple):
    """A word of a question, and its opposite that the knowledge has."""

    asked: QueryTerm
    number: int
    """Of the word's own term; -1 if the knowledge does not have it."""
    stem: str
    """The opposite."""
    opposite: int
    """Number of its term."""


class Contrasts:
    """Finds the words of a question that an entry has something else for."""

    def __init__(self, index: Index, language: Language) -> None:
        self._index = index
        self._language = language
        self.answers_to = index.parameters.answers_to
        """How similar two terms must be for one to answer to the other."""

    def opposites_in(self, query: Query) -> list[Opposite]:
        """The words of a question whose opposites the knowledge has and the question has not."""
        numbers = self._index.vocabulary.numbers
        asked = {numbers.get(one.occurrence.term, -1) for one in query.terms}
        found: list[Opposite] = []
        for one in query.terms:
            term = one.occurrence.term
            if term.kind == "word":
                for stem in self._language.opposites(term.key):
                    opposite = numbers.get(Term("word", stem), -1)
                    if opposite >= 0 and opposite not in asked:
                        found.append(Opposite(one, numbers.get(term, -1), stem, opposite))
        return found

    def find(self, candidate: Candidate, opposites: Sequence[Opposite]) -> Iterator[Conflict]:
        """The conflicts between single words; ``opposites`` are those of the question."""
        least = self._index.parameters.means_same
        without = [
            one
            for one, covered in zip(candidate.query.terms, candidate.covered, strict=True)
            if covered < least
        ]
        if without and opposites:
            yield from self._opposites(candidate, opposites)
        if any(one.is_content for one in without):
            found = self._replaced(candidate, candidate.comparisons[0])
            if found and not self._is_open(candidate, found):
                yield found

    def _opposites(self, candidate: Candidate, opposites: Sequence[Opposite]) -> Iterator[Conflict]:
        """Words in the place of which, or for content words anywhere, is their opposite.

        Or beside the same content word: "turn it *on*", "*before* the visit"; "to" and the like
        say too many other things there.
        """
        phrased = {term for one in candidate.comparisons for term in one.phrasing.terms}
        goals = self._language.tables.goal_links
        for one, own, stem, opposite in opposites:
            if own in phrased or opposite not in phrased:
                continue
            if (
                not one.occurrence.function
                or any(
                    one in difference.asked and opposite in difference.phrased
                    for difference in self._differences(candidate, candidate.comparisons[0])
                )
                or (
                    goals.isdisjoint((one.occurrence.word, stem))
                    and self._share_a_neighbour(candidate, one, opposite)
                )
            ):
                yield Conflict("opposite", (one.occurrence.surface,), (stem,))

    def _share_a_neighbour(self, candidate: Candidate, one: QueryTerm, opposite: int) -> bool:
        """Whether a content word stands next to a word and to its opposite, others apart."""
        closest, least = candidate.comparisons[0], self._index.parameters.means_same
        terms = closest.phrasing.terms
        if opposite not in terms:
            return False
        is_function = self._index.vocabulary.is_function
        words = zip(terms, closest.phrasing.words, strict=True)
        content = {place for place, (_, word) in enumerate(words) if not is_function(word)}
        phrased = {terms[place] for place in _beside(terms.index(opposite), content)}
        asked = candidate.query.terms
        said = {place for place, each in enumerate(asked) if not each.occurrence.function}
        return any(
            closest.asked[place] >= least and closest.counterparts[place] in phrased
            for place in _beside(asked.index(one), said)
        )

    def _is_open(self, candidate: Candidate, found: Conflict) -> bool:
        """Whether another phrasing of the entry has a third thing there: any will do."""
        others = (self._replaced(candidate, one) for one in candidate.comparisons[1:])
        return any(one and one.known != found.known for one in others)

    def _replaced(self, candidate: Candidate, comparison: Comparison) -> Conflict | None:
        """Another thing in the same frame: nothing else that is said differs."""
        content = self._index.content(comparison.phrasing.position)
        words = dict(zip(comparison.phrasing.terms, comparison.phrasing.words, strict=True))
        is_thing = self._index.vocabulary.names_a_thing
        differing: tuple[tuple[str, ...], tuple[str, ...]] | None = None
        differences = list(self._differences(candidate, comparison))
        if len(differences) == 1:
            return None  # nothing is shared, and so no frame
        for difference in differences:
            things = tuple(o.occurrence.word for o in difference.asked if o.is_content)
            others = tuple(content[term] for term in difference.phrased if term in content)
            if not things and not others:
                continue
            asked = (o.occurrence.word for o in difference.asked if not o.is_content)
            phrased = (words[term] for term in difference.phrased if term not in content)
            alike = difference.opens or self._count(asked) == self._count(phrased)
            if differing or not (alike and things and others):
                return None  # more differs, or not one thing from another
            differing = (tuple(filter(is_thing, things)), others)
        return Conflict("replaced", *differing) if differing and all(differing) else None

    def _count(self, words: Iterable[str]) -> int:
        """How many words there are without those that every frame may have: "my", "the", "is"."""
        tables = self._language.tables
        return sum(word not in tables.auxiliaries | tables.determiners for word in words)

    def _differences(self, candidate: Candidate, closest: Comparison) -> Iterator[_Difference]:
        """All differences, from the beginning to the end, as far as both have the same order."""
        least = self._index.parameters.means_same
        terms = closest.phrasing.terms
        answered = {*closest.counterparts}
        missing = [
            closest.phrased.get(term, 0.0) < (least if term in answered else 1.0) for term in terms
        ]
        places = {term: place for place, term in enumerate(terms)}
        before, own = 0, list[QueryTerm]()
        for one, term, covered in zip(
            candidate.query.terms, closest.counterparts, candidate.covered, strict=True
        ):
            place = places.get(term, -1)
            if place >= 0 and not missing[place]:
                yield _Difference(
                    own, list(compress(terms[before:place], missing[before:place])), before == 0
                )
                before, own = place + 1, []
            elif covered < least:
                own.append(one)
        yield _Difference(own, list(compress(terms[before:], missing[before:])))


def _beside(place: int, others: Collection[int]) -> Iterator[int]:
    """Which of the other places is the nearest before a place, and which after it, if any."""
    yield from sorted(one for one in others if one < place)[-1:]
    yield from sorted(one for one in others if one > place)[:1]


class _Difference(NamedTuple):
    """What question and phrasing have of their own between two terms that they share."""

    asked: Sequence[QueryTerm]
    phrased: Sequence[int]
    opens: bool = False
    """Whether it is the first: there both may ask in other words."""
