"""The server as several processes."""

from __future__ import annotations

import json
import signal
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import urlopen

import pytest
from uvicorn.config import STARTUP_FAILURE

from chatbot import Bot
from chatbot.errors import SessionStoreError
from chatbot.surfaces.http import server
from chatbot.surfaces.http.settings import Settings
from tests.http.conftest import FIRST, SECOND, ask, serving


@pytest.mark.skipif(sys.platform == "win32", reason="sockets are shared otherwise there")
@pytest.mark.parametrize("sessions", ["memory", "redis"])
def test_workers_share_conversations_and_counts(
    sessions: str, request: pytest.FixtureRequest
) -> None:
    redis = sessions == "redis"
    store = str(request.getfixturevalue("redis_url")) if redis else sessions
    with serving("--workers", "2", "--sessions", store) as (port, _):
        for number in range(10):
            said = [
                ask(port, question=text, session_id=f"session-{number}") for text in (FIRST, SECOND)
            ]
            assert said[1]["entry_ids"] == ["china/history"]
        connection = HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/metrics")
        counts = connection.getresponse().read().decode()
        assert 'chatbot_replies_total{kind="answer",reason="none"} 20.0' in counts
        connection.close()


@pytest.mark.skipif(sys.platform == "win32", reason="sockets are shared otherwise there")
def test_workers_do_not_repeat_what_was_noted_at_the_start(tmp_path: Path) -> None:
    log = tmp_path / "nowhere" / "questions.db"
    with serving("--workers", "3", "--log", str(log)) as (port, process):
        for _ in range(20):
            assert ask(port, question=FIRST)["kind"] == "answer"
        process.send_signal(signal.SIGTERM)
        assert process.stderr
        assert process.stderr.read().count("is not kept") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="sockets are shared otherwise there")
def test_of_several_workers_one_line_tells_that_the_file_was_taken(tmp_path: Path) -> None:
    faq = tmp_path / "shop.yaml"
    entries = "entries: [{question: When are you open?, answer: At nine.}]\n"
    faq.write_text(f"title: Old\n{entries}", encoding="utf-8")
    with serving("--workers", "2", faq=faq) as (port, process):
        faq.write_text(f"title: New\n{entries}", encoding="utf-8")
        assert process.stderr
        told = process.stderr.readline()
        assert told == f"chatbot: {faq}: answers as the file is now\n"
        fresh = 0
        while fresh < 20:  # in a row, so that both workers were asked
            with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=30) as ready:
                fresh = fresh + 1 if json.load(ready)["title"] == "New" else 0
        process.send_signal(signal.SIGTERM)
        assert process.stderr.read() == ""


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (SessionStoreError("the store is gone"), "chatbot: the store is gone\n"),
        (KeyError("x"), "chatbot: KeyError, a fault of chatbot's own; --debug shows where\n"),
    ],
)
def test_a_worker_that_cannot_begin_says_why_and_is_not_started_again(
    error: Exception, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def load() -> Bot:
        raise error

    with pytest.raises(SystemExit) as ended:
        server._worker(load, Settings())
    assert ended.value.code == STARTUP_FAILURE
    assert capsys.readouterr().err == told
