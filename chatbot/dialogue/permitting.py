"""What may not be answered to whom, or not today: such entries are found and not given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from chatbot.dialogue.catalogue import Withheld, WithheldEntry
from chatbot.dialogue.policy import POLICY
from chatbot.knowledge import Entry
from chatbot.language import Utterance
from chatbot.matching import Analysis, Match, Matcher


def withheld_from(entries: Iterable[Entry], audience: Set[str], day: str) -> Withheld:
    """Those of some entries that an audience does not get on a day, written as ``2024-05-03``."""
    withheld = []
    for entry in entries:
        if not entry.is_valid(day):
            withheld.append(WithheldEntry(entry.id, entry.question, "not_covered"))
        elif entry.audience and audience.isdisjoint(entry.audience):
            withheld.append(WithheldEntry(entry.id, entry.question, "not_for_you"))
    return tuple(withheld)


def permit(matcher: Matcher, withheld: Withheld) -> Matcher:
    """A matcher in which withheld entries count as having no answer; it shares all else."""
    return _Permitted(matcher, withheld) if withheld else matcher


class _Permitted(Matcher):
    """Matches as another one does, and withholds some entries."""

    def __init__(self, matcher: Matcher, withheld: Withheld) -> None:
        vars(self).update(vars(matcher))
        self._withheld_ids = frozenset(one.id for one in withheld)

    def analyse(
        self, utterance: Utterance, *, about: Sequence[str] = (), limit: int = 5
    ) -> Analysis:
        further = min(len(self._withheld_ids), POLICY.most_withheld)
        analysis = super().analyse(utterance, about=about, limit=limit + further)
        return analysis._replace(matches=self._permitted(analysis.matches)[:limit])

    def _permitted(self, matches: tuple[Match, ...]) -> tuple[Match, ...]:
        """The matches without those withheld, but for one that is clearly what was asked for.

        Where another entry comes as near, as the same question answered for another audience does,
        that is the one meant, and has the confidence of both.
        """
        if not any(match.entry_id in self._withheld_ids for match in matches):
            return matches
        best = matches[0].confidence
        given = [match for match in matches if match.entry_id not in self._withheld_ids]
        withheld = [match for match in matches if match.entry_id in self._withheld_ids]
        near = [match for match in withheld if match.confidence >= POLICY.tied * best]
        if given and given[0].confidence >= POLICY.tied * best:
            confidence = min(1.0, given[0].confidence + sum(match.confidence for match in near))
            return (given[0]._replace(confidence=confidence), *given[1:])
        clear = best >= POLICY.withheld
        return (*map(_not_given, near[: int(clear)]), *given)


def _not_given(match: Match) -> Match:
    """A match that is not given, without what its answer says."""
    evidence = match.evidence._replace(passage="")
    if evidence.meaning:
        evidence = evidence._replace(meaning=evidence.meaning._replace(passage=""))
    return match._replace(answerable=False, evidence=evidence)
