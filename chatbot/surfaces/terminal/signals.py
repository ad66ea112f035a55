"""Signals that end the chat: the terminal is restored before it ends."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType

_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


class EndBySignal:
    """SIGTERM and SIGHUP end the block with SystemExit, so that all is cleaned up.

    The status is the one that shells give them, 128 and the signal's number, even where cleaning up
    fails because the terminal is gone. A signal that is ignored, as nohup has it, stays so.
    """

    def __init__(self) -> None:
        self.received = 0
        """The signal's number; 0 before there is one."""
        self._taken = [each for each in _SIGNALS if signal.getsignal(each) == signal.SIG_DFL]
        self._stop: Callable[[], None] | None = None

    def __enter__(self) -> EndBySignal:
        for number in self._taken:
            signal.signal(number, self._receive)
        return self

    def __exit__(self, *_raised: object) -> None:
        if self.received:
            self._end()
        for number in self._taken:
            signal.signal(number, signal.SIG_DFL)

    def reading(self, read: Callable[[], str], stop: Callable[[], None]) -> str:
        """What ``read`` returns. It is not to be broken off just anywhere.

        A signal meanwhile calls ``stop``, at any moment, which is to make ``read`` end.
        """
        self._stop = stop
        try:
            return read()
        finally:
            self._stop = None
            if self.received:
                self._end()

    def _receive(self, number: int, _frame: FrameType | None) -> None:
        for each in self._taken:
            signal.signal(each, signal.SIG_IGN)  # one is enough: nothing must disturb the end
        self.received = number
        if self._stop:
            self._stop()
        else:
            self._end()

    def _end(self) -> None:
        raise SystemExit(128 + self.received) from None
