"""A word that nobody knows is read as the word it was meant to be; a known word never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.language import Language
from chatbot.matching.parameters import PARAMETERS
from chatbot.matching.spelling import Speller, pack_speller
from tests.packing import packed

OWN = [
    "library",
    "printer",
    "laptop",
    "membership",
    "card",
    "curtainz",
    "income",
    "syrian",
    "strain",
]
ENGLISH = Language.load("en")


def speller_of(*words: str) -> Speller:
    """One that knows some words besides English."""
    return Speller(packed(pack_speller, words, ENGLISH, PARAMETERS), ENGLISH, PARAMETERS)


SPELLER = speller_of(*OWN, "in", "come")
GENERAL = [word for own in ENGLISH.lexicon.spelt_like("m", 20) for word in own]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def read(word: str) -> str | None:
    """What a word that is not known is read as."""
    found = SPELLER.corrections(word)
    return found[0].word if found else None


@given(st.sampled_from([*OWN, *sorted(ENGLISH.tables.function_words), *GENERAL]))
def test_a_known_word_stands_for_itself(word: str) -> None:
    assert SPELLER.knows(word)


@pytest.mark.parametrize("word", ["a", "zz", "2nd", "u.s", "b2b", "library's", ""])
def test_what_is_short_or_no_plain_word_stands_for_itself(word: str) -> None:
    assert SPELLER.knows(word)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("librray", "library"),
        ("lapotp", "laptop"),
        ("membreship", "membership"),
        ("freind", "friend"),
        ("crad", "card"),
    ],
)
def test_swapped_letters_are_put_back(typed: str, meant: str) -> None:
    assert not SPELLER.knows(typed)
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("teh", "the"), ("cna", "can"), ("yuo", "you"), ("adn", "and")]
)
def test_a_short_word_is_mended_where_two_letters_are_swapped(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("librarry", "library"), ("cardd", "card"), ("memmbership", "membership")],
)
def test_doubled_letters_are_dropped(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("libary", "library"),
        ("printr", "printer"),
        ("menbership", "membership"),
        ("lptop", "laptop"),
    ],
)
def test_missing_and_wrong_letters_are_mended(typed: str, meant: str) -> None:
    assert read(typed) == meant


@given(st.data())
def test_one_slip_in_a_long_own_word_is_always_mended(data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(["membership", "curtainz", "library"]))
    at = data.draw(st.integers(1, len(word) - 2))
    slips = {
        "missing": word[:at] + word[at + 1 :],
        "swapped": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        "doubled": word[:at] + word[at] + word[at:],
    }
    typed = data.draw(st.sampled_from(sorted(slips.values())))
    if not SPELLER.knows(typed):
        assert word in [one.word for one in SPELLER.corrections(typed)]


def test_the_knowledges_own_word_comes_before_a_general_one() -> None:
    assert read("curtainx") == "curtainz"


@pytest.mark.parametrize("typed", ["xqzvvk", "qqqqqqqq", "żółw", "друг"])
def test_what_is_like_no_word_is_read_as_none(typed: str) -> None:
    assert read(typed) is None


@given(st.text(LETTERS, min_size=3, max_size=15))
def test_corrections_come_likeliest_first_and_are_known_words(typed: str) -> None:
    corrections = SPELLER.corrections(typed)
    similarities = [one.similarity for one in corrections]
    assert similarities == sorted(similarities, reverse=True)
    for word, similarity in corrections:
        assert SPELLER.knows(word)
        assert 0 < similarity <= 1


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("printercard", ("printer", "card")),
        ("membershipcard", ("membership", "card")),
        ("librarycard", ("library", "card")),
        ("printerqqqq", None),
        ("card", None),
    ],
)
def test_two_own_words_run_together_are_parted(typed: str, parts: tuple[str, str] | None) -> None:
    assert SPELLER.split(typed) == parts


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("lap", "top", "laptop"),
        ("mem", "bership", "membership"),
        ("card", "printer", None),
        ("in", "come", None),
    ],
)
def test_a_stray_space_is_taken_out_unless_both_parts_are_own_words(
    first: str, second: str, whole: str | None
) -> None:
    assert SPELLER.joined(first, second) == whole


@pytest.mark.parametrize("typed", ["comapred", "nope", "thanks"])
def test_words_of_the_languages_tables_are_known(typed: str) -> None:
    assert SPELLER.knows(typed) == (typed in ENGLISH.tables.known)


def test_a_word_of_the_language_alone_is_not_joined() -> None:
    assert speller_of("out").joined("with", "out") is None
