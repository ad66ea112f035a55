"""How text is laid out in a window of so many cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from chatbot.rendering import safe
from chatbot.surfaces.display import wrap

texts = st.text(
    st.one_of(
        st.characters(), st.sampled_from("  \n\xa0abc中文。「」ไทยéé\u0301👩👍🏽\u200d\ufe0f🇩🇪")
    )
)
widths = st.integers(min_value=6, max_value=40)


@given(texts, widths, st.sampled_from(["", "  ", "> "]))
def test_no_line_is_wider_than_the_window(text: str, width: int, indent: str) -> None:
    for line in wrap(text, width, indent).split("\n"):
        assert wcswidth(line) <= width


@given(texts, widths)
def test_nothing_but_spaces_is_lost(text: str, width: int) -> None:
    assert "".join(wrap(text, width).split()) == "".join(safe(text).split())


@given(texts, widths)
def test_wrapped_text_is_safe(text: str, width: int) -> None:
    wrapped = wrap(text, width)
    assert safe(wrapped) == wrapped


@given(st.lists(st.text("abc", min_size=1, max_size=6), min_size=1), widths)
def test_words_that_fit_are_never_broken(words: list[str], width: int) -> None:
    assert wrap(" ".join(words), width).split() == words


@pytest.mark.parametrize(
    ("text", "width", "wrapped"),
    [
        ("", 10, ""),
        ("one two three", 7, "one two\nthree"),
        ("one two three", 8, "one two\nthree"),
        ("one   two", 5, "one\ntwo"),
        ("a  b", 10, "a  b"),
        ("first\n\nsecond", 10, "first\n\nsecond"),
        ("- item one", 7, "- item\none"),
        ("  led by two", 8, "  led by\ntwo"),
        ("abcdefghij", 4, "abcd\nefgh\nij"),
        ("to abcdefghij", 4, "to\nabcd\nefgh\nij"),
        ("abcdef gh", 4, "abcd\nef\ngh"),
        ("100\xa0km away", 5, "100\xa0k\nm\naway"),
        ("中文字符串", 5, "中文\n字符\n串"),
        ("使用API接口", 6, "使用\nAPI接\n口"),
        ("他说「好」。", 8, "他说\n「好」。"),
        ("ภาษาไทย", 4, "ภาษา\nไทย"),
        ("cafe\u0301s nai\u0308ve", 5, "cafe\u0301s\nnai\u0308ve"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301\ne\u0301"),
        ("👍🏽👍🏽", 3, "👍🏽\n👍🏽"),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, width: int, wrapped: str) -> None:
    assert wrap(text, width) == wrapped


def test_every_line_with_text_is_indented() -> None:
    assert wrap("one two\n\nthree", 7, "  ") == "  one\n  two\n\n  three"


def test_a_hopelessly_narrow_window_still_gets_the_text() -> None:
    assert wrap("ab 中", 0, "  ") == "  ab\n  中"
