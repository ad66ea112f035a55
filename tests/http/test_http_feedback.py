"""What somebody thought of a reply reaches the owner's log."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from chatbot import Bot
from chatbot.log import QuestionLog, read_turns
from tests.http.conftest import MakeClient

ROUTE = "/v1/feedback"


@pytest.mark.parametrize("value", [1, -1])
def test_feedback_is_kept_with_its_turn(
    value: int, make_client: MakeClient, tmp_path: Path
) -> None:
    log = QuestionLog(tmp_path / "questions.db")
    client = make_client(bot=Bot.load(log=log))
    reply = client.post("/v1/ask", json={"question": "who is kim's best friend?"}).json()
    said = client.post(ROUTE, json={"reply_id": reply["id"], "value": value})
    assert (said.status_code, said.json()) == (200, {"kept": True})
    assert log.flush()
    assert [turn.feedback for turn in read_turns(log.path)] == [value]


def test_feedback_on_a_reply_that_never_was_is_a_problem_and_not_kept(
    make_client: MakeClient, tmp_path: Path
) -> None:
    log = QuestionLog(tmp_path / "questions.db")
    client = make_client(bot=Bot.load(log=log))
    for _ in range(2):  # before there is a log, and with a turn in it
        said = client.post(ROUTE, json={"reply_id": "never", "value": 1})
        assert (said.status_code, said.headers["content-type"]) == (404, "application/problem+json")
        assert said.json()["detail"].startswith("The log has no reply with this id")
        client.post("/v1/ask", json={"question": "who is kim's best friend?"})
    assert log.flush()
    with sqlite3.connect(log.path) as database:
        assert database.execute("SELECT count(*) FROM feedback").fetchone() == (0,)
    database.close()


def test_with_a_log_that_cannot_be_written_nothing_is_said_to_be_kept(
    make_client: MakeClient, tmp_path: Path
) -> None:
    client = make_client(bot=Bot.load(log=QuestionLog(tmp_path)))
    reply = client.post("/v1/ask", json={"question": "who is kim's best friend?"}).json()
    said = client.post(ROUTE, json={"reply_id": reply["id"], "value": 1})
    assert (said.status_code, said.json()) == (200, {"kept": False})


def test_without_a_log_nothing_is_kept_and_that_is_said(client: TestClient) -> None:
    assert client.post(ROUTE, json={"reply_id": "a", "value": 1}).json() == {"kept": False}


@pytest.mark.parametrize(
    "body",
    [
        {"reply_id": "a", "value": 0},
        {"reply_id": "a", "value": "1"},
        {"reply_id": "", "value": 1},
        {"reply_id": "a" * 41, "value": 1},
        {"value": 1},
        {"reply_id": "a", "value": 1, "why": "so"},
    ],
)
def test_wrong_feedback_is_a_problem(body: dict[str, object], client: TestClient) -> None:
    said = client.post(ROUTE, json=body)
    assert (said.status_code, said.headers["content-type"]) == (422, "application/problem+json")
