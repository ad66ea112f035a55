"""From decisions to the reply."""

from __future__ import annotations

from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.said import (
    Said,
    answer_of,
    filled,
    introduced,
    links_of,
    together,
    wording_of,
    written,
)
from chatbot.dialogue.session import Session
from chatbot.dialogue.suggesting import suggest
from chatbot.dialogue.values import Decision, Part, Reply, ReplyKind, Suggestion
from chatbot.dialogue.wording import MOST_NAMES, say
from chatbot.knowledge import Entry, Source


class Composer:
    """Words replies."""

    def __init__(self, catalogue: Catalogue, smalltalk: dict[str, Entry]) -> None:
        self._catalogue = catalogue
        self._smalltalk = smalltalk
        self._contact = written(catalogue.knowledge.contact)

    def compose(
        self, question: str, decisions: tuple[Decision, ...], before: Session, after: Session
    ) -> Reply:
        """What to say about one message, between two sessions."""
        answers = [one for one in decisions if one.answered]
        suggestions = self._suggestions(decisions, after)
        parts = tuple(self._part(one, before, decisions, suggestions) for one in decisions)
        kind = _kind(decisions)
        own = [part for part in parts if part.kind == kind]
        said = together((Said(part.text, part.format) for part in parts), "\n\n")
        return Reply(
            kind=kind,
            text=said.text,
            session=after,
            entry_ids=tuple(dict.fromkeys(entry for part in own for entry in part.entry_ids)),
            confidence=min((one.confidence for one in answers), default=0.0),
            reason=next((one.reason for one in decisions if one.reason), None),
            suggestions=suggestions,
            source=next((part.source for part in parts if part.kind == "answer"), None),
            parts=parts,
            decisions=decisions,
            question=question,
            format=said.format,
        )

    def _part(
        self,
        decision: Decision,
        before: Session,
        decisions: tuple[Decision, ...],
        suggestions: tuple[Suggestion, ...],
    ) -> Part:
        """What to say to one of the questions; nothing is offered by what only comes near."""
        offered = decision.matches if decision.kind != "decline" else ()
        ids = tuple(match.entry_id for match in offered[:MOST_NAMES])
        if decision.kind == "clarify" and len(decisions) > 1:
            text = Said(say("clarify_part", self._catalogue, decision))
        elif decision.kind == "decline":
            offered_next = suggestions if len(decisions) == 1 else ()
            name = decision.wording or self._decline_wording(decision, near=bool(offered_next))
            lead = self._lead(name, decision, offered_next)
            said = Said(say(name, self._catalogue, decision))
            text = together((said, self._contact, Said(lead)), " ")
        else:
            text = self._text(decision, before, decisions)
        part = Part(
            decision.question, decision.kind, text.text, ids, decision.reason, format=text.format
        )
        if not decision.answered:
            return part
        entry = self._catalogue.entries[ids[0]]
        answer = wording_of(entry, before.wordings.count(entry.id))
        text = together((text, links_of(entry)), "\n\n")
        return part._replace(
            text=text.text,
            format=text.format,
            id=entry.id,
            answer=answer.text,
            confidence=decision.confidence,
            source=_named(entry.source),
            links=entry.links,
            section=entry.section,
            tags=entry.tags,
            meta=entry.meta,
        )

    def _lead(self, name: str, decision: Decision, suggestions: tuple[str, ...]) -> str:
        """What leads from a decline to the questions shown below it."""
        phrases = self._catalogue.language.tables.phrases
        if name == "nearest":
            return phrases["nearest"] if suggestions else ""
        worded = name in self._catalogue.knowledge.wording
        if name != "unknown_aspect" or worded or not suggestions or decision.entity is None:
            return ""
        entity = decision.entity
        own = {entry.question for entry in self._catalogue.directory.of_entity(entity.id)}
        if not own.issuperset(suggestions):
            return phrases["nearest"]
        return phrases["on_entity"].format(entity=entity.name)

    def _decline_wording(self, decision: Decision, *, near: bool) -> str:
        """Name of the words for a decline: what is near is shown unless the author words it."""
        reason = decision.reason or "not_covered"
        worded = reason in self._catalogue.knowledge.wording
        if not near or worded or decision.unanswered:
            return reason
        off_subject = reason == "off_topic" and self._catalogue.knowledge.subject is not None
        general = reason in ("off_topic", "not_covered") and not off_subject
        return "nearest" if general else reason

    def _text(self, decision: Decision, before: Session, decisions: tuple[Decision, ...]) -> Said:
        if decision.wording:
            return Said(say(decision.wording, self._catalogue, decision))
        if decision.kind == "smalltalk":
            return self._smalltalk_text(self._smalltalk[decision.entry_id], before)
        if decision.kind == "clarify":  # several choices are the reply's suggestions
            name = "clarify" if len(decision.matches) > 1 else "clarify_one"
            return Said(say(name, self._catalogue, decision))
        entry = self._catalogue.entries[decision.entry_id]
        answer = wording_of(entry, before.wordings.count(entry.id))
        if _asked_of_several(decision):
            answer = self._of_one(entry, answer)
        elif entry.variants:
            return answer  # in other words than before
        told = (one for one in decisions if one.answered and one.entry_id in before.told)
        if decision is next(told, None) and not before.again:  # once, of several and in a row
            return introduced(say("again", self._catalogue), answer)
        return answer

    def _of_one(self, entry: Entry, answer: Said) -> Said:
        """An answer among those on others, after whom it is about, where it does not say that."""
        entity = self._catalogue.entities.get(entry.entity or "")
        names = (entity.bare_name, *entity.aliases) if entity else ()
        said = entry.text.casefold()
        if entity is None or any(name.casefold() in said for name in names):
            return answer
        phrase = self._catalogue.language.tables.phrases["of_one"]
        return introduced(phrase.format(name=entity.name_at_start), answer)

    def _smalltalk_text(self, talk: Entry, before: Session) -> Said:
        """The answer to small talk, which may point to the source of what was told last."""
        knowledge = self._catalogue.knowledge
        last = self._catalogue.entries.get(before.told[-1]) if before.told else None
        source = last.source if last else knowledge.source
        phrase = self._catalogue.language.tables.phrases["from"]
        named = Said(phrase.format(source=source.text) if source.text else "")
        return filled(answer_of(talk), {"{source}": named, "{contact}": self._contact})

    def _suggestions(
        self, decisions: tuple[Decision, ...], after: Session
    ) -> tuple[Suggestion, ...]:
        asking = next((one for one in decisions if one.kind == "clarify"), None)
        if asking:
            offered = asking.matches[:MOST_NAMES]
            return tuple(Suggestion(match.question, match.entry_id) for match in offered)
        if decisions[0].kind == "smalltalk":
            return ()
        return suggest(decisions, after, self._catalogue)


def _named(source: Source) -> Source | None:
    """A source, None where its author says nothing of it."""
    return source if source != Source() else None


def _asked_of_several(decision: Decision) -> bool:
    """Whether a question was asked of several things, each by itself."""
    return any(one.kind in ("of_each", "of_kind") for one in decision.context)


def _kind(decisions: tuple[Decision, ...]) -> ReplyKind:
    """An answer if anything is answered."""
    return next((one.kind for one in decisions if one.answered), decisions[0].kind)
