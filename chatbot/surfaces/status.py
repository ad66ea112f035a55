"""How the command ends: its exit status, and the one line that says why."""

from __future__ import annotations

import sys

from chatbot.surfaces.display import safe

ANSWERED = 0
NOT_ANSWERED = 1
TESTS_FAILED = 1
BAD_USAGE = 2
BAD_KNOWLEDGE = 65
KNOWLEDGE_NOT_READABLE = 66
READ_OR_WRITE_FAILED = 74


def complain(message: str) -> None:
    """Say on standard error what went wrong; a closed standard error is nobody's business."""
    if sys.stderr is not None:
        try:
            sys.stderr.write(f"chatbot: {safe(message)}\n")
        except OSError:
            return
