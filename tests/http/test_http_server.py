"""The server as a process: slow clients, a graceful end, wrong options."""

from __future__ import annotations

import json
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import numpy as np
import pytest
from numpy.typing import NDArray

from chatbot import Bot, Knowledge
from chatbot.__main__ import main
from chatbot.surfaces.http.settings import Limits, Settings
from chatbot.surfaces.listening import listen
from tests.encoders import LetterEncoder
from tests.http.conftest import FIRST, ROOT, ask, here, serving
from tests.redis_server import free_port

HEAD = b"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
BODY = json.dumps({"question": FIRST}).encode()


def until_closed(connection: socket.socket) -> bytes:
    """What comes until the server closes the connection."""
    connection.settimeout(20)
    came = b""
    try:
        while part := connection.recv(65_536):
            came += part
    except ConnectionResetError:
        pass
    return came


@pytest.mark.parametrize("begun", [b"", b"GET", HEAD])
def test_a_request_that_does_not_come_is_not_waited_for(begun: bytes, friends: Bot) -> None:
    limits = Limits(head_seconds=0.3)
    with here(friends, limits) as port, socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(begun)
        assert until_closed(slow) == b""


def test_headers_that_trickle_in_are_not_waited_for(friends: Bot) -> None:
    limits = Limits(head_seconds=0.5)
    with here(friends, limits) as port, socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(HEAD)
        sent = 0
        with suppress(ConnectionError):
            while sent < 100:
                slow.sendall(b"X-%d: y\r\n" % sent)
                sent += 1
                time.sleep(0.1)
        assert sent < 100


def test_a_second_request_is_not_waited_for_either(friends: Bot) -> None:
    limits = Limits(head_seconds=0.5)
    whole = HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY
    with here(friends, limits) as port, socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(whole + b"POST /v1/ask HTT")
        came = until_closed(slow)
        assert came.count(b"HTTP/1.1 200") == 1


def test_requests_in_one_go_are_all_answered(friends: Bot) -> None:
    whole = HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY
    limits = Limits(head_seconds=2)
    with here(friends, limits) as port, socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(whole * 3)
        assert until_closed(client).count(b"HTTP/1.1 200") == 3


@pytest.mark.parametrize("begun", [b"", BODY[:5]])
def test_a_body_that_does_not_come_is_a_problem(begun: bytes, friends: Bot) -> None:
    limits = Limits(body_seconds=0.3)
    with here(friends, limits) as port, socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(HEAD + b"Content-Length: 100\r\n\r\n" + begun)
        came = until_closed(slow)
        assert came.startswith(b"HTTP/1.1 408 ")
        assert b"application/problem+json" in came


def test_slow_clients_take_nobodys_place(friends: Bot) -> None:
    limits = Limits(in_flight=2, body_seconds=5)
    with here(friends, limits) as port:
        slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(10)]
        for one in slow:
            one.sendall(HEAD + b"Content-Length: 100\r\n\r\n")
        assert ask(port, question=FIRST)["entry_ids"] == ["closest-friend"]
        for one in slow:
            one.close()


def test_connections_beyond_a_number_are_closed(friends: Bot) -> None:
    with here(friends, Limits(connections=5)) as port, ExitStack() as stack:
        address = ("127.0.0.1", port)
        made = [stack.enter_context(socket.create_connection(address)) for _ in range(10)]
        closed, _, _ = select.select(made, [], [], 10)
        while len(closed) < 5:
            closed, _, _ = select.select(made, [], [], 10)
        assert {one.recv(1) for one in closed} == {b""}
        # One that looked whether the server was there may have been counted.
        assert len(made) - len(closed) in (4, 5)


def test_rubbish_is_refused_and_nothing_is_said_about_it(
    friends: Bot, capfd: pytest.CaptureFixture[str]
) -> None:
    with here(friends, Limits()) as port:
        for sent in (b"\x16\x03\x01\x02\x00", b"a secret\r\n\r\n", b"GET /" + b"x" * 70_000):
            with socket.create_connection(("127.0.0.1", port)) as client:
                client.sendall(sent)
                client.shutdown(socket.SHUT_WR)
                until_closed(client)
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(HEAD + b"Content-Length: 100\r\n\r\n{")  # and leaves
        assert ask(port, question=FIRST)["kind"] == "answer"
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_says_where_it_is_and_finishes_what_is_in_flight(number: int, status: int) -> None:
    with serving() as (port, process):
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(10)]
        assert lines[0] == f"North Korea's friends and allies: http://127.0.0.1:{port}\n"
        assert any("POST /v1/ask" in line for line in lines)
        assert lines[-1] == "Ctrl-C ends it.\n"
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY[:5])
            time.sleep(0.3)
            process.send_signal(number)
            time.sleep(0.3)
            client.sendall(BODY[5:])
            assert until_closed(client).startswith(b"HTTP/1.1 200 ")
        assert process.wait(30) == status
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_the_body_of_a_response_does_not_wait_for_its_head() -> None:
    """Which asyncio sees to for sockets that say that they are TCP."""
    with (
        listen("127.0.0.1", 0) as listening,
        socket.create_connection(listening.getsockname()),
        listening.accept()[0] as made,
    ):
        assert made.proto == socket.IPPROTO_TCP


def test_it_can_be_spoken_to_by_ipv6() -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("there is no IPv6 here")
    settings = Settings(host="::1", port=0)
    with listen(settings.host, settings.port) as listening:
        assert listening.family is socket.AF_INET6


