"""The examination of a knowledge file: the author's own tests, and what stands in their way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from chatbot.workshop.outcomes import Progress, silent

if TYPE_CHECKING:
    from os import PathLike

    from chatbot.dialogue import Bot, Reply
    from chatbot.knowledge import Entry
    from chatbot.workshop.findings import Finding


@dataclass(frozen=True, slots=True)
class Failure:
    """A test of the author's that did not come out as it should."""

    path: str
    line: int
    """Where the entry starts, counted from 1."""
    entry_id: str
    question: str
    what: str
    """What happened to the question: ``was answered with china/aid instead``."""

    def __str__(self) -> str:
        return f'{self.path}:{self.line}: {self.entry_id}: "{self.question}" {self.what}'


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the examination of one knowledge file found."""

    path: str
    entries: int
    """How many entries there are, the parts of profiles counted one by one."""
    tests: int
    """How many questions were asked."""
    failures: tuple[Failure, ...]
    """In file order."""
    findings: tuple[Finding, ...] = ()
    """What is no error, but stands in the way of good answers; no reason to fail."""

    def __str__(self) -> str:
        if not self.tests:
            verdict = f"{self.path}: no errors in {self.entries} entries; no tests"
        else:
            passed = f"{self.tests - len(self.failures)} of {self.tests} tests passed"
            verdict = f"{self.path}: no errors in {self.entries} entries; {passed}"
        warnings = sum(finding.line > 0 for finding in self.findings)
        if warnings:
            verdict += f"; {warnings} warning{'s' if warnings > 1 else ''}"
        return "\n".join([*map(str, self.findings), *map(str, self.failures), verdict])


def check(path: str | PathLike[str], progress: Progress = silent) -> CheckReport:
    """Load ``path``, ask every question of its tests, and see what can be told apart.

    Raises KnowledgeError with every problem of a file that is wrong, and KnowledgeNotReadable.
    """
    from chatbot.dialogue import Bot
    from chatbot.workshop.findings import find
    from chatbot.workshop.translations import compare

    bot = Bot.load(path, log=False)  # nobody asked what is asked now
    knowledge = bot.knowledge
    today = date.today().isoformat()
    tested = [entry for entry in knowledge.entries if entry.is_valid(today)]
    return CheckReport(
        path=knowledge.path,
        entries=len(knowledge.entries),
        tests=sum(len(e.tests.match) + len(e.tests.reject) for e in tested),
        failures=tuple(
            Failure(entry.path or knowledge.path, entry.line, entry.id, question, what)
            for entry in tested
            for question, what in _failed(bot, entry)
        ),
        findings=(*find(bot, progress), *compare(knowledge)),
    )


def _failed(bot: Bot, entry: Entry) -> Iterator[tuple[str, str]]:
    for question in entry.tests.match:
        reply = bot.ask(question, audience=entry.audience)
        if not _answers(reply, entry):
            yield question, _instead(reply)
    for question in entry.tests.reject:
        if _answers(bot.ask(question, audience=entry.audience), entry):
            yield question, "was answered with this entry, and must not be"


def _answers(reply: Reply, entry: Entry) -> bool:
    return reply.kind == "answer" and entry.id in reply.entry_ids


def _instead(reply: Reply) -> str:
    ids = " and ".join(reply.entry_ids)
    if reply.kind == "clarify":
        return f"was answered with a choice of {ids} instead"
    if reply.kind == "decline":
        return f"was declined instead ({reply.reason})"
    return f"was answered with {ids} instead"
