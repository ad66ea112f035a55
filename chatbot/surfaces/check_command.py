"""``chatbot check``: examines knowledge files, and says what it found to people or to a program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from chatbot.errors import KnowledgeError, KnowledgeNotReadable, Problem
from chatbot.rendering import safe
from chatbot.storage import is_container
from chatbot.surfaces.diff_command import compared
from chatbot.surfaces.progress import Progress
from chatbot.surfaces.status import (
    ANSWERED,
    BAD_KNOWLEDGE,
    BAD_USAGE,
    KNOWLEDGE_NOT_READABLE,
    TESTS_FAILED,
    complain,
    complain_of,
)

if TYPE_CHECKING:
    from argparse import Namespace

    from chatbot.workshop.annotations import Examined
    from chatbot.workshop.checking import CheckReport


def run(options: Namespace) -> int:
    """Do what the options say; the exit status, of several files the highest."""
    if (options.log or options.question_files) and not options.against:
        complain("check: --log and --questions need something to compare with: --against REV")
        return BAD_USAGE
    try:
        examined = [_examined(file, options) for file in options.files]
    except OSError as error:
        complain_of(error, "questions")
        return KNOWLEDGE_NOT_READABLE
    _print(examined, options.format)
    return max(map(_status, examined))


def _examined(file: str, options: Namespace) -> Examined:
    """What there is to say about one file."""
    try:
        return _report(file, options)
    except (KnowledgeError, KnowledgeNotReadable) as error:
        return error


def _report(file: str, options: Namespace) -> CheckReport:
    from chatbot.workshop.checking import check, with_changes, with_warning
    from chatbot.workshop.diff.revisions import NotInRevision

    if is_container(file):
        what = "is compiled; name the file that it was made from"
        raise KnowledgeError((Problem(safe(file), 0, 0, what),))
    report, against = check(file, Progress(sys.stderr), options.language), options.against
    if not against:
        return report
    try:
        return with_changes(report, against, compared(against, file, options))
    except NotInRevision:
        what = f"is not in {against}, so there is nothing to compare it with"
        hint = f"if it had another name there, write --against {against}:NAME"
        return with_warning(report, f"{what}; {hint}")
    except KnowledgeError as error:  # what was wrong before must not keep anybody from mending it
        what = f"cannot be compared with {against}, where it is wrong: {error.problems[0]}"
        return with_warning(report, what)


def _status(examined: Examined) -> int:
    if isinstance(examined, KnowledgeNotReadable):
        return KNOWLEDGE_NOT_READABLE
    if isinstance(examined, KnowledgeError):
        return BAD_KNOWLEDGE
    return TESTS_FAILED if examined.has_failed else ANSWERED


def _print(examined: list[Examined], form: str) -> None:
    from chatbot.workshop.annotations import FORMATS

    for one in examined:
        if isinstance(one, KnowledgeNotReadable):
            complain(str(one))
    if form in FORMATS:
        sys.stdout.write(FORMATS[form](examined))
        return
    for one in examined:
        if not isinstance(one, KnowledgeNotReadable):
            sys.stdout.write(f"{safe(str(one))}\n")
