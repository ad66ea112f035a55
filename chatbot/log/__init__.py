"""What people asked and what became of it, kept in a SQLite file if its owner wants that."""

from chatbot.log.question_log import DAYS, QuestionLog, is_switched_off
from chatbot.log.reading import forget, purge, read_rejected, read_turns, reject
from chatbot.log.redacting import redacted, without_marks
from chatbot.log.turns import SEPARATOR, Turn

__all__ = [
    "DAYS",
    "SEPARATOR",
    "QuestionLog",
    "Turn",
    "forget",
    "is_switched_off",
    "purge",
    "read_rejected",
    "read_turns",
    "redacted",
    "reject",
    "without_marks",
]
