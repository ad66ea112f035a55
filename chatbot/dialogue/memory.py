"""What a conversation remembers of a turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.context import Budget, Conversation
from chatbot.dialogue.policy import POLICY
from chatbot.dialogue.session import Session
from chatbot.dialogue.values import Decision
from chatbot.knowledge import Entry
from chatbot.matching import Matcher

_REMEMBERED: Final = 1_000
"""Questions of entries whose names are remembered."""


def recall(session: Session | None, catalogue: Catalogue) -> Session:
    """The session without what this knowledge does not have."""
    if session is None:
        return Session()
    known = session.entry in catalogue.entries or catalogue.aspect_of(session.entry)
    return Session(
        entities=tuple(e for e in session.entities if e in catalogue.entities),
        earlier=tuple(e for e in session.earlier if e in catalogue.entities),
        row=tuple(e for e in session.row if e in catalogue.entities),
        entry=session.entry if known else None,
        question=session.question,
        told=tuple(e for e in session.told if e in catalogue.entries),
        choices=tuple(e for e in session.choices if e in catalogue.entries),
        wordings=tuple(e for e in session.wordings if e in catalogue.entries),
        again=session.again,
        id=session.id,
    )


def _next_wording(entry: Entry, session: Session) -> tuple[str, ...]:
    """Which wordings come next, now that an entry was answered with: after the last, the first."""
    others = tuple(e for e in session.wordings if e != entry.id)
    told = len(session.wordings) - len(others)
    return (*others, *[entry.id] * ((told + 1) % (len(entry.variants) + 1)))


class Memory:
    """Updates a session, turn by turn."""

    def __init__(self, catalogue: Catalogue, matcher: Matcher) -> None:
        self._catalogue = catalogue
        self._matcher = matcher
        self._named_in = lru_cache(_REMEMBERED)(self._find_names)

    def begin(self, session: Session) -> Conversation:
        """A conversation as a session remembers it, its last question read again."""
        budget = Budget(self._matcher, POLICY.most_analyses)
        return Conversation(session, self._matcher.read(session.question), budget)

    def after(self, decisions: Sequence[Decision], before: Conversation) -> Conversation:
        """The conversation after a turn, or a part of one."""
        session = self._session_after(decisions, before.session)
        if session.question == before.session.question:
            return before._replace(session=session)
        last = next(
            d for d in reversed(decisions) if d.analysis.question.startswith(session.question)
        )
        return before._replace(session=session, last=last.analysis.utterance)

    def _session_after(self, decisions: Sequence[Decision], session: Session) -> Session:
        again = any(one.answered and one.entry_id in session.told for one in decisions)
        session = replace(session, choices=(), again=again)
        entities: tuple[str, ...] = ()
        for decision in decisions:
            before = session.entities
            session = self._after_one(decision, session)
            entities += tuple(e for e in session.entities if e not in entities and e not in before)
        if len(decisions) > 1 and entities:
            # A follow-up is about one that there is something to say on.
            known = self._catalogue.entities
            entities = tuple(sorted(entities, key=lambda one: not known[one].has_profile))
            session = replace(session, entities=entities, row=entities)
        return session

    def _after_one(self, decision: Decision, session: Session) -> Session:
        said_only = decision.wording and decision.kind != "clarify"
        if said_only or decision.kind == "smalltalk" or decision.analysis.is_empty:
            return session
        question = decision.analysis.question
        if decision.kind == "clarify":
            choices = tuple(match.entry_id for match in decision.matches)
            session = replace(session, question=question)
            return replace(self._about(session, self._mentioned(decision)), choices=choices)
        if decision.reason == "off_topic":
            return session
        if decision.answered:
            entry = self._catalogue.entries[decision.entry_id]
            told = (*(e for e in session.told if e != entry.id), entry.id)
            session = replace(session, entry=entry.id, question=question, told=told)
            session = replace(session, wordings=_next_wording(entry, session))
            return self._about(session, self._subjects_of(entry, decision), drop=True)
        missing = (
            f"{decision.entity.id}/{decision.aspect}"
            if decision.entity and decision.aspect
            else None
        )
        session = replace(session, entry=missing, question=question)
        return self._about(session, self._mentioned(decision))

    def _about(self, session: Session, entities: tuple[str, ...], *, drop: bool = False) -> Session:
        """The session turned to these entities; with none of them as it was, or to nobody."""
        if not entities and not drop:
            return session
        past = dict.fromkeys((*session.entities, *session.earlier))
        earlier = tuple(e for e in past if e not in entities)
        row = (
            entities if len(entities) > 1 or not set(entities) <= set(session.row) else session.row
        )
        return replace(session, entities=entities, earlier=earlier, row=row)

    def _mentioned(self, decision: Decision) -> tuple[str, ...]:
        return tuple(one.id for one in self._catalogue.named(decision.analysis.mentions))

    def _subjects_of(self, entry: Entry, decision: Decision) -> tuple[str, ...]:
        """Whom an answer is about, the main one first."""
        mentioned = self._mentioned(decision)
        if entry.entity:
            return tuple(dict.fromkeys((entry.entity, *mentioned)))
        own = self._named_in(entry.question) or self._referred_to(entry) or mentioned
        return tuple(dict.fromkeys((*mentioned, *own))) if len(mentioned) == 1 else own

    def _find_names(self, text: str) -> tuple[str, ...]:
        mentions = self._matcher.mentions(self._catalogue.language.parse(text))
        return tuple(entity.id for entity in self._catalogue.named(mentions))

    def _referred_to(self, entry: Entry) -> tuple[str, ...]:
        entries = filter(None, map(self._catalogue.entries.get, entry.see_also))
        ids = dict.fromkeys(other.entity for other in entries if other.entity)
        return tuple(entity_id for entity_id in ids if entity_id)
