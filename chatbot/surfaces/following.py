"""A bot that answers elsewhere for a long time follows its file, and says how that goes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from chatbot.live import Live, Status
from chatbot.surfaces.semantic import encoder_for, load
from chatbot.surfaces.status import complain

if TYPE_CHECKING:
    from argparse import Namespace
    from os import PathLike

    from chatbot.dialogue import Bot
    from chatbot.log import QuestionLog

_LONGEST_TRY: Final = 1.0
"""Seconds in which a log should be there."""


def follow(bot: Bot, options: Namespace, *, tells: bool = True) -> Live:
    """The bot, which was made with the options, as one that follows its file.

    With ``tells`` it is said on standard error how that goes, and if no log can be written.
    """
    log = bot.log if options.log else None
    # Why an encoder that is wanted is missing was told when the bot was made.
    is_told = bot.encoder is None and encoder_for(bot.knowledge, options.semantic) != ""
    again = partial(_again, options=options, log=log, tells=tells and not is_told)
    live = Live(options.faq, again, bot=bot)
    if tells:
        live.on_reload(partial(_tell, bot.knowledge.path))
    if tells and bot.log:
        _try_log(bot.log)
    return live


def _try_log(log: QuestionLog) -> None:
    """Say on standard error if what is asked cannot be kept; it is tried again with each turn."""
    if not log.flush(_LONGEST_TRY) and log.trouble:
        complain(f"{log.trouble}; until it can be written, what is asked is not kept")


def _again(
    path: str | PathLike[str] | None, options: Namespace, log: QuestionLog | None, *, tells: bool
) -> Bot:
    """What the file says now, with the log that was named for all versions."""
    return load(path if path is None else str(path), options, log=log, tells=tells)


def _tell(path: str, status: Status) -> None:
    """Say on standard error which version answers."""
    if not status.problem:
        complain(f"{path}: answers as the file is now")
        return
    for line in status.problem.splitlines():
        complain(line)
    complain(f"{path}: the old file is still serving; put it right, and it is read again")
