"""What a store of sessions does."""

from __future__ import annotations

from typing import ClassVar, Final, Protocol

KEEP: Final = 24 * 60 * 60.0
"""Seconds after its last turn in which a conversation can still go on."""
LEASE: Final = 30.0
"""Seconds after which a place in a queue is given up, unless it is asked after again."""
MOST_WAITING: Final = 20
"""Messages of one conversation that may be in its queue at once."""


class SessionStore(Protocol):
    """Keeps sessions under keys, and gives the messages of one key their order.

    A message takes a place in the queue of its key, asks until it is first, loads the session, and
    leaves with the next one. No method waits for another message. Any number of threads may call
    them; those of a store that several processes share also keep the order among these. They raise
    :class:`~chatbot.errors.SessionStoreError` when the store cannot be reached.
    """

    in_memory: ClassVar[bool]
    """Whether a call returns at once; else it may wait for a disk or a network."""

    def join(self, key: str) -> int:
        """Take the last place in the queue of ``key``.

        Raises :class:`~chatbot.errors.SessionBusy` when too many are waiting there.
        """

    def is_first(self, key: str, place: int) -> bool:
        """Whether it is the turn of ``place``, which is kept for a while longer by asking."""

    def load(self, key: str) -> str | None:
        """The session as it was left, as JSON; None if there is none or it has expired."""

    def leave(self, key: str, place: int, session: str | None) -> None:
        """Give up ``place``; with a ``session``, as JSON, that is what ``load`` gives from now on.

        A place that was given up because it was not asked after keeps nothing: the conversation
        has gone on without it.
        """

    def close(self) -> None:
        """Let go of files and connections."""
