"""Sessions in the memory of one process."""

from __future__ import annotations

import time
from itertools import count
from threading import Lock
from typing import ClassVar, Final

from cachetools import TTLCache

from chatbot.errors import SessionBusy
from chatbot.sessions.store import KEEP, LEASE, MOST_WAITING

MOST_KEPT: Final = 10_000
"""Conversations; when there are more, the one that rested longest is forgotten."""


class MemorySessionStore:
    """Keeps at most ``most`` sessions, each for ``keep`` seconds after its last turn."""

    in_memory: ClassVar[bool] = True

    def __init__(self, most: int = MOST_KEPT, keep: float = KEEP, lease: float = LEASE) -> None:
        self._sessions: TTLCache[str, str] = TTLCache(most, keep)
        self._queues: dict[str, dict[int, float]] = {}
        self._places = count(1)
        self._lease = lease
        self._lock = Lock()

    def join(self, key: str) -> int:
        """As :meth:`SessionStore.join`."""
        with self._lock:
            queue = self._queues.setdefault(key, {})
            now = time.monotonic()
            for late in [place for place, until in queue.items() if until < now]:
                del queue[late]
            if len(queue) >= MOST_WAITING:
                raise SessionBusy(key)
            place = next(self._places)
            queue[place] = now + self._lease
            return place

    def is_first(self, key: str, place: int) -> bool:
        """As :meth:`SessionStore.is_first`."""
        with self._lock:
            queue = self._queues.get(key, {})
            if place not in queue:
                return False
            now = time.monotonic()
            queue[place] = now + self._lease
            return place == next(one for one, until in queue.items() if until >= now)

    def load(self, key: str) -> str | None:
        """As :meth:`SessionStore.load`."""
        with self._lock:
            return self._sessions.get(key)

    def leave(self, key: str, place: int, session: str | None) -> None:
        """As :meth:`SessionStore.leave`."""
        with self._lock:
            queue = self._queues.get(key, {})
            held = queue.pop(place, None) is not None
            if not queue:
                self._queues.pop(key, None)
            if held and session is not None:
                self._sessions[key] = session

    def close(self) -> None:
        """Nothing is open."""
