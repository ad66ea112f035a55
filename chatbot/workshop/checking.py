"""The examination of a knowledge file: the author's own tests, and what stands in their way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chatbot.matching import Progress, silent
from chatbot.workshop.diff.comparing import Diff, Difference
from chatbot.workshop.diff.reporting import tally
from chatbot.workshop.findings import Finding

if TYPE_CHECKING:
    from os import PathLike

    from chatbot.dialogue import Bot, Reply
    from chatbot.knowledge import Entry


@dataclass(frozen=True, slots=True)
class Failure:
    """A test of the author's that did not come out as it should."""

    path: str
    line: int
    """Where the entry starts, counted from 1; 0 where it is not about one."""
    entry_id: str
    """Empty where it is not about one."""
    question: str
    what: str
    """What happened to the question: ``was answered with china/aid instead``."""

    @property
    def message(self) -> str:
        """What failed, without where."""
        return f'{self.entry_id and f"{self.entry_id}: "}"{self.question}" {self.what}'

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


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
    asked: tuple[tuple[str, str], ...] = ()
    """The id of its entry and the question, for every test."""
    regressions: tuple[Failure, ...] = ()
    """What another version answered rightly, and this one does not."""

    @property
    def has_failed(self) -> bool:
        """Whether something is not as its author wants it."""
        return bool(self.failures or self.regressions)

    def __str__(self) -> str:
        passed = f"{self.tests - len(self.failures)} of {self.tests} tests passed"
        entries = "1 entry" if self.entries == 1 else f"{self.entries} entries"
        verdict = f"{self.path}: no errors in {entries}; {passed if self.tests else 'no tests'}"
        warnings = len(self.findings)
        if warnings:
            verdict += f"; {warnings} warning{'s' if warnings > 1 else ''}"
        if self.regressions:
            verdict += f"; {len(self.regressions)} right before and not any more"
        found = (*self.findings, *self.failures, *self.regressions)
        return "\n".join([*map(str, found), verdict])


def check(
    path: str | PathLike[str], progress: Progress = silent, language: str | None = None
) -> CheckReport:
    """Load ``path``, ask every question of its tests, and see what can be told apart.

    Of several files, one for each language, it is the one in ``language``.

    Raises KnowledgeError with every problem of a file that is wrong, and KnowledgeNotReadable.
    """
    from chatbot.dialogue import Bot
    from chatbot.workshop.findings import find
    from chatbot.workshop.translations import compare

    bot = Bot.load(path, log=False, language=language)  # nobody asked what is asked now
    knowledge = bot.knowledge
    asked = tuple(
        (e.id, question) for e in _tested(bot) for question in (*e.tests.match, *e.tests.reject)
    )
    return CheckReport(
        path=knowledge.path,
        entries=len(knowledge.entries),
        tests=len(asked),
        failures=failures(bot),
        findings=(*find(bot, progress), *compare(knowledge)),
        asked=asked,
    )


def with_changes(report: CheckReport, against: str, diff: Diff) -> CheckReport:
    """The report with what the version ``against`` answers otherwise."""
    failed = {one.question for one in report.failures}
    broken = (one for one in diff.broken if one.question not in failed)
    regressions = tuple(_regression(one, report.path, against) for one in broken)
    report = replace(report, regressions=regressions)
    if not diff.differences:
        return report
    more = f"chatbot diff {against} {report.path} has them"
    return with_warning(report, f"against {against}: {tally(diff)}; {more}")


def with_warning(report: CheckReport, what: str) -> CheckReport:
    """The report with a warning about the whole file."""
    return replace(report, findings=(*report.findings, Finding(report.path, 0, "", what)))


def _regression(one: Difference, path: str, against: str) -> Failure:
    file, _, line = one.place.rpartition(":")
    what = f"was answered rightly in {against} ({one.before}), and gets: {one.after}"
    return Failure(file or path, int(line) if line.isdecimal() else 0, "", one.question, what)


def failures(bot: Bot) -> tuple[Failure, ...]:
    """The tests of a bot's knowledge that fail, of what is valid on the day it answers for."""
    return tuple(
        Failure(bot.knowledge.path_of(entry), entry.line, entry.id, question, what)
        for entry in _tested(bot)
        for question, what in _failed(bot, entry)
    )


def _tested(bot: Bot) -> list[Entry]:
    """The entries that are valid on the day a bot answers for."""
    today = bot.day()
    return [entry for entry in bot.knowledge.entries if entry.is_valid(today)]


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
