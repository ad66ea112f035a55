"""For programs that word answers themselves: answers under a quote lock, and a check of quotes."""

from chatbot.agents.verifying import MAX_CHARACTERS, Sentence, Verification, verify

__all__ = ["MAX_CHARACTERS", "Sentence", "Verification", "verify"]
