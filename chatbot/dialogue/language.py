"""The English of conversation: how people lean on what was said before."""

from __future__ import annotations

from typing import Final

from chatbot.matching.english import FUNCTION_WORDS, QUESTION_WORDS
from chatbot.matching.text import normalise, split_words


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


INTERJECTIONS: Final = _words(
    """ok okay k lol haha hm hmm mm aha ah oh uh um wow right alright fine sure well yes yeah yep
    yup no nope nah cool nice great good interesting really understood so then thus sorry hi hello
    hey hiya thanks thank you please cheers and but anyway btw"""
)
"""Words that, alone, ask nothing."""

ACKNOWLEDGING: Final = ("i see", "got it", "all right", "of course", "makes sense", "fair enough")
"""Phrases that ask nothing."""

YES: Final = _words("yes yeah yep yup sure right correct exactly y please ok okay")
NO: Final = _words("no nope nah none neither nothing n")

ORDINALS: Final = {
    "first": 0, "1st": 0, "former": 0,
    "second": 1, "2nd": 1,
    "third": 2, "3rd": 2,
    "fourth": 3, "4th": 3,
    "fifth": 4, "5th": 4,
    "last": -1, "latter": -1,
}  # fmt: skip
"""Words for a place in a row, counted from 0, the last being -1."""

PICKING: Final = _words(
    """the one number no nr option choice answer question please i mean meant want would like take
    to know about it is was that s"""
)
"""Words around the number of a choice."""

SINGULAR: Final = ("it", "its", "he", "him", "his", "she", "her", "hers")
PLURAL: Final = ("they", "them", "their", "theirs")
POINTERS: Final = _words("that this the same")
"""Words that, before "one" or the word for a kind, point back: "that country"."""

REFERRING: Final = _words(
    """it its he him his she her hers they them their theirs there that this those these one ones
    same latter former"""
)
"""Words that may stand for something said before."""

REMARKING: Final = _words("that this so")
"""Words by which a question is often a remark on the one before: "is that so?"."""

LEADING: Final = _words(
    """and or but so then also ok okay well now hm oh what how about of is are was were does do did
    has have had can could would will with for to from in by at on the a same i mean meant you
    rather actually sorry no not"""
)
"""Words before the name in a follow-up that is little else: "and what about Russia?"."""

TRAILING: Final = _words(
    """too also as well then though either please now instead do does did is are was were has have
    can could would will s"""
)
"""Words after it: "does Cuba too?"."""

ASKS_FOR_ENTITY: Final = _words("who which whom whose")
"""Words that ask whom something is about, so that it is not about the one talked of."""

STARTERS: Final = QUESTION_WORDS | _words(
    """is are was were am does do did has have had can could will would should may might must isn
    tell describe explain give show compare name list say outline summarise summarize"""
)
"""Words a question begins with."""

UNFINISHED: Final = _words("about of and or with for to from but")
"""Words a message does not end with, unless something is missing."""

COMPARING: Final = _words(
    """compare comparing comparison compared difference differences different differ versus vs
    between against whether better"""
)
"""Words that lay two things side by side and say nothing else about them."""

ARTICLES: Final = _words("the a an")

COORDINATING: Final = _words(
    "and or vs versus with to than from both then nor by against but the a an &"
)
"""Words between the names of things that are asked about together."""

MORE: Final = tuple(
    tuple(text.split())
    for text in (
        "more", "tell me more", "more please", "go on", "continue", "carry on", "keep going",
        "what else", "anything else", "something else", "and what else", "what more", "who else",
        "is there more", "is there anything else", "any more", "anything more", "say more",
        "more details", "tell me more about it", "tell me more about that", "more about it",
        "more about that", "what else is there", "what else do you know", "next", "else",
        "tell me something else", "more info", "more information",
    )
)  # fmt: skip
"""What asks for more, whatever it was about."""

_SMALL_NUMBER: Final = 2
"""How many figures a number has at most that counts or picks something rather than dates it."""

GLUE: Final = _words(
    """since until before after during ago once always often usually generally sometimes exactly
    maybe perhaps much many lot lots more most less least besides apart"""
)
"""Words that place or measure what is said and are no subject of their own."""


def words_of(text: str) -> list[str]:
    """The words of a text, as they are matched."""
    return split_words(normalise(text))


def is_telling(word: str) -> bool:
    """Whether a word says something of itself; a small number by itself does not."""
    if word.isdecimal() and len(word) <= _SMALL_NUMBER:
        return False
    return not any(word in words for words in (FUNCTION_WORDS, INTERJECTIONS, TRAILING, GLUE))


def asks(text: str) -> bool:
    """Whether a text is put as a question or request.

    >>> asks("so, does Peru?"), asks("My friend is from Peru.")
    (True, False)
    """
    return text.rstrip().endswith("?") or begins_to_ask(text)


def begins_to_ask(text: str) -> bool:
    """Whether a text begins as a question or request does."""
    first = next((word for word in words_of(text) if word not in INTERJECTIONS), "")
    return first in STARTERS
