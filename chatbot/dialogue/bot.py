"""One question in, one reply out."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.choices import Picker
from chatbot.dialogue.composing import Composer
from chatbot.dialogue.context import Conversation
from chatbot.dialogue.deciding import named
from chatbot.dialogue.explaining import Explanation
from chatbot.dialogue.memory import Memory, recall
from chatbot.dialogue.policy import POLICY
from chatbot.dialogue.session import LONGEST_QUESTION, Session
from chatbot.dialogue.smalltalk import Smalltalk
from chatbot.dialogue.suggesting import next_entry
from chatbot.dialogue.understanding import Decisions, Understanding
from chatbot.dialogue.values import Decision, Reply, Substitution, SubstitutionKind, Wording
from chatbot.knowledge import Entry, Knowledge, shown
from chatbot.language import Language, Utterance, is_too_long
from chatbot.matching import Analysis, Encoder, Match, Matcher

Step = Callable[[Utterance, Conversation], Decisions]
"""One step of a message's way: its decisions, or none where the next step is to decide."""


class Bot:
    """Answers questions from one knowledge.

    Immutable once built; any number of threads and conversations may share one.

    >>> bot = Bot(Knowledge.from_dict({
    ...     "title": "The shop",
    ...     "entries": [{"question": "When do you open?", "answer": "At nine."}],
    ... }))
    >>> reply = bot.ask("when do you open")
    >>> reply.kind, reply.text
    ('answer', 'At nine.')

    With an ``encoder``, the meaning of the texts has a say beside their letters. All of them are
    encoded at once, so it takes a while, and raises :class:`~chatbot.errors.EncoderError` if the
    encoder cannot be used.
    """

    def __init__(self, knowledge: Knowledge, encoder: Encoder | None = None) -> None:
        language = Language.load(knowledge.language)
        self._encoder = encoder
        self._language = language
        self._catalogue = Catalogue(knowledge, language)
        self._smalltalk = Smalltalk(knowledge, language, POLICY)
        self._picker = Picker(language)
        self._steps: tuple[Step, ...] = (
            self._pick,  # one of the choices that were offered
            self._chat,  # small talk
            self._continue,  # more of what was told
            self._understand,  # what is asked
        )
        if encoder is not None:
            self._matcher  # noqa: B018  # built here and now, so that errors show here

    @cached_property
    def _matcher(self) -> Matcher:
        """Built with the first question, so that a chat can greet before."""
        return Matcher(self.knowledge, encoder=self._encoder)

    @cached_property
    def _memory(self) -> Memory:
        return Memory(self._catalogue, self._matcher)

    @cached_property
    def _understanding(self) -> Understanding:
        return Understanding(self._catalogue, self._matcher, self._memory, POLICY)

    @cached_property
    def _composer(self) -> Composer:
        return Composer(self._catalogue, self._smalltalk.entries)

    @classmethod
    def load(
        cls, path: str | os.PathLike[str] | None = None, encoder: Encoder | None = None
    ) -> Bot:
        """A bot for the knowledge file at ``path``; without one, for the file that ships.

        Raises :class:`~chatbot.errors.KnowledgeError` and
        :class:`~chatbot.errors.KnowledgeNotReadable`, as :meth:`Knowledge.load` does;
        with an ``encoder`` also :class:`~chatbot.errors.EncoderError`.
        """
        return cls(Knowledge.load(_shipped() if path is None else path), encoder)

    @property
    def knowledge(self) -> Knowledge:
        """What it knows."""
        return self._catalogue.knowledge

    def ask(self, question: str, session: Session | None = None) -> Reply:
        """The reply to a question; ``session`` is that of the last reply, None to begin with.

        Never raises; the same question and session always get the same reply.
        """
        before = self._memory.begin(recall(session, self._catalogue))
        if is_too_long(question):
            decisions: Decisions = (_refusal(question),)
        else:
            message = self._matcher.read(question)
            decided = (step(message, before) for step in self._steps)
            decisions = next(filter(None, decided))
        return self._reply(question, decisions, before)

    def answer(self, entry_id: str, session: Session | None = None) -> Reply:
        """The reply that gives one entry's answer, as when its question is picked from a menu.

        Raises ValueError for an id that no entry has.
        """
        entry = self._catalogue.entries.get(entry_id)
        if entry is None:
            raise ValueError(f"there is no entry with the id {shown(entry_id)}")
        before = self._memory.begin(recall(session, self._catalogue))
        decision = self._answer_with(entry, self._language.parse(entry.question), "picked")
        return self._reply(entry.question, (decision,), before)

    def match(self, question: str, limit: int = 5) -> tuple[Match, ...]:
        """At most ``limit`` entries that may answer a question, best first, without dialogue."""
        return self._matcher.match(question, limit)

    def explain(self, question: str, session: Session | None = None) -> Explanation:
        """The reply to a question, and how it came about, in words and as data."""
        return Explanation(self.ask(question, session))

    def _reply(self, question: str, decisions: Decisions, before: Conversation) -> Reply:
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
            return (replace(decision, matches=tuple(self._certain(e)[1] for e in offered)),)
        refused = replace(decision, kind="decline", reason="not_covered", wording="none_of_these")
        return (refused,)

    def _chat(self, message: Utterance, _: Conversation) -> Decisions:
        """Small talk, unless an entry has these very words."""
        decision = self._smalltalk.exactly(message) or self._smalltalk.mostly(message)
        if decision is None:
            return ()
        analysis = self._matcher.analyse(message)
        best = analysis.matches[0] if analysis.matches else None
        ours = best and self._language.words(best.phrasing) == message.words
        return () if ours or named(analysis, self._catalogue) else (decision,)

    def _continue(self, message: Utterance, before: Conversation) -> Decisions:
        """What comes next, for a message that just asks for more."""
        if message.words not in self._language.tables.more:
            return ()
        analysis = self._matcher.analyse(message)
        if analysis.matches and analysis.matches[0].confidence >= POLICY.certain:
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
        certain = any(one.confidence >= POLICY.certain for one in decisions)
        if certain or decisions[0].analysis.is_empty or decisions[0].kind == "clarify":
            return decisions
        talk = self._smalltalk.nearly(message)
        surest = max(one.confidence for one in decisions)
        return (talk,) if talk and talk.matches[0].confidence > surest else decisions

    def _further(
        self, decisions: Decisions, message: Utterance, session: Session
    ) -> Decision | None:
        """More of a profile whose summary was told before: "tell me more about China"."""
        first = decisions[0]
        told = first.answered and first.matches[0].entry_id in session.told
        if not told or self._language.tables.more_words.isdisjoint(message.words):
            return None
        entry = self._catalogue.entries[first.matches[0].entry_id]
        if entry.entity is None or entry.aspect:
            return None
        further = next_entry(replace(session, entry=entry.id), self._catalogue)
        return self._answer_with(further, message, "next") if further else None

    def _answer_with(self, entry: Entry, message: Utterance, why: SubstitutionKind) -> Decision:
        """An answer that the words of the message do not have to bear out."""
        analysis, match = self._certain(entry)
        return Decision(message.shown, "answer", analysis, (Substitution(why),), (match,))

    def _certain(self, entry: Entry) -> tuple[Analysis, Match]:
        """An entry's own question, and the entry as its certain match."""
        analysis = self._matcher.analyse(self._language.parse(entry.question))
        found = next((m for m in analysis.matches if m.entry_id == entry.id), None)
        match = found or Match(entry.id, entry.question, entry.question, 1.0)
        return analysis, replace(match, confidence=1.0)


def _refusal(message: str) -> Decision:
    """Nothing is done about a message that is too long, and little of it is kept."""
    start = message[:LONGEST_QUESTION]
    analysis = Analysis(Utterance("", ()))
    return Decision(start, "decline", analysis, reason="too_long")


def _shipped() -> Path:
    """The knowledge file in the package, or the one beside the package in a checkout."""
    package = Path(__file__).parent.parent
    inside, beside = package / "faq.yaml", package.parent / "faq.yaml"
    return beside if beside.exists() and not inside.exists() else inside  # in a zip neither exists
