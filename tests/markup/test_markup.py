"""Markdown as a tree, and what a text says without it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.markup import escape, is_plain, kind_of, links, paragraphs, plain, read
from chatbot.markup.reading import DEEPEST, MOST_CELLS

MARKUP = st.text(alphabet="ab 12*_`[]()<>#|-+.!\\&;:/~\n", max_size=60) | st.text(max_size=40)


@pytest.mark.parametrize(
    "text",
    [
        "At nine.",
        "2 * 3 < 7, a_b_c and A & B",
        "One line\nand another.\n\nAnother paragraph.",
        "Mon 9-5\n  Tue 9-5",
        "# No heading\n> and no quotation\n---",
        "<b>no HTML</b>",
        "C:\\Users\\me",
        "No. 5 is 50 % off [today only].",
    ],
)
def test_text_without_markup_is_plain(text: str) -> None:
    assert is_plain(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("*so* or **so**", "so or so"),
        ("`pip install`", "pip install"),
        ("[our shop](https://example.org)", "our shop"),
        ("<https://example.org>", "https://example.org"),
        ("![a map of *the* town](https://example.org/map.png)", "a map of the town"),
        ("```\npip install\n  this\n```", "pip install\n  this"),
        ("- one\n- **two**\n  1. three", "one\ntwo\nthree"),
        ("- one\n- two", "- one\n- two"),
        ("| size | price |\n| --- | --- |\n| S | *3* |", "size | price\nS | 3"),
        ("5 \\* 3 &amp; 4", "5 * 3 & 4"),
        ("one\ntwo *three*", "one\ntwo three"),
    ],
)
def test_the_words_of_a_text_are_read_without_its_markup(text: str, words: str) -> None:
    assert not is_plain(text)
    assert plain(read(text)) == words


@given(MARKUP)
def test_escaped_text_says_what_the_text_says(text: str) -> None:
    said = plain(read(escape(text)))
    assert said.split() == text.replace("\0", "\ufffd").split()


@given(MARKUP)
def test_what_is_plain_says_itself(text: str) -> None:
    if is_plain(text):
        assert plain(read(text)).split() == text.split()
        assert "".join(plain(paragraphs(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("https://example.org/a?b=c#d", "web"),
        ("HTTP://example.org", "web"),
        ("mailto:shop@example.org?subject=x", "mail"),
        ("tel:+49-30-1234", "phone"),
        ("#china/border", "entry"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//example.org", None),
        ("www.example.org", None),
        ("help.html", None),
        ("https://", None),
        ("https://x y", None),
        ("#", None),
        ("", None),
        ("mailto:nobody", None),
    ],
)
def test_links_lead_to_the_web_a_mailbox_a_phone_or_an_entry(target: str, kind: str | None) -> None:
    assert kind_of(target) == kind


def test_links_to_anywhere_are_found_to_be_checked() -> None:
    found = links(read("[a](javascript:x) ![b](c.png) - see [d][e]\n\n[e]: ftp://f"))
    assert [one.target for one in found] == ["javascript:x", "c.png", "ftp://f"]


@pytest.mark.parametrize("sign", ["[", "![", "*a", "`", "<", "&", "[a](", "- ", "|", "\\", "a\n-"])
def test_any_sign_repeated_is_read_whole(sign: str) -> None:
    text = sign * 500
    assert len("".join(plain(read(text)).split())) >= text.count("a")


def test_lists_too_deep_are_plain_text() -> None:
    text = "- " * (DEEPEST + 1) + "x"
    assert plain(read(text)) == text


def test_a_table_of_too_many_cells_is_plain_text() -> None:
    columns = 100
    head = "|" + "a|" * columns + "\n|" + "-|" * columns + "\n"
    assert [one.kind for one in read(head + "x\n" * 5).children] == ["table"]
    large = read(head + "x\n" * (MOST_CELLS // columns)).children
    assert [one.kind for one in large] == ["paragraph"]
