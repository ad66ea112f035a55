"""``chatbot evaluate``: asks for the figures, and writes them as text, JSON or a page."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from chatbot.errors import QuestionsError
from chatbot.surfaces.display import safe
from chatbot.surfaces.progress import Progress
from chatbot.surfaces.status import (
    ANSWERED,
    BAD_KNOWLEDGE,
    BAD_USAGE,
    KNOWLEDGE_NOT_READABLE,
    READ_OR_WRITE_FAILED,
    complain,
)

if TYPE_CHECKING:
    from argparse import Namespace

    from chatbot.workshop.evaluating import Evaluation


def run(options: Namespace) -> int:
    """Do what the options say; the exit status."""
    if (options.questions is None) is not options.cross_validate:
        complain("evaluate: give a file of questions, or else --cross-validate")
        return BAD_USAGE
    if options.html and _is_something_else(options.html):
        complain(f"{options.html}: is already there and no web page; name another file")
        return READ_OR_WRITE_FAILED
    from chatbot.workshop.evaluating import evaluate

    try:
        found = evaluate(options.file, options.questions, Progress(sys.stderr))
    except QuestionsError as error:
        for problem in error.problems:
            complain(str(problem))
        return BAD_KNOWLEDGE
    except OSError as error:
        complain(f"{options.questions}: {error.strerror or error}")
        return KNOWLEDGE_NOT_READABLE
    _write(found, options)
    return ANSWERED


def _write(found: Evaluation, options: Namespace) -> None:
    if options.as_json:
        from chatbot.workshop.json_report import as_json

        sys.stdout.write(f"{as_json(found)}\n")
    else:
        from chatbot.workshop.text_report import as_text

        sys.stdout.write(f"{safe(as_text(found))}\n")
    if options.html:
        from chatbot.workshop.html_report import as_html

        with open(options.html, "w", encoding="utf-8") as file:
            file.write(as_html(found))


def _is_something_else(path: str) -> bool:
    """Whether a report at ``path`` would take the place of something that is none."""
    if not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        start = file.read(len("<!doctype html"))
    return start.lower() not in (b"", b"<!doctype html")
