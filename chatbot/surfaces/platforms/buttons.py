"""Buttons that say what they stand for, also after a restart and to another process.

That is an entry, or what somebody thinks of a reply.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final, NamedTuple

from chatbot.knowledge import Knowledge

PREFIX: Final = "faq:"
"""What the data of an entry's button begins with, so that others can have buttons too."""
THUMB: Final = "faq-thumb:"
"""What the data of a thumb begins with."""
MOST: Final = 25
"""Buttons under one message; Slack and Discord take no more."""
_DIGEST: Final = "#"
_SIGNS: Final = {1: "👍", -1: "👎"}


class Thumb(NamedTuple):
    """A button that says what somebody thinks of a reply."""

    reply_id: str
    value: int
    """1 for good, -1 for bad."""

    @property
    def sign(self) -> str:
        """What stands on it."""
        return _SIGNS[self.value]

    @property
    def data(self) -> str:
        """What the platform sends back when it is pressed, some thirty bytes."""
        return f"{THUMB}{self.value}:{self.reply_id}"


def thumbs(reply_id: str) -> tuple[Thumb, ...]:
    """The thumbs of a reply.

    >>> [thumb.data for thumb in thumbs("7f3a")]
    ['faq-thumb:1:7f3a', 'faq-thumb:-1:7f3a']
    """
    return tuple(Thumb(reply_id, value) for value in _SIGNS)


def thumb_of(data: str) -> Thumb | None:
    """The thumb that sent ``data``; None if none of ours did."""
    value, _, reply_id = data.removeprefix(THUMB).partition(":")
    return next((one for one in thumbs(reply_id) if str(one.value) == value), None)


def data_of(entry_id: str, most: int) -> str:
    """What the platform sends back when the button of an entry is pressed, at most ``most`` bytes.

    That is the entry's id, or its digest where the id is too long for the platform.

    >>> data_of("opening-hours", 64)
    'faq:opening-hours'
    """
    data = PREFIX + entry_id
    return data if len(data.encode()) <= most else PREFIX + _digest(entry_id)


def entry_of(data: str, knowledge: Knowledge) -> str:
    """The id of the entry whose button sent ``data``; of an entry that is gone, an unknown id."""
    name = data.removeprefix(PREFIX)
    if not name.startswith(_DIGEST):
        return name
    return next((one.id for one in knowledge.entries if _digest(one.id) == name), name)


def label(text: str, most: int) -> str:
    """What stands on a button, at most ``most`` characters as UTF-16 counts them."""
    if len(text.encode("utf-16-le", "surrogatepass")) <= 2 * most:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (most - 1)]
    return kept.decode("utf-16-le", "ignore").rstrip() + "…"


def _digest(entry_id: str) -> str:
    return _DIGEST + sha256(entry_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]
