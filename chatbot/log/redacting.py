"""What is taken out of a question before it is written anywhere.

Patterns, as the libraries for this are heavy (they bring trained models) or validate: one that
knows which numbers are in use lets a mistyped card number pass. What looks like personal data goes,
so more may go than had to: a long order number, two ranges of hours.
"""

from __future__ import annotations

import re
from typing import Final

EMAIL: Final = "[email]"
NUMBER: Final = "[number]"
FEWEST_DIGITS: Final = 7
"""So many digits, with nothing but separators between them, are a telephone, card or account
number. Six are a postcode, a price or the number of an order."""

_EMAIL: Final = re.compile(r"[^\s@<>(),;:\"']{1,64}\s?@\s?(?:[\w-]{1,63}\.)+\w{2,63}")
_IBAN: Final = re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?\d{1,3})?\b")
_BETWEEN: Final = r"[ \t.\-/()\u00a0\u2009\u202f\u2010-\u2014\uff08\uff09\uff0d]{0,3}"
_DIGITS: Final = re.compile(
    rf"(?:\b[A-Za-z]{{1,4}}[-.]?)?(?:\+|\(\+?)?\d(?:{_BETWEEN}\d){{{FEWEST_DIGITS - 1},}}"
)
_DATE: Final = re.compile(
    r"(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|[12]\d|3[01])\2(?:19|20)\d\d"
)


def redacted(text: str) -> str:
    """``text`` without e-mail addresses and without telephone, card and account numbers.

    >>> redacted("call +44 20 7946 0958 or write to ann@example.org on 24.12.2025")
    'call [number] or write to [email] on 24.12.2025'
    """
    text = _EMAIL.sub(EMAIL, text)
    text = _IBAN.sub(_number, text)
    return _DIGITS.sub(_number, text)


def without_marks(text: str) -> str:
    """A question as it was kept, without what stands for what was taken out."""
    if EMAIL not in text and NUMBER not in text:
        return text
    return " ".join(text.replace(EMAIL, " ").replace(NUMBER, " ").split())


def _number(found: re.Match[str]) -> str:
    """What is written for a run of digits: itself if it is a date or a word with few digits."""
    text = found[0]
    digits = sum(char.isdigit() for char in text)
    return text if digits < FEWEST_DIGITS or _DATE.fullmatch(text) else NUMBER
