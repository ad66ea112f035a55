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
    Russia?" as "who gives more aid China" and "who gives more aid Russia", "is the rye loaf cheaper
    than the oat loaf" as "is cheaper" of either.
    """
    entities = catalogue.named(analysis.mentions)
    if len(entities) < 2 or not any(entity.has_profile for entity in entities):
        return ()
    mentions = [m for m in analysis.mentions if m.entity in entities and m.text]
    if len(mentions) < 2:
        return ()
    tables, tokens = language.tables, analysis.utterance.tokens
    kinds = map(catalogue.kind_of, entities)  # "the rye loaf and the oat loaf"
    own = (language.words(f"{kind.id} {kind.plural}") for kind in kinds)
    joined = tables.coordinators.union(tables.comparing, *own)
    start, end = mentions[0].start, mentions[-1].end
    frame = [one for one in (*tokens[:start], *tokens[end:]) if one.word not in tables.comparing]
    said = joined.union(one.word for one in frame)  # "the price of A and the price of B"
    for one, after in pairwise(mentions):
        between = tokens[one.end : after.start]
        more = [token for token in between if token.word not in said]
        if more and tables.than.isdisjoint(token.word for token in between):
            return ()
        frame += more
    names = (language.name_token(entity.name, entity.id) for entity in entities)
    return tuple(Utterance("", (*frame, name)) for name in names)
