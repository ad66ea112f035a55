"""The pages as they come from the server, without a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from chatbot import Bot, Knowledge, Live
from tests.http.conftest import MakeClient

FORM = {"content-type": "application/x-www-form-urlencoded"}
SHOP: dict[str, Any] = {
    "title": "Shop",
    "entries": [
        {"id": "hours", "question": "When do you open?", "answer": "At nine."},
        {
            "id": "alarm",
            "question": "What is the code of the alarm?",
            "answer": "Sesame",
            "audience": ["staff"],
        },
    ],
}


@pytest.mark.parametrize("path", ["/", "/questions"])
def test_a_page_loads_and_runs_files_of_its_own_server_only(path: str, client: TestClient) -> None:
    said = client.get(path)
    policy = said.headers["content-security-policy"]
    assert said.headers["content-type"] == "text/html; charset=utf-8"
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "style=" not in said.text
    assert "set-cookie" not in said.headers


@pytest.mark.parametrize("name", ["widget.js", "search.js", "chat.css", "icon.svg"])
def test_files_are_kept_by_browsers_until_they_change(name: str, client: TestClient) -> None:
    said = client.get(f"/{name}")
    assert said.headers["cross-origin-resource-policy"] == "cross-origin"
    again = client.get(f"/{name}", headers={"if-none-match": said.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_widget_is_small(client: TestClient) -> None:
    assert len(client.get("/widget.js").content) < 15_000


def test_a_form_goes_on_with_its_session(client: TestClient) -> None:
    first = client.post("/v1/ask", json={"question": "who is kim's best friend?"}).json()
    page = client.post("/", data={"q": "since when?", "session": first["session"]}).text
    assert "Is China a diplomatic ally of North Korea?" in page
    for session in ("", "{", "[" * 5_000, '{"version": 7}'):
        page = client.post("/", data={"q": "who is kim's best friend?", "session": session}).text
        assert "<p>China. It is without doubt" in page


def test_a_button_whose_entry_is_gone_is_no_fault(client: TestClient) -> None:
    said = client.post("/", data={"entry_id": "gone"})
    assert said.status_code == 200
    assert "I didn&#x27;t catch a question there." in said.text


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"q=a", {"content-type": "text/plain"}, 415),
        (b"q=a&" * 21, FORM, 422),
        (b"helped=" + b"a" * 41, FORM, 422),
        (b"q=\xff%ff%00", FORM, 200),
        (b"", FORM, 200),
        (b"q=" + b"a" * 16_383, FORM, 413),
    ],
)
def test_what_is_no_form_is_a_problem(
    body: bytes, headers: dict[str, str], status: int, client: TestClient
) -> None:
    assert client.post("/", content=body, headers=headers).status_code == status


def test_what_is_for_others_is_shown_to_nobody(make_client: MakeClient) -> None:
    client = make_client(bot=Bot(Knowledge.from_dict(SHOP)))
    asked = {"question": "what is the code for the alarm", "html": True}
    shown = client.post("/v1/ask", json=asked).json()["html"]
    assert "I may not answer that here" in shown
    for page in (shown, client.get("/").text, client.get("/questions").text):
        assert "code of the alarm" not in page
        assert "Sesame" not in page
        assert "<details" not in page or "When do you open?" in page


def test_html_comes_where_it_is_wanted(client: TestClient) -> None:
    asked = {"question": "does china <i>border</i> north korea?"}
    assert "html" not in client.post("/v1/ask", json=asked).json()
    reply = client.post("/v1/ask", json=asked | {"html": True, "session_id": "12345678"}).json()
    assert "does china &lt;i&gt;border&lt;/i&gt; north korea?" in reply["html"]
    assert "<p>China and North Korea share a long border.</p>" in reply["html"]


def test_thumbs_are_there_only_where_a_log_is(
    client: TestClient, make_client: MakeClient, tmp_path: Path
) -> None:
    from chatbot.log import QuestionLog

    with_log = make_client(bot=Bot.load(log=QuestionLog(tmp_path / "questions.db")))
    address = "/?q=does+china+border+north+korea"
    assert 'name="helped"' in with_log.get(address).text
    assert 'name="helped"' not in client.get(address).text


def test_all_questions_are_listed_anew_when_there_are_others(
    make_client: MakeClient, tmp_path: Path
) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(json.dumps(SHOP), encoding="utf-8")
    bot = Live(file, watch=False)
    client = make_client(bot=bot)
    first = client.get("/questions").text
    assert client.get("/questions").text == first
    changed = SHOP | {"entries": SHOP["entries"][:1], "title": "Store"}
    file.write_text(json.dumps(changed), encoding="utf-8")
    assert bot.reload()
    assert "<h1>Store</h1>" in client.get("/questions").text
    assert "At nine." in client.get("/questions", params={"q": "open"}).text


def test_what_may_be_meant_is_a_button_each(client: TestClient) -> None:
    page = client.get("/?q=support").text
    assert "I&#x27;m not quite sure what you mean. Did you mean:" in page
    for entry_id in ("closest-friend", "other-supporters"):
        assert f'<button name="entry_id" value="{entry_id}">' in page.partition('role="log"')[2]
    assert "Go on with" not in page


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", '<p lang="en" dir="ltr">Question: open'),
        ("de-at", "<p>Frage: open"),
        ("es", "<p>Pregunta: open"),
        ("fr", "<p>Question : open"),
        ("ru", "<p>Вопрос: open"),
        ("ar", '<p lang="en" dir="ltr">Question: open'),
    ],
)
def test_an_answer_is_explained_in_the_language_of_the_page_if_that_has_words_for_it(
    language: str, expected: str, make_client: MakeClient
) -> None:
    client = make_client(bot=Bot(Knowledge.from_dict(SHOP | {"language": language})))
    assert expected in client.get("/", params={"q": "open"}).text


def test_two_answers_name_both_their_sources(make_client: MakeClient) -> None:
    sources = [{"title": "The rules", "date": "May 2026"}, {"url": "https://bank.example"}]
    entries = [
        {"id": "hours", "question": "When are you open?", "answer": "At nine."},
        {"id": "pay", "question": "How can I pay?", "answer": "In cash."},
    ]
    both = [entry | {"source": source} for entry, source in zip(entries, sources, strict=True)]
    client = make_client(bot=Bot(Knowledge.from_dict({"title": "Shop", "entries": both})))
    page = client.get("/", params={"q": "when are you open and how can I pay?"}).text
    assert "<cite>The rules</cite>, <bdi>May 2026</bdi>" in page
    assert (
        '<a href="https://bank.example" rel="noopener noreferrer">https://bank.example</a>' in page
    )
