"""Why a reply is as it is: in words for the author of the knowledge, or as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Final

from chatbot.dialogue.values import Decision, Reply
from chatbot.matching import Analysis, Closeness, Conflict, Evidence, Match, TermPair

NEAREST: Final = 3
"""Candidates shown in words."""
_LONGEST: Final = 150
"""Characters shown of a passage."""

_REASONS: Final = {
    "off_topic": "too few of its words are known here",
    "not_covered": "it is on the subject, but no entry is likely enough to answer it",
    "not_for_you": "the entry that answers it is for others",
    "unknown_entity": "the knowledge says nothing about the one it names",
    "unknown_aspect": "the profile does not answer that",
    "too_long": "it is longer than can be looked at",
    "empty": "it has no words",
}
_CONTEXT: Final = {
    "reference": "“{of}” is {names}",
    "about": "taken to be about {names}",
    "of_another": "asked of {names} what was asked of {of}",
    "question_of_another": "asked of {names}: {of}",
    "question_again": "the last question, asked again: {of}",
    "picked": "picked from what was offered",
    "next": "the next thing on the subject",
    "of_each": "asked of each by itself",
    "of_kind": "asked of all things of the kind",
}
_CONFLICTS: Final = {
    "entity": "asks about {asked}, this answers about {known}",
    "name_only": "shares the name only, and says nothing of {asked}",
    "denial": "asks who or what is not so",
    "undone": "asks what if it is not done",
    "opposite": "says {asked}, this the opposite: {known}",
    "asks": "asks for something else: {asked}",
    "replaced": "says {asked} where this says {known}",
    "number": "asks about {asked}, this is about {known}",
    "aspect": "asks for {asked}, which another aspect tells",
    "direction": "asks from {first} to {second}, this answers the other way round",
}
_HOW: Final = {
    "same": "",
    "name": "a name of it",
    "inflected": "another form of it",
    "spelling": "spelling repaired",
    "synonym": "a synonym",
    "related": "related",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reply and how it came about; as text, in words."""

    reply: Reply

    def __str__(self) -> str:
        """Why the bot replied as it did, one paragraph for each question in the message."""
        return "\n\n".join("\n".join(_lines(decision)) for decision in self.reply.decisions)

    def as_dict(self) -> dict[str, object]:
        """All of it as values that JSON knows, every candidate's evidence included."""
        return {
            "kind": self.reply.kind,
            "reason": self.reply.reason,
            "entry_ids": list(self.reply.entry_ids),
            "confidence": self.reply.confidence,
            "decisions": [_decision(decision) for decision in self.reply.decisions],
        }


def _decision(decision: Decision) -> dict[str, object]:
    analysis = decision.analysis
    return {
        "question": decision.question,
        "understood": analysis.question,
        "context": _context(decision),
        "kind": decision.kind,
        "reason": decision.reason,
        "threshold": decision.threshold,
        "entry_ids": [match.entry_id for match in decision.matches],
        "entity": decision.entity.id if decision.entity else None,
        "aspect": decision.aspect,
        "unanswered": decision.unanswered,
        "words": [asdict(word) for word in analysis.words],
        "mentions": [
            {"entity": m.entity.id, "name": m.entity.name, "text": m.text}
            for m in analysis.mentions
        ],
        "familiarity": analysis.vocabulary_coverage,
        "candidates": [_candidate(match) for match in analysis.matches],
    }


def _candidate(match: Match) -> dict[str, object]:
    evidence = match.evidence
    return {
        "entry_id": match.entry_id,
        "question": match.question,
        "phrasing": match.phrasing,
        "confidence": match.confidence,
        "pairs": [asdict(pair) for pair in evidence.pairs],
        "left_over": list(evidence.left_over),
        "missing": list(evidence.missing),
        "signals": dict(evidence.signals),
        "passage": evidence.passage or None,
        "meaning": asdict(evidence.meaning) if evidence.meaning else None,
        "guards": list(map(_conflict, evidence.conflicts)),
    }


def _lines(decision: Decision) -> Iterator[str]:
    """One question's way, line by line."""
    analysis = decision.analysis
    yield f"Question: {decision.question}"
    if decision.context:
        yield f"From the conversation: {_context(decision)}"
    if analysis.question != decision.question:
        yield f"Understood as: {analysis.question}"
    if analysis.mentions:
        yield f"It names: {', '.join(_named(analysis))}"
    yield f"Outcome: {_outcome(decision)}"
    if decision.kind != "smalltalk":
        yield from _nearest(decision)


