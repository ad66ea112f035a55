"""What was typed, in this chat and the ones before it."""

from __future__ import annotations

from chatbot.surfaces.terminal import history_file

MAX_LINE = 4_000
"""Longer messages, pasted ones mostly, are not worth a place in the history."""


class History:
    """Lines typed, oldest first; kept at ``path`` from one chat to the next while ``kept``.

    The disk failing never stops a chat: the first failure is told, in one line, and from then on
    this chat's lines are in memory only.
    """

    def __init__(self, path: str, *, kept: bool) -> None:
        self.path = path
        self.kept = kept
        self.lines: list[str] = []

    def load(self) -> str:
        """Read what earlier chats left; a line for people when that fails, else empty."""
        if self.kept:
            try:
                self.lines = history_file.read(self.path)
            except OSError as error:
                return self._stop_keeping(error)
        return ""

    def add(self, line: str) -> str:
        """Remember a line, unless it starts with a space; a line for people when that fails."""
        if not line.strip() or line.startswith(" ") or len(line) > MAX_LINE:
            return ""
        if self.lines and self.lines[-1] == line:
            return ""
        self.lines.append(line)
        if self.kept:
            try:
                history_file.append(self.path, line)
            except OSError as error:
                return self._stop_keeping(error)
        return ""

    def forget(self) -> str:
        """Forget every line, those on disk too; a line for people when that fails."""
        self.lines.clear()
        try:
            history_file.wipe(self.path)
        except OSError as error:
            return f"{self.path}: {error.strerror}; what it holds still stands"
        return ""

    def _stop_keeping(self, error: OSError) -> str:
        self.kept = False
        return f"{self.path}: {error.strerror}; from here on, questions are not kept"
