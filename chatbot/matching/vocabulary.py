"""The terms of one knowledge: how much each says, and which mean the same or nearly."""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import log
from typing import Final, TypeVar, cast, overload

from rapidfuzz.distance import Prefix

from chatbot.language import Language
from chatbot.matching.parameters import Parameters
from chatbot.matching.recognising import Recogniser
from chatbot.matching.terms import Occurrence, Term
from chatbot.storage import Packer, Sections, Table

_T = TypeVar("_T")
_KEPT: Final = 8_192
"""How many terms are cached with what was found for them: those of a few hundred questions."""

_LONGEST: Final = 6
"""The most words of a phrase that is related to others."""

_Phrase = tuple[range, Sequence[int]]
"""The places of its words, and the terms that it is related to."""
Similar = Sequence[tuple[int, float]]
"""Terms by number with their similarity, 0 to 1, most similar first."""


class Numbers(Mapping[Term, int]):
    """Every term → its number."""

    def __init__(self, terms: Table) -> None:
        self._terms = terms
        self._find = lru_cache(_KEPT)(lambda term: terms.find(term.text))

    def __getitem__(self, term: Term) -> int:
        number = self._find(term)
        if number is None:
            raise KeyError(term)
        return number

    def __contains__(self, term: object) -> bool:
        return self._find(cast(Term, term)) is not None

    def __len__(self) -> int:
        return len(self._terms)

    def __iter__(self) -> Iterator[Term]:
        return map(Term.of_text, self._terms)

    @overload
    def get(self, term: Term) -> int | None: ...
    @overload
    def get(self, term: Term, default: _T) -> int | _T: ...
    def get(self, term: Term, default: object = None) -> object:
        """The number of a term; ``default`` where there is none such."""
        number = self._find(term)
        return default if number is None else number


