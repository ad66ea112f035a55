"""One spelling for what looks the same to a person, and nothing that nobody sees."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.language import MAX_CHARACTERS, clean, is_too_long
from chatbot.language.text import fold

ANYTHING = st.text(
    st.one_of(
        st.characters(),  # surrogates, marks, controls and all
        st.sampled_from("'’`.-_ aAuUsSnN1٣①\x1b[]m\u0301\u0327\u200b\u202e\u3000\ufe0f\U0001f1f0"),
    )
)


@given(ANYTHING)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANYTHING)
def test_what_is_cleaned_holds_nothing_that_cannot_be_seen_but_line_breaks(text: str) -> None:
    cleaned = clean(text)
    kept = {unicodedata.category(char) for char in cleaned.replace("\n", "")}
    assert not kept & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert "  " not in cleaned
    assert cleaned == cleaned.strip()


@given(ANYTHING)
def test_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(clean(text))
    assert fold(folded) == folded == folded.lower()


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("WHO Is It", "WHO Is It"),
        ("Ｃｈｉｎａ", "China"),
        ("ﬁne", "fine"),
        ("nai\u0308ve cafe\u0301", "naïve café"),
        ("it’s “fine”", "it's “fine”"),
        ("a\u00a0b\u3000c", "a b c"),
        ("a\tb  c", "a b c"),
        ("a\r\nb\u2028c", "a\nb\nc"),
        (" a ", "a"),
        ("１２", "12"),
    ],
)
def test_what_looks_the_same_is_cleaned_to_the_same(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("WHO", "who"),
        ("naïve", "naive"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("हिन्दी", "हिन्दी"),
        ("Кто", "кто"),
    ],
)
def test_words_are_compared_without_case_and_accents(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize("typed", ["Сhina", "Chіna", "сhina", "Chinа"])
def test_a_letter_that_only_looks_latin_is_compared_as_latin(typed: str) -> None:
    assert fold(typed) == "china"


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
    assert clean(f"chi{hidden}na") == "china"


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
    assert clean(f"who {sequence} are you") == "who are you"


def test_an_unfinished_terminal_sequence_is_dropped_to_the_end() -> None:
    assert clean("hello \x1b]0;never ends") == "hello"


def test_stacked_marks_leave_the_letter() -> None:
    assert fold(clean("c" + "\u0301\u0327" * 25_000 + "hina")) == "china"


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("a" * MAX_CHARACTERS, False),
        ("a" * (MAX_CHARACTERS + 1), True),
        ("late " * (MAX_CHARACTERS // 5) + "fee", True),
        ("late     " * (MAX_CHARACTERS // 5), False),
        ("ﷺ" * 100, True),
        ("\ufdfa" * (MAX_CHARACTERS + 1), True),
        ("c" + "\u0301" * 50_000, False),
        ("\u200b" * 50_000, False),
        (" " * 1_000_000, True),
    ],
    ids=[
        "longest",
        "longer",
        "words",
        "spaces",
        "long when cleaned",
        "expanding",
        "marks",
        "unseen",
        "megabyte",
    ],
)
def test_a_text_is_refused_for_what_can_be_seen_of_it_or_for_its_sheer_size(
    text: str, refused: bool
) -> None:
    assert is_too_long(text) == refused
