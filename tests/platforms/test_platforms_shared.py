"""What all platforms share: tokens, buttons, labels."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Bot
from chatbot.surfaces.platforms.buttons import data_of, entry_of, label, thumb_of, thumbs
from chatbot.surfaces.platforms.tokens import tokens

ONE = (("BOT_TOKEN",),)


def test_buttons_lead_to_every_entry_whatever_the_platform_takes(shop: Bot) -> None:
    for entry in shop.knowledge.entries:
        for most in (64, 100, 2000):
            data = data_of(entry.id, most)
            assert len(data.encode()) <= most
            assert entry_of(data, shop.knowledge) == entry.id


def test_thumbs_are_told_by_what_they_send_and_nothing_else_is_one() -> None:
    reply_id = "0123456789abcdef01"
    good, bad = thumbs(reply_id)
    assert (good.value, bad.value) == (1, -1)
    assert [thumb_of(one.data) for one in (good, bad)] == [good, bad]
    assert max(len(one.data) for one in (good, bad)) <= 64
    for sent in ("", "faq:hours", "faq-thumb:", "faq-thumb:5:x", "faq-thumb:1x:y"):
        assert thumb_of(sent) is None


@given(st.text(), st.integers(2, 80))
def test_labels_are_as_long_as_allowed(text: str, most: int) -> None:
    short = label(text, most)
    assert len(short.encode("utf-16-le", "surrogatepass")) <= 2 * most
    assert short == text or short.endswith("…")


@pytest.mark.parametrize(
    "written",
    [
        "abc=\n",
        "\ufeffabc=\n",
        "# mine\nBOT_TOKEN=abc=\n",
        "export BOT_TOKEN='abc='\n",
        "\nBOT_TOKEN = abc=\nX=1",
    ],
)
def test_a_token_file_has_names_or_the_token_alone(written: str, tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text(written, encoding="utf-8")
    assert tokens(ONE, str(path), {"BOT_TOKEN": "of the environment"}) == {"BOT_TOKEN": "abc="}


@pytest.mark.parametrize("value", ["a b", "a\x1b[31m", "ключ", "x" * 2001])
def test_what_can_be_no_token_is_told(value: str) -> None:
    with pytest.raises(ValueError, match=r"^BOT_TOKEN is no token: [ -~]*$"):
        tokens(ONE, None, {"BOT_TOKEN": value})


def test_a_token_is_taken_from_the_environment() -> None:
    assert tokens(ONE, None, {"BOT_TOKEN": " abc\n", "OTHER": "x"}) == {"BOT_TOKEN": "abc"}
    with pytest.raises(ValueError, match=r"^BOT_TOKEN is missing"):
        tokens(ONE, None, {"BOT_TOKEN": " "})
