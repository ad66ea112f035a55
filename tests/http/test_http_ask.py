"""Questions over HTTP get what the bot says, as it is published."""

from __future__ import annotations

import re

import pytest
from jsonschema import Draft7Validator
from starlette.testclient import TestClient

from chatbot import Bot, Knowledge, MemorySessionStore, Session
from chatbot.dialogue import reply_schema
from chatbot.errors import SessionStoreError
from tests.http.conftest import MakeClient

ASK = "/v1/ask"
FIRST, SECOND = "who is kim's best friend?", "since when?"


def test_a_question_gets_the_reply_of_the_bot(client: TestClient, friends: Bot) -> None:
    said = client.post(ASK, json={"question": FIRST})
    assert (said.status_code, said.headers["content-type"]) == (200, "application/json")
    given = said.json()
    expected = friends.ask(FIRST)
    assert given.pop("session") == expected.session.to_json()
    assert {**given, "id": ""} == {**expected.as_dict(), "id": ""}
    Draft7Validator(reply_schema()).validate(given)


def test_ids_of_replies_differ(client: TestClient) -> None:
    ids = {client.post(ASK, json={"question": FIRST}).json()["id"] for _ in range(3)}
    assert len(ids) == 3


def test_a_client_may_keep_the_session(client: TestClient) -> None:
    first = client.post(ASK, json={"question": FIRST}).json()
    second = client.post(ASK, json={"question": SECOND, "session": first["session"]}).json()
    assert second["entry_ids"] == ["china/history"]
    assert client.post(ASK, json={"question": SECOND}).json()["entry_ids"] != ["china/history"]


@pytest.mark.parametrize("session", ["", "x", "{}", '{"version": 999}', "[" * 5_000])
def test_a_session_that_cannot_be_read_begins_a_new_one(session: str, client: TestClient) -> None:
    said = client.post(ASK, json={"question": FIRST, "session": session})
    assert said.json()["entry_ids"] == ["closest-friend"]


def test_the_server_may_keep_the_session(client: TestClient) -> None:
    talk = [
        client.post(ASK, json={"question": text, "session_id": "a-random-id"}).json()
        for text in (FIRST, SECOND)
    ]
    assert talk[1]["entry_ids"] == ["china/history"]
    assert [turn["session"] for turn in talk] == [None, None]


class LostStore(MemorySessionStore):
    """A store that can be lost, and found again."""

    is_lost = False

    def join(self, key: str) -> int:
        if self.is_lost:
            raise SessionStoreError("Redis: nobody answers")
        return super().join(key)


def test_while_conversations_cannot_be_kept_the_owner_is_told_once(
    make_client: MakeClient, capsys: pytest.CaptureFixture[str]
) -> None:
    def ask() -> int:
        said = client.post(ASK, json={"question": FIRST, "session_id": "0a53c2f1e7"})
        return int(said.status_code)

    def note() -> str:
        return str(client.get("/readyz").json()["note"])

    store = LostStore()
    client = make_client(store=store)
    assert (ask(), note()) == (200, "")
    for _ in range(2):
        store.is_lost = True
        assert (ask(), ask(), note()) == (503, 503, "conversations cannot be kept")
        told = "chatbot: conversations cannot be kept: Redis: nobody answers\n"
        assert capsys.readouterr().err == told
        assert client.post(ASK, json={"question": FIRST}).status_code == 200
        store.is_lost = False
        assert (ask(), note()) == (200, "")
    assert capsys.readouterr().err == ""


def test_an_entry_is_answered_by_its_id(client: TestClient) -> None:
    given = client.post(ASK, json={"entry_id": "china/border", "session_id": "a-random-id"}).json()
    assert (given["kind"], given["entry_ids"]) == ("answer", ["china/border"])
    then = client.post(ASK, json={"question": "and trade?", "session_id": "a-random-id"}).json()
    assert then["entry_ids"] == ["china/trade"]


