"""One question in, one reply out."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from chatbot.dialogue import choices, language
from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.composing import Composer
from chatbot.dialogue.context import CERTAIN
from chatbot.dialogue.deciding import named
from chatbot.dialogue.memory import Memory, recall
from chatbot.dialogue.session import LONGEST_QUESTION, Session
from chatbot.dialogue.smalltalk import Smalltalk
from chatbot.dialogue.suggesting import next_entry
from chatbot.dialogue.understanding import Decisions, Understanding
from chatbot.dialogue.values import Decision, Reply
from chatbot.knowledge import Entry, Knowledge
from chatbot.matching import Analysis, Match, Matcher
from chatbot.matching.text import MAX_CHARACTERS, normalise, too_long

if TYPE_CHECKING:
    from chatbot.dialogue.explaining import Explanation


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
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._catalogue = Catalogue(knowledge)
        self._smalltalk = Smalltalk(knowledge)

    @cached_property
    def _matcher(self) -> Matcher:
        """Built with the first question, so that a chat can greet before."""
        return Matcher(self.knowledge)

    @cached_property
    def _memory(self) -> Memory:
        return Memory(self._catalogue, self._matcher.analyse)

    @cached_property
    def _understanding(self) -> Understanding:
        return Understanding(self._catalogue, self._matcher, self._memory)

    @cached_property
    def _composer(self) -> Composer:
        return Composer(self._catalogue, self._smalltalk.entries, self._memory)

    @classmethod
    def load(cls, path: str | os.PathLike[str] | None = None) -> Bot:
        """A bot for the knowledge file at ``path``; without one, for the file that ships.

        Raises :class:`~chatbot.errors.KnowledgeError` and
        :class:`~chatbot.errors.KnowledgeNotReadable`, as :meth:`Knowledge.load` does.
        """
        return cls(Knowledge.load(_shipped() if path is None else path))

    @property
    def knowledge(self) -> Knowledge:
        """What it knows."""
        return self._catalogue.knowledge

    def ask(self, question: str, session: Session | None = None) -> Reply:
        """The reply to a question; ``session`` is that of the last reply, None to begin with.

        Never raises; the same question and session always get the same reply.
        """
        before = recall(session, self._catalogue)
        message = _clean(question)
        if len(message) > MAX_CHARACTERS:
            return self._composer.compose((_refusal(question),), before)
        decisions = (
            self._pick(message, before)
            or self._chat(message)
            or self._continue(message, before)
            or self._understand(message, before)
        )
        return self._composer.compose(decisions, before)

    def match(self, question: str, limit: int = 5) -> tuple[Match, ...]:
        """At most ``limit`` entries that may answer a question, best first, without dialogue."""
        return self._matcher.match(question, limit)

    def explain(self, question: str, session: Session | None = None) -> Explanation:
        """The reply to a question, and how it came about, in words and as data."""
        from chatbot.dialogue.explaining import Explanation

        return Explanation(self.ask(question, session))

    def _pick(self, message: str, session: Session) -> Decisions:
        """The answer to what was offered to choose from."""
        offered = tuple(self._catalogue.entries[entry_id] for entry_id in session.choices)
        picked = choices.pick(message, offered)
        if picked is None:
            return ()
        if isinstance(picked, Entry):
            return (self._answer_with(picked, message, "picked from what was offered"),)
        decision = Decision(message, "clarify", self._matcher.analyse(message))
        if picked:
            return (replace(decision, matches=tuple(self._certain(e)[1] for e in offered)),)
        refused = replace(decision, kind="decline", reason="not_covered", wording="none_of_these")
        return (refused,)

    def _chat(self, message: str) -> Decisions:
        """Small talk, unless an entry has these very words."""
        decision = self._smalltalk.exactly(message) or self._smalltalk.mostly(message)
        if decision is None:
            return ()
        analysis = self._matcher.analyse(message)
        best = analysis.matches[0] if analysis.matches else None
        ours = best and language.words_of(best.phrasing) == language.words_of(message)
        return () if ours or named(analysis, self._catalogue) else (decision,)

    def _continue(self, message: str, session: Session) -> Decisions:
        """What comes next, for a message that just asks for more."""
        if tuple(language.words_of(message)) not in language.MORE:
            return ()
        analysis = self._matcher.analyse(message)
        if analysis.matches and analysis.matches[0].confidence >= CERTAIN:
            return ()
        entry = next_entry(session, self._catalogue)
        if entry:
            return (self._answer_with(entry, message, "the next thing on the subject"),)
        wording = "no_more" if session.told else "unclear"
        return (Decision(message, "decline", analysis, reason="not_covered", wording=wording),)

    def _understand(self, message: str, session: Session) -> Decisions:
        """What the message asks, small talk around it left out."""
        asked = self._smalltalk.without(message)
        decisions = self._understanding.decide(asked, session)
        further = self._further(decisions, message, session)
        if further:
            return (further,)
        if any(one.confidence >= CERTAIN for one in decisions) or decisions[0].analysis.problem:
            return decisions
        talk = self._smalltalk.nearly(message)
        surest = max(one.confidence for one in decisions)
        return (talk,) if talk and talk.matches[0].confidence > surest else decisions

    def _further(self, decisions: Decisions, message: str, session: Session) -> Decision | None:
        """More of a profile whose summary was told before: "tell me more about China"."""
        first = decisions[0]
        told = first.answered and first.matches[0].entry_id in session.told
        if not told or "more" not in language.words_of(message):
            return None
        entry = self._catalogue.entries[first.matches[0].entry_id]
        if entry.entity is None or entry.aspect:
            return None
        further = next_entry(replace(session, entry=entry.id), self._catalogue)
        if further is None:
            return None
        return self._answer_with(further, message, "the next thing on the subject")

    def _answer_with(self, entry: Entry, message: str, context: str) -> Decision:
        """An answer that the words of the message do not have to bear out."""
        analysis, match = self._certain(entry)
        return Decision(message, "answer", analysis, context, (match,))

    def _certain(self, entry: Entry) -> tuple[Analysis, Match]:
        """An entry's own question, and the entry as its certain match."""
        analysis = self._matcher.analyse(entry.question)
        found = next((m for m in analysis.matches if m.entry_id == entry.id), None)
        match = found or Match(entry.id, entry.question, entry.question, 1.0)
        return analysis, replace(match, confidence=1.0)


def _clean(message: str) -> str:
    """The message as it is read: white space single, and what is not plain text normalised.

    Line by line, as a line break ends a sentence. A message that is too long stays as it is.
    """
    if too_long(message):
        return message
    if message.isascii() and message.isprintable():
        return " ".join(message.split())
    return "\n".join(filter(None, (normalise(line).strip() for line in message.splitlines())))


def _refusal(message: str) -> Decision:
    """Nothing is done about a message that is too long, and little of it is kept."""
    start = message[:LONGEST_QUESTION]
    return Decision(start, "decline", Analysis(start, "too_long"), reason="too_long")


def _shipped() -> Path:
    """The knowledge file in the package, or the one beside the package in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "faq.yaml"
    return inside if inside.exists() else package.parent / "faq.yaml"
