"""What people put around a question without asking anything by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from chatbot.matching.english import FUNCTION_WORDS
from chatbot.matching.reading import Unit


def _any_of(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


_I_AM: Final = "(?:i am|i was|i have been|we are|we were)"
_CAN_YOU: Final = "(?:can|could|would|will) (?:you|anyone|anybody|someone|somebody)"
_PERSON: Final = (
    "(?:friend|colleague|coworker|neighbou?r|teacher|professor|classmate|roommate|boss|guy|person"
    "|mother|father|mum|mom|dad|brother|sister|wife|husband|son|daughter|uncle|aunt|cousin"
    "|grandmother|grandfather|gran|grandma|granddad|grandpa)"
)
_SOMEONE: Final = (
    "(?:someone|somebody|people|they|everyone|everybody|he|she"
    f"|(?:a|my|one of my|some) {_PERSON}s?)"
)
_SAYING: Final = (
    "(?:says?|said|tells? me|told me|told us|claims?|claimed|insists?|insisted|maintains?"
    "|reckons?|thinks?|keeps? saying)"
)
_SOURCE: Final = "(?:the|your|this) (?:article|text|source|information|page|site|faq|bot)"
_MIND: Final = "(?:think|thought|believe|believed|guess|suppose|gather|understand|assume|reckon)"
_AUXILIARY: Final = "(?:is|are|was|were|do|does|did|has|have|can|could|will|would)"
_HEARD: Final = "(?:heard|read|saw|seen|keep hearing|keep reading|keep seeing|have heard|have read)"

_BEFORE: Final = re.compile(
    _any_of(
        r"(?:so|ok|okay|well|hey|hi|hello|yo|oh|um|uh|hm|hmm|wait|lol|bro|bruh|dude|guys|anyway"
        r"|btw|actually|honestly|seriously|basically|please|pls|like|yeah|and|but)(?= .* )",
        rf"{_I_AM} (?:just |also |still )?(?:wondering|curious|asking|trying to find out|not sure)"
        r"(?: about)?(?: if| whether)?",
        r"i (?:just |also |often )?wonder(?: if| whether)?",
        r"i (?:just |really |also )?(?:would like|want|wanted|need|have|am dying|would love|wish)"
        r" to (?:know|find out|learn|understand|ask)(?: about)?(?: if| whether)?",
        rf"{_CAN_YOU} (?:please |kindly |maybe )?(?:tell|explain|show|confirm|clarify|inform|remind"
        r"|enlighten|advise|say|describe)(?: to)?(?: me| us)?(?: please)?(?: about)?"
        r"(?: if| whether| that)?",
        r"(?:please )?(?:tell|tel|remind|inform)(?: me| us)(?: please)?(?: about)?"
        r"(?: if| whether)?",
        r"(?:do|does|would|might) (?:you|anyone|anybody) (?:happen to )?know(?: about)?"
        r"(?: if| whether)?",
        r"(?:any idea|any clue|no idea)(?: about)?(?: if| whether)?",
        r"(?:is|was|would) it (?:really |actually |also )?(?:true|correct|right|fair|accurate|the "
        r"case|so|possible)(?: to (?:say|write|claim|think|state))?(?: that)",
        rf"{_SOMEONE} (?:once |always |just |recently )?{_SAYING}(?: that)?",
        rf"i (?:once |always |just |recently |often )?(?:{_HEARD}|{_MIND})(?: somewhere)?"
        r"(?: that)?",
        rf"according to {_SOURCE}",
        r"(?:correct me if i am wrong|just checking|just curious|quick question|one question"
        r"|one more thing|one more question)",
    )
    + r"\b(?: |$)"
)
"""What may stand before a question."""

_AFTER: Final = re.compile(
    r"(?:^| )"
    + _any_of(
        r"(?:is|was) (?:that|it|this) (?:so|right|true|correct|it|the case|not)",
        rf"{_AUXILIARY} not (?:it|they|that|he|she)",
        rf"{_AUXILIARY} (?:it|they|he|she) not",
        r"(?:am i|is (?:he|she)|are they) (?:right|wrong|correct|mistaken)",
        r"have i got (?:that|this|it) (?:right|wrong)",
        r"or (?:what|nah|not|no|something|anything)",
        r"what (?:do|should|can|would) i (?:put|say|write|answer|tell them|do)",
        rf"(?:does|can|do|would) {_SOURCE} (?:bear|back|say|confirm|support|agree)"
        r"(?: with)?(?: him| her| that| it| this| them| me| so)?(?: out| up)?",
        rf"{_CAN_YOU} (?:please |kindly )?(?:tell|explain|enlighten|help|advise|confirm)"
        r"(?: to)?(?: me| us)?(?: that| it)?(?: please)?",
        r"(?:do|would) you (?:happen to )?know(?: that| the reason| the answer| anything)?",
        r"(?:please|pls|lol|lmao|haha|bro|bruh|dude|though|tho|right|correct|thanks|thank you"
        r"|thank you very much|by any chance|in fact|or am i wrong|fr|rn|tbh|idk|btw|exactly|huh"
        r"|eh)",
    )
    + "$"
)
"""What may stand after it."""

_LONGEST: Final = 100
"""Characters of the longest frame that may stand after a question."""


def unframed(units: Sequence[Unit]) -> list[Unit]:
    """The units without those that only frame what is asked; all where nothing else says anything.

    "I was wondering whether Crumb is open, do you know?" asks what "is Crumb open" asks.
    """
    words = [unit.word.replace(" ", "_") for unit in units]
    start, end = _within(" ".join(words))
    places = accumulate((len(word) + 1 for word in words), initial=0)
    kept = [unit for unit, place in zip(units, places, strict=False) if start <= place < end]
    return kept if any(unit.word not in FUNCTION_WORDS for unit in kept) else list(units)


def only_frames(words: Sequence[str]) -> bool:
    """Whether the words frame a question that is not among them: "Is that so?"."""
    start, end = _within(" ".join(words))
    return start >= end


def _within(text: str) -> tuple[int, int]:
    """Where what is framed begins and ends."""
    start, end = 0, len(text)
    while found := _BEFORE.match(text, start, end):
        start = found.end()
    while found := _AFTER.search(text, max(start, end - _LONGEST), end):
        end = found.start()
    return start, end
