"""The few styles the command line uses, and whether a stream is to have any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

    from chatbot.surfaces.options import Color

BOLD = "1"
DIM = "2"


def wants_color(choice: Color, stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether ``stream`` may be sent colours.

    ``always`` and ``never`` decide; ``auto`` is yes for a terminal that understands escape
    sequences, unless ``NO_COLOR`` is set to anything (https://no-color.org).
    """
    if choice != "auto":
        return choice == "always"
    return not environ.get("NO_COLOR") and environ.get("TERM") != "dumb" and stream.isatty()


def styled(text: str, style: str, color: bool) -> str:
    """``text`` in ``style`` (``BOLD`` or ``DIM``), or as it is without ``color``."""
    return f"\x1b[{style}m{text}\x1b[0m" if color and text else text
