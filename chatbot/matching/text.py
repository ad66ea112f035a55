"""From what was typed to words: the same for questions, phrasings and names."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from chatbot.matching.english import (
    CONTRACTED_ENDINGS,
    CONTRACTIONS,
    FUNCTION_WORDS,
    IS_AFTER,
    NUMBERS,
)

MAX_CHARACTERS: Final = 1_000
"""The longest question that is matched, counted after normalising."""

_MAX_RAW_CHARACTERS: Final = 100_000
_ESCAPE_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?"
)
_WHITE_SPACE = re.compile(r"\s+")
_MARK = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACKED_MARKS = re.compile(f"({_MARK}){_MARK}+")
# Words that in capitals are initials; others, as in "who is NOT", are stressed.
_CAPITALS = re.compile(r"\bUS\b|\bIT\b(?!')")
_WORD = re.compile(r"[a-z](?:\.[a-z])+\b(?:\.?'s\b)?|[^\W_]+(?:'[^\W_]+)*")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
_PLAIN: Final = dict.fromkeys(map(ord, "‘’‚‛ʼ`´′"), "'")
_LOOKALIKES: Final = str.maketrans(
    "авекмнорстухіјѕԁԛԝһӏɡɑοαικνρτυχεβ", "abekmhopctyxijsdqwhlgaoaiknptuxeb"
)
"""Cyrillic, Greek and other letters that look like a Latin one (after Unicode TR39)."""


def too_long(text: str) -> bool:
    """Whether a text is refused before it is normalised, as one character can become eighteen."""
    if len(text) <= MAX_CHARACTERS:
        return False
    seen = (unicodedata.category(char)[0] not in "CMZ" for char in text[:_MAX_RAW_CHARACTERS])
    return len(text) > _MAX_RAW_CHARACTERS or sum(seen) > MAX_CHARACTERS


def normalise(text: str) -> str:
    """The text as it is matched: one spelling for what looks the same to a person.

    Escape sequences, invisible characters and stacked marks go, accents are folded, case is
    folded, typographic variants become plain, and white space becomes single spaces. Takes linear
    time, never raises, and normalising twice changes nothing.
    """
    if not text.isupper():
        text = _CAPITALS.sub(_dotted, text)
    if text.isascii() and text.isprintable():
        return _WHITE_SPACE.sub(" ", text.lower())
    text = _STACKED_MARKS.sub(r"\1", _ESCAPE_SEQUENCE.sub(" ", text))
    text = unicodedata.normalize("NFKD", text).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_PLAIN)
    text = unicodedata.normalize("NFC", "".join(filter(None, map(_visible, text))))
    return _WHITE_SPACE.sub(" ", text)


def split_words(text: str) -> list[str]:
    """The words of a normalised text, contractions written out, possessive endings dropped.

    >>> split_words("who's kim's friend, and isn't that 2 friends?")
    ['who', 'is', 'kim', 'friend', 'and', 'is', 'not', 'that', '2', 'friends']
    """
    found = _WORD.findall(text) if text.isascii() else _words_of_any_script(text)
    words: list[str] = []
    for word in found:
        written_out = CONTRACTIONS.get(word)
        if written_out is not None:
            words += written_out.split()
        elif "." in word:
            words.append(_without_dots(word.removesuffix("'s").rstrip(".")))
        elif "'" in word:
            words += _without_apostrophe(word)
        else:
            words.append(NUMBERS.get(word, word))
    return words


def _dotted(capitals: re.Match[str]) -> str:
    """``US`` as ``u.s``, which is another word than ``us``."""
    return ".".join(capitals.group().lower())


def _visible(char: str) -> str:
    """One character of decomposed text: itself, a space, or nothing."""
    if char < "\x7f":
        return char if char >= " " else " "
    category = unicodedata.category(char)
    if category[0] == "M":
        order = unicodedata.combining(char)
        accent = order == 1 or 10 <= order <= 35 or order >= 200
        return "" if accent or "VARIATION SELECTOR" in unicodedata.name(char, "") else char
    if category in ("Cf", "Cs", "Co", "Cn") or char in "\u115f\u1160\u3164\uffa0":
        return ""
    return " " if category in ("Cc", "Zs", "Zl", "Zp") else char


def _words_of_any_script(text: str) -> list[str]:
    """Words where letters may carry marks, and pairs of letters where a script has no spaces."""
    spaced = "".join(
        char if char == "'" or char.isalnum() or unicodedata.category(char)[0] == "M" else " "
        for char in text
    )
    words: list[str] = []
    for run in spaced.split():
        word = run.strip("'")
        if _UNSPACED.search(word):
            words += _pairs(word)
        elif word:
            words.append(_latin(word))
    return words


def _pairs(run: str) -> list[str]:
    """Overlapping pairs of characters for scripts without spaces, other letters left whole."""
    pieces: list[str] = []
    end = 0
    for unspaced in _UNSPACED.finditer(run):
        if run[end : unspaced.start()]:
            pieces.append(run[end : unspaced.start()])
        part, end = unspaced.group(), unspaced.end()
        pieces += [part[i : i + 2] for i in range(len(part) - 1)] or [part]
    return pieces + ([run[end:]] if run[end:] else [])


def _latin(word: str) -> str:
    """A word that mixes Latin letters with look-alikes of other scripts, all in Latin."""
    if word.isascii() or not any("a" <= char <= "z" for char in word):
        return word
    replaced = word.translate(_LOOKALIKES)
    return replaced if replaced.isascii() else word


def _without_dots(word: str) -> str:
    """Dotted initials as one word, ``u.n`` as ``un``, unless that is another word, like ``u.s``."""
    letters = word.replace(".", "")
    return word if letters in FUNCTION_WORDS else letters


def _without_apostrophe(word: str) -> list[str]:
    for ending, full in CONTRACTED_ENDINGS.items():
        if word.endswith(ending):
            return [*filter(None, [word.removesuffix(ending)]), full]
    stem, _, last = word.rpartition("'")
    if last == "s":
        if stem in IS_AFTER:
            return [stem, "is"]
        word = stem
    return [*filter(None, [word.replace("'", "")])]
