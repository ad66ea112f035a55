"""The texts of a reply on platforms that show what it rests on in the message itself."""

from __future__ import annotations

from typing import Final, Literal

from chatbot.dialogue import Reply
from chatbot.rendering import escape, render
from chatbot.surfaces.platforms.buttons import label

Platform = Literal["telegram", "discord"]

_SOURCE: Final[dict[Platform, str]] = {"telegram": "<i>{}</i>", "discord": "-# {}"}
"""How each shows a line of less weight."""
_LONGEST: Final[dict[Platform, int]] = {"telegram": 4096, "discord": 2000}
"""Characters of a message."""
_LONGEST_SOURCE: Final = 500


def texts(reply: Reply, platform: Platform) -> list[str]:
    """The reply in messages that the platform takes, its source at the end of the last one.

    Where it does not fit there, it has a message of its own.
    """
    parts = render(reply, platform)
    source = reply.source.text if reply.source else ""
    if not source:
        return parts
    line = _SOURCE[platform].format(escape(label(source, _LONGEST_SOURCE), platform))
    with_source = "\n\n".join([*parts[-1:], line])
    fits = len(with_source.encode("utf-16-le")) <= 2 * _LONGEST[platform]
    return [*parts[:-1], with_source] if fits else [*parts, line]
