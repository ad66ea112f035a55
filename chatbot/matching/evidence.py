"""Why an entry was matched, laid open for people: the words side by side and what was left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chatbot.matching import signals
from chatbot.matching.candidates import Considered
from chatbot.matching.english import FUNCTION_WORDS
from chatbot.matching.entities import ENTITY_MARK, KIND_MARK
from chatbot.matching.question import Asked
from chatbot.matching.reading import SYNONYM_MARK
from chatbot.matching.values import Evidence, WordPair

TELLING: Final = 0.25
"""The least weight of a word that is telling: worth naming when it has no counterpart."""


def lay_open(
    considered: Considered, features: dict[str, float], weights: list[float], name: str = ""
) -> Evidence:
    """The evidence for one candidate; ``features`` those of its confidence, ``weights`` by term.

    ``name`` stands for the entity in a phrasing that is asked of any of a kind.
    """
    closest = considered.candidate.comparisons[0]
    asked = considered.candidate.question.asked
    values = {signal.__name__: signal(considered.candidate) for signal in signals.SIGNALS}
    phrasing = closest.phrasing
    words = {
        term: word.replace(KIND_MARK, name.casefold()) if name else word
        for term, word in zip(phrasing.terms, phrasing.words, strict=True)
    }
    return Evidence(
        pairs=tuple(
            _pair(one, similarity, words)
            for one, similarity in zip(asked, closest.asked, strict=True)
            if similarity
        ),
        left_over=tuple(
            one.unit.text
            for one, similarity in zip(asked, closest.asked, strict=True)
            if not similarity and one.weight >= TELLING and one.unit.word not in FUNCTION_WORDS
        ),
        missing=tuple(
            word
            for term, word in words.items()
            if term not in closest.phrased
            and weights[term] >= TELLING
            and word not in FUNCTION_WORDS
        ),
        signals=values | features,
        guards=considered.objections,
    )


def _pair(one: Asked, similarity: float, words: Mapping[int, str]) -> WordPair:
    """A unit of the question and its counterpart among the phrasing's ``words``, by term."""
    phrased = next(words[term] for term, _ in one.counterparts if term in words)
    return WordPair(one.unit.text, phrased, similarity, _how(one, similarity, phrased))


def _how(one: Asked, similarity: float, phrased: str) -> str:
    if one.unit.text == phrased:
        return "same"
    if one.unit.term[0] == ENTITY_MARK:
        return "name"
    if one.unit.readings:
        return "spelling"
    if similarity < 1:
        return "related"
    return "synonym" if one.unit.term[0] == SYNONYM_MARK else "inflected"
