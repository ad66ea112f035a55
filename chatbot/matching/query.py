"""A question as it is compared: its terms with what each says and what may answer to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from chatbot.matching.index import Index
from chatbot.matching.terms import Occurrence
from chatbot.matching.vocabulary import Similar


class QueryTerm(NamedTuple):
    """One term of a question."""

    occurrence: Occurrence
    weight: float
    similar: Similar
    """Terms of the knowledge that answer to it, most similar first."""
    is_known: bool
    """Whether the knowledge has it, or what stands for it."""
    is_worth_naming: bool
    """Whether it is a content word, or a name, that says enough to be named."""
    is_content: bool
    """Whether it says what is asked: neither a function word nor a name."""


class Query(NamedTuple):
    """A whole question."""

    terms: tuple[QueryTerm, ...]
    weights: tuple[float, ...]
    """The terms' weights."""
    weight: float
    """Their sum, above 0."""
    length: float
    """Its length as a vector of weighted terms, above 0."""
    names_entity: bool
    """Whether an entity is named in so many words, but for the knowledge's subject."""
    vocabulary_coverage: float
    """Share, 0 to 1, of the weight of its content words that the knowledge has."""
    answering: Mapping[int, Sequence[tuple[int, float]]]
    """Term of the knowledge → positions of the terms it answers to, with the similarity."""
    vector: Mapping[int, float]
    """Term of the knowledge → weight of all the terms it answers to, each times similarity."""


def weigh(occurrences: Sequence[Occurrence], index: Index) -> Query:
    """Weigh a question's terms and find what answers to them."""
    terms = tuple(_query_term(one, index) for one in index.vocabulary.with_phrases(occurrences))
    answering: dict[int, list[tuple[int, float]]] = {}
    vector: dict[int, float] = {}
    for position, one in enumerate(terms):
        for term, similarity in one.similar:
            vector[term] = vector.get(term, 0.0) + one.weight * similarity
            answering.setdefault(term, []).append((position, similarity))
    for term in index.vocabulary.kinds.intersection(vector):
        vector[term] = max(terms[position].weight for position, _ in answering[term])
    weights = tuple(one.weight for one in terms)
    return Query(
        terms,
        weights,
        sum(weights) or 1.0,
        _length(terms, vector),
        any(_names_entity(one.occurrence, index) for one in terms),
        _vocabulary_coverage(terms),
        answering,
        vector,
    )


def _query_term(occurrence: Occurrence, index: Index) -> QueryTerm:
    vocabulary = index.vocabulary
    weight = vocabulary.weight(occurrence.term, occurrence.word, function=occurrence.function)
    similar = vocabulary.similar_to(occurrence)
    parameters = index.parameters
    return QueryTerm(
        occurrence,
        weight,
        similar,
        bool(similar) and similar[0][1] >= parameters.stands_for,
        weight >= parameters.worth_naming and not occurrence.function,
        occurrence.is_content,
    )


def _names_entity(occurrence: Occurrence, index: Index) -> bool:
    term = occurrence.term
    return bool(occurrence.surface) and term.is_name and term != index.vocabulary.subject


def _vocabulary_coverage(terms: Sequence[QueryTerm]) -> float:
    """1 where nothing but names and function words is said: then nothing is unknown."""
    content = [one for one in terms if one.is_content]
    known = sum(one.weight for one in content if one.is_known)
    return known / sum(one.weight for one in content) if content else 1.0


def _length(terms: Sequence[QueryTerm], vector: Mapping[int, float]) -> float:
    """Like a phrasing's length; an unknown term is orthogonal to all others."""
    square = 0.0
    for one in terms:
        if one.is_known:
            square += one.weight * vector[one.similar[0][0]]
        else:
            square += one.weight * one.weight
    return sqrt(square) or 1.0
