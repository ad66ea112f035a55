"""What is asked and has no answer: aspects that a profile lacks, and unanswered questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chatbot.knowledge import Entry, Knowledge
from chatbot.knowledge.templates import fill

_UNANSWERED: Final = "unanswered questions"
"""An id that no author can give, as theirs have no white space."""


def find_gaps(knowledge: Knowledge) -> Iterator[Entry]:
    """Entries without an answer: one for each aspect, one for all unanswered questions.

    Matched like any entry, so that a question about Russia's trade is known for one, rather than
    taken for the nearest thing that does have an answer.
    """
    yield from _lacking_aspects(knowledge)
    if knowledge.unanswered:
        yield Entry(_UNANSWERED, knowledge.unanswered[0], knowledge.unanswered, "")


def _lacking_aspects(knowledge: Knowledge) -> Iterator[Entry]:
    """Every aspect that a kind has and a profile of it has not."""
    answered = {entry.id for entry in knowledge.entries}
    kinds = {kind.id: kind for kind in knowledge.kinds}
    for entity in knowledge.entities:
        kind = kinds.get(entity.kind)
        if kind is None or not entity.has_profile:
            continue
        for aspect, templates in kind.aspects.items():
            gap = f"{entity.id}/{aspect}"
            if gap not in answered and templates:
                phrasings = tuple(fill(t, entity.name) for t in templates)
                yield Entry(gap, phrasings[0], phrasings, "", entity=entity.id, aspect=aspect)
