"""What is worth asking next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.policy import POLICY
from chatbot.dialogue.session import Session
from chatbot.dialogue.values import Decision, Suggestion
from chatbot.knowledge import Entry


def related(entry: Entry, catalogue: Catalogue) -> Iterator[Entry]:
    """What the author refers to, then what else there is on the same entity."""
    yield from filter(None, map(catalogue.entries.get, entry.see_also))
    if entry.entity:
        yield from catalogue.directory.of_entity(entry.entity)


def next_entry(session: Session, catalogue: Catalogue) -> Entry | None:
    """What comes next for someone who wants to know more, if there is anything left."""
    last = catalogue.entries.get(session.entry or "")
    if last is None and session.entities:
        last = catalogue.entries.get(session.entities[0])
    candidates = related(last, catalogue) if last else ()
    return next((entry for entry in candidates if entry.id not in session.told), None)


def suggest(
    decisions: tuple[Decision, ...], session: Session, catalogue: Catalogue
) -> tuple[Suggestion, ...]:
    """Questions to ask after these decisions; ``session`` is the one after them."""
    most = catalogue.knowledge.settings.suggestions
    buttons = dict.fromkeys(one for decision in decisions for one in _buttons(decision, catalogue))
    answered_first = sorted(decisions, key=lambda decision: not decision.answered)
    candidates = (entry for one in answered_first for entry in _after(one, catalogue))
    offered = {button.id for button in buttons}
    fresh: dict[str, Suggestion] = {}
    for entry in candidates:
        if len(fresh) >= most:
            break
        if entry.id not in session.told and entry.id not in offered:
            fresh.setdefault(entry.question, Suggestion(entry.question, entry.id))
    return (*buttons, *fresh.values())


def _buttons(decision: Decision, catalogue: Catalogue) -> Iterator[Suggestion]:
    """What the author offers after an answer, whether it was told before or not."""
    if decision.answered:
        for button in catalogue.entries[decision.entry_id].buttons:
            if button.id in catalogue.entries:
                entry = catalogue.entries[button.id]
                yield Suggestion(button.text or entry.question, entry.id)


def _after(decision: Decision, catalogue: Catalogue) -> Iterable[Entry]:
    if decision.answered:
        entry = catalogue.entries[decision.entry_id]
        return chain(related(entry, catalogue), catalogue.after(entry.id))
    directory = catalogue.directory
    found = [one for one in decision.analysis.matches if one.answerable]
    near = [catalogue.entries[one.entry_id] for one in found if one.confidence >= POLICY.near]
    if decision.entity is None:
        return near
    entity = decision.entity.id
    ranked = (catalogue.entries[one.entry_id] for one in found)
    own = chain((one for one in ranked if one.entity == entity), directory.of_entity(entity))
    same = directory.of_aspect(decision.aspect) if decision.aspect else ()
    return chain(own, same, near)
