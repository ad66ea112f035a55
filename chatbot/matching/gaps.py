"""What is asked and has no answer: aspects that a profile lacks, and unanswered questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from chatbot.knowledge import Entity, Entry, Knowledge

ANY: Final = "\0"
"""The word that stands for any entity of a kind in a phrasing of an aspect."""
_UNANSWERED: Final = "unanswered questions"
"""An id that no author can give, as theirs have no white space."""


class LackingAspect(NamedTuple):
    """An aspect of a kind that some profiles of the kind do not answer.

    It is kept once, however many profiles lack it, and filled in for the entity that a question
    names.
    """

    kind: str
    aspect: str
    templates: tuple[str, ...]
    """Phrasings with ``{name}``, at least one."""
    answered_by: frozenset[str]
    """Ids of the entities whose profiles answer it."""
    example: Entity
    """One whose profile does not."""

    def is_lacking_in(self, entity: Entity) -> bool:
        """Whether an entity has a profile of the kind that does not answer the aspect."""
        return entity.has_profile and entity.kind == self.kind and entity.id not in self.answered_by


def unanswered_questions(knowledge: Knowledge) -> tuple[Entry, ...]:
    """One entry without an answer for all questions that the knowledge leaves unanswered.

    Matched like any entry, so that such a question is known for one, rather than taken for the
    nearest thing that does have an answer.
    """
    asked = knowledge.unanswered
    return (Entry(_UNANSWERED, asked[0], asked, ""),) if asked else ()


def lacking_aspects(knowledge: Knowledge) -> Iterator[LackingAspect]:
    """Every aspect of a kind that a profile of the kind lacks."""
    answered: dict[str, set[str]] = {}
    for entry in knowledge.entries:
        if entry.entity and entry.aspect:
            answered.setdefault(entry.aspect, set()).add(entry.entity)
    profiles: dict[str, list[Entity]] = {}
    for entity in knowledge.entities:
        if entity.has_profile:
            profiles.setdefault(entity.kind, []).append(entity)
    for kind in knowledge.kinds:
        for aspect, templates in kind.aspects.items():
            by = frozenset(answered.get(aspect, ()))
            example = next((one for one in profiles.get(kind.id, ()) if one.id not in by), None)
            if example and templates:
                yield LackingAspect(kind.id, aspect, templates, by, example)
