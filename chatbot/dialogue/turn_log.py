"""What the log keeps of a turn."""

from __future__ import annotations

import os
import time
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from chatbot.dialogue.loading import version_of
from chatbot.dialogue.values import Decision, Reply
from chatbot.knowledge import Knowledge
from chatbot.matching import Match

if TYPE_CHECKING:
    from chatbot.log import QuestionLog

LONGEST_KEPT: Final = 1_000
"""Characters of a question that are kept."""


class TurnLog:
    """Writes the turns of one bot to its owner's log."""

    def __init__(self, log: QuestionLog, knowledge: Knowledge) -> None:
        self._log = log
        self._knowledge = knowledge

    @cached_property
    def _version(self) -> str:
        return version_of(self._knowledge)

    def add(self, reply: Reply) -> None:
        """Keep one turn; takes some microseconds."""
        from chatbot.log import SEPARATOR, Turn  # with it comes SQLite, which few need

        decisions = reply.decisions
        ranked = _ranked(decisions)
        answered = [one.entry_id for one in decisions if one.answered]
        if reply.kind == "smalltalk":
            answered = [match.entry_id for match in decisions[0].matches[:1]]
        first, second = (*ranked, None, None)[:2]
        offered = reply.entry_ids if reply.kind == "clarify" else ()
        context = dict.fromkeys(added.kind for one in decisions for added in one.context)
        self._log.add(
            Turn(
                id=reply.id,
                time=time.time(),
                session=reply.session.id,
                question=reply.question[:LONGEST_KEPT],
                kind=reply.kind,
                reason=reply.reason or "",
                entry=SEPARATOR.join(answered) or (first.entry_id if first else ""),
                confidence=reply.confidence or (first.confidence if first else 0.0),
                runner_up=second.entry_id if second else "",
                runner_up_confidence=second.confidence if second else 0.0,
                offered=SEPARATOR.join(offered),
                context=SEPARATOR.join(context),
                language=self._knowledge.language,
                version=self._version,
            )
        )

    def rate(self, reply_id: str, value: int) -> None:
        """Keep what somebody thought of a reply."""
        self._log.rate(reply_id, value)


def _ranked(decisions: tuple[Decision, ...]) -> list[Match]:
    """The answerable matches of a message, the one that was answered with first."""
    first = next((one for one in decisions if one.answered), decisions[0])
    answered = first.matches[:1] if first.answered else ()
    found: dict[str, Match] = {}
    for match in chain(answered, first.analysis.matches):
        if match.answerable:
            found.setdefault(match.entry_id, match)
    return [*found.values()]


def log_of(knowledge: Knowledge) -> QuestionLog | None:
    """The log that the settings of a knowledge file name; None if they name none."""
    path = path_of_log(knowledge)
    if not path:
        return None
    from chatbot.log import QuestionLog

    return QuestionLog(path, knowledge.settings.log_days)


def path_of_log(knowledge: Knowledge) -> str:
    """Where the log is that the settings name: beside the knowledge file; empty without one."""
    log = knowledge.settings.log
    return os.path.join(os.path.dirname(knowledge.path), log) if log else ""
