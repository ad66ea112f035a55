"""``chatbot gaps``, ``stats`` and ``stale``: what the log and the calendar say to the author."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from chatbot.rendering import safe
from chatbot.surfaces.log_command import read_log
from chatbot.surfaces.pages import make_sure_of, write_page
from chatbot.surfaces.progress import Progress
from chatbot.surfaces.status import ANSWERED, TESTS_FAILED

if TYPE_CHECKING:
    from argparse import Namespace


def gaps(options: Namespace) -> int:
    """Say what people asked and did not get."""
    from chatbot.workshop.gaps import find_gaps
    from chatbot.workshop.log_reports import gaps_as_text

    turns, bot = read_log(options)
    found = find_gaps(turns, bot, progress=Progress(sys.stderr))
    text = f"{bot.knowledge.path}: {gaps_as_text(found)}"
    return _print(asdict(found) if options.as_json else text)


def stats(options: Namespace) -> int:
    """Count what people asked, entry by entry and week by week."""
    from chatbot.workshop.log_reports import stats_as_text
    from chatbot.workshop.stats import count

    if options.html is not None:
        make_sure_of(options.html, "stats")
    turns, bot = read_log(options)
    found = count(turns, bot.knowledge)
    text = f"{bot.knowledge.path}: {stats_as_text(found)}"
    if options.html is None:
        return _print(asdict(found) if options.as_json else text)
    from chatbot.workshop.stats_page import as_html

    page = as_html(found)
    _print(asdict(found) if options.as_json else text)
    return write_page(options.html, page)


def stale(options: Namespace) -> int:
    """Name the entries that somebody should look at again."""
    from chatbot.dialogue import Bot
    from chatbot.workshop.stale import find_stale

    knowledge = Bot.load(options.file, log=False, language=options.language).knowledge
    found = find_stale(knowledge, online=options.online)
    if options.as_json:
        _print([asdict(one) for one in found])
    else:
        number = f"{len(found)} to look at again in {len(knowledge.entries)} entries"
        _print("\n".join([*map(str, found), f"{knowledge.path}: {number}"]))
    return TESTS_FAILED if found else ANSWERED


def _print(found: Any) -> int:
    if isinstance(found, str):
        sys.stdout.write(f"{safe(found)}\n")
    else:
        import json

        sys.stdout.write(f"{json.dumps(found, default=str)}\n")
    return ANSWERED
