"""From matches to a decision: answer, ask back, or decline with the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.values import Decision, Reason
from chatbot.knowledge import Entity, Sureness
from chatbot.matching import Analysis, Match


class Thresholds(NamedTuple):
    """How sure the bot must be, as confidences."""

    answer: float
    """To answer."""
    clarify: float
    """To ask "did you mean", for all the choices together."""


THRESHOLDS: Final[dict[Sureness, Thresholds]] = {
    "careful": Thresholds(answer=0.85, clarify=0.4),
    "balanced": Thresholds(answer=0.55, clarify=0.37),
    "eager": Thresholds(answer=0.35, clarify=0.25),
}
MOST_CHOICES: Final = 3
CLOSE: Final = 0.3
"""A choice has at least this share of the best choice's confidence."""
TIED: Final = 0.7
"""With this share of the best one's confidence the second best is asked about as well."""
_ELSEWHERE: Final = 0.2
"""How much surer it must be of a question that seems to be about something else altogether."""
FAMILIAR: Final = 0.6
"""From this share of known words on, a question counts as one of ours."""


def decide(question: str, analysis: Analysis, catalogue: Catalogue, context: str = "") -> Decision:
    """What to do about one question.

    ``question`` is what was typed, ``analysis`` that of what it was understood as, and
    ``context`` says how the one became the other.
    """
    best = analysis.matches[0] if analysis.matches else None
    needed = _thresholds(best, catalogue)
    undecided = Decision(question, "decline", analysis, context, threshold=needed.answer)
    elsewhere = _is_elsewhere(analysis, catalogue)
    if best and elsewhere and best.confidence < needed.answer + _ELSEWHERE:
        return replace(undecided, reason="off_topic")
    if best and best.confidence >= needed.answer and not _is_tied(analysis.matches):
        if best.answerable:
            return replace(undecided, kind="answer", matches=(best,))
        return _known_gap(undecided, best, catalogue)
    stranger = stranger_in(analysis, catalogue)
    choices = _choices(analysis, catalogue)
    likely = sum(choice.confidence for choice in choices)
    if choices and likely >= needed.clarify and (elsewhere or not stranger):
        return replace(undecided, kind="clarify", matches=choices)
    reason, entity = _reason(analysis, catalogue)
    return replace(undecided, reason=reason, entity=entity)


def _known_gap(undecided: Decision, gap: Match, catalogue: Catalogue) -> Decision:
    """Decline what is known to have no answer: a profile's aspect, or an unanswered question."""
    aspect = catalogue.aspect_of(gap.entry_id)
    if aspect:
        return replace(undecided, reason="unknown_aspect", entity=aspect[0], aspect=aspect[1])
    reason, entity = _reason(undecided.analysis, catalogue)
    reason = "not_covered" if reason == "off_topic" else reason
    return replace(undecided, reason=reason, entity=entity, unanswered=gap.phrasing)


def choose(decision: Decision, catalogue: Catalogue) -> Decision:
    """Instead of asking back, answer with the best: the conversation speaks for it as well."""
    best = decision.matches[0]
    needed = _thresholds(best, catalogue).clarify
    return replace(decision, kind="answer", matches=(best,), threshold=needed)


def named(analysis: Analysis, catalogue: Catalogue) -> tuple[Entity, ...]:
    """The entities a question names, without the knowledge's subject, each once."""
    return tuple(
        {
            mention.entity.id: mention.entity
            for mention in analysis.mentions
            if mention.entity.id != catalogue.knowledge.subject
        }.values()
    )


def _thresholds(best: Match | None, catalogue: Catalogue) -> Thresholds:
    entry = catalogue.entries.get(best.entry_id) if best else None
    own = entry.sureness if entry else None
    return THRESHOLDS[own or catalogue.knowledge.settings.sureness]


def stranger_in(analysis: Analysis, catalogue: Catalogue) -> Entity | None:
    """The first entity named that the knowledge says nothing about."""
    subject = catalogue.knowledge.subject
    unknown = (m.entity for m in analysis.mentions if not m.known and m.entity.id != subject)
    return next(unknown, None)


def _choices(analysis: Analysis, catalogue: Catalogue) -> tuple[Match, ...]:
    """The entries that may be meant, the unlikely ones left out."""
    found = [match for match in analysis.matches if match.answerable]
    return tuple(
        match for match in found[:MOST_CHOICES] if match.confidence >= CLOSE * found[0].confidence
    )


def _is_tied(matches: tuple[Match, ...]) -> bool:
    """Whether the second best is nearly as likely as the best."""
    return len(matches) > 1 and matches[1].confidence >= TIED * matches[0].confidence


def _reason(analysis: Analysis, catalogue: Catalogue) -> tuple[Reason, Entity | None]:
    """Why there is no answer, and whom the question is about."""
    if analysis.problem == "empty":
        return "empty", None
    if analysis.problem == "too_long":
        return "too_long", None
    stranger = stranger_in(analysis, catalogue)
    if stranger and not _is_elsewhere(analysis, catalogue):
        return "unknown_entity", stranger
    profiled = next((entity for entity in named(analysis, catalogue) if entity.has_profile), None)
    if profiled:
        return "unknown_aspect", profiled
    return "not_covered" if _is_ours(analysis) else "off_topic", None


def _is_elsewhere(analysis: Analysis, catalogue: Catalogue) -> bool:
    """Whether a question is not on the subject of a knowledge that has one.

    It names nobody that the knowledge tells of, and most of what it says is not known here.
    """
    subject = catalogue.knowledge.subject
    told_of = any(m.known and m.entity.id != subject for m in analysis.mentions)
    return subject is not None and not told_of and not _is_ours(analysis)


def _is_ours(analysis: Analysis) -> bool:
    """Whether a question is on the topic: it names the subject, or its words are known here."""
    return analysis.on_subject or analysis.familiarity >= FAMILIAR