class Waiting(LetterEncoder):
    """An encoder that, once told to wait, does so until it is let go on."""

    def __init__(self) -> None:
        super().__init__()
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.waits = threading.Event()

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        self.waits.set()
        assert self.goes_on.wait(30)
        return super().encode(texts)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/ask", {"question": FIRST}),
        ("/v1/ask", {"question": FIRST, "session_id": "a-random-id"}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": FIRST}]}),
        ("/webhooks/rest/webhook", {"message": FIRST}),
        ("/?q=who+is+kim", None),
        ("/questions?q=who+is+kim", None),
        ("/v1/suggest?q=who+is+kim", None),
    ],
)
def test_while_an_encoder_takes_its_time_others_are_answered(path: str, body: object) -> None:
    encoder = Waiting()
    entry = {"question": "Who is Kim's friend?", "answer": "China."}
    small = Knowledge.from_dict({"title": "Friends", "entries": [entry]})  # all of it is encoded
    with here(Bot(small, encoder)) as port:
        encoder.goes_on.clear()
        encoder.waits.clear()
        asking = HTTPConnection("127.0.0.1", port, timeout=30)
        if body is None:
            asking.request("GET", path)
        else:
            asking.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        assert encoder.waits.wait(30)
        urlopen(f"http://127.0.0.1:{port}/livez", timeout=10).close()
        encoder.goes_on.set()
        assert asking.getresponse().status == 200
        asking.close()


def test_a_log_that_cannot_be_written_is_told_and_keeps_nobody_from_asking(tmp_path: Path) -> None:
    log = tmp_path / "nowhere" / "questions.db"
    with serving("--log", str(log)) as (port, process):
        assert process.stderr
        assert process.stderr.readline() == (
            f"chatbot: {log}: No such file or directory; "
            "until it can be written, what is asked is not kept\n"
        )
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=60) as ready:
            assert json.loads(ready.read())["note"] == "the log cannot be written"


@pytest.fixture
def refused(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], friends: Bot
) -> Callable[..., tuple[int, str]]:
    """How ``chatbot serve`` ends with options that will not do, and what it says."""

    def run_it(*options: str) -> tuple[int, str]:
        try:
            monkeypatch.setattr(sys, "argv", ["chatbot", "serve", *options])
            status = main()
        finally:
            said = capfd.readouterr()
        assert said.out == ""
        return status, said.err

    load = Bot.load

    def shipped_once(faq: str | None = None, **options: Any) -> Bot:
        return friends if faq is None else load(faq, **options)

    monkeypatch.setattr(Bot, "load", shipped_once)
    return run_it


Refused = Callable[..., tuple[int, str]]


def test_a_port_that_is_taken_is_said_to_be(refused: Refused) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert refused("--port", str(port)) == (
            74,
            f"chatbot: 127.0.0.1:{port}: is taken by another program; name another with --port\n",
        )


def test_a_missing_extra_is_said_to_be() -> None:
    code = "import sys; sys.modules['starlette'] = None; from chatbot.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "serve"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    line = "chatbot: chatbot serve: a package is missing; pip install 'faq-chatbot[serve]'\n"
    assert (done.stdout, done.stderr) == ("", line)


def test_a_missing_redis_package_is_said_to_be(
    refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    line = "chatbot: sessions in Redis: a package is missing; pip install 'faq-chatbot[redis]'\n"
    assert refused("--port", "0", "--sessions", "redis://localhost") == (2, line)


@pytest.mark.parametrize(
    ("options", "status", "says"),
    [
        (["--port", "x"], 2, "takes a whole number from 0 to 65535"),
        (["--port", "65536"], 2, "takes a whole number from 0 to 65535"),
        (["--workers", "0"], 2, "takes a whole number from 1 to 64"),
        (["--host", "0.0.0.0"], 2, "--host 0.0.0.0: say with --allow-host by what name"),
        (["--host", "no such host"], 2, "--host no such host: say with --allow-host"),
        (["--host", "nowhere.invalid", "--allow-host", "*"], 74, "is no address of this machine"),
        (["--host", "x" * 100, "--allow-host", "*"], 74, "is no address of this machine"),
        (["--host", "192.0.2.1", "--allow-host", "*"], 74, "is no address of this machine"),
        (["--cors", "shop.example"], 2, "--cors shop.example: is no origin"),
        (
            ["--allow-host", "https://faq.example"],
            2,
            "--allow-host https://faq.example: is no name",
        ),
        (["--allow-host", "faq.example:443"], 2, "--allow-host faq.example:443: is no name"),
        (["--trust-proxy", "proxy"], 2, "--trust-proxy proxy: is no address"),
        (["--trust-proxy", "10.0.0.1/8"], 2, "--trust-proxy 10.0.0.1/8: is no address"),
        (["--key-file", "nowhere"], 74, "nowhere: No such file or directory"),
        (["--key-file", "short.txt"], 2, "a key needs at least 16 characters"),
        (["--key-file", "empty.txt"], 2, "empty.txt: holds no key"),
        (["--sessions", "http://x"], 74, "no such store"),
        (["--sessions", "."], 74, "Is a directory"),
        (["--sessions", f"redis://127.0.0.1:{free_port()}"], 74, "Redis: "),
        (["--faq", "nowhere.yaml"], 66, "nowhere.yaml"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    options: list[str], status: int, says: str, tmp_path: Path, refused: Refused
) -> None:
    (tmp_path / "short.txt").write_text("# mine\nkey\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("# none yet\n\n", encoding="utf-8")
    options = [str(tmp_path / one) if one.endswith(".txt") else one for one in options]
    ended, said = refused("--port", "0", *options)
    assert (ended, says in said, said.count("\n")) == (status, True, 1), said
