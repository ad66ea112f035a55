from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.rendering import MOST_MARKS
from chatbot.surfaces.terminal.echo import harmless

REORDERING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HIDDEN = "\u00ad\u200b\u2060\ufeff\U000e0041\ud800"


@given(st.text(st.characters() | st.sampled_from(REORDERING + HIDDEN)))
def test_what_reorders_or_hides_is_replaced_character_by_character(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert not set(shown) & set(REORDERING + HIDDEN)


@pytest.mark.parametrize(
    "text", ["plain", "tab\t\x1b[31m\x9b", "Köln 図書館 مرحبا", "क्षि می‌خواهم", "👩‍🚀", "e\u0301"]
)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert harmless(text) == text


def test_marks_piled_on_one_letter_are_cut() -> None:
    marks = "\u0301\u0316\u20dd"
    assert harmless("a" + marks * 99).rstrip("\ufffd") == ("a" + marks * 99)[: 1 + MOST_MARKS]
