"""A word that shows that the bot is at work, where that takes longer than one notices."""

from __future__ import annotations

import sys
from threading import Lock, Timer
from types import TracebackType
from typing import Final

AFTER: Final = 0.3
"""Seconds."""
_ERASED: Final = "\r\x1b[K"


class Thinking:
    """Says that the bot is thinking while a ``with`` block lasts longer than :data:`AFTER`.

    The ``word`` for it is gone afterwards; where nothing may be drawn twice, it is a line that
    stays.
    """

    def __init__(self, word: str, *, plain: bool) -> None:
        self._word = word
        self._plain = plain
        self._lock = Lock()
        self._shown = self._over = False

    def __enter__(self) -> Thinking:
        self._timer = Timer(AFTER, self._show)
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._shown and not self._plain:
                _write(_ERASED)

    def _show(self) -> None:
        with self._lock:
            if not self._over:
                self._shown = True
                _write(f"{self._word}\n" if self._plain else self._word)


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (OSError, ValueError):  # the window is gone, which the reply will find out
        return
