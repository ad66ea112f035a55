"""How the command ends: its exit status, and the one line that says why."""

from __future__ import annotations

import sys

from chatbot.rendering import safe

ANSWERED = 0
NOT_ANSWERED = 1
TESTS_FAILED = 1
NOT_THE_AUTHORS = 1
BAD_USAGE = 2
BAD_KNOWLEDGE = 65
KNOWLEDGE_NOT_READABLE = 66
ENCODER_NOT_USABLE = 69
OWN_FAULT = 70
READ_OR_WRITE_FAILED = 74


def complain(message: str) -> None:
    """Say on standard error what went wrong; where that is closed, say nothing."""
    if sys.stderr is not None:
        try:
            sys.stderr.write(f"chatbot: {safe(message)}\n")
        except OSError:
            return


def complain_of(error: OSError, unnamed: str) -> None:
    """Say which file failed, ``unnamed`` where the error does not name it, and why."""
    name = unnamed if error.filename is None else error.filename or "''"
    complain(f"{name}: {error.strerror or error}")


def own_fault(error: Exception, *, debug: bool) -> str:
    """What to say of an error that is a fault in chatbot itself.

    One line, followed by the traceback with ``debug``; it may hold anything that was typed.
    """
    line = f"{type(error).__name__}, a fault of chatbot's own"
    if not debug:
        return f"{line}; --debug shows where"
    from traceback import format_exception

    return f"{line}:\n{''.join(format_exception(error)).rstrip()}"
