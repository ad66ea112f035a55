"""A bot small enough to foresee, so that these tests are about the chat and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.dialogue import Audience, Bot
from chatbot.dialogue.session import Session
from chatbot.dialogue.values import Reply, Suggestion
from chatbot.errors import KnowledgeError, KnowledgeNotReadable, Problem
from chatbot.knowledge import Entity, Entry, Knowledge, Source
from chatbot.matching import Match
from chatbot.surfaces.terminal.conversation import Conversation, Preferences
from chatbot.surfaces.terminal.history import History
from chatbot.surfaces.terminal.slash_commands import run

HOURS = "When is the library open?"
CARD = "How do I get a library card?"
FINES = "What does a late book cost?"
RENEW = "Can I renew a book?"
ANNEX = "What is the Annex?"
RULES = Source("House rules", "1 May 2024", "https://library.example/rules")


def _entry(name: str, question: str, answer: str, *see_also: str, **more: str) -> Entry:
    return Entry(name, question, (question,), answer, see_also, RULES, **more)  # type: ignore[arg-type]  # only entity comes this way


LIBRARY = Knowledge(
    title="The town library",
    entries=(
        _entry("hours", HOURS, "From nine to six, Sundays excepted.", "card", "fines"),
        _entry(
            "card",
            CARD,
            "Bring a proof of address to the desk on the ground floor, and wait about five "
            "minutes while it is printed.\n\nChildren need a parent's signature.",
            "hours",
        ),
        _entry("fines", FINES, "Ten cents a day."),
        _entry("renew", RENEW, "Twice, unless somebody waits for it."),
        _entry(
            "annex", ANNEX, "The house next door, 図書館の別館: maps and music.", entity="annex"
        ),
    ),
    entities=(
        Entity("annex", "building", "Annex", ("the old mill",), has_profile=True),
        Entity("moon", "building", "Moon base"),
    ),
    source=RULES,
    path="library.yaml",
)
MUSEUM = Knowledge(
    title="The museum",
    description="What stands in the old station.",
    entries=(_entry("ticket", "What is a ticket?", "Five euros."),),
    path="museum.yaml",
)


class FakeBot(Bot):
    """Answers questions typed as they stand; asks back when it hears ``book``."""

    def __init__(self, knowledge: Knowledge = LIBRARY) -> None:
        super().__init__(knowledge)

    def ask(
        self, question: str, session: Session | None = None, audience: Audience = None
    ) -> Reply:
        return replace(self._reply(question, session), question=question)

    def _reply(self, question: str, session: Session | None) -> Reply:
        if session and session.choices and question in ("1", "2"):
            question = session.choices[int(question) - 1]
        by_id = {entry.id: entry for entry in self.knowledge.entries}
        for entry in self.knowledge.entries:
            if entry.question.casefold() == question.casefold():
                return Reply(
                    "answer",
                    entry.answer,
                    Session(),
                    (entry.id,),
                    0.934,
                    suggestions=tuple(
                        Suggestion(by_id[name].question, name) for name in entry.see_also
                    ),
                    source=entry.source,
                )
        if question == "hello":
            return Reply("smalltalk", "Good day!", Session())
        if question == "book":
            asked = Session(choices=(FINES, RENEW))
            offered = (Suggestion(FINES, "fines"), Suggestion(RENEW, "renew"))
            return Reply("clarify", "Do you mean:", asked, ("fines", "renew"), suggestions=offered)
        return Reply("decline", "I have nothing on that.", Session(), reason="off_topic")

    def answer(
        self, entry_id: str, session: Session | None = None, audience: Audience = None
    ) -> Reply:
        questions = [one.question for one in self.knowledge.entries if one.id == entry_id]
        if not questions:
            raise ValueError(entry_id)
        return self.ask(questions[0], session)

    def match(self, question: str, limit: int = 5) -> tuple[Match, ...]:
        if "lte" not in question:
            return ()
        return (Match("fines", FINES, FINES, 0.8), Match("hours", HOURS, HOURS, 0.01))[:limit]


def load(path: str) -> FakeBot:
    """What a conversation gets to load knowledge with; no file is read."""
    if "broken" in path:
        raise KnowledgeError(
            tuple(Problem(path, line, 3, f"entry {line} has no answer") for line in range(1, 14))
        )
    if "museum" in path:
        return FakeBot(MUSEUM)
    if "library" in path:
        return FakeBot()
    raise KnowledgeNotReadable(path, "there is no such file")


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(str(tmp_path / "state" / "history"), kept=True)


@pytest.fixture
def conversation(history: History) -> Conversation:
    return Conversation(FakeBot(), history, Preferences(color=False), load, run)


@pytest.fixture
def bot() -> FakeBot:
    return FakeBot()


@pytest.fixture
def loader() -> Callable[[str], FakeBot]:
    return load