class Vocabulary:
    """Every term of the phrasings and the answers, numbered."""

    def __init__(
        self,
        packed: Sections,
        recogniser: Recogniser,
        parameters: Parameters,
        numbers: Mapping[Term, int] | None = None,
    ) -> None:
        """Take what :func:`pack_vocabulary` laid out, and what it gave if it is at hand."""
        self._parameters = parameters
        self._recogniser = recogniser
        self._lexicon = recogniser.language.lexicon
        self._entries: int = packed.value("entries")
        self.subject = recogniser.subject
        """Term of what all of the knowledge is about."""
        terms = packed.table("terms")
        self._terms = terms.strings
        self.numbers = Numbers(terms) if numbers is None else numbers
        """Term → its number."""
        self._find = (lambda term: terms.find(term.text)) if numbers is None else numbers.get
        """The same, without keeping it, for related terms: most of them are not there."""
        self._document_frequency = packed.numbers("frequencies")
        """By term: how many entries have it in a phrasing."""
        self.kinds = frozenset(packed.numbers("kinds"))
        """Numbers of the terms for any entity of a kind."""
        self._beginnings = packed.table("beginnings")
        self._with_beginning = packed.rows("with_beginning")
        self._related = packed.table("related")
        """The words and phrases to which the language relates a word of the knowledge."""
        self._with_related = packed.rows("with_related")
        self._openers = frozenset(packed.value("openers"))
        """The first words of these phrases."""
        self._parts = packed.table("parts")
        self._with_part = packed.rows("with_part")
        self.similar = lru_cache(_KEPT)(self._find_similar)
        """The terms of the knowledge that mean the same as a term, or something related."""
        self._weight = lru_cache(_KEPT)(self._weigh)

    def any_of_kind(self, term: Term) -> int | None:
        """The number of the term for any of an entity's kind; None of the subject and of words."""
        if term.kind != "entity" or term == self.subject:
            return None
        entity = self._recogniser.entities.get(term)
        return self.numbers.get(Term("kind", entity.kind)) if entity else None

    def weight(self, term: Term, word: str, *, function: bool) -> float:
        """How much a term says, 0 to 1: its inverse document frequency and its rarity, averaged.

        The first is that of BM25 (Robertson & Zaragoza 2009) over entries, as a share of that
        of a term in no entry.
        """
        return self._weight(term, word, function)

    def is_function(self, word: str) -> bool:
        """Whether a word is a function word."""
        return word in self._recogniser.language.tables.function_words

    def names_a_thing(self, word: str) -> bool:
        """Whether a word is rare enough in the language to tell things apart."""
        tables = self._recogniser.language.tables
        if word in tables.comparing or word in tables.starters:
            return False
        return self._lexicon.rarity(word) >= self._parameters.common

    def _weigh(self, term: Term, word: str, function: bool) -> float:
        if term.is_name:
            return self._parameters.subject if term == self.subject else self._parameters.entity
        number = self.numbers.get(term)
        frequency = 0 if number is None else self._document_frequency[number]
        idf = log(1 + (self._entries - frequency + 0.5) / (frequency + 0.5))
        idf /= log(1 + (self._entries + 0.5) / 0.5)
        share = self._parameters.rarity
        weight = (1 - share) * idf + share * self._lexicon.rarity(word)
        return weight * self._parameters.function_word if function else weight

    def with_phrases(self, occurrences: Sequence[Occurrence]) -> Sequence[Occurrence]:
        """A question's, those of phrases and ages with what these are related to.

        Of a phrase of function words, the rarest says what it means, and counts as content.
        """
        found = [*self._phrases_in(occurrences), *self._ages_in(occurrences)]
        if not found:
            return occurrences
        read = list(occurrences)

        def rarity(place: int) -> float:
            return self._lexicon.rarity(occurrences[place].word)

        for places, related in found:
            content = [place for place in places if occurrences[place].is_content]
            for place in content or [max(places, key=rarity)]:
                own = (*read[place].related, *related)
                read[place] = read[place]._replace(related=own, function=False)
        return read

    def _ages_in(self, occurrences: Sequence[Occurrence]) -> Iterator[_Phrase]:
        """The ages of people, with the terms for such people."""
        words = [one.word for one in occurrences]
        for place, people in self._recogniser.language.cues.ages(words):
            found = (self.numbers.get(self._recogniser.term_of(word)) for word in people)
            related = [number for number in found if number is not None]
            if related:
                yield range(place, place + 1), related

    def _phrases_in(self, occurrences: Sequence[Occurrence]) -> Iterator[_Phrase]:
        """The phrases that are related to terms of the knowledge."""
        stems = _stems(one.term for one in occurrences)
        for places, phrase in _runs(stems, self._openers):
            place = self._related.find(phrase)
            if place is not None:
                yield places, self._with_related[place]

    def similar_to(self, occurrence: Occurrence) -> Similar:
        """The same for an occurrence: if misspelt, for all that it may have been meant to be."""
        term = occurrence.term
        repaired = occurrence.corrections and not term.is_name and term.kind != "synonym"
        if not repaired and not occurrence.related:
            return self.similar(term)
        found = dict.fromkeys(occurrence.related, self._parameters.near)
        if not repaired:
            for number, similarity in self.similar(term):
                found[number] = max(similarity, found.get(number, 0.0))
            return _most_similar_first(found)
        for word, likelihood in occurrence.corrections:
            for number, similarity in self.similar(self._recogniser.term_of(word)):
                found[number] = max(likelihood * similarity, found.get(number, 0.0))
        return _most_similar_first(found)

    def _find_similar(self, term: Term) -> Similar:
        found: dict[int, float] = {}
        if term.kind == "synonym":
            for stem in self._recogniser.members[term]:
                self._add_related(stem, found)
        elif term.kind == "word":
            self._add_related(term.key, found)
            self._add_cognates(term.key, found)
            self._add_compounds(term.key, found)
        for own in (self.numbers.get(term), self.any_of_kind(term)):
            if own is not None:
                found[own] = 1.0
        return _most_similar_first(found)

    def _add_related(self, stem: str, found: dict[int, float]) -> None:
        group_of = self._recogniser.group_of
        for related, similarity in self._lexicon.related(stem):
            number = self._find(group_of.get(related) or Term("word", related))
            if number is not None:
                found[number] = max(similarity * self._parameters.related, found.get(number, 0.0))
        place = self._related.find(stem)
        for number in () if place is None else self._with_related[place]:
            found[number] = max(self._parameters.near, found.get(number, 0.0))

    def _add_cognates(self, stem: str, found: dict[int, float]) -> None:
        """Words that begin alike, for a language with a small lexicon."""
        place = self._beginnings.find(stem[: self._parameters.cognate_beginning])
        for number in () if place is None else self._with_beginning[place]:
            own = Term.of_text(self._terms[number]).key
            alike = Prefix.normalized_similarity(stem, own)
            if alike >= self._parameters.least_cognate:
                similarity = alike * self._parameters.cognate
                found[number] = max(similarity, found.get(number, 0.0))

    def _add_compounds(self, stem: str, found: dict[int, float]) -> None:
        """The compounds that a word is part of, and the parts of one."""
        place = self._parts.find(stem)
        own = chain.from_iterable(self._recogniser.language.compound_parts(stem))
        parts = (self.numbers.get(Term("word", part)) for part in own)
        compounds = () if place is None else self._with_part[place]
        for number in chain(compounds, parts):
            if number is not None:
                found[number] = max(self._parameters.compound, found.get(number, 0.0))


