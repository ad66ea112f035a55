"""From matches to a decision: answer, ask back, or decline with the reason."""

from __future__ import annotations

from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.policy import POLICY, Thresholds
from chatbot.dialogue.values import Decision, Reason, Substitution
from chatbot.knowledge import Entity, Entry
from chatbot.language import Cues
from chatbot.matching import PARAMETERS, Analysis, Match


class Decider:
    """Decides what to do about one question."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def decide(
        self, question: str, analysis: Analysis, context: tuple[Substitution, ...] = ()
    ) -> Decision:
        """What to do about one question.

        ``question`` is what was typed, ``analysis`` that of what it was understood as, and
        ``context`` says how the one became the other.
        """
        best = analysis.best
        needed = self._thresholds(best)
        undecided = Decision(question, "decline", analysis, context, threshold=needed.answer)
        off_subject = self._is_off_subject(analysis)
        if best and off_subject and best.confidence < needed.answer + POLICY.elsewhere:
            return undecided._replace(reason="off_topic")
        if best and best.confidence >= needed.answer and not self._is_tied(analysis.matches):
            if best.answerable:
                return undecided._replace(kind="answer", matches=(best,))
            return self._known_gap(undecided, best)
        unknown = unknown_entity_in(analysis, self._catalogue)
        choices = self._choices(analysis) if best and best.answerable else ()
        near = _is_likely_among(choices, needed)
        near |= bool(choices) and _has_every_word(choices[0], analysis)
        if near and (off_subject or not unknown):
            return undecided._replace(kind="clarify", matches=choices)
        reason, entity = self._reason(analysis)
        return undecided._replace(reason=reason, entity=entity)

    def answer_again(self, undecided: Decision, entry: Entry, last: str) -> Decision:
        """Answer with an entry that was answered with last, to the question ``last``.

        Unchanged where that is not likely enough.
        """
        match = Match.of(entry, POLICY.told_last)
        needed = self._thresholds(match).answer
        if match.confidence < needed:
            return undecided
        context = (*undecided.context, Substitution("told_last", (), last))
        decision = Decision(undecided.question, "answer", undecided.analysis, context, (match,))
        return decision._replace(threshold=needed)

    def _known_gap(self, undecided: Decision, gap: Match) -> Decision:
        """Decline what has no answer, and is known: an aspect, a question, what is withheld."""
        withheld = self._catalogue.withheld.get(gap.entry_id)
        if withheld:
            return undecided._replace(reason=withheld.reason, withheld=True)
        aspect = self._catalogue.aspect_of(gap.entry_id)
        if aspect:
            entity, name = aspect
            return undecided._replace(reason="unknown_aspect", entity=entity, aspect=name)
        reason, entity_named = self._reason(undecided.analysis)
        reason = "not_covered" if reason == "off_topic" else reason
        return undecided._replace(reason=reason, entity=entity_named, unanswered=gap.phrasing)

    def _thresholds(self, best: Match | None) -> Thresholds:
        entry = self._catalogue.entries.get(best.entry_id) if best else None
        own = entry.sureness if entry else None
        return POLICY.thresholds[own or self._catalogue.knowledge.settings.sureness]

    def _choices(self, analysis: Analysis) -> tuple[Match, ...]:
        """The entries that may be meant, the unlikely ones left out."""
        found = [match for match in analysis.matches if match.answerable]
        return tuple(
            match
            for match in found[: POLICY.most_choices]
            if match.confidence >= POLICY.close * found[0].confidence
        )

    def _is_tied(self, matches: tuple[Match, ...]) -> bool:
        """Whether the second best is nearly as likely as the best."""
        least = POLICY.tied * matches[0].confidence
        return len(matches) > 1 and matches[1].confidence >= least

    def _reason(self, analysis: Analysis) -> tuple[Reason, Entity | None]:
        """Why there is no answer, and whom the question is about."""
        if analysis.is_empty:
            return "empty", None
        unknown = unknown_entity_in(analysis, self._catalogue)
        if unknown and not self._is_off_subject(analysis):
            return "unknown_entity", unknown
        entities = self._catalogue.named(analysis.mentions)
        profiled = next((entity for entity in entities if entity.has_profile), None)
        if profiled:
            return "unknown_aspect", profiled
        return "not_covered" if self._is_on_topic(analysis) else "off_topic", None

    def _is_off_subject(self, analysis: Analysis) -> bool:
        """Whether a question is not on the subject of a knowledge that has one.

        It names nobody that the knowledge tells of, and most of what it says is not known here.
        """
        if self._catalogue.knowledge.subject is None or self._is_on_topic(analysis):
            return False
        return not self._catalogue.named(m for m in analysis.mentions if m.known)

    def _is_on_topic(self, analysis: Analysis) -> bool:
        """Whether a question is on the topic: it names the subject, or its words are known."""
        return analysis.on_subject or analysis.vocabulary_coverage >= POLICY.covered


def _is_likely_among(choices: tuple[Match, ...], needed: Thresholds) -> bool:
    """Whether it is likely enough for asking back that one of the choices is meant.

    The best alone tells that better than all of them together: of what nothing answers, much is a
    little like several entries. Those that are as good as the best may be sure together.
    """
    if not choices:
        return False
    best = choices[0].confidence
    as_good = sum(one.confidence for one in choices if one.confidence == best)
    return best >= needed.clarify or as_good >= needed.answer


def _has_every_word(match: Match, analysis: Analysis) -> bool:
    """Whether an entry has every word of the question, and one of them says much.

    That is near enough also where all entries have them: "how often can I donate" beside "How often
    can I donate blood?" among questions on donating.
    """
    typed = [word for word in analysis.words if word.text]
    least = PARAMETERS.stands_for
    paired = {pair.asked for pair in match.evidence.pairs if pair.similarity >= least}
    says_much = any(word.content for word in typed)
    return says_much and not match.evidence.conflicts and all(one.text in paired for one in typed)


def leaves_over(match: Match, cues: Cues) -> bool:
    """Whether a question says anything that a match does not."""
    return any(map(cues.is_content, match.evidence.left_over))


def unknown_entity_in(analysis: Analysis, catalogue: Catalogue) -> Entity | None:
    """The first entity named that the knowledge says nothing about."""
    return next(iter(catalogue.named(m for m in analysis.mentions if not m.known)), None)
