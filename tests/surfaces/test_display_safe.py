"""What may reach a terminal, and what of a text is left of it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.rendering import MOST_MARKS, safe

nasty = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b[]()#PX^_\\;?0123mHJK\x07\x9b\x9c\x9d\x90\x00\x7f\r\n\t\u202e\u2066"),
        st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\ud800\udfff\u0301\u3164\U000e0041a中ن"),
    )
)


@given(nasty)
def test_only_newline_and_drawn_characters_come_through(text: str) -> None:
    for char in safe(text):
        if char in "\n\u200c\u200d" or "\u0600" <= char <= "\u08e2" or char == "\U000110bd":
            continue
        assert unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp"), repr(char)


@given(nasty)
def test_safe_text_stays_as_it_is(text: str) -> None:
    assert safe(safe(text)) == safe(text)


@given(st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126)))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


@given(nasty)
def test_safe_text_can_be_written_as_utf_8(text: str) -> None:
    assert safe(text).encode().decode() == safe(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b[?1049h\x1b[2J\x1b[Hgone", "gone"),
        ("\x9b31mred", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;https://a.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9d0;title\x9ctext", "text"),
        ("\x1bP1$r0m\x1b\\text", "text"),
        ("\x1b_app\x1b\\\x1b^pm\x1b\\\x1bXsos\x1b\\text", "text"),
        ("\x1b]0;never ended", "0;never ended"),
        ("\x1b(0lqk\x1b(B", "lqk"),
        ("\x1bc\x1b7\x1b8reset", "reset"),
        ("\x1b\x1b[31m[32m", "[32m"),
        ("end\x1b", "end"),
        ("end\x1b[", "end"),
    ],
)
def test_escape_sequences_go_whole(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb", "a    b"),
        ("a\r\nb\rc\x85d\u2028e\x0bf", "a\nb\nc\nd\ne\nf"),
        ("a\x00b\x07c\x08d\x7fe\x8df", "abcdef"),
        ("user\u202eexe.txt\u202c \u2066x\u2069", "userexe.txt x"),
        ("w\u200bh\ufeffo\u2060 \u00adis", "who is"),
        ("a\udc80b", "a\ufffdb"),
        ("flag\U000e0067\U000e007f", "flag"),
        ("\u3164hidden\u115f", "hidden"),
    ],
)
def test_what_is_not_drawn_is_not_shown(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "naïve café",
        "朝鲜和中国",
        "Привет, мир",
        "می\u200cخواهم",
        "क्\u200dष",
        "👩\u200d👩\u200d👧 ❤\ufe0f",
        "\u0600\u0661",
        "a\u0301",
    ],
)
def test_every_script_is_shown_as_it_is_written(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d"])
def test_joiners_go_where_no_script_needs_them(joiner: str) -> None:
    assert safe(f"{joiner}wh{joiner}o {joiner}ن{joiner} {joiner}") == "who ن "
    assert safe(f"ن{joiner}{joiner}{joiner}ن") == f"ن{joiner}ن"


def test_a_pile_of_marks_is_cut_down() -> None:
    assert safe("z" + "\u0301" * 50_000 + "algo") == "z" + "\u0301" * MOST_MARKS + "algo"
