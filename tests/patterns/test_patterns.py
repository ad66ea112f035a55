"""No pattern takes more time than in proportion to a text, whatever the text.

Every regular expression of the package is tried on texts made to hurt it. What a quarter of the
text takes is the measure, so that a slow or busy machine fails nothing.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from time import process_time
from typing import Final

import pytest

from chatbot.dialogue.parts import closing_question, cuts, sentences
from chatbot.language import MAX_CHARACTERS, Language, Utterance, clean
from chatbot.rendering import safe
from tests.patterns.attacking import ENDS, REPEATED, Attack, attacks
from tests.patterns.finding import Found, patterns

ENGLISH: Final = Language.load("en")
LENGTHS: Final = (16, 32, 64, 250, 1_000, 4_000)
"""Characters that are tried: raw text and files are longer than a question may be. Work that grows
fast is found in a short text, and each longer one has the text before for its quarter."""
SHORT: Final = 0.005
"""Seconds in which anything may be done with a text."""
MOST_GROWTH: Final = 9.0
"""How many times as long four times the text may take: four times in proportion, the rest for
noise; sixteen times where the time grows with the square."""


def seconds(run: Callable[[str], object], text: str, times: int = 1) -> float:
    """The best of several tries."""
    best = float("inf")
    gc.disable()  # a collection takes as long as all that other tests have left
    for _ in range(times):
        start = process_time()
        run(text)
        best = min(best, process_time() - start)
    gc.enable()
    return best


def growth(run: Callable[[str], object], text_of: Callable[[int], str], longest: int) -> float:
    """How many times as long a text takes as a quarter of it, of the first length too long."""
    for length in LENGTHS:
        if length > longest:
            break
        text, quarter = text_of(length), text_of(length // 4)
        for times in (1, 5):  # a second look only where it may be too much
            taken = seconds(run, text, times)
            if taken <= SHORT or taken <= MOST_GROWTH * seconds(run, quarter, times):
                break
        else:
            return taken / seconds(run, quarter, times)
    return 1.0


def prepared(attack: Attack, prepare: Callable[[str], str], length: int) -> str:
    return prepare(attack.text(length))


def too_slow(
    run: Callable[[str], object],
    tried: Iterable[Attack],
    prepare: Callable[[str], str] = str,
    longest: int = LENGTHS[-1],
) -> tuple[Attack, float] | None:
    """The first that takes too much more time, and how many times as long; None if none does.

    The texts are prepared before time is taken.
    """
    for attack in tried:
        times = growth(run, partial(prepared, attack, prepare), longest)
        if times > MOST_GROWTH:
            return attack, round(times, 1)
    return None


def use(found: Found) -> Callable[[str], object]:
    """What the package does with a pattern, for a whole text."""
    if found.method in ("sub", "subn"):
        return partial(found.pattern.sub, "")
    method = getattr(found.pattern, found.method)
    if isinstance(found.pattern.pattern, bytes):
        return lambda text: method(text.encode())
    return (lambda text: list(method(text))) if found.method == "finditer" else method


def test_no_pattern_takes_more_than_in_proportion_to_the_text() -> None:
    found = {
        (one.where, one.method): too_slow(use(one), attacks(one.pattern)) for one in patterns()
    }
    assert {name: attack for name, attack in found.items() if attack} == {}


def attacks_on_anything() -> list[Attack]:
    starts = ("", "what is ", "ok, ")
    return [Attack(start, again, end) for start in starts for again in REPEATED for end in ENDS]


@pytest.mark.parametrize("read", [clean, ENGLISH.parse, safe])
def test_no_text_takes_more_than_in_proportion_to_clean(read: Callable[[str], object]) -> None:
    assert too_slow(read, attacks_on_anything()) is None


@pytest.mark.parametrize(
    "read",
    [
        lambda message: sentences(message),
        lambda message: list(cuts(message, ENGLISH)),
        lambda message: closing_question(message, ENGLISH),
    ],
    ids=["sentences", "cuts", "closing_question"],
)
def test_no_question_takes_more_than_in_proportion_to_read(
    read: Callable[[Utterance], object],
) -> None:
    parsed = cache(ENGLISH.parse)
    tried = attacks_on_anything()
    assert too_slow(lambda text: read(parsed(text)), tried, clean, MAX_CHARACTERS) is None


@pytest.mark.parametrize(
    "pattern",
    [
        r"\s+x",
        r"\s*[,;]?\s+and",
        r"\b(?:no )*not",
        r"x[^y]*y",
        r"\x1b\].*?(?:\x07|$)",
        r"\d+[.:]\d+$",
    ],
)
def test_what_takes_more_is_found(pattern: str) -> None:
    run = partial(lambda compiled, text: list(compiled.finditer(text)), re.compile(pattern))
    assert too_slow(run, attacks(re.compile(pattern)))


@pytest.mark.parametrize(
    "where",
    [
        "chatbot.language.text: _ESCAPE_SEQUENCE",
        "chatbot.workshop.importing.sources: FORBIDDEN",
        "chatbot.rendering.safety: re.compile(_SEQUENCES)",
        "chatbot.knowledge.yaml_tree: re.compile(_IDLE_REST)",
    ],
)
def test_patterns_are_found_wherever_they_are(where: str) -> None:
    assert where in {one.where for one in patterns()}