def test_what_cannot_be_answered_is_a_reply_too(client: TestClient) -> None:
    reasons = {
        text[:20]: client.post(ASK, json={"question": text}).json()["reason"]
        for text in ("how do I bake bread?", "", "x" * 5_000)
    }
    assert list(reasons.values()) == ["off_topic", "empty", "too_long"]


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        ({}, 422, "Send either a question or an entry_id"),
        ({"question": "a", "entry_id": "china"}, 422, "Send either"),
        ({"question": None, "entry_id": "china"}, 422, "got `null`"),
        ({"question": 1}, 422, r"Expected `str`, got `int` - at `\$.question`"),
        ({"question": "a", "color": "red"}, 422, "unknown field `color`"),
        ({"entry_id": "chna"}, 404, "no entry with this id"),
        ({"question": "a", "session_id": "short"}, 422, "regex"),
        ({"question": "a", "session_id": "x" * 200}, 422, "regex"),
        (
            {"question": "a", "session_id": "a-random-id", "session": Session().to_json()},
            422,
            "not both",
        ),
        ([], 422, "Expected `object`"),
    ],
)
def test_a_wrong_body_is_told_what_is_wrong(
    body: object, status: int, detail: str, client: TestClient
) -> None:
    said = client.post(ASK, json=body)
    assert said.status_code == status
    assert said.headers["content-type"] == "application/problem+json"
    assert re.search(detail, said.json()["detail"])
    assert said.json()["status"] == status


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"who is kim?", 400),
        (b'{"question": "a"', 400),
        (b'{"question": "\xff"}', 400),
        (b'{"question": "\\ud800"}', 400),
        (b'{"question": NaN}', 400),
        (b'{"question": "a"} {}', 400),
        (b"[" * 16_000, 422),
        (b'{"question": "a", "x": ' + b"[" * 16_000, 422),
        (b'{"question": "a", "session": ' + b'{"a":' * 3_000, 422),
    ],
)
def test_a_hostile_body_is_a_problem(content: bytes, status: int, client: TestClient) -> None:
    said = client.post(ASK, content=content, headers={"content-type": "application/json"})
    assert (said.status_code, said.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_only_json_is_taken(kind: str | None, client: TestClient) -> None:
    headers = {} if kind is None else {"content-type": kind}
    said = client.post(ASK, content=b'{"question": "a"}', headers=headers)
    assert said.status_code == 415


@pytest.mark.parametrize("path", ["/v1", "/v1/ask/", "/v2/ask"])
def test_where_nothing_is_a_problem_says_so(path: str, client: TestClient) -> None:
    said = client.get(path)
    assert said.status_code == 404
    assert said.json()["detail"].startswith(f"Nothing is at {path};")


def test_a_method_that_is_not_taken_is_told_which_are(client: TestClient) -> None:
    said = client.get(ASK)
    assert (said.status_code, said.headers["allow"]) == (405, "POST")
    assert said.json()["detail"] == "/v1/ask takes POST, not GET."


STAFFED = {
    "title": "The shop",
    "entries": [
        {"question": "When do you open?", "answer": "At nine."},
        {"question": "Where is the spare key?", "answer": "At Ann's.", "audience": ["staff"]},
    ],
}
KEY = {"authorization": "Bearer a-long-and-random-key"}


@pytest.mark.parametrize(
    ("audience", "headers", "status", "reason"),
    [
        (None, {}, 200, "not_for_you"),
        (None, KEY, 200, "not_for_you"),
        (["staff"], {}, 403, None),
        (["staff"], {"authorization": "Bearer another-random-key"}, 403, None),
        (["staff"], KEY, 200, None),
        (["guests"], {}, 200, "not_for_you"),
        (["guests", "staff"], {}, 403, None),
        ([], {}, 200, "not_for_you"),
    ],
)
def test_who_asks_for_others_needs_a_key(
    audience: list[str] | None,
    headers: dict[str, str],
    status: int,
    reason: str | None,
    make_client: MakeClient,
) -> None:
    bot = Bot(Knowledge.from_dict(STAFFED))
    client = make_client(bot=bot, keys=("a-long-and-random-key",), audiences=("guests",))
    body: dict[str, object] = {"question": "where is the spare key?"}
    body |= {} if audience is None else {"audience": audience}
    said = client.post(ASK, json=body, headers=headers)
    assert (said.status_code, said.json().get("reason")) == (status, reason)
    assert ("Ann" in said.text) is (status == 200 and reason is None)


@pytest.mark.parametrize(("language", "status"), [("en", 200), ("en-GB", 200), ("de", 422)])
def test_a_language_that_is_not_spoken_is_a_problem(
    language: str, status: int, client: TestClient
) -> None:
    assert client.post(ASK, json={"question": FIRST, "language": language}).status_code == status
