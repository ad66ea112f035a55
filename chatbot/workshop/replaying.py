"""Questions asked again of other knowledge: what becomes of each, and whether that is better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from chatbot.dialogue import Bot
from chatbot.language import Language

MOST_REPLAYED: Final = 1_000
"""Questions that are all asked again for a change; of more, some that it concerns the most."""

Shift = Literal["gained", "lost", "switched", "reworded"]
"""An answer where there was none; none where there was one; that of another entry; the same
entry's answer in other words."""
Verdict = Literal["better", "worse", "broken", "same", "unknown"]
"""``worse``: a wrong answer where there was none; ``broken``: what was right is not any more;
``unknown``: nobody said what is right."""


@dataclass(frozen=True, slots=True)
class Got:
    """What somebody gets who asks a question first in a conversation."""

    kind: str
    """Of the reply."""
    entry_ids: tuple[str, ...]
    """Of the entries that answer it; empty without an answer."""
    text: str
    reason: str = ""
    """Why it was declined."""

    def __str__(self) -> str:
        if self.entry_ids:
            return " and ".join(self.entry_ids)
        said = {"clarify": "asked back", "smalltalk": "small talk"}.get(self.kind, "declined")
        return f"{said} ({self.reason})" if self.reason else said


@dataclass(frozen=True, slots=True)
class Label:
    """What is known about the right answer to a question."""

    right: tuple[str, ...] | None = None
    """Ids of the entries that answer it, any of them; empty where none does, None if unknown."""
    wrong: tuple[str, ...] = ()
    """Ids of entries that must not answer it."""

    def joined(self, other: Label) -> Label:
        """What both say."""
        both = [one for one in (self.right, other.right) if one is not None]
        right = tuple(entry for one in both for entry in one) if both else None
        return Label(right, (*self.wrong, *other.wrong))

    def worth(self, got: Got) -> int:
        """2 for what is right, 1 for an answer that is missing, 0 for one that is wrong."""
        if not set(self.wrong).isdisjoint(got.entry_ids):
            return 0
        if self.right is None:
            return 2
        if not got.entry_ids:
            return 1 if self.right else 2
        return 0 if set(self.right).isdisjoint(got.entry_ids) else 2


class Concern:
    """Tells which questions a change has to do with: what words they share, and how rare."""

    def __init__(self, language: Language, questions: Iterable[str], known: Iterable[str]) -> None:
        """Take the questions, and the texts by which it is told what is rare."""
        self._language = language
        self._counts = Counter(word for text in known for word in self._words(text))
        self._places: dict[str, list[int]] = {}
        for place, question in enumerate(questions):
            for word in set(self._words(question)):
                self._places.setdefault(word, []).append(place)

    def of(self, changed: Iterable[str]) -> dict[int, float]:
        """Place of each question that shares a word with what is changed → how much, above 0."""
        found: dict[int, float] = {}
        for word in dict.fromkeys(word for text in changed for word in self._words(text)):
            weight = 1 / (1 + self._counts[word])
            for place in self._places.get(word, ()):
                found[place] = found.get(place, 0.0) + weight
        return found

    def _words(self, text: str) -> Iterator[str]:
        stem, without = self._language.stem, self._language.tables.function_words
        return (stem(word) for word in self._language.words(text) if word not in without)


def ask(bot: Bot, question: str, audience: Sequence[str] | None = None) -> Got:
    """Ask a question as the first of a conversation."""
    reply = bot.ask(question, audience=audience)
    ids = reply.entry_ids if reply.kind == "answer" else ()
    return Got(reply.kind, ids, reply.text, reply.reason or "")


def shift(before: Got, after: Got) -> Shift | None:
    """How the answer is another; None if it is not."""
    if before.entry_ids == after.entry_ids:
        return "reworded" if after.entry_ids and before.text != after.text else None
    if not before.entry_ids:
        return "gained"
    return "switched" if after.entry_ids else "lost"


def judge(before: Got, after: Got, label: Label | None) -> Verdict:
    """Whether the new answer is better than the old one."""
    if label is None:
        return "unknown"
    was, now = label.worth(before), label.worth(after)
    if now > was:
        return "better"
    if now == was:
        return "same"
    return "broken" if was == 2 else "worse"
