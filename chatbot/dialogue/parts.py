"""Where a message may hold two questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chatbot.dialogue.language import begins_to_ask, words_of
from chatbot.matching.framing import only_frames

_SENTENCE = re.compile(r"(?<=[?!;\n])\s*|(?<=[.:])\s+")
# White space in a message is single spaces by now.
_JOINT = re.compile(
    r" ?[,;]? (?:(?:oh )?(?:and|but|plus)(?: (?:also|then))?|also|then) |, ", re.IGNORECASE
)
_PAUSE = re.compile(r"[,;:] (?:(?:and|but|so|or|then|well|now) )*", re.IGNORECASE)
_PLAIN = frozenset(("and", ","))
_LEAD = 3
"""How many words before a colon at most only lead to what follows it."""
MOST_SENTENCES = 6
MOST_CUTS = 4


class Cut(NamedTuple):
    """One way to read a sentence as two."""

    left: str
    right: str
    plain: bool
    """Whether nothing but "and" or a comma stands between them, as between names."""


def sentences(message: str) -> list[str]:
    """The sentences of a message, each with its closing mark, but for those like "Is that so?".

    >>> sentences("Who is that? And why?  ok.")
    ['Who is that?', 'And why?', 'ok.']
    """
    parts = [part.strip() for part in _SENTENCE.split(message) if part.strip(" \t\n?!;.,")]
    return [part for part in _joined(parts) if not only_frames(words_of(part))] or parts


def _joined(parts: list[str]) -> Iterator[str]:
    """The parts, few words before a colon joined to what they are about: "And that one: why?"."""
    lead = ""
    for part in parts:
        if part.endswith(":") and len(words_of(part)) <= _LEAD:
            lead += part + " "
        else:
            yield lead + part
            lead = ""
    if lead:
        yield lead.strip()


def closing_question(message: str) -> str | None:
    """The question that a story ends with, if it does not begin with one.

    >>> closing_question("my gran lives there, and she wonders, so how old is it?")
    'how old is it?'
    """
    if begins_to_ask(message):
        return None
    for pause in reversed(list(_PAUSE.finditer(message))):
        rest = message[pause.end() :]
        if begins_to_ask(rest):
            return rest
    return None


def cuts(sentence: str) -> Iterator[Cut]:
    """The ways to read one sentence as two.

    >>> list(cuts("who is that and why"))
    [Cut(left='who is that', right='why', plain=True)]
    """
    sentence = sentence.rstrip(" ?!.;")
    for joint in list(_JOINT.finditer(sentence))[:MOST_CUTS]:
        left, right = sentence[: joint.start()].strip(), sentence[joint.end() :].strip()
        if left and right:
            yield Cut(left, right, joint.group().strip() in _PLAIN)
