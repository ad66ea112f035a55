"""How a question was decided, line by line, in the words of a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from chatbot.dialogue.values import Decision
from chatbot.matching import Analysis, Closeness, Conflict, Evidence, Match, TermPair

NEAREST: Final = 3
"""Candidates shown in words."""
_LONGEST: Final = 150
"""Characters shown of a passage."""


class InWords:
    """Tells how questions were decided; ``words`` are those of a language, by part and name."""

    def __init__(self, words: Mapping[str, Mapping[str, str]]) -> None:
        self._words = words

    def lines(self, decision: Decision) -> Iterator[str]:
        """One question's way, line by line."""
        analysis = decision.analysis
        yield self._line("question", question=decision.question)
        if decision.context:
            yield self._line("context", context=self.context(decision))
        if analysis.question != decision.question:
            yield self._line("understood", question=analysis.question)
        if analysis.mentions:
            yield self._line("names", names=_listed(self._named(analysis)))
        yield self._line("outcome", outcome=self._outcome(decision))
        if decision.kind != "smalltalk":
            yield from self._nearest(decision)

    def context(self, decision: Decision) -> str:
        """What the conversation added to a question."""
        told = self._words["context"]
        return "; ".join(
            told[one.kind].format(names=told["and"].join(one.names), of=one.of)
            for one in decision.context
        )

    def conflict(self, conflict: Conflict) -> str:
        """What speaks against a candidate."""
        alone = conflict.kind == "entity" and not conflict.known
        return self._words["conflicts"]["entity_alone" if alone else conflict.kind].format(
            asked=_listed(conflict.asked),
            known=_listed(conflict.known),
            first="".join(conflict.asked[:1]),
            second="".join(conflict.asked[1:]),
        )

    def _line(self, name: str, /, **values: object) -> str:
        return self._words["lines"][name].format(**values)

    def _named(self, analysis: Analysis) -> Iterator[str]:
        for mention in analysis.mentions:
            name, typed = mention.entity.name, mention.text
            plain = not typed or typed == name.casefold()
            yield name if plain else self._line("misnamed", name=name, typed=typed)

    def _outcome(self, decision: Decision) -> str:
        matches, told = decision.matches, self._words["outcomes"]
        needed = _per_cent(decision.threshold)
        if decision.answered:
            name = "answered_sure" if decision.threshold else "answered"
            sure = _per_cent(decision.confidence)
            return told[name].format(entry=matches[0].entry_id, sure=sure, needed=needed)
        if decision.kind == "clarify":
            entries = _listed(match.entry_id for match in matches)
            return told["asked_back"].format(entries=entries, needed=needed)
        if decision.kind == "smalltalk":
            entry = matches[0].entry_id if matches else ""
            return told["smalltalk_entry" if entry else "smalltalk"].format(entry=entry)
        name = decision.entity.name if decision.entity else ""
        return told["declined_entity" if name else "declined"].format(
            reason=decision.reason, name=name, why=self._why(decision)
        )

    def _why(self, decision: Decision) -> str:
        """Why a question is declined."""
        reason: str = decision.reason or "empty"
        if decision.withheld and reason == "not_covered":
            reason = "not_today"
        if decision.unanswered:
            reason = "unanswered"
        return self._words["reasons"][reason].format(question=decision.unanswered)

    def _nearest(self, decision: Decision) -> Iterator[str]:
        """The candidates, the best in full."""
        matches = decision.analysis.matches[:NEAREST]
        if not matches:
            yield self._line("nothing_near")
            return
        for place, match in enumerate(matches, start=1):
            yield self._line(
                "candidate",
                place=place,
                entry=match.entry_id,
                sure=_per_cent(match.confidence),
                phrasing=match.phrasing,
            )
            yield from (f"   {line}" for line in self._evidence(match))
        if len(matches) > 1:
            first, second = matches[:2]
            points = _per_cent(first.confidence - second.confidence)
            yield self._line("lead", first=first.entry_id, second=second.entry_id, points=points)
        if decision.kind == "decline":
            needed = _per_cent(decision.threshold)
            known = _per_cent(decision.analysis.vocabulary_coverage)
            yield self._line("familiar", needed=needed, known=known)

    def _evidence(self, match: Match) -> Iterator[str]:
        evidence, told = match.evidence, self._words["evidence"]
        if evidence.pairs:
            yield told["matched"].format(pairs=_listed(map(self._pair, evidence.pairs)))
        if evidence.left_over:
            yield told["left_over"].format(words=self._asked(evidence.left_over))
        if evidence.missing:
            yield told["missing"].format(words=_listed(evidence.missing))
        if evidence.passage:
            yield told["passage"].format(passage=_shortened(evidence.passage))
        if evidence.meaning:
            yield from self._opinions(evidence, evidence.meaning)
        for conflict in evidence.conflicts:
            yield told["against"].format(conflict=self.conflict(conflict))

    def _opinions(self, evidence: Evidence, meaning: Closeness) -> Iterator[str]:
        """What the letters say of a candidate, and what the encoder does."""
        told = self._words["evidence"]
        yield told["letters"].format(covered=_per_cent(evidence.signals["content_coverage"]))
        close = _per_cent(meaning.nearest)
        yield told["meaning"].format(close=close, phrasing=meaning.phrasing)
        if meaning.passage:
            close = _per_cent(meaning.passage_closeness)
            yield told["meaning_passage"].format(close=close, passage=_shortened(meaning.passage))
        if meaning.alone and evidence.left_over:
            nearest = _shortened(meaning.passage or meaning.phrasing)
            equated = _listed(evidence.missing) or nearest
            words = self._asked(evidence.left_over)
            yield told["meaning_alone"].format(words=words, equated=equated)

    def _asked(self, words: Iterable[str]) -> str:
        """Words of the question; what the conversation added to it has none of its own."""
        return _listed(word or self._words["pairs"]["from_conversation"] for word in words)

    def _pair(self, pair: TermPair) -> str:
        told = self._words["pairs"]
        asked = self._asked([pair.asked])
        if pair.asked == pair.phrased:
            return asked
        return told["pair_near" if pair.similarity < 1 else "pair"].format(
            asked=asked,
            phrased=pair.phrased,
            how=told[pair.how],
            close=_per_cent(pair.similarity),
        )


def _per_cent(share: float) -> str:
    """A share from 0 to 1 as a whole number of per cent."""
    return f"{share:.0%}".removesuffix("%")


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(texts)


def _shortened(text: str) -> str:
    """A text in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()} …"
