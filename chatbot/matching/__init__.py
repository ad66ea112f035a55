"""A question in, ranked entries with a confidence out. Usable alone."""

from chatbot.matching.conflicts import Conflict, ConflictKind
from chatbot.matching.matcher import Matcher
from chatbot.matching.parameters import PARAMETERS, Parameters
from chatbot.matching.values import Analysis, Evidence, Match, Mention, TermPair, Word

__all__ = [
    "PARAMETERS",
    "Analysis",
    "Conflict",
    "ConflictKind",
    "Evidence",
    "Match",
    "Matcher",
    "Mention",
    "Parameters",
    "TermPair",
    "Word",
]
