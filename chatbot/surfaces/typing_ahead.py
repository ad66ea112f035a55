"""Questions that may be meant while somebody is still typing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from chatbot.dialogue import Bot
    from chatbot.knowledge import Entry

MOST: Final = 8
"""More choices than this are no help while typing."""
_LIKELY: Final = 0.3


class TypingAhead:
    """Finds entries by the beginnings of words; quick, as it is asked at every key."""

    def __init__(self) -> None:
        self._indexed: tuple[Entry, ...] = ()
        self._questions: dict[str, Entry] = {}
        self._entries: dict[str, Entry] = {}

    def entries(self, bot: Bot, typed: str, most: int = MOST) -> tuple[Entry, ...]:
        """Entries whose question has all the words begun, then those the matcher finds nearest."""
        begun = [f" {word}" for word in _plain(typed).split()]
        if not begun:
            return ()
        found: dict[str, Entry] = {}
        for entry in self._beginning(bot, begun):
            if entry.question != typed:
                found[entry.question] = entry
            if len(found) == most:
                return tuple(found.values())
        for match in bot.match(typed, limit=most):
            if match.confidence >= _LIKELY and match.question != typed:
                found.setdefault(match.question, self._entries[match.entry_id])
        return tuple(found.values())[:most]

    def _beginning(self, bot: Bot, begun: list[str]) -> Iterator[Entry]:
        entries = bot.entries()
        if entries is not self._indexed:
            self._questions = {f" {_plain(one.question)}": one for one in entries}
            self._entries = {one.id: one for one in entries}
            self._indexed = entries
        for words, entry in self._questions.items():
            if all(word in words for word in begun):
                yield entry


def _plain(text: str) -> str:
    """Words in lower case, one space between, without apostrophes and punctuation."""
    text = text.casefold().replace("'", "").replace("’", "")
    return " ".join("".join(char if char.isalnum() else " " for char in text).split())
