"""Why an entry was matched, in words: the terms side by side and what was left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chatbot.matching.confidence import shares_nothing
from chatbot.matching.gaps import ANY
from chatbot.matching.parameters import Parameters
from chatbot.matching.query import QueryTerm
from chatbot.matching.ranking import RankedCandidate
from chatbot.matching.scoring import SIGNALS
from chatbot.matching.values import Closeness, Evidence, How, TermPair


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
    words = dict(zip(phrasing.terms, _named(phrasing.words, name), strict=True))
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
        missing=_named(ranked.missing, name),
        signals={name: SIGNALS[name](ranked.candidate) for name in parameters.signals}
        | dict(features),
        conflicts=ranked.conflicts,
        meaning=_closeness(ranked, parameters),
        passage=passage,
    )


def _named(words: Iterable[str], name: str) -> tuple[str, ...]:
    """Words of a phrasing, with a name for any entity of a kind."""
    return tuple(name.casefold() if word == ANY else word for word in words)


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
