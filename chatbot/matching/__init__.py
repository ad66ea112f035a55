"""A question in, ranked entries with a confidence out. Usable alone."""

from chatbot.matching.building import TextCache, pack_matcher
from chatbot.matching.conflicts import Conflict, ConflictKind
from chatbot.matching.matcher import Compiled, Matcher
from chatbot.matching.parameters import PARAMETERS, PARAMETERS_WITH_ENCODER, Parameters
from chatbot.matching.semantics import Encoder, vectors_of
from chatbot.matching.values import (
    Analysis,
    Closeness,
    Evidence,
    Match,
    Mention,
    Progress,
    TermPair,
    Word,
    silent,
)

__all__ = [
    "PARAMETERS",
    "PARAMETERS_WITH_ENCODER",
    "Analysis",
    "Closeness",
    "Compiled",
    "Conflict",
    "ConflictKind",
    "Encoder",
    "Evidence",
    "Match",
    "Matcher",
    "Mention",
    "Parameters",
    "Progress",
    "TermPair",
    "TextCache",
    "Word",
    "pack_matcher",
    "silent",
    "vectors_of",
]
