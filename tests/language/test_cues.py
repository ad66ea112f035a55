"""What the words of an utterance do: ask, remark, point back, or say something of their own."""

from __future__ import annotations

import pytest

from chatbot.language import Language, Lexicon, Tables, ends_before, phrase_at

ENGLISH = Language.load("en")
CUES = ENGLISH.cues


@pytest.mark.parametrize("word", ["border", "china", "1953", "друг", "bread"])
def test_a_word_that_says_something_is_content(word: str) -> None:
    assert CUES.is_content(word)


@pytest.mark.parametrize("word", ["the", "who", "not", "please", "thanks", "often", "2", "42"])
def test_function_words_interjections_adverbs_and_small_numbers_are_no_content(word: str) -> None:
    assert not CUES.is_content(word)


@pytest.mark.parametrize(
    "text", ["who is it", "WHO", "ok, who is it", "tell me more", "is it so", "the border?"]
)
def test_a_question_or_request_asks(text: str) -> None:
    assert CUES.asks(ENGLISH.parse(text))


@pytest.mark.parametrize("text", ["", "ok", "the border", "I wonder who", "China. Who? Nobody"])
def test_a_remark_does_not_ask(text: str) -> None:
    assert not CUES.asks(ENGLISH.parse(text))


def test_only_the_first_word_begins_to_ask() -> None:
    assert CUES.begins_to_ask(ENGLISH.parse("what border"))
    assert not CUES.begins_to_ask(ENGLISH.parse("the border, what of it?"))


@pytest.mark.parametrize(
    "text", ["Is that so?", "isn't that so", "really, is this so?", "so?", "True?", "Is it wrong?"]
)
def test_asking_whether_it_is_so_only_remarks(text: str) -> None:
    assert CUES.only_remarks(ENGLISH.parse(text))


@pytest.mark.parametrize(
    "text", ["is that China?", "is it?", "why is that so", "the right size?", "", "ok"]
)
def test_asking_anything_else_does_not(text: str) -> None:
    assert not CUES.only_remarks(ENGLISH.parse(text))


def test_question_words_are_found_anywhere() -> None:
    assert CUES.question_words(("and", "where", "or", "when")) == {"where", "when"}
    assert not CUES.question_words(("the", "border"))


@pytest.mark.parametrize(
    ("word", "points_back", "pronoun"),
    [
        ("it", True, True),
        ("they", True, True),
        ("that", True, False),
        ("latter", True, False),
        ("i", False, False),
        ("china", False, False),
    ],
)
def test_pronouns_point_back_and_so_do_other_words(
    word: str, points_back: bool, pronoun: bool
) -> None:
    assert CUES.points_back(("does", word)) == points_back
    assert CUES.has_pronoun(("does", word)) == CUES.is_pronoun(word) == pronoun


def test_without_tables_every_word_is_content_and_only_the_mark_asks() -> None:
    language = Language("xx", Tables(), Lexicon("xx"))
    assert language.cues.is_content("the")
    assert language.cues.asks(language.parse("the border?"))
    assert not language.cues.asks(language.parse("who"))


@pytest.mark.parametrize(
    ("start", "length"), [(0, 0), (1, 1), (2, 3), (3, 0), (4, 0), (5, 1), (6, 0), (9, 0)]
)
def test_the_longest_phrase_that_stands_at_a_place_counts(start: int, length: int) -> None:
    phrases = (("tell", "me"), ("and",), ("tell", "me", "more"))
    words = ("so", "and", "tell", "me", "more", "and")
    assert phrase_at(words, start, phrases) == length


@pytest.mark.parametrize(("place", "ends"), [(1, True), (2, False), (3, True), (4, True)])
def test_words_end_before_punctuation_and_at_the_end(place: int, ends: bool) -> None:
    assert ends_before(ENGLISH.parse("no, I mean").tokens, place) == ends


@pytest.mark.parametrize(
    ("code", "text", "measured"),
    [
        ("en", "It takes 3 hours.", {"duration"}),
        ("en", "Open from 9:30 to 5 pm.", {"time"}),
        ("en", "That is £12 a day.", {"price", "amount"}),
        ("en", "Ask at the desk.", set()),
        ("en", "It costs 85.", {"price", "amount"}),
        ("de", "Ab 10 Uhr.", {"time"}),
        ("de", "Bis zu sechs Monate.", {"duration"}),
        ("fr", "Cela coûte 12 euros.", {"price", "amount"}),
    ],
)
def test_a_text_tells_amounts_by_figures_with_a_unit(
    code: str, text: str, measured: set[str]
) -> None:
    language = Language.load(code)
    assert language.cues.measured(language.parse(text)) == measured


@pytest.mark.parametrize(
    ("code", "text", "place", "people"),
    [
        ("en", "my 7 yr old", 1, "child"),
        ("en", "for a 7yo", 2, "child"),
        ("en", "I'm 68, is it cheaper", 2, "senior"),
        ("en", "she just turned 15 and rides", 3, "child"),
        ("de", "meine 7-jährige Tochter", 1, "kind"),
        ("de", "ich bin 68", 2, "senior"),
        ("es", "tengo 67 años", 1, "jubilado"),
        ("fr", "j'ai 67 ans", 2, "senior"),
        ("ru", "сыну 5 лет", 1, "дети"),
    ],
)
def test_the_age_of_a_child_or_a_senior_tells_of_such_people(
    code: str, text: str, place: int, people: str
) -> None:
    language = Language.load(code)
    found = dict(language.cues.ages(language.words(text)))
    assert set(found) == {place}
    assert people in found[place]


@pytest.mark.parametrize(
    "text",
    ["I'm 15 minutes late", "I'm 45", "7 tickets", "open 7 days", "the 1970 ship is 2018", "2 m"],
)
def test_other_numbers_and_ages_between_tell_of_nobody(text: str) -> None:
    language = Language.load("en")
    assert not any(people for _, people in language.cues.ages(language.words(text)))
