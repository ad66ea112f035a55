"""A text becomes words: contractions written out, endings dropped, initials joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.language import Language

ENGLISH = Language.load("en")


def words_of(text: str) -> list[str]:
    """The words of an English text."""
    return list(ENGLISH.words(text))


@given(st.lists(st.sampled_from(["who", "kim's", "u.n", "can't", "2", "друг", "e-mail"])))
def test_words_do_not_depend_on_the_space_between_them(words: list[str]) -> None:
    assert words_of("  ".join(words)) == words_of("\t".join(words))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("who's", ["who", "is"]),
        ("what’s", ["what", "is"]),
        ("it's", ["it", "is"]),
        ("its", ["its"]),
        ("can't", ["can", "not"]),
        ("cant", ["can", "not"]),
        ("cannot", ["can", "not"]),
        ("won't", ["will", "not"]),
        ("doesn't", ["does", "not"]),
        ("n't", ["not"]),
        ("DOESNT", ["does", "not"]),
        ("i'm", ["i", "am"]),
        ("they're", ["they", "are"]),
        ("we've", ["we", "have"]),
        ("he'll", ["he", "will"]),
        ("you'd", ["you", "would"]),
        ("pls", ["please"]),
    ],
)
def test_contractions_are_written_out(typed: str, words: list[str]) -> None:
    assert words_of(typed) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Kim's friend", ["kim", "friend"]),
        ("Kim’s friend", ["kim", "friend"]),
        ("the allies' friend", ["the", "allies", "friend"]),
        ("James's", ["james"]),
        ("O'Brien", ["obrien"]),
        ("'quoted'", ["quoted"]),
    ],
)
def test_possessive_endings_and_quotes_are_dropped(typed: str, words: list[str]) -> None:
    assert words_of(typed) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("the U.N.", ["the", "un"]),
        ("U.N. sanctions", ["un", "sanctions"]),
        ("the UN", ["the", "un"]),
        ("the U.S.", ["the", "u.s"]),
        ("u.s.a.", ["usa"]),
        ("does the US help", ["does", "the", "u.s", "help"]),
        ("does the us help us", ["does", "the", "u.s", "help", "us"]),
        ("the US's role", ["the", "u.s", "role"]),
        ("U.N.'s role", ["un", "role"]),
        ("the U.S.'s role", ["the", "u.s", "role"]),
        ("IT'S late", ["it", "is", "late"]),
        ("tell us more", ["tell", "us", "more"]),
        ("IT IS US", ["it", "is", "us"]),
        ("who is NOT open", ["who", "is", "not", "open"]),
        ("WHO are you", ["who", "are", "you"]),
        ("the end.Then", ["the", "end", "then"]),
    ],
)
def test_dotted_initials_are_one_word_and_no_other_word(typed: str, words: list[str]) -> None:
    assert words_of(typed) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("two books", ["2", "books"]),
        ("twelve", ["12"]),
        ("the 3rd", ["the", "3rd"]),
        ("this one", ["this", "one"]),
        ("½", ["1", "2"]),
    ],
)
def test_numbers_are_figures(typed: str, words: list[str]) -> None:
    assert words_of(typed) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("中国和朝鲜", ["中国", "国和", "和朝", "朝鲜"]),
        ("本", ["本"]),
        ("NK中国", ["nk", "中国"]),
        ("한국어 질문", ["한국어", "질문"]),
    ],
)
def test_scripts_without_spaces_become_pairs(typed: str, words: list[str]) -> None:
    assert words_of(typed) == words


def test_vowel_signs_are_no_accents() -> None:
    assert words_of("हिन्दी में") == ["हिन्दी", "में"]


def test_arabic_reads_the_same_with_and_without_short_vowels() -> None:
    assert words_of("مَنْ هُوَ") == words_of("من هو") == ["من", "هو"]


@pytest.mark.parametrize("typed", ["", "   ", "?!", "'", "...", "👩‍👩‍👧", "\u200b", "\x00"])
def test_without_letters_or_figures_there_are_no_words(typed: str) -> None:
    assert words_of(typed) == []
