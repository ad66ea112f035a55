"""How far long work has come, on standard error while somebody watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

FEW = 100
"""So few things are over before a line about them could be read."""


class Progress:
    """One line that is written over again and again, and is gone at the end.

    Plain text and carriage returns only, and nothing where ``stream`` is no terminal.
    """

    def __init__(
        self, stream: TextIO | None, what: str = "questions asked", few: int = FEW
    ) -> None:
        """``what`` says what is done with what is counted; nothing of less than ``few``."""
        self._what = what
        self._few = few
        self._stream = stream if stream is not None and stream.isatty() else None
        self._shown = ""

    def __call__(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are done."""
        if self._stream is None or total < self._few:
            return
        line = f"{done * 100 // total}% of {total} {self._what}" if done < total else ""
        if line != self._shown:
            shown = f"\r{line.ljust(len(self._shown))}{'' if line else chr(13)}"
            self._shown = line
            try:
                self._stream.write(shown)
                self._stream.flush()
            except OSError:  # a window that was closed is no reason to give up the work
                self._stream = None
