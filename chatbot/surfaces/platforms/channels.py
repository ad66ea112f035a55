"""In which channels a bot answers, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

DIRECT: Final = "direct"
"""Stands for all direct messages where a channel can be named."""


@dataclass(frozen=True, slots=True)
class Channels:
    """Where a bot answers, and for which audience.

    A channel is named by its id on the platform, all direct messages by ``direct``. A thread goes
    by the channel that it is in.

    >>> channels = Channels.of(["C01", "C02"], ["staff=C02"])
    >>> channels.open("C01"), channels.open("C03"), channels.audience("C02")
    (True, False, ('staff',))
    """

    allowed: frozenset[str] = frozenset()
    """The only channels in which it answers; with none, all of them."""
    audiences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Channel → the groups that those who write there belong to."""

    @classmethod
    def of(cls, allowed: Iterable[str] = (), audiences: Iterable[str] = ()) -> Channels:
        """As they are written on a command line, audiences as ``GROUP=ID``.

        Raises ValueError, with a line for people, for an audience that is not written so.
        """
        groups: dict[str, tuple[str, ...]] = {}
        for written in audiences:
            group, _, channel = (part.strip() for part in written.partition("="))
            if not group or not channel:
                raise ValueError(
                    f"--channel-audience {written}: write it as GROUP=ID, the ID of a channel"
                )
            groups[channel] = (*groups.get(channel, ()), group)
        return cls(frozenset(allowed), groups)

    def open(self, channel: str) -> bool:
        """Whether the bot answers in a channel."""
        return not self.allowed or channel in self.allowed

    def audience(self, channel: str) -> tuple[str, ...] | None:
        """Whom a reply in a channel is for; None for those that the bot is for."""
        return self.audiences.get(channel)
