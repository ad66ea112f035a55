"""Which language texts are written in, by the function words they have."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chatbot.language.folders import SHIPPED
from chatbot.language.limits import LIMITS
from chatbot.language.loading import load_tables
from chatbot.language.tables import DEFAULT
from chatbot.language.text import fold

_WORD = re.compile(r"[^\W\d_]+")


def detect(texts: Sequence[str], claimed: str = DEFAULT) -> str:
    """The code of the language that fits the texts clearly better than the one claimed, or that.

    Only languages with tables are told apart. About half of the words of a text are function words
    of its language, and few of those of another.
    """
    words = [fold(word) for text in texts for word in _WORD.findall(text)]
    if len(words) < LIMITS.fewest_words:
        return claimed
    own = _share(words, claimed) if claimed in SHIPPED else LIMITS.akin
    if own > 2 * LIMITS.clearly:  # no other language can fit clearly better
        return claimed
    shares = {code: _share(words, code) for code in SHIPPED if code != claimed}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] > own + LIMITS.clearly else claimed


def _share(words: Sequence[str], code: str) -> float:
    """The share of some words that are function words of a language."""
    function_words = load_tables(code).function_words
    return sum(word in function_words for word in words) / len(words)
