"""``chatbot evaluate``: asks for the figures, and writes them as text, JSON or a page."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from chatbot.rendering import safe
from chatbot.surfaces.pages import make_sure_of, write_page
from chatbot.surfaces.progress import Progress
from chatbot.surfaces.status import (
    ANSWERED,
    BAD_USAGE,
    KNOWLEDGE_NOT_READABLE,
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
        make_sure_of(options.html, "evaluate")
    from chatbot.workshop.evaluating import evaluate

    try:
        progress = Progress(sys.stderr)
        found = evaluate(options.file, options.questions, progress, options.language)
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

    return write_page(path, as_html(found))
