"""For programs that word answers themselves: answers under a quote lock, and a check of quotes."""

from chatbot.agents.quoting import RULES, TASK, Found, Quote, Quoted, quoted, search
from chatbot.agents.verifying import MAX_CHARACTERS, Sentence, Verification, verify

__all__ = [
    "MAX_CHARACTERS",
    "RULES",
    "TASK",
    "Found",
    "Quote",
    "Quoted",
    "Sentence",
    "Verification",
    "quoted",
    "search",
    "verify",
]
