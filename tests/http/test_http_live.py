"""The server while its knowledge file is edited: no request fails, and none sees two versions."""

from __future__ import annotations

import json
import re
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from chatbot import Bot, Knowledge, Live
from tests.http.conftest import MakeClient, here, serving
from tests.live.conftest import FAILS, faq, until

RELOADS = 50
NOTE = "old file still serving after a broken reload"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file in its first version."""
    made = tmp_path / "faq.yaml"
    made.write_text(faq(1), encoding="utf-8")
    return made


@pytest.fixture
def live(path: Path) -> Iterator[Live]:
    """A bot that follows it when it is told to."""
    with Live(path, lambda _: Bot(Knowledge.load(path)), watch=False) as made:
        yield made


class Client(threading.Thread):
    """Asks again and again, over one connection or many; keeps what is not as it should be."""

    def __init__(self, port: int, stop: threading.Event, *, anew: bool) -> None:
        super().__init__()
        self._port = port
        self._stop_asking = stop
        self._anew = anew
        self.answered = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
        question = json.dumps({"question": "when are you open", "session_id": f"s-{self.name}-0"})
        while not self._stop_asking.is_set():
            for method, target, body in (
                ("POST", "/v1/ask", question),
                ("GET", "/v1/entries", None),
                ("GET", "/v1/suggest?q=card", None),
            ):
                connection.request(method, target, body, {"Content-Type": "application/json"})
                response = connection.getresponse()
                text = response.read().decode()
                versions = set(re.findall(r"(?:From nine|card|Shop) (\d+)", text))
                if response.status != 200 or len(versions) != 1:
                    self.wrong.append(f"{response.status} {text}")
                self.answered += 1
            if self._anew:
                connection.close()
            time.sleep(0.01)  # all run in one process, the reloads too
        connection.close()


def test_no_request_fails_or_sees_two_versions_during_fifty_reloads(live: Live, path: Path) -> None:
    stop = threading.Event()
    with here(live) as port:
        clients = [Client(port, stop, anew=number == 0) for number in range(2)]
        for client in clients:
            client.start()
        for version in range(2, RELOADS + 2):
            path.write_text(faq(version), encoding="utf-8")
            assert live.reload(), live.status.problem
        stop.set()
        for client in clients:
            client.join(30)
    assert [client.wrong for client in clients] == [[], []]
    assert all(client.answered for client in clients)
    assert live.status.reloads == RELOADS


def test_what_was_asked_before_is_answered_anew_after_a_reload(
    live: Live, path: Path, make_client: MakeClient
) -> None:
    client = make_client(bot=live)
    asked = {"question": "when are you open"}
    for version in (1, 1, 2, 2):
        if version != live.status.reloads + 1:
            path.write_text(faq(version), encoding="utf-8")
            assert live.reload()
        assert client.post("/v1/ask", json=asked).json()["text"] == f"From nine {version}."


def test_it_says_when_the_old_file_serves_and_counts_reloads(
    live: Live, path: Path, make_client: MakeClient
) -> None:
    client = make_client(bot=live)
    assert client.get("/readyz").json()["note"] == ""
    path.write_text(faq(2, FAILS), encoding="utf-8")
    live.reload()
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["note"]) == (200, NOTE)
    assert ready.json()["title"] == "Shop 1"
    path.write_text(faq(3), encoding="utf-8")
    live.reload()
    assert client.get("/readyz").json() == {
        "status": "ready",
        "title": "Shop 3",
        "entries": 2,
        "note": "",
    }
    counts = client.get("/metrics").text
    assert 'chatbot_reloads_total{outcome="taken"} 1.0' in counts
    assert 'chatbot_reloads_total{outcome="refused"} 1.0' in counts


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_the_server_follows_its_file_and_still_ends_as_it_should(path: Path) -> None:
    def ready() -> dict[str, object]:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/readyz")
        found = json.loads(connection.getresponse().read())
        connection.close()
        return dict(found)

    body = json.dumps({"question": "when are you open"}).encode()
    head = b"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n" % len(body)
    with serving(faq=path) as (port, process):
        path.write_text(faq(2), encoding="utf-8")
        until(lambda: ready()["title"] == "Shop 2")
        path.write_text(faq(3, FAILS), encoding="utf-8")
        until(lambda: ready()["note"] == NOTE)
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(head + b"Content-Type: application/json\r\n\r\n" + body[:5])
            path.write_text(faq(4), encoding="utf-8")  # it is being read while the server ends
            time.sleep(0.3)
            process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            client.sendall(body[5:])
            client.settimeout(20)
            assert client.recv(65_536).startswith(b"HTTP/1.1 200 ")
        assert process.wait(30) == 0
        assert process.stderr is not None
        lines = process.stderr.read().splitlines()
        assert lines[:3] == [
            f"chatbot: {path}: answers as the file is now",
            f'chatbot: {path}:4: hours: "do zebras sing" was declined instead (off_topic)',
            f"chatbot: {path}: the old file is still serving; put it right, and it is read again",
        ]
        assert lines[3:] in ([], [f"chatbot: {path}: answers as the file is now"])
