"""What is kept of one turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SEPARATOR: Final = "|"
"""Between ids where there are several, as in a file of questions to evaluate with."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what became of it; nothing of who asked."""

    id: str
    """The reply's."""
    time: float
    """Seconds since 1970, UTC."""
    session: str
    """A random id, the same for all turns of one conversation."""
    question: str
    """As it was typed, redacted once it is in the log."""
    kind: str
    """The reply's: ``answer``, ``clarify``, ``decline`` or ``smalltalk``."""
    reason: str = ""
    """Why it was declined, or in part."""
    entry: str = ""
    """Id of the entry that answered, joined by ``|`` where several did; else of the nearest one."""
    confidence: float = 0.0
    """Of the first ``entry``: the probability that it answers the question."""
    runner_up: str = ""
    """Id of the entry that came second."""
    runner_up_confidence: float = 0.0
    offered: str = ""
    """Ids of the entries that were offered to choose from, joined by ``|``."""
    context: str = ""
    """What the conversation added to the question, joined by ``|``; empty where it stood alone."""
    language: str = ""
    version: str = ""
    """Of the knowledge: another one when anything in it changes."""
    picked: str = ""
    """Id of the entry that was picked from those ``offered``."""
    feedback: int = 0
    """1 or -1 where somebody said so, else 0."""
    taught: str = ""
    """Id of the entry that should have answered, where somebody said so."""

    @property
    def entry_ids(self) -> tuple[str, ...]:
        """The ids in ``entry``."""
        return tuple(filter(None, self.entry.split(SEPARATOR)))

    @property
    def offered_ids(self) -> tuple[str, ...]:
        """The ids in ``offered``."""
        return tuple(filter(None, self.offered.split(SEPARATOR)))

    @property
    def stands_alone(self) -> bool:
        """Whether the question can be understood without the conversation."""
        return not self.context and self.kind != "smalltalk"
