"""What could be asked of a profile and is not answered there."""

from __future__ import annotations

from collections.abc import Iterator

from chatbot.knowledge import Entry, Knowledge
from chatbot.knowledge.templates import fill


def find_gaps(knowledge: Knowledge) -> Iterator[Entry]:
    """An entry without an answer for every aspect that a kind has and a profile has not.

    Matched like any entry, so that a question about Russia's trade is known for one, rather than
    taken for the nearest thing that does have an answer.
    """
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
