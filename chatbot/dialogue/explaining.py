"""Why a reply is as it is: in words for the author of the knowledge, or as data."""

from __future__ import annotations

from typing import NamedTuple

from chatbot.dialogue.explaining_in_words import InWords
from chatbot.dialogue.values import Decision, Reply
from chatbot.language import DEFAULT, explanation_words
from chatbot.matching import Match


class Explanation(NamedTuple):
    """A reply and how it came about; as text, in English words."""

    reply: Reply

    def __str__(self) -> str:
        """Why the bot replied as it did, one paragraph for each question in the message."""
        return self.in_words(DEFAULT)

    def in_words(self, language: str) -> str:
        """The same in the language with a code, in English where that has no words for it."""
        told = InWords(explanation_words(language))
        return "\n\n".join("\n".join(told.lines(one)) for one in self.reply.decisions)

    def as_dict(self) -> dict[str, object]:
        """All of it as values that JSON knows, every candidate's evidence included."""
        told = InWords(explanation_words(DEFAULT))
        return {
            "kind": self.reply.kind,
            "reason": self.reply.reason,
            "entry_ids": list(self.reply.entry_ids),
            "confidence": self.reply.confidence,
            "decisions": [_decision(decision, told) for decision in self.reply.decisions],
        }


def _decision(decision: Decision, told: InWords) -> dict[str, object]:
    analysis = decision.analysis
    return {
        "question": decision.question,
        "understood": analysis.question,
        "context": told.context(decision),
        "kind": decision.kind,
        "reason": decision.reason,
        "threshold": decision.threshold,
        "entry_ids": [match.entry_id for match in decision.matches],
        "entity": decision.entity.id if decision.entity else None,
        "aspect": decision.aspect,
        "unanswered": decision.unanswered,
        "words": [word._asdict() for word in analysis.words],
        "mentions": [
            {"entity": m.entity.id, "name": m.entity.name, "text": m.text}
            for m in analysis.mentions
        ],
        "familiarity": analysis.vocabulary_coverage,
        "candidates": [_candidate(match, told) for match in analysis.matches],
    }


def _candidate(match: Match, told: InWords) -> dict[str, object]:
    evidence = match.evidence
    return {
        "entry_id": match.entry_id,
        "question": match.question,
        "phrasing": match.phrasing,
        "confidence": match.confidence,
        "pairs": [pair._asdict() for pair in evidence.pairs],
        "left_over": list(evidence.left_over),
        "missing": list(evidence.missing),
        "signals": dict(evidence.signals),
        "passage": evidence.passage or None,
        "meaning": evidence.meaning._asdict() if evidence.meaning else None,
        "guards": list(map(told.conflict, evidence.conflicts)),
    }
