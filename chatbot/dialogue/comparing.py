"""Questions about two or more entities at once: asked of each by itself."""

from __future__ import annotations

from itertools import pairwise

from chatbot.dialogue.catalogue import Catalogue
from chatbot.language import Language, Utterance
from chatbot.matching import Analysis


def asked_of_each(
    analysis: Analysis, catalogue: Catalogue, language: Language
) -> tuple[Utterance, ...]:
    """The question once for each entity it lays side by side; empty where it does not.

    "Compare China and Russia" is asked as "China" and "Russia", "who gives more aid, China or
    Russia?" as "who gives more aid China" and "who gives more aid Russia".
    """
    entities = catalogue.named(analysis.mentions)
    if len(entities) < 2 or not any(entity.has_profile for entity in entities):
        return ()
    mentions = [m for m in analysis.mentions if m.entity in entities and m.text]
    if len(mentions) < 2:
        return ()
    words, tables = analysis.utterance.words, language.tables
    kinds = map(catalogue.kind_of, entities)  # "the rye loaf and the oat loaf"
    own = (language.words(f"{kind.id} {kind.plural}") for kind in kinds)
    joined = tables.coordinators.union(tables.comparing, *own)
    between = (words[one.end : after.start] for one, after in pairwise(mentions))
    if not all(joined.issuperset(run) for run in between):
        return ()
    start, end = mentions[0].start, mentions[-1].end
    rest = [
        token
        for place, token in enumerate(analysis.utterance.tokens)
        if not start <= place < end and token.word not in tables.comparing
    ]
    return tuple(
        Utterance("", (*rest, language.name_token(entity.name, entity.id))) for entity in entities
    )