def _named(analysis: Analysis) -> Iterator[str]:
    for mention in analysis.mentions:
        name, typed = mention.entity.name, mention.text
        yield name if not typed or typed == name.casefold() else f"{name} (“{typed}”)"


def _outcome(decision: Decision) -> str:
    matches = decision.matches
    if decision.answered and decision.threshold:
        entry, confidence = matches[0].entry_id, decision.confidence
        return f"answered with {entry}, {confidence:.0%} sure; {decision.threshold:.0%} were needed"
    if decision.answered:
        return f"answered with {matches[0].entry_id}"
    if decision.kind == "clarify":
        offered = ", ".join(match.entry_id for match in matches)
        return f"asked back, offering {offered}; an answer needed {decision.threshold:.0%}"
    if decision.kind == "smalltalk":
        return f"small talk ({matches[0].entry_id})" if matches else "small talk"
    why = _REASONS[decision.reason] if decision.reason else ""
    if decision.withheld and decision.reason == "not_covered":
        why = "the entry that answers it is not valid on this day"
    if decision.unanswered:
        why = (
            f"one of the questions that the file says it has no answer to: “{decision.unanswered}”"
        )
    about = f" ({decision.entity.name})" if decision.entity else ""
    return f"declined as {decision.reason}{about}: {why}"


def _nearest(decision: Decision) -> Iterator[str]:
    """The candidates, the best in full."""
    matches = decision.analysis.matches[:NEAREST]
    if not matches:
        yield "No entry comes near."
        return
    for place, match in enumerate(matches, start=1):
        yield f"{place}. {match.entry_id}, {match.confidence:.0%}: “{match.phrasing}”"
        yield from (f"   {line}" for line in _evidence(match))
    if len(matches) > 1:
        lead = matches[0].confidence - matches[1].confidence
        yield f"{matches[0].entry_id} is {lead * 100:.0f} points ahead of {matches[1].entry_id}."
    known = decision.analysis.vocabulary_coverage
    if decision.kind == "decline":
        yield (
            f"An answer needed {decision.threshold:.0%}; "
            f"the knowledge has words for {known:.0%} of what was asked."
        )


def _evidence(match: Match) -> Iterator[str]:
    evidence = match.evidence
    if evidence.pairs:
        yield f"matched: {', '.join(map(_pair, evidence.pairs))}"
    if evidence.left_over:
        yield f"asked, but not in the phrasing: {', '.join(evidence.left_over)}"
    if evidence.missing:
        yield f"in the phrasing, but not asked: {', '.join(evidence.missing)}"
    if evidence.passage:
        yield f"closest in its answer: “{_shortened(evidence.passage)}”"
    if evidence.meaning:
        yield from _opinions(evidence, evidence.meaning)
    for conflict in evidence.conflicts:
        yield f"against it: {_conflict(conflict)}"


def _opinions(evidence: Evidence, meaning: Closeness) -> Iterator[str]:
    """What the letters say of a candidate, and what the encoder does."""
    yield f"by its letters: {evidence.signals['coverage']:.0%} of what was asked is in it"
    yield f"by its meaning: {meaning.nearest:.0%}; the nearest phrasing is “{meaning.phrasing}”"
    if meaning.passage:
        yield f"nearest passage, {meaning.passage_closeness:.0%}: “{_shortened(meaning.passage)}”"
    if meaning.alone and evidence.left_over:
        equated = ", ".join(evidence.missing) or _shortened(meaning.passage or meaning.phrasing)
        yield f"rests on its meaning alone: takes “{', '.join(evidence.left_over)}” for “{equated}”"


def _shortened(text: str) -> str:
    """A text in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()} …"


def _context(decision: Decision) -> str:
    return "; ".join(
        _CONTEXT[one.kind].format(names=" and ".join(one.names), of=one.of)
        for one in decision.context
    )


def _conflict(conflict: Conflict) -> str:
    if conflict.kind == "entity" and not conflict.known:
        return f"asks about {', '.join(conflict.asked)}, which this says nothing of"
    return _CONFLICTS[conflict.kind].format(
        asked=", ".join(conflict.asked),
        known=", ".join(conflict.known),
        first="".join(conflict.asked[:1]),
        second="".join(conflict.asked[1:]),
    )


def _pair(pair: TermPair) -> str:
    asked = pair.asked or "(from the conversation)"
    if pair.asked == pair.phrased:
        return asked
    how = _HOW.get(pair.how, pair.how)
    similarity = f", {pair.similarity:.0%}" if pair.similarity < 1 else ""
    return f"{asked} = {pair.phrased} ({how or 'the same'}{similarity})"
