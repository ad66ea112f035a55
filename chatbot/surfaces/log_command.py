"""``chatbot log``: what the owner of a log does with it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from chatbot.errors import LogError
from chatbot.rendering import safe
from chatbot.surfaces.status import ANSWERED, BAD_USAGE, complain

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from chatbot.dialogue import Bot
    from chatbot.knowledge import Knowledge
    from chatbot.log import Turn

_MOST_DAYS = 36_500


def log_path(options: Namespace) -> str:
    """The log that the options name, or else the settings of the knowledge file.

    Raises :class:`~chatbot.errors.LogError` if neither does.
    """
    if options.log:
        return str(options.log)
    from chatbot.dialogue import path_of_log
    from chatbot.knowledge import Knowledge

    if not options.faq:
        raise LogError("log", "name it with --log FILE, or with --faq a file whose settings do")
    path = path_of_log(Knowledge.load(options.faq, options.language))
    if not path:
        raise LogError(options.faq, "names no log in its settings; name one with --log FILE")
    return path


def read_log(options: Namespace) -> tuple[list[Turn], Bot]:
    """The turns of the log that the options name, and the bot of the knowledge it is of.

    Raises :class:`~chatbot.errors.LogError` without a log that can be read, and what
    :meth:`Bot.load` raises.
    """
    from chatbot.dialogue import Bot

    path = log_path(options)
    bot = Bot.load(options.faq, log=False, language=options.language)
    turns = turns_for(path, bot.knowledge)
    warn_of_another(path, turns, bot.knowledge)
    return turns, bot


def turns_for(path: str, knowledge: Knowledge) -> list[Turn]:
    """The turns of the log at ``path`` that were asked of knowledge in the same language.

    Turns without a language count as well. How many are left out is said. Raises
    :class:`~chatbot.errors.LogError`.
    """
    from chatbot.knowledge import is_same_language
    from chatbot.log import read_turns

    turns = list(read_turns(path))
    code = knowledge.language
    taken = [one for one in turns if not one.language or is_same_language(one.language, code)]
    left = len(turns) - len(taken)
    if left:
        which = f"{left} of {len(turns)} questions were not asked in the language of"
        complain(f"{path}: {which} {knowledge.path} ({code}); they are left out")
    return taken


def warn_of_another(path: str, turns: Sequence[Turn], knowledge: Knowledge) -> None:
    """Say so where most of the entries that the log at ``path`` names are none of the knowledge."""
    named = {entry for turn in turns for entry in turn.entry_ids}
    gone = named - {entry.id for entry in knowledge.entries}
    if 2 * len(gone) > len(named):
        where = f"{len(gone)} of {len(named)} entries that it names are not in {knowledge.path}"
        complain(f"{path}: {where}; name the file that it is of with --faq")


def run(options: Namespace) -> int:
    """Do what the options say; the exit status."""
    if (options.session is not None) is not (options.action == "forget"):
        complain("log: forget needs the id of a SESSION, and only that does")
        return BAD_USAGE
    if options.days is not None and not 0 <= options.days <= _MOST_DAYS:
        complain(f"log: --days is a number from 0 to {_MOST_DAYS:,}")
        return BAD_USAGE
    return _ACTIONS[options.action](options, log_path(options))


def _export(options: Namespace, path: str) -> int:
    from chatbot.workshop.log_export import as_csv, as_json_lines

    for line in as_csv(path) if options.as_csv else as_json_lines(path):
        sys.stdout.write(line)
    return ANSWERED


def _forget(options: Namespace, path: str) -> int:
    from chatbot.log import forget

    number = forget(path, options.session)
    if not number:
        raise LogError(path, f"has no session {safe(options.session)}; log export shows them")
    return _say(path, number)


def _purge(options: Namespace, path: str) -> int:
    from chatbot.log import DAYS, purge

    return _say(path, purge(path, DAYS if options.days is None else options.days))


def _say(path: str, number: int) -> int:
    sys.stdout.write(f"{safe(path)}: {number} turn{'s' * (number != 1)} deleted\n")
    return ANSWERED


_ACTIONS = {"export": _export, "forget": _forget, "purge": _purge}
