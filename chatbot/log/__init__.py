"""What people asked and what became of it, kept in a SQLite file if its owner wants that."""

from chatbot.log.question_log import DAYS, QuestionLog, is_switched_off
from chatbot.log.reading import forget, purge, read_turns
from chatbot.log.redacting import redacted
from chatbot.log.turns import SEPARATOR, Turn

__all__ = [
    "DAYS",
    "SEPARATOR",
    "QuestionLog",
    "Turn",
    "forget",
    "is_switched_off",
    "purge",
    "read_turns",
    "redacted",
]
