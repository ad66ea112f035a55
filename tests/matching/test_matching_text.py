"""What was typed becomes words: one spelling for what looks the same to a person."""

from __future__ import annotations

import unicodedata

import pytest
from chatbot.matching.lexicon import english
from chatbot.matching.text import MAX_CHARACTERS, normalise, split_words, too_long
from hypothesis import given
from hypothesis import strategies as st

ANYTHING = st.text(
    st.one_of(
        st.characters(),  # surrogates, marks, controls and all
        st.sampled_from("'’`.-_ aAuUsSnN1٣①\x1b[]m\u0301\u0327\u200b\u202e\u3000\ufe0f\U0001f1f0"),
    )
)
# Letters of scripts with and without spaces, marks, and what may stand between letters.
WRITTEN = st.text(
    st.sampled_from(
        "''’‘ʼ`´′＇ .s sanlre北京国茶かカーｶ한ไทยำ้ກາ\u0ec8ကြ\u1039"
        "ក្ក្រ\u17d2क्ष\u093fдругλόقִא\u064bგያ1٣"
        "\u0301\u0327\u200d\u200c"
    )
)


@given(ANYTHING)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(ANYTHING)
def test_what_is_normalised_holds_nothing_that_cannot_be_seen(text: str) -> None:
    kept = {unicodedata.category(char) for char in normalise(text)}
    assert not kept & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert normalise(text) == normalise(text).lower()


@given(ANYTHING)
def test_words_are_never_empty_and_hold_no_space(text: str) -> None:
    for word in split_words(normalise(text)):
        assert word.split() == [word]


@given(WRITTEN)
def test_words_of_any_script_have_a_stem(text: str) -> None:
    words = split_words(normalise(text))
    assert all(words)
    assert all(map(english().stem, words))


@pytest.mark.parametrize("apostrophe", "'’‘‛ʼ`´′＇")
def test_a_possessive_is_its_word_in_every_script(apostrophe: str) -> None:
    for word in ("北京", "日本", "ไทย", "က", "ភ្នំពេញ", "ວຽງຈັນ", "друг", "क्ष", "kim"):
        assert split_words(normalise(f"{word}{apostrophe}s")) == split_words(normalise(word))


@given(st.lists(st.sampled_from(["who", "kim's", "u.n", "can't", "2", "друг", "e-mail"])))
def test_words_do_not_depend_on_the_space_between_them(words: list[str]) -> None:
    assert split_words("  ".join(words)) == split_words(normalise("\t".join(words)))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("WHO Is It", "who is it"),
        ("Ｃｈｉｎａ", "china"),
        ("ﬁne", "fine"),
        ("naïve café", "naive cafe"),
        ("nai\u0308ve cafe\u0301", "naive cafe"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("it’s “fine”", "it's “fine”"),
        ("a\u00a0b\u3000c", "a b c"),
        ("a\tb\r\nc", "a b c"),
        ("１２", "12"),
    ],
)
def test_one_spelling_for_what_looks_the_same(typed: str, read: str) -> None:
    assert normalise(typed) == read


HIDDEN = {
    "zero-width": "\u200b",
    "joiner": "\u200d",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "override": "\u202e",
    "isolate": "\u2066",
    "lone surrogate": "\ud800",
    "private": "\ue000",
    "variation selector": "\ufe0f",
    "filler": "\u3164",
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_what_cannot_be_seen_is_dropped(hidden: str) -> None:
    assert normalise(f"chi{hidden}na") == "china"


SEQUENCES = {
    "color": "\x1b[31m",
    "colors": "\x1b[1;31;40m",
    "in one character": "\x9b2J",
    "title": "\x1b]0;a title\x07",
    "link": "\x1b]8;;http://x\x1b\\",
    "device": "\x1bPq\x1b\\",
}


@pytest.mark.parametrize("sequence", SEQUENCES.values(), ids=SEQUENCES)
def test_terminal_sequences_are_dropped_whole(sequence: str) -> None:
    assert split_words(normalise(f"who {sequence} are you")) == ["who", "are", "you"]


def test_an_unfinished_terminal_sequence_is_dropped_to_the_end() -> None:
    assert normalise("hello \x1b]0;never ends").strip() == "hello"


def test_stacked_marks_leave_the_letter() -> None:
    assert normalise("c" + "\u0301\u0327" * 25_000 + "hina") == "china"


@pytest.mark.parametrize("typed", ["Сhina", "Chіna", "ϲhina".replace("ϲ", "с"), "Chinа"])
def test_a_letter_that_only_looks_latin_is_read_as_latin(typed: str) -> None:
    assert split_words(normalise(typed)) == ["china"]


def test_other_alphabets_stay_themselves() -> None:
    assert split_words(normalise("Кто друг?")) == ["кто", "друг"]


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
    assert split_words(normalise(typed)) == words


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
    assert split_words(normalise(typed)) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("the U.N.", ["the", "un"]),
        ("U.N. sanctions", ["un", "sanctions"]),
        ("the UN", ["the", "un"]),
        ("the U.S.", ["the", "u.s"]),
        ("u.s.a.", ["usa"]),
        ("does the US help", ["does", "the", "u.s", "help"]),
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
    assert split_words(normalise(typed)) == words


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
    assert split_words(normalise(typed)) == words


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
    assert split_words(normalise(typed)) == words


def test_vowel_signs_are_no_accents() -> None:
    assert split_words(normalise("हिन्दी में")) == ["हिन्दी", "में"]


def test_arabic_reads_the_same_with_and_without_short_vowels() -> None:
    assert split_words(normalise("مَنْ هُوَ")) == split_words(normalise("من هو")) == ["من", "هو"]


@pytest.mark.parametrize("typed", ["", "   ", "?!", "'", "...", "👩‍👩‍👧", "\u200b", "\x00"])
def test_without_letters_or_figures_there_are_no_words(typed: str) -> None:
    assert split_words(normalise(typed)) == []


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("a" * MAX_CHARACTERS, False),
        ("a" * (MAX_CHARACTERS + 1), True),
        ("\ufdfa" * (MAX_CHARACTERS + 1), True),
        ("c" + "\u0301" * 50_000, False),
        ("\u200b" * 50_000, False),
        (" " * 1_000_000, True),
    ],
    ids=["longest", "longer", "expanding", "marks", "unseen", "megabyte"],
)
def test_a_text_is_refused_for_what_can_be_seen_of_it_or_for_its_sheer_size(
    text: str, refused: bool
) -> None:
    assert too_long(text) == refused