def pack_vocabulary(
    phrasings: Iterable[tuple[int, Sequence[Term]]],
    answered: Iterable[Term],
    entries: int,
    recogniser: Recogniser,
    out: Packer,
) -> Mapping[Term, int]:
    """Number the terms of a knowledge, and lay out what :class:`Vocabulary` has to know of them.

    Takes the place of each phrasing's entry with its terms, those of one entry together, the terms
    of the answers, and how many entries there are.
    """
    numbers: dict[Term, int] = {}
    frequencies, last = array("i"), array("i")
    related = recogniser.language.related()
    openers = _first_words(related)
    phrases: set[str] = set()
    for entry, terms in phrasings:
        phrases.update(one for _, one in _runs(_stems(terms), openers) if one in related)
        for term in terms:
            number = numbers.setdefault(term, len(numbers))
            if number == len(frequencies):
                frequencies.append(0)
                last.append(-1)
            if last[number] != entry:
                frequencies[number] += 1
                last[number] = entry
    for term in answered:
        if numbers.setdefault(term, len(numbers)) == len(frequencies):
            frequencies.append(0)
    out.value("entries", entries)
    out.table("terms", [term.text for term in numbers])
    out.numbers("frequencies", frequencies)
    kinds = (number for term, number in numbers.items() if term.kind == "kind")
    out.numbers("kinds", array("i", kinds))
    _pack_relations(numbers, phrases, recogniser, out)
    return numbers


def _pack_relations(
    numbers: Mapping[Term, int], phrases: Container[str], recogniser: Recogniser, out: Packer
) -> None:
    """Lay out which words of the knowledge are related to what, begin alike, and are compounds.

    Takes the related phrases that stand in phrasings, too.
    """
    related = _find_related(numbers, phrases, recogniser)
    out.table("related", list(related))
    out.rows("with_related", related.values())
    out.value("openers", sorted(_first_words(related)))
    beginnings = (
        _find_beginnings(numbers, recogniser.parameters.cognate_beginning)
        if recogniser.language.lexicon.is_small
        else {}
    )
    out.table("beginnings", list(beginnings))
    out.rows("with_beginning", beginnings.values())
    parts = _find_parts(numbers, recogniser.language)
    out.table("parts", list(parts))
    out.rows("with_part", parts.values())


def _find_related(
    numbers: Mapping[Term, int], phrases: Container[str], recogniser: Recogniser
) -> dict[str, list[int]]:
    """The words of the knowledge by what the language relates to them, or to a phrase of theirs.

    Of a phrase, the content words are meant.
    """
    language, group_of = recogniser.language, recogniser.group_of
    silent = {*language.stems(language.tables.function_words)}
    found: dict[str, list[int]] = {}
    for member, others in language.related().items():
        stems = member.split(" ")
        if len(stems) > 1:
            stems = [stem for stem in stems if stem not in silent] if member in phrases else []
        numbered = (numbers.get(group_of.get(one) or Term("word", one)) for one in stems)
        own = [number for number in numbered if number is not None]
        for other in others if own else ():
            found.setdefault(other, []).extend(own)
    return found


def _first_words(related: Iterable[str]) -> set[str]:
    """The first words of the phrases among what is related."""
    return {one.partition(" ")[0] for one in related if " " in one}


def _stems(terms: Iterable[Term]) -> list[str]:
    """The stems of words; nothing for what is no plain word."""
    return [one.key if one.kind == "word" else "" for one in terms]


def _runs(stems: Sequence[str], openers: Container[str]) -> Iterator[tuple[range, str]]:
    """The places and the text of everything that may be a phrase, by its first word."""
    for start in (place for place, stem in enumerate(stems) if stem in openers):
        for end in range(start + 2, min(start + _LONGEST, len(stems)) + 1):
            yield range(start, end), " ".join(stems[start:end])


def _find_beginnings(numbers: Mapping[Term, int], letters: int) -> dict[str, list[int]]:
    """The words of the knowledge by their first letters."""
    found: dict[str, list[int]] = {}
    for term, number in numbers.items():
        if term.kind == "word" and len(term.key) >= letters:
            found.setdefault(term.key[:letters], []).append(number)
    return found


def _find_parts(numbers: Mapping[Term, int], language: Language) -> dict[str, list[int]]:
    """The compounds of the knowledge by the stems of their parts."""
    found: dict[str, list[int]] = {}
    for term, number in numbers.items():
        if term.kind == "word":
            for part in dict.fromkeys(chain.from_iterable(language.compound_parts(term.key))):
                found.setdefault(part, []).append(number)
    return found


def _most_similar_first(found: dict[int, float]) -> Similar:
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))
