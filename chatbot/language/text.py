"""One spelling for what looks the same to a person: cleaned text, and folded words."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_CHARACTERS: Final = 1_000
"""The longest question that is matched, counted after cleaning."""

_MAX_RAW_CHARACTERS: Final = 100_000
_ESCAPE_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?"
)
_MARK = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACKED_MARKS = re.compile(f"({_MARK}){_MARK}+")
_SPACES = re.compile(r"[^\S\n]+")
_PLAIN: Final = dict.fromkeys(map(ord, "‘’‚‛ʼ`´′"), "'")
_LOOKALIKES: Final = str.maketrans(
    "авекмнорстухіјѕԁԛԝһӏɡɑοαικνρτυχεβ", "abekmhopctyxijsdqwhlgaoaiknptuxeb"
)
"""Cyrillic, Greek and other letters that look like a Latin one (after Unicode TR39)."""


def is_too_long(text: str) -> bool:
    """Whether a question has more than :data:`MAX_CHARACTERS` characters once it is cleaned."""
    return _is_huge(text) or len(clean(text)) > MAX_CHARACTERS


def _is_huge(text: str) -> bool:
    """Whether a text is refused before it is cleaned, as one character can become eighteen."""
    if len(text) <= MAX_CHARACTERS:
        return False
    seen = (unicodedata.category(char)[0] not in "CMZ" for char in text[:_MAX_RAW_CHARACTERS])
    return len(text) > _MAX_RAW_CHARACTERS or sum(seen) > MAX_CHARACTERS


def clean(text: str) -> str:
    """The text without what nobody sees, its white space single spaces, its lines kept.

    Escape sequences, invisible characters and stacked marks go, compatibility characters and
    typographic apostrophes become plain; case and accents stay. Takes linear time, never raises,
    and cleaning twice changes nothing.
    """
    text = text.translate(_PLAIN)
    if not (text.isascii() and text.isprintable()):
        text = _STACKED_MARKS.sub(r"\1", _ESCAPE_SEQUENCE.sub(" ", text.replace("\r\n", "\n")))
        text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
        text = unicodedata.normalize("NFC", "".join(map(_visible, text)))
    return _SPACES.sub(" ", text).strip()


def fold(word: str) -> str:
    """A cleaned word as it is compared: case and accents folded, look-alike letters Latin.

    >>> fold("Café"), fold("STRASSE"), fold("Straße")
    ('cafe', 'strasse', 'strasse')
    """
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return _latin(unicodedata.normalize("NFC", "".join(c for c in word if not _is_accent(c))))


def _visible(char: str) -> str:
    """One character of a text: itself, a space, or nothing."""
    if char < "\x7f":
        return char if char >= " " or char == "\n" else " "
    category = unicodedata.category(char)
    if category in ("Cf", "Cs", "Co", "Cn") or char in "\u115f\u1160\u3164\uffa0":
        return ""
    if category[0] == "M" and "VARIATION SELECTOR" in unicodedata.name(char, ""):
        return ""
    if category in ("Zl", "Zp"):
        return "\n"
    return " " if category in ("Cc", "Zs") else char


def _is_accent(char: str) -> bool:
    if char < "\u0300" or unicodedata.category(char)[0] != "M":
        return False
    order = unicodedata.combining(char)
    return order == 1 or 10 <= order <= 35 or order >= 200


def _latin(word: str) -> str:
    """A word that mixes Latin letters with look-alikes of other scripts, all in Latin."""
    if word.isascii() or not any("a" <= char <= "z" for char in word):
        return word
    replaced = word.translate(_LOOKALIKES)
    return replaced if replaced.isascii() else word
