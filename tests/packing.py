"""What the matcher's parts are made from, laid out for a test as it is for a bot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chatbot.knowledge import Directory, Knowledge
from chatbot.language import Language
from chatbot.matching.parameters import PARAMETERS
from chatbot.matching.recognising import Recogniser, pack_recogniser
from chatbot.storage import Packer, Sections


def packed(pack: Callable[..., object], *values: Any) -> Sections:
    """What ``pack`` lays out of some values."""
    out = Packer()
    pack(*values, out)
    return out.sections()


def recogniser_of(knowledge: Knowledge, language: Language) -> Recogniser:
    """The recogniser of a knowledge."""
    laid_out = packed(pack_recogniser, knowledge, language, PARAMETERS)
    return Recogniser(knowledge, language, PARAMETERS, Directory.of(knowledge), laid_out)
