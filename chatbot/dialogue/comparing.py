"""Questions about two or more entities at once: asked of each by itself."""

from __future__ import annotations

from itertools import pairwise

from chatbot.dialogue import language
from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.deciding import named
from chatbot.matching import Analysis


def apart(analysis: Analysis, catalogue: Catalogue) -> tuple[str, ...]:
    """The question once for each entity it lays side by side; empty where it does not.

    "Compare China and Russia" is asked as "China" and "Russia", "who gives more aid, China or
    Russia?" as "who gives more aid China" and "who gives more aid Russia".
    """
    entities = named(analysis, catalogue)
    if len(entities) < 2 or not any(entity.has_profile for entity in entities):
        return ()
    words = [word.text for word in analysis.words if word.text]
    texts = {m.text for m in analysis.mentions if m.entity in entities}
    places = [place for place, word in enumerate(words) if word in texts]
    if len(places) < 2 or not _side_by_side(words, places):
        return ()
    rest = [
        word
        for place, word in enumerate(words)
        if word not in language.COMPARING
        and word not in texts
        and not places[0] < place < places[-1]
    ]
    return tuple(" ".join((*rest, entity.name)) for entity in entities)


def _side_by_side(words: list[str], places: list[int]) -> bool:
    between = [words[start + 1 : end] for start, end in pairwise(places)]
    joined = language.COORDINATING | language.COMPARING
    return all(joined.issuperset(run) for run in between)
