"""Any text becomes tokens that can be trusted: none empty, each in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.language import Language, Lexicon, Tables, Token, Utterance, clean
from chatbot.language.language import _STEMMERS

ENGLISH = Language.load("en")
BARE = [Language(code, Tables(), Lexicon(code)) for code in (*_STEMMERS, "xx")]
"""Every language that has a stemmer, and one that has none, without tables."""
TYPED = """who's can't n't 's 'd ' '' u.s u.n. U.S.'s US IT'S two ½ O'Brien allies' cafe\u0301
    c'est l'amitié бы 中国和朝鲜 本 NK中国 हिन्दी مَنْ x\u0301\u0489 \u0301's \u0301 ﷺ ＩＴ ſ İ ß ŉ ǆ
    a.b a. .a e-mail 3rd ³ ١٢ ⅷ ? ! ; : , . \u201cso\u201d \x1b[31m \ud800 \u200b 👩‍👩‍👧"""
PIECES = st.one_of(st.sampled_from([*TYPED.split(), " ", "\n"]), st.characters())
TEXT = st.lists(PIECES, max_size=25).map("".join)


def assert_sound(utterance: Utterance) -> None:
    """That every token says something and stands where the one before it does, or later."""
    before = 0
    for token in utterance.tokens:
        assert token.word.split() == [token.word]
        assert token.stem
        assert token.surface
        assert before <= token.start < token.end <= len(utterance.text)
        assert token.after in utterance.text[token.end :]
        before = token.start


@given(TEXT)
def test_every_token_says_something_and_stands_in_its_place(text: str) -> None:
    utterance = ENGLISH.parse(text)
    assert_sound(utterance)
    assert utterance.text == clean(text)
    assert utterance.words == ENGLISH.words(text)


@given(st.sampled_from(BARE), TEXT)
def test_so_it_does_in_every_language(language: Language, text: str) -> None:
    assert_sound(language.parse(text))


@given(TEXT, st.integers(-30, 30), st.none() | st.integers(-30, 30))
def test_any_part_can_be_shown(text: str, start: int, end: int | None) -> None:
    utterance = ENGLISH.parse(text)
    assert utterance.part(0) == utterance
    assert utterance.part(0).shown in utterance.text
    assert utterance.part(start, end).shown in utterance.text


@given(TEXT)
def test_parsing_what_is_shown_gives_the_same_words(text: str) -> None:
    utterance = ENGLISH.parse(text)
    shouted = utterance.text.isupper() or utterance.shown.isupper()
    if not shouted:
        assert ENGLISH.words(utterance.shown) == utterance.words


def test_initials_are_one_word_whatever_stands_beside_them() -> None:
    assert ENGLISH.words("the u.n. in Perú") == ENGLISH.words("the u.n. in Peru")


def test_a_token_keeps_what_was_typed_beside_what_is_compared() -> None:
    friends, _, russia, and_ = ENGLISH.parse("FRIENDS of Russia's,  and").tokens
    assert friends == Token("FRIENDS", "friends", "friend", 0, 7, False, " ")
    assert russia == Token("Russia's", "russia", "russia", 11, 19, False, ", ")
    assert and_ == Token("and", "and", "and", 21, 24, True)


def test_the_words_of_a_contraction_share_its_place() -> None:
    who, is_, there = ENGLISH.parse("Who's there?").tokens
    assert (who.word, is_.word) == ("who", "is")
    assert (who.start, who.end) == (is_.start, is_.end) == (0, 5)
    assert (who.after, is_.after, there.after) == ("", " ", "?")


def test_the_token_of_a_name_is_the_entity() -> None:
    token = ENGLISH.name_token("South Korea", "south-korea")
    assert (token.surface, token.word) == ("South Korea", "south korea")
    assert (token.entity, token.function) == ("south-korea", False)


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [("en", "friends", "friend"), ("de", "freunde", "freund"), ("pt-BR", "amigos", "amigo")],
)
def test_words_are_stemmed_in_their_language(code: str, one: str, other: str) -> None:
    language = Language(code, Tables(), Lexicon(code))
    assert language.stem(one) == language.stem(other)
    assert language.stems([one, other]) == (language.stem(one), language.stem(other))


def test_a_word_stays_whole_in_a_language_without_a_stemmer() -> None:
    assert Language("xx", Tables(), Lexicon("xx")).stem("friends") == "friends"
