"""``chatbot evaluate``: asks for the figures, and writes them as text, JSON or a page."""

from __future__ import annotations

import os
import sys
from errno import EEXIST, EINVAL, ENOENT
from typing import TYPE_CHECKING

from chatbot.errors import QuestionsError
from chatbot.files import replace
from chatbot.surfaces.display import safe
from chatbot.surfaces.progress import Progress
from chatbot.surfaces.status import (
    ANSWERED,
    BAD_KNOWLEDGE,
    BAD_USAGE,
    KNOWLEDGE_NOT_READABLE,
    READ_OR_WRITE_FAILED,
    complain,
    complain_of,
)

if TYPE_CHECKING:
    from argparse import Namespace

    from chatbot.workshop.evaluating import Evaluation


def run(options: Namespace) -> int:
    """Do what the options say; the exit status."""
    if (options.questions is None) is not options.cross_validate:
        complain("evaluate: give a file of questions, or else --cross-validate")
        return BAD_USAGE
    if options.html is not None:
        _make_sure_of(options.html)
    from chatbot.workshop.evaluating import evaluate

    try:
        found = evaluate(options.file, options.questions, Progress(sys.stderr))
    except QuestionsError as error:
        for problem in error.problems:
            complain(str(problem))
        return BAD_KNOWLEDGE
    except OSError as error:
        complain_of(error, options.questions or options.file)
        return KNOWLEDGE_NOT_READABLE
    _print(found, options)
    return ANSWERED if options.html is None else _write_page(found, options.html)


def _print(found: Evaluation, options: Namespace) -> None:
    if options.as_json:
        from chatbot.workshop.json_report import as_json

        sys.stdout.write(f"{as_json(found)}\n")
    else:
        from chatbot.workshop.text_report import as_text

        sys.stdout.write(f"{safe(as_text(found))}\n")


def _write_page(found: Evaluation, path: str) -> int:
    from chatbot.workshop.html_report import as_html

    try:
        replace(path, as_html(found).encode("utf-8"))
    except OSError as error:  # told here, so that what is printed is not given up for it
        complain_of(error, path)
        return READ_OR_WRITE_FAILED
    return ANSWERED


def _make_sure_of(path: str) -> None:
    """Raise OSError now, before the work, if a report must not or cannot be written to ``path``."""
    from chatbot.workshop.html_report import is_report

    if not path:
        raise OSError(EINVAL, "no file can have this name; name another", path)
    if not os.path.isdir(os.path.dirname(os.path.realpath(path))):
        raise FileNotFoundError(ENOENT, "there is no such folder; name another file", path)
    if not os.path.exists(path):
        return
    if not os.path.isfile(path):
        raise OSError(EINVAL, "is no regular file; name another", path)
    if not is_report(path):
        what = "is already there and no report of chatbot evaluate; name another file"
        raise FileExistsError(EEXIST, what, path)
