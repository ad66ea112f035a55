"""An encoder behind an address, beside a real server on this machine."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from typing import Any

import numpy as np
import pytest

from chatbot import Bot
from chatbot.encoders import EndpointEncoder, load_encoder
from chatbot.errors import EncoderError, EncoderWarning
from chatbot.knowledge import Knowledge
from tests.encoders import LetterEncoder

SHOP = {
    "title": "Shop",
    "language": "en",
    "entries": [
        {"question": "Which sofas do you have?", "answer": "Twelve."},
        {"question": "When do you open?", "answer": "At nine."},
    ],
}


class Server(ThreadingHTTPServer):
    """Speaks the part of OpenAI's API that embeddings need, with the vectors of letters."""

    daemon_threads = False  # so that each is over when the server is

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.encoder = LetterEncoder({"divans": "sofas"})
        self.requests: list[tuple[str, str | None, dict[str, Any]]] = []
        self.status = 200
        self.response: bytes | None = None
        """What is sent instead of vectors."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, self.headers["Authorization"], body))
        rows = 3 * self.server.encoder.encode(body["input"])
        data = [{"index": n, "embedding": row.tolist()} for n, row in enumerate(rows)]
        sent = self.server.response or json.dumps({"data": data[::-1]}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(sent)))
        if self.server.status == 307:
            self.send_header("Location", f"{self.server.address}/elsewhere")
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def test_vectors_come_in_the_order_of_the_texts_and_of_length_1(server: Server) -> None:
    texts = [f"text number {n}" for n in range(70)]
    vectors = EndpointEncoder(server.address, "letters").encode(texts)
    assert vectors.dtype == np.float32
    assert np.allclose(vectors, LetterEncoder().encode(texts), atol=1e-5)
    assert [len(body["input"]) for _, _, body in server.requests] == [64, 6]


def test_the_model_stands_behind_the_address_and_the_key_in_the_environment(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHATBOT_SEMANTIC_KEY", "secret")
    load_encoder(f"{server.address}#letters").encode(["a"])
    [(path, key, body)] = server.requests
    assert (path, key, body["model"]) == ("/v1/embeddings", "Bearer secret", "letters")


@pytest.mark.parametrize(
    ("status", "response"),
    [
        (401, b"{}"),
        (500, b"<html>"),
        (307, b""),
        (200, b"no json"),
        (200, b"[]"),
        (200, b'{"data": []}'),
        (200, b'{"data": [{"index": 0, "embedding": ["a"]}]}'),
        (200, b'{"data": [{"index": 0}]}'),
        (200, b'{"data": [{"index": 1, "embedding": [1]}]}'),
        (200, b'{"data": [{"index": 0, "embedding": []}]}'),
        (200, b'{"data": [{"index": 0, "embedding": null}]}'),
        (200, b'{"data": [{"index": 0, "embedding": [NaN]}]}'),
        (200, b'{"data": [{"index": 0, "embedding": [1e300]}]}'),
        (200, b'{"error": {"message": "no such model"}}'),
        (200, b"[" * 100_000),
    ],
)
def test_what_a_server_does_wrong_is_one_line_without_the_key(
    server: Server, status: int, response: bytes
) -> None:
    server.status, server.response = status, response
    with pytest.raises(EncoderError) as refused:
        EndpointEncoder(server.address, "letters", "secret").encode(["a"])
    message = str(refused.value)
    assert message.startswith(f"{server.address}/embeddings: ")
    assert "secret" not in message
    assert "\n" not in message


def test_no_redirection_is_followed_with_the_texts_and_the_key(server: Server) -> None:
    server.status = 307
    with pytest.raises(EncoderError, match="307"):
        EndpointEncoder(server.address, "letters", "secret").encode(["a"])
    assert [path for path, _, _ in server.requests] == ["/v1/embeddings"]


def test_a_server_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        with pytest.raises(EncoderError, match="timed out"):
            EndpointEncoder(address, "letters", seconds=0.05).encode(["a"])


def test_a_server_that_sends_byte_after_byte_is_given_up() -> None:
    def send() -> None:
        with silent.accept()[0] as connection, suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
            while connection.send(b" "):
                sleep(0.01)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        thread = Thread(target=send)
        thread.start()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        with pytest.raises(EncoderError, match="timed out"):
            EndpointEncoder(address, "letters", seconds=0.2).encode(["a"])
        thread.join()


def test_space_around_a_key_does_not_count(server: Server) -> None:
    EndpointEncoder(server.address, "letters", " secret\n").encode(["a"])
    assert [key for _, key, _ in server.requests] == ["Bearer secret"]


@pytest.mark.parametrize("key", ["sec\nret", "sec\u2026ret", "sec\0ret"])
def test_a_key_that_cannot_be_sent_is_told_and_not_shown(key: str) -> None:
    with pytest.raises(EncoderError) as refused:
        EndpointEncoder("https://example.org/v1", "letters", key)
    assert str(refused.value) == (
        "https://example.org/v1: its key has characters that no key has; copy it again"
    )


def test_a_failing_server_breaks_no_reply_and_is_asked_once_in_a_while(server: Server) -> None:
    bot = Bot(Knowledge.from_dict(SHOP), EndpointEncoder(server.address, "letters"))
    assert bot.ask("which sofas do you have").text == "Twelve."
    before = len(server.requests)
    server.status = 503
    with pytest.warns(EncoderWarning, match="503") as warned:
        replies = [bot.ask(question) for question in ("when do you open", "opening?", "open?")]
    assert replies[0].text == "At nine."
    assert len({str(one.message) for one in warned}) == 1
    assert len(server.requests) == before + 1


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(EncoderError, match="begins with https"):
        EndpointEncoder("ftp://example.org", "letters")
