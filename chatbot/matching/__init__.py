"""A question in, ranked entries with a confidence out. Usable alone."""

from chatbot.matching.building import pack_matcher
from chatbot.matching.conflicts import Conflict, ConflictKind
from chatbot.matching.encoders import OnnxEncoder
from chatbot.matching.matcher import Compiled, Matcher
from chatbot.matching.parameters import PARAMETERS, PARAMETERS_WITH_ENCODER, Parameters
from chatbot.matching.semantics import Encoder
from chatbot.matching.values import Analysis, Evidence, Match, Mention, TermPair, Word

__all__ = [
    "PARAMETERS",
    "PARAMETERS_WITH_ENCODER",
    "Analysis",
    "Compiled",
    "Conflict",
    "ConflictKind",
    "Encoder",
    "Evidence",
    "Match",
    "Matcher",
    "Mention",
    "OnnxEncoder",
    "Parameters",
    "TermPair",
    "Word",
    "pack_matcher",
]
