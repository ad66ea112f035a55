"""``chatbot diff``: what a change does to the replies, as text, JSON or a page."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from chatbot.rendering import safe
from chatbot.surfaces.log_command import turns_for
from chatbot.surfaces.pages import make_sure_of, write_page
from chatbot.surfaces.progress import Progress
from chatbot.surfaces.status import (
    ANSWERED,
    KNOWLEDGE_NOT_READABLE,
    TESTS_FAILED,
    complain_of,
)

if TYPE_CHECKING:
    from argparse import Namespace

    from chatbot.dialogue import Bot
    from chatbot.workshop.diff.comparing import Diff


def run(options: Namespace) -> int:
    """Do what the options say; the exit status."""
    if options.html is not None:
        make_sure_of(options.html, "diff")
    try:
        found = compared(options.old, options.new, options)
    except OSError as error:
        complain_of(error, "questions")
        return KNOWLEDGE_NOT_READABLE
    page = None
    if options.html is not None:
        from chatbot.workshop.diff.reporting import as_html

        page = as_html(found)
    _print(found, as_json=options.as_json)
    status = ANSWERED if page is None else write_page(options.html, page)
    return status or (TESTS_FAILED if found.broken else ANSWERED)


def compared(old: str, new: str, options: Namespace) -> Diff:
    """What the file ``new`` does otherwise than the file or the revision ``old``.

    Raises what :meth:`Bot.load` raises, and LogError, QuestionsError or OSError for what else the
    options name.
    """
    from chatbot.dialogue import Bot
    from chatbot.workshop.diff.comparing import compare
    from chatbot.workshop.questions import read_questions
    from chatbot.workshop.replaying import MOST_REPLAYED

    audience, language = tuple(options.audience or ()), options.language
    after = Bot.load(new, log=False, audience=audience, language=language)
    before = _bot_before(old, after.knowledge.path, audience, language)
    turns = turns_for(options.log, after.knowledge) if options.log else ()
    known = [entry.id for bot in (after, before) for entry in bot.knowledge.entries]
    questions = [one for path in options.question_files for one in read_questions(path, known)]
    most = None if options.all else MOST_REPLAYED
    return compare(before, after, turns, questions, most, Progress(sys.stderr))


def _bot_before(old: str, new: str, audience: Sequence[str], language: str | None) -> Bot:
    """The bot of a file, or of what git has in a revision of the file ``new``."""
    from chatbot.dialogue import Bot

    if os.path.lexists(old):
        return Bot.load(old, log=False, audience=audience, language=language)
    from chatbot.workshop.diff.revisions import load_revision

    return Bot(load_revision(old, new), audience=audience)


def _print(found: Diff, *, as_json: bool) -> None:
    from chatbot.workshop.diff import reporting

    if as_json:
        import json

        sys.stdout.write(f"{json.dumps(reporting.as_values(found))}\n")
    else:
        sys.stdout.write(f"{safe(reporting.as_text(found))}\n")
