"""Texts that hurt a pattern, made from what the pattern itself looks for."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

REPEATED: Final = (
    *(" ", "\t", "\xa0", "\n", " \t", "no ", "the ", "and ", "so please ", ", ", "a, and ", ": "),
    *(
        "\x1b]",
        "\x1b[",
        "\x1b]0;",
        "\x9b",
        "\x1b",
        "'",
        "a'",
        "a'b",
        "a.",
        ".",
        "?",
        "! ",
        '"',
        "“",
    ),
    *(
        "(",
        "[",
        "{",
        "{{",
        "}",
        "{a",
        "#",
        " #",
        "- ",
        "|\n",
        "\\",
        "0",
        "1 ",
        "a",
        "A",
        "é",
        "ไ",
        "京",
    ),
    *("e\u0301", "\u0301", "\u200d", "US ", "the other ", "i mean ", "is it not "),
)
"""What any text may hold again and again."""
ENDS: Final = ("", "x", "\nx", "\0")
"""What a text goes on with, so that what is repeated may fit or not."""

_SAMPLES: Final = " \t\xa0\na0'-.,?é\u0301\x1b[]{#"
_CATEGORIES: Final = {"SPACE": r"\s", "DIGIT": r"\d", "WORD": r"\w"}
_parse = importlib.import_module("re._parser").parse


class Attack(NamedTuple):
    """A text of any length: a beginning, one thing again and again, an end."""

    start: str
    again: str
    end: str

    def text(self, length: int) -> str:
        """The text of about this many characters."""
        return self.start + self.again * (length // len(self.again)) + self.end


def attacks(pattern: re.Pattern[str]) -> list[Attack]:
    """Everything a pattern is tried with."""
    parsed = _parse(pattern.pattern, pattern.flags)
    starts = dict.fromkeys(("", _sample(parsed)))
    general = [(start, again) for start in starts for again in REPEATED]
    pairs = dict.fromkeys((*_repeats(parsed, ""), *general))
    return [Attack(start, again, end) for start, again in pairs if again for end in ENDS]


def _repeats(parsed: Iterable[Any], start: str) -> Iterator[tuple[str, str]]:
    """What may come again and again in a parsed pattern, each with a text that leads there."""
    yield from (("", word) for word in _words(parsed))
    for operator, value in parsed:
        for body in _inner(str(operator), value):
            yield from _repeats(body, start)
            yield from ((start, f"{_sample(body)}{space}") for space in ("", " "))
        if str(operator).endswith("_REPEAT"):
            yield from ((start, text) for text in _every(value[2]))
        start += _one(str(operator), value)[0]


def _words(parsed: Iterable[Any]) -> list[str]:
    """The runs of plain characters in a pattern."""
    plain = (chr(value) if str(operator) == "LITERAL" else "\0" for operator, value in parsed)
    return list(filter(None, "".join(plain).split("\0")))


def _inner(operator: str, value: Any) -> list[Iterable[Any]]:
    """The patterns within one part of a pattern."""
    if operator == "BRANCH":
        return list(value[1])
    if operator == "ATOMIC_GROUP":
        return [value]
    if operator in ("SUBPATTERN", "ASSERT", "ASSERT_NOT") or operator.endswith("_REPEAT"):
        return [value[-1]]
    return []


def _every(parsed: Any) -> Iterator[str]:
    """Texts that a pattern fits, with each of the ways in which its first part may."""
    (operator, value), *rest = parsed
    yield from (text + _sample(rest) for text in _one(str(operator), value))


def _sample(parsed: Iterable[Any]) -> str:
    return "".join(_one(str(operator), value)[0] for operator, value in parsed)


def _one(operator: str, value: Any) -> list[str]:
    """Texts that one part of a pattern fits; what stands behind counts, what is ahead does not."""
    if operator == "LITERAL":
        return [chr(value)]
    if operator in ("IN", "ANY", "NOT_LITERAL"):
        return _characters(operator, value)
    texts = [_sample(body) for body in _inner(operator, value)] or [""]
    if operator.endswith("_REPEAT"):
        return [texts[0] * value[0]]
    ahead = operator == "ASSERT_NOT" or (operator == "ASSERT" and value[0] > 0)
    return [""] if ahead else texts


def _characters(operator: str, value: Any) -> list[str]:
    if operator != "IN":
        return [char for char in _SAMPLES if operator == "ANY" or ord(char) != value]
    negated = str(value[0][0]) == "NEGATE"
    own = [chr(one if isinstance(one, int) else one[0]) for kind, one in value if _has_code(kind)]
    chars = dict.fromkeys((*_SAMPLES, *own))
    return [char for char in chars if any(_is(char, *one) for one in value) != negated] or ["~"]


def _has_code(kind: object) -> bool:
    return str(kind) in ("LITERAL", "RANGE")


def _is(char: str, kind: object, value: Any) -> bool:
    """Whether a character is one of those that a part of a set names."""
    if str(kind) == "LITERAL":
        return bool(ord(char) == value)
    if str(kind) == "RANGE":
        return bool(value[0] <= ord(char) <= value[1])
    if str(kind) == "NEGATE":
        return False
    name = str(value).removeprefix("CATEGORY_")
    fits = re.match(_CATEGORIES[name.removeprefix("NOT_")], char) is not None
    return fits != name.startswith("NOT_")
