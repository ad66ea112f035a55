"""A question in, ranked entries with a confidence out. Usable alone."""

from chatbot.matching.matcher import Matcher
from chatbot.matching.values import Analysis, Evidence, Match, Mention, Word, WordPair

__all__ = ["Analysis", "Evidence", "Match", "Matcher", "Mention", "Word", "WordPair"]
