"""General English as it ships: which words there are, how rare, how related."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.language import Language, Lexicon

ENGLISH = Language.load("en")
LEXICON = ENGLISH.lexicon
STEMS = sorted({ENGLISH.stem(word) for own in LEXICON.spelt_like("b", 20) for word in own})


def test_a_language_is_read_once() -> None:
    assert Language.load("en") is ENGLISH


@pytest.mark.parametrize("word", ["the", "bread", "library", "friend", "refund", "laptop"])
def test_common_words_are_known(word: str) -> None:
    assert word in LEXICON


@pytest.mark.parametrize("word", ["", "freind", "xqzv", "Bread", "bread ", "café", "zzzz", "42"])
def test_what_is_no_plain_english_word_is_not_known(word: str) -> None:
    assert word not in LEXICON


def test_common_words_are_less_rare_than_rare_ones() -> None:
    words = ["the", "country", "friend", "bakery", "xqzv"]
    for commoner, rarer in pairwise(LEXICON.rarity(word) for word in words):
        assert commoner < rarer
    assert LEXICON.rarity("xqzv") == 1


@given(st.text(max_size=20))
def test_rarity_is_between_0_and_1_for_any_text(word: str) -> None:
    assert 0 <= LEXICON.rarity(word) <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("friend", "friends"), ("deliver", "delivered"), ("opening", "opens"), ("hotly", "hot")],
)
def test_inflected_words_share_a_stem(one: str, other: str) -> None:
    assert ENGLISH.stem(one) == ENGLISH.stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("buy", "purchase"), ("price", "cost"), ("borrow", "loan"), ("friend", "buddy")],
)
def test_words_of_like_meaning_are_related(one: str, other: str) -> None:
    assert ENGLISH.stem(other) in dict(LEXICON.related(ENGLISH.stem(one)))


OPPOSITES = """happy unhappy, open close, hot cold, buy sell, love hate, increase decrease,
    friend enemy, legal illegal, possible impossible, win lose, borrow lend, true false,
    import export, cheap expensive, push pull"""


@pytest.mark.parametrize("pair", OPPOSITES.split(","))
def test_opposites_are_not_related(pair: str) -> None:
    one, other = map(ENGLISH.stem, pair.split())
    assert other not in dict(LEXICON.related(one))
    assert one not in dict(LEXICON.related(other))


@pytest.mark.parametrize("stem", ["the", "who", "not", "of"])
def test_function_words_are_related_to_nothing(stem: str) -> None:
    assert LEXICON.related(stem) == []


@given(st.sampled_from(STEMS))
def test_related_stems_come_nearest_first_and_never_the_stem_itself(stem: str) -> None:
    related = LEXICON.related(stem)
    assert stem not in dict(related)
    similarities = [similarity for _, similarity in related]
    assert similarities == sorted(similarities, reverse=True)
    assert all(0 < similarity <= 1 for similarity in similarities)


def test_being_related_is_nearly_always_mutual() -> None:
    pairs = [(stem, near) for stem in STEMS for near, _ in LEXICON.related(stem)[:5]]
    mutual = sum(stem in dict(LEXICON.related(near)) for stem, near in pairs)
    assert mutual > 0.95 * len(pairs)


def test_a_similarity_is_the_same_read_from_either_side() -> None:
    for stem in STEMS[::20]:
        for near, similarity in LEXICON.related(stem):
            back = dict(LEXICON.related(near)).get(stem)
            assert back is None or back == pytest.approx(similarity, abs=0.01)


def test_an_unknown_stem_is_related_to_nothing() -> None:
    assert LEXICON.related("xqzv") == []
    assert LEXICON.related("") == []


def test_a_word_is_looked_for_among_those_that_begin_like_it() -> None:
    four, five, six = LEXICON.spelt_like("frend", 1)
    assert {word[0] for word in four + five + six} == {"f"}
    assert {len(word) for word in six} == {6}
    assert "friend" in six
    assert LEXICON.spelt_like("żółw", 1) == []


def test_another_lexicon_reads_the_same() -> None:
    assert Lexicon("en").related("friend") == LEXICON.related("friend")


def test_of_a_language_without_data_nothing_is_known() -> None:
    nothing = Lexicon("xx")
    assert "friend" not in nothing
    assert nothing.rarity("friend") == 1
    assert nothing.related("friend") == []
    assert nothing.spelt_like("friend", 1) == []
