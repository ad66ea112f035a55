"""What is taken out of a question before it is written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.log import redacted


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("write to Ann.Lee+shop@mail.example.co.uk, please", "write to [email], please"),
        ("it is ann @ example.org", "it is [email]"),
        ("anna@müller.de?", "[email]?"),
        ("call 020 7946 0958", "call [number]"),
        ("call +49 (0)170/1234567 now", "call [number] now"),
        ("my number is 0049-170-1234567", "my number is [number]"),
        ("on 555-0100", "on [number]"),
        ("（０３）１２３４－５６７８ 番", "（[number] 番"),
        ("card 4111 1111 1111 1111 was declined", "card [number] was declined"),
        ("card 4111-1111-1111-1112", "card [number]"),
        ("from DE89 3704 0044 0532 0130 00 to me", "from [number] to me"),
        ("gb29nwbk60161331926819", "[number]"),
        ("account 12345678, sort code 12-34-56", "account [number], sort code 12-34-56"),
        ("customer AB-1234567", "customer [number]"),
        ("a@b.example and c@d.example", "[email] and [email]"),
    ],
)
def test_personal_data_is_taken_out(typed: str, kept: str) -> None:
    assert redacted(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "when do you open?",
        "are you open on 24.12.2025 or 2025-12-24?",
        "does it cost 1,000,000 or 99.95?",
        "order 123456, postcode 10115",
        "open 9-17 on weekdays",
        "is it @home or me@work",
        "HTTP 404 on iOS 17.4.1",
    ],
)
def test_other_questions_stay_as_they_are(typed: str) -> None:
    assert redacted(typed) == typed


@given(st.text(alphabet="0123456789 -./()+abz@", max_size=60))
def test_no_long_number_is_left(typed: str) -> None:
    left = redacted(typed)
    assert all(re.fullmatch(r"(19|20)?\d{2,8}", run) for run in re.findall(r"\d{7,}", left)) or (
        not re.findall(r"\d{9,}", left)
    )
    assert redacted(left) == left


@given(st.text(max_size=200))
def test_any_text_can_be_redacted(typed: str) -> None:
    assert isinstance(redacted(typed), str)
