"""The files that pages load, and the policy under which they do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from chatbot.files import shipped

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What a page may load and run (https://www.w3.org/TR/CSP3): files of its own origin.

Images of an answer are links, so that none of them breaks it.
"""
ASSETS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "chat.css": "text/css",
        "icon.svg": "image/svg+xml",
        "search.js": "text/javascript",
        "widget.js": "text/javascript",
    }
)
"""Name of a file that stands beside the pages → its media type."""

SEARCHED: Final = ("chat.css", "icon.svg", "search.js")
"""Those that the page with all questions loads."""
MARK: Final = "<!doctype html>\n<!-- Made by chatbot. -->\n"
"""What every page begins with; the first line of the files names its maker, too."""


def asset(name: str) -> bytes:
    """What one of these files holds; OSError where there is none of that name."""
    return shipped(f"web/static/{name}")
