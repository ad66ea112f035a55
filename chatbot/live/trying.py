"""The checks that a new version of the knowledge has to pass before it answers."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from chatbot.dialogue import Bot
from chatbot.errors import LogError

MOST_TURNS: Final = 2_000
"""Turns of the log that are looked at, the newest."""
MOST_ASKED: Final = 200
"""Questions that are asked of both versions, and all tests: it must not take long."""
_WARM_UP: Final = "?"


@dataclass(frozen=True, slots=True)
class Trial:
    """What the checks of a version found."""

    problems: tuple[str, ...] = ()
    """Why it must not answer, one line each; nothing if it may."""
    effect: str = ""
    """With a log, what it answers otherwise: ``2 gained, 0 lost, …``."""


def try_out(new: Bot, old: Bot) -> Trial:
    """Run the tests of a new version, and with a log compare it with the old one.

    Builds all that it needs to answer, too. Nothing of what is asked here is kept in a log.
    """
    from chatbot.workshop.checking import failures

    quiet = new.without_log()
    quiet.ask(_WARM_UP)
    failed = tuple(map(str, failures(quiet)))
    if failed or new.log is None or new.log.is_off:
        return Trial(failed)
    return _compared(quiet, old.without_log(), new.log.path)


def _compared(new: Bot, old: Bot, log: str) -> Trial:
    from chatbot.log import Turn, read_turns
    from chatbot.workshop.diff.comparing import compare
    from chatbot.workshop.diff.reporting import tally

    turns: deque[Turn] = deque(maxlen=MOST_TURNS)
    with suppress(LogError):  # nothing is written yet
        turns.extend(read_turns(log))
    diff = compare(old, new, tuple(turns), most=MOST_ASKED)
    broken = (
        f"{one.place or one.question}: “{one.question}” was right ({one.before}), and gets: "
        f"{one.after}"
        for one in diff.broken
        if not one.is_dropped  # whoever takes a phrasing out of a file that is in use means it
    )
    return Trial(tuple(broken), tally(diff))
