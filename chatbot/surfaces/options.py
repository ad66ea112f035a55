"""What the command line says about the chat."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Color = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """How the terminal chat is to look and what it is to remember."""

    faq: Path | None = None
    """The knowledge file; None for the knowledge that ships with the package."""
    log: str = ""
    """The file that keeps what is asked; empty where it is left to the knowledge file."""
    audience: tuple[str, ...] = ()
    """Whom replies are for."""
    language: str | None = None
    """Which of several files is meant, one for each language."""
    history_file: Path | None = None
    """Where typed lines are kept; None for the user's state directory."""
    history: bool = True
    """False: nothing typed is read from or written to any file."""
    color: Color = "auto"
    """As it was asked for; ``style.wants_color`` makes the decision."""
    plain: bool = False
    """No toolbar, no menus, no redrawing: numbered choices and printed lines only."""
    vi: bool = False
    """Vi keys instead of emacs keys."""
    toolbar: bool = True
    cache: bool = True
    """False: what was made of a knowledge file before is neither used nor kept."""
    semantic: str | None = None
    """The sentence encoder; None where the knowledge file's settings decide."""
    debug: bool = False
    """Whether the traceback is shown where chatbot itself is at fault."""
