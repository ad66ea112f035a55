"""A session is a small value that survives JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.dialogue import Bot, Session
from chatbot.errors import SessionError

ids = st.lists(st.text(max_size=20), max_size=20).map(tuple)
sessions = st.builds(
    Session,
    entities=ids,
    earlier=ids,
    row=ids,
    entry=st.none() | st.text(max_size=20),
    question=st.text(),
    told=ids,
    choices=ids,
    again=st.booleans(),
)


@given(sessions)
def test_session_survives_json(session: Session) -> None:
    assert Session.from_json(session.to_json()) == session


@given(sessions)
def test_session_is_written_in_ascii_on_one_line(session: Session) -> None:
    written = session.to_json()
    assert written.isascii()
    assert "\n" not in written


def test_session_keeps_the_latest_of_what_was_told() -> None:
    session = Session(told=tuple(str(number) for number in range(100)))
    assert session.told[-1] == "99"
    assert "0" not in session.told


def test_session_written_by_this_version_is_readable_by_later_ones() -> None:
    written = (
        '{"version":1,"entities":["tourer"],"earlier":[],"row":["tourer","glider"],'
        '"entry":"tourer/price","question":"price?","told":["tourer/price"],"choices":[]}'
    )
    assert Session.from_json(written) == Session(
        entities=("tourer",),
        row=("tourer", "glider"),
        entry="tourer/price",
        question="price?",
        told=("tourer/price",),
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 50_000, "not JSON"),
        ("[]", "of this version"),
        ("null", "of this version"),
        ("{}", "of this version"),
        ('{"version": 2}', "of this version"),
        ('{"version": 1, "mood": "good"}', "unknown 'mood'"),
        ('{"version": 1, "told": "china"}', "'told' is no list"),
        ('{"version": 1, "told": [1]}', "'told' is no list"),
        ('{"version": 1, "entry": 7}', "'entry' is no text"),
        ('{"version": 1, "question": null}', "'question' is no text"),
        ('{"version": 1, "again": 1}', "'again' is neither true nor false"),
        (" " * 200_000, "too long"),
    ],
)
def test_what_is_no_session_is_refused_in_one_line(text: str, what: str) -> None:
    with pytest.raises(SessionError, match=what) as caught:
        Session.from_json(text)
    assert "\n" not in str(caught.value)


def test_session_stays_small_however_long_the_talk(friends: Bot) -> None:
    questions = [entry.question for entry in friends.knowledge.entries]
    session = Session()
    for question in [*questions, "and Japan? " * 80, "border?", *questions]:
        session = friends.ask(question, session).session
    assert len(session.to_json()) < 1000


def test_session_holds_no_answer(friends: Bot) -> None:
    reply = friends.ask("tell me about China")
    assert reply.text[:40] not in json.dumps(json.loads(reply.session.to_json()))


def test_what_is_no_text_is_no_session() -> None:
    given: Any = None
    with pytest.raises(SessionError, match="it is a NoneType, not a text"):
        Session.from_json(given)
