"""The numbers that decide how a text's words are read and which language it is in, in one value.

All are hand-set, and, but for those of compounds and ages, say what moving them by a tenth does:
those of learning to the best match of nlpjs50-es and nlpjs50-fr (250 and 175 questions) read as
languages without tables, right for 86.0 and 80.0 per cent; those of detecting to the language of
106 knowledge files.
"""

from typing import Final, NamedTuple


class Limits(NamedTuple):
    """What counts as small, as common, and as enough to tell."""

    small_number: int = 2
    """Figures of the longest number that counts or picks something rather than dates it.
    One more or fewer changes no reply to the questions, talks and cases under ``tests``."""

    common: float = 0.03
    """The share of a knowledge's phrasings that must have a word for it to be learnt as a function
    word, in a language without tables. Lower: +0.4 and −2.9 points; higher: −0.4 and 0."""
    enough: int = 40
    """The fewest phrasings from which function words are learnt. Nothing either way."""

    of_age: int = 18
    """The years from which on a person is of age."""
    retired: int = 60
    """The years from which on a person is read as old."""

    compound_part: int = 4
    """The fewest letters of the stem of a part of a compound."""
    long_word: int = 7
    """The fewest letters of a word that a slip hardly makes into another."""

    first_words: int = 4
    """Words of a German clause among which its verb stands. One more or fewer changes no reply to
    the talks in German under ``tests``."""

    fewest_words: int = 12
    """The fewest words by which the language of a text is told. Nothing either way."""
    akin: float = 0.25
    """The share of function words that a text may have of a language which is akin to its own.
    Nothing either way."""
    clearly: float = 0.15
    """By how much more of the words must be function words of another language than of this one.
    Lower: one file of the 106 is taken for another language; higher: nothing."""


LIMITS: Final = Limits()
"""The limits that ship."""
