"""Why an entry was matched, in words: the terms side by side and what was left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chatbot.matching.confidence import shares_nothing
from chatbot.matching.parameters import Parameters
from chatbot.matching.query import QueryTerm
from chatbot.matching.ranking import RankedCandidate
from chatbot.matching.scoring import SIGNALS
from chatbot.matching.values import Closeness, Evidence, How, TermPair

ANY: Final = "\0"
"""The word of a phrasing that stands for any entity of a kind."""


def evidence_of(
    ranked: RankedCandidate,
    features: Mapping[str, float],
    parameters: Parameters,
    name: str = "",
    passage: str = "",
) -> Evidence:
    """The evidence for one candidate.

    ``features`` are those of its confidence. ``name`` stands for the entity in a phrasing that is
    asked of any of a kind; ``passage`` is that of the answer that came closer than any phrasing.
    """
    closest = ranked.candidate.comparisons[0]
    asked = ranked.candidate.query.terms
    phrasing = closest.phrasing
    words = {
        term: name.casefold() if word == ANY else word
        for term, word in zip(phrasing.terms, phrasing.words, strict=True)
    }
    return Evidence(
        pairs=tuple(
            _pair(one, similarity, words[term])
            for one, similarity, term in zip(
                asked, closest.asked, closest.counterparts, strict=True
            )
            if similarity
        ),
        left_over=tuple(
            one.occurrence.surface
            for one, similarity in zip(asked, closest.asked, strict=True)
            if not similarity and one.is_worth_naming
        ),
        missing=tuple(name.casefold() if word == ANY else word for word in ranked.missing),
        signals={name: SIGNALS[name](ranked.candidate) for name in parameters.signals}
        | dict(features),
        conflicts=ranked.conflicts,
        meaning=_closeness(ranked, parameters),
        passage=passage,
    )


def _closeness(ranked: RankedCandidate, parameters: Parameters) -> Closeness | None:
    """What an encoder says of a candidate."""
    close = ranked.candidate.semantic
    if close is None:
        return None
    return Closeness(
        close.nearest,
        close.closest_phrasing,
        close.closest_passage,
        close.passage,
        shares_nothing(ranked.candidate, parameters) and close.nearest >= parameters.means_alike,
    )


def _pair(one: QueryTerm, similarity: float, phrased: str) -> TermPair:
    """A term of the question and the word of the phrasing that answers to it."""
    return TermPair(one.occurrence.surface, phrased, similarity, _how(one, similarity, phrased))


def _how(one: QueryTerm, similarity: float, phrased: str) -> How:
    if one.occurrence.surface == phrased:
        return "same"
    if one.occurrence.term.is_name:
        return "name"
    if one.occurrence.corrections:
        return "spelling"
    if similarity < 1:
        return "related"
    return "synonym" if one.occurrence.term.kind == "synonym" else "inflected"
