"""A bot that says what a test wants, in place of the real one."""

from __future__ import annotations

import io
from dataclasses import replace
from types import SimpleNamespace

import pytest

from chatbot.dialogue.session import Session
from chatbot.dialogue.values import Reply, Suggestion
from chatbot.knowledge import Entry, Examination, Knowledge, Source
from chatbot.matching import Matcher

KNOWLEDGE = Knowledge(
    "Test",
    (
        Entry("a", "A?", ("A?",), "A.", tests=Examination(("who?", "a?"), ("hello",)), line=3),
        Entry("b", "B?", ("B?",), "B.", tests=Examination(("which?",), ("b?",)), line=9),
    ),
    path="test.yaml",
)
REPLIES = {
    "who?": Reply(
        "answer",
        "China, first of all.\n\nThen Russia.",
        Session(),
        entry_ids=("closest-friend",),
        confidence=0.93,
        suggestions=(Suggestion("Why China?", "china"), Suggestion("Why Russia?", "russia")),
        source=Source("An article", "25 November 2023", "https://a.example"),
    ),
    "a?": Reply("answer", "A.", Session(), entry_ids=("a",), confidence=0.9),
    "b?": Reply("answer", "B.", Session(), entry_ids=("b",), confidence=0.9),
    "hello": Reply("smalltalk", "Hello.", Session(), entry_ids=("smalltalk/greeting",)),
    "a? and rain?": Reply(
        "answer", "A.\n\nNothing on that.", Session(), ("a",), confidence=0.9, reason="off_topic"
    ),
    "which?": Reply(
        "clarify",
        "Did you mean",
        Session(),
        entry_ids=("a", "b"),
        suggestions=(Suggestion("A?", "a"), Suggestion("B?", "b")),
    ),
}


@pytest.fixture
def bot(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Every command that loads a bot gets this one, with no setting of the user's in the way.

    Says ``replies[question]``, else that it does not know; keeps what was ``loaded`` and, with
    the session, ``asked``.
    """
    seen = SimpleNamespace(replies=dict(REPLIES), loaded=[], asked=[], cached=None)

    class Bot:
        knowledge = KNOWLEDGE
        log = None

        @property
        def matcher(self) -> Matcher:
            return Matcher(KNOWLEDGE)

        @classmethod
        def load(cls, path: object = None, *, cache: bool = True, **options: object) -> Bot:
            seen.cached = cache
            seen.loaded.append(path)
            seen.options = options
            return cls()

        def day(self) -> str:
            return "2026-01-05"

        def ask(
            self, question: str, session: Session | None = None, audience: object = None
        ) -> Reply:
            seen.asked.append((question, session))
            unknown = Reply("decline", "Nothing on that.", Session(), reason="off_topic")
            found = seen.replies.get(question, unknown)
            assert isinstance(found, Reply)
            return replace(found, question=question)

        def answer(self, entry_id: str, session: Session | None = None) -> Reply:
            return Reply("answer", f"{entry_id.title()} was picked.", Session(), (entry_id,))

    for name in ("CHATBOT_FAQ", "CHATBOT_HISTORY", "CHATBOT_DEBUG", "ACCESSIBLE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("chatbot.dialogue.Bot", Bot, raising=False)
    return seen


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Standard input, not a terminal; a test writes what is to be read and seeks to its start."""
    stream = io.StringIO(newline="\n")
    monkeypatch.setattr("sys.stdin", stream)
    return stream
