"""One turn of a conversation: from a message and a session to a reply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.choices import Picker
from chatbot.dialogue.composing import Composer
from chatbot.dialogue.context import Conversation
from chatbot.dialogue.memory import Memory, recall
from chatbot.dialogue.policy import POLICY
from chatbot.dialogue.session import LONGEST_QUESTION, Session
from chatbot.dialogue.smalltalk import GREETING, Smalltalk
from chatbot.dialogue.suggesting import next_entry
from chatbot.dialogue.understanding import Decisions, Understanding
from chatbot.dialogue.values import Decision, Reply, Substitution, SubstitutionKind, Wording
from chatbot.knowledge import Entry, shown
from chatbot.language import Utterance, is_too_long
from chatbot.matching import Analysis, Match, Matcher

Step = Callable[[Utterance, Conversation], Decisions]
"""One step of a message's way: its decisions, or none where the next step is to decide."""


class Turns:
    """Takes turns, with what a catalogue has."""

    def __init__(self, catalogue: Catalogue, matcher: Matcher, smalltalk: Smalltalk) -> None:
        self.matcher = matcher
        self._catalogue = catalogue
        self._language = catalogue.language
        self._smalltalk = smalltalk
        self._picker = Picker(catalogue.language)
        self._memory = Memory(catalogue, matcher)
        self._understanding = Understanding(catalogue, matcher, self._memory)
        self._composer = Composer(catalogue, smalltalk.entries)
        self._steps: tuple[Step, ...] = (
            self._pick,  # one of the choices that were offered
            self._chat,  # small talk
            self._continue,  # more of what was told
            self._understand,  # what is asked
        )

    def reply(self, question: str, session: Session | None) -> Reply:
        """The reply to a question."""
        before = self._memory.begin(recall(session, self._catalogue))
        if is_too_long(question):
            decisions: Decisions = (_too_long(question),)
        else:
            message = self.matcher.read(question)
            decided = (step(message, before) for step in self._steps)
            decisions = next(filter(None, decided))
        return self._composed(question, decisions, before)

    def answer(self, entry_id: str, session: Session | None) -> Reply:
        """The reply that gives one entry's answer, or says why it may not be given."""
        before = self._memory.begin(recall(session, self._catalogue))
        entry = self._catalogue.entries.get(entry_id)
        withheld = self._catalogue.withheld.get(entry_id)
        if withheld:
            message = self._language.parse(withheld.question)
            decision = Decision(message.shown, "decline", Analysis(message), reason=withheld.reason)
            decision = decision._replace(withheld=True)
        elif entry:
            message = self._language.parse(entry.question)
            decision = self._answer_with(entry, message, "picked")
        else:
            raise ValueError(f"there is no entry with the id {shown(entry_id)}")
        return self._composed(message.text, (decision,), before)

    def _composed(self, question: str, decisions: Decisions, before: Conversation) -> Reply:
        after = self._memory.after(decisions, before)
        return self._composer.compose(question, decisions, before.session, after.session)

    def _pick(self, message: Utterance, before: Conversation) -> Decisions:
        """The answer to what was offered to choose from."""
        offered = tuple(self._catalogue.entries[entry_id] for entry_id in before.session.choices)
        picked = self._picker.pick(message, offered)
        if picked is None:
            return ()
        if isinstance(picked, tuple) and picked:
            return tuple(self._answer_with(entry, message, "picked") for entry in picked)
        decision = Decision(message.shown, "clarify", Analysis(message))
        if picked:
            return (decision._replace(matches=tuple(self._certain(e)[1] for e in offered)),)
        declined = decision._replace(kind="decline", reason="not_covered", wording="none_of_these")
        return (declined,)

    def _chat(self, message: Utterance, _: Conversation) -> Decisions:
        """Small talk, unless an entry has these very words."""
        decision = self._smalltalk.exactly(message)
        if decision is None:
            return ()
        analysis = self.matcher.analyse(message)
        best = analysis.best
        ours = best and self._language.words(best.phrasing) == message.words
        return () if ours or self._catalogue.named(analysis.mentions) else (decision,)

    def _continue(self, message: Utterance, before: Conversation) -> Decisions:
        """What comes next, for a message that just asks for more."""
        if message.words not in self._language.tables.more:
            return ()
        analysis = self.matcher.analyse(message)
        if analysis.best and analysis.best.confidence >= POLICY.certain:
            return ()
        entry = next_entry(before.session, self._catalogue)
        if entry:
            return (self._answer_with(entry, message, "next"),)
        wording: Wording = "no_more" if before.session.told else "unclear"
        asked = message.shown
        return (Decision(asked, "decline", analysis, reason="not_covered", wording=wording),)

    def _understand(self, message: Utterance, before: Conversation) -> Decisions:
        """What the message asks, small talk around it left out."""
        asked = self._smalltalk.without(message)
        decisions = self._understanding.decide(asked, before)
        further = self._further(decisions, message, before.session)
        if further:
            return (further,)
        if any(one.confidence >= POLICY.certain for one in decisions):
            return decisions
        beside = self._smalltalk.beside(message)
        if beside and not any(one.answered for one in decisions):
            words, talk = beside
            greets = talk.entry_id == GREETING
            if not self._is_known(words, 0.0 if greets else POLICY.covered):
                return (talk,)
        if decisions[0].kind == "clarify" or decisions[0].analysis.is_empty:
            return decisions
        nearly = self._smalltalk.nearly(message)
        surest = max(one.confidence for one in decisions)
        return (nearly,) if nearly and nearly.matches[0].confidence > surest else decisions

    def _is_known(self, words: Utterance, share: float) -> bool:
        """Whether they name somebody, or the knowledge has more than a share of what they say."""
        analysis = self.matcher.analyse(words)
        says = any(map(self._language.cues.is_content, words.words))
        return bool(analysis.mentions) or (says and analysis.vocabulary_coverage > share)

    def _further(
        self, decisions: Decisions, message: Utterance, session: Session
    ) -> Decision | None:
        """More of a profile whose summary was told before: "tell me more about China"."""
        first = decisions[0]
        told = first.answered and first.entry_id in session.told
        if not told or self._language.tables.more_words.isdisjoint(message.words):
            return None
        entry = self._catalogue.entries[first.entry_id]
        if entry.entity is None or entry.aspect:
            return None
        further = next_entry(replace(session, entry=entry.id), self._catalogue)
        return self._answer_with(further, message, "next") if further else None

    def _answer_with(self, entry: Entry, message: Utterance, why: SubstitutionKind) -> Decision:
        """An answer that does not depend on the words of the message."""
        analysis, match = self._certain(entry)
        return Decision(message.shown, "answer", analysis, (Substitution(why),), (match,))

    def _certain(self, entry: Entry) -> tuple[Analysis, Match]:
        """An entry's own question, and the entry as its certain match."""
        analysis = self.matcher.analyse(self._language.parse(entry.question))
        found = next((m for m in analysis.matches if m.entry_id == entry.id), None)
        return analysis, (found or Match.of(entry))._replace(confidence=1.0)


def _too_long(message: str) -> Decision:
    """The decline of a message that is too long, little of which is kept."""
    start = message[:LONGEST_QUESTION]
    analysis = Analysis(Utterance("", ()))
    return Decision(start, "decline", analysis, reason="too_long")
