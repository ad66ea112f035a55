"""The few styles the command line uses, and whether a stream is to have any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

    from chatbot.surfaces.options import Color

BOLD = "1"
DIM = "2"

_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio")
_TERMINALS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour")
_SIGNS = frozenset({"WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM"})
_VTE = 5000
"""The first version of GNOME's terminal library with hyperlinks, 0.50."""


def wants_color(choice: Color, stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether ``stream`` may be sent colours.

    ``always`` and ``never`` decide; ``auto`` is yes for a terminal that understands escape
    sequences, unless ``NO_COLOR`` is set to anything (https://no-color.org).
    """
    if choice != "auto":
        return choice == "always"
    return not environ.get("NO_COLOR") and environ.get("TERM") != "dumb" and stream.isatty()


def shows_hyperlinks(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether ``stream`` is a terminal that is known to show hyperlinks (OSC 8).

    ``FORCE_HYPERLINK`` decides where it is set, 0 is no: https://github.com/jamestalmage/supports-hyperlinks
    """
    if forced := environ.get("FORCE_HYPERLINK"):
        return forced != "0"
    if not stream.isatty() or environ.get("TERM") == "dumb":
        return False
    version = environ.get("VTE_VERSION", "")
    return (
        environ.get("TERM_PROGRAM") in _PROGRAMS
        or environ.get("TERM", "").startswith(_TERMINALS)
        or not _SIGNS.isdisjoint(environ)
        or (version.isdecimal() and int(version) >= _VTE)
    )


def styled(text: str, style: str, color: bool) -> str:
    """``text`` in ``style`` (``BOLD`` or ``DIM``), or as it is without ``color``."""
    return f"\x1b[{style}m{text}\x1b[0m" if color and text else text
