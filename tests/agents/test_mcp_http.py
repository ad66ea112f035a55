"""The MCP server over HTTP."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

pytest.importorskip("mcp", reason="needs the extra mcp")

import uvicorn
from httpx2 import AsyncClient
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from chatbot import Bot
from chatbot.__main__ import main
from chatbot.surfaces.listening import listen
from chatbot.surfaces.mcp.http import config_of, security
from tests.agents.mcp_client import FIRST, SECOND, server_of, talk, told
from tests.redis_server import free_port, wait_for

ROOT = Path(__file__).parents[2]
KEYS = ("a-long-and-random-key", "another-key-for-ünïcode")
REFUSAL = "Send a key of the server's key file: Authorization: Bearer KEY."


def test_it_is_there_over_http_for_those_who_use_its_name() -> None:
    port = free_port()
    command = [sys.executable, "-m", "chatbot", "mcp", "--http", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            wait_for(port, 60)
            address = f"http://127.0.0.1:{port}/mcp"
            assert process.stdout
            assert address in process.stdout.readline()

            async def steps(client: Client) -> None:
                first = await told(client, "ask", question=FIRST)
                second = await told(client, "ask", question=SECOND, session=first["session"])
                assert [one["id"] for one in second["quotes"]] == ["china/history"]

            talk(address, steps)
            assert refused(address, host="evil.example") == 421
            assert refused(address, origin="https://evil.example") == 403
            assert refused(address, body=b" " * 100_000) == 413
            for body in (b"{", b"\xff\xfe", b"[" * 30_000, b"null", b"{}"):
                assert refused(address, body=body) == 400
        finally:
            process.terminate()
    assert process.returncode == 0  # and so what is to be done at the end is done


def test_a_client_that_takes_its_time_over_the_headers_is_not_waited_for(friends: Bot) -> None:
    config = config_of(server_of(friends), (), head_seconds=0.3)
    with running(config) as port, socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(b"POST /mcp HTTP/1.1\r\n")
        slow.settimeout(30)
        assert slow.recv(1) == b""


@pytest.mark.parametrize("key", KEYS)
def test_with_a_key_of_the_key_file_it_answers(key: str, friends: Bot) -> None:
    async def steps(client: Client) -> None:
        reply = await told(client, "ask", question=FIRST)
        assert [one["id"] for one in reply["quotes"]] == ["closest-friend"]

    with running(config_of(server_of(friends), (), KEYS)) as port:
        talk(as_bearer(port, f"Bearer {key}"), steps)


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", f"Basic {KEYS[0]}", f"Bearer {KEYS[0]}x", "é"]
)
def test_without_a_key_it_answers_nothing(authorization: str | None, friends: Bot) -> None:
    async def steps(_client: Client) -> None:
        raise AssertionError("it was let in")

    with running(config_of(server_of(friends), (), KEYS)) as port:
        with pytest.raises(ExceptionGroup) as error:
            talk(as_bearer(port, authorization), steps)
        assert messages(error.value) == {REFUSAL}


@pytest.mark.parametrize("path", ["mcp", "mcp/", "", "elsewhere"])
def test_nothing_is_told_to_those_without_a_key(path: str, friends: Bot) -> None:
    with running(config_of(server_of(friends), (), KEYS)) as port:
        request = Request(f"http://127.0.0.1:{port}/{path}", b"{")
        with pytest.raises(HTTPError) as error:
            urlopen(request, timeout=30)
        with error.value as response:
            assert (response.code, response.headers["www-authenticate"]) == (401, "Bearer")
            assert json.loads(response.read())["error"]["message"] == REFUSAL


@pytest.mark.parametrize(
    ("options", "status", "line"),
    [
        (["--http", "--key-file", "nowhere"], 74, "nowhere: No such file or directory"),
        (["--http", "--key-file", "short.txt"], 2, "a key needs at least 16 characters"),
        (["--key-file", "long.txt"], 2, "--key-file is for HTTP; give --http as well"),
    ],
)
def test_keys_that_would_protect_nothing_are_refused(
    options: list[str],
    status: int,
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "short.txt").write_text("key\n", encoding="utf-8")
    (tmp_path / "long.txt").write_text("\n".join(KEYS), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["chatbot", "mcp", *options])
    assert main() == status
    said = capfd.readouterr()
    assert line in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


@contextmanager
def running(config: uvicorn.Config) -> Iterator[int]:
    """A server at a free port of the loopback address; the port."""
    with listen("127.0.0.1", 0) as listening:
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            port = int(listening.getsockname()[1])
            wait_for(port)
            yield port
        finally:
            server.should_exit = True
            thread.join(30)


@asynccontextmanager
async def as_bearer(port: int, authorization: str | None) -> AsyncIterator[Any]:
    """How the SDK's client reaches a server with a header of one's own."""
    headers = [] if authorization is None else [(b"authorization", authorization.encode())]
    address = f"http://127.0.0.1:{port}/mcp"
    async with (
        AsyncClient(headers=headers) as client,
        streamable_http_client(address, http_client=client) as streams,
    ):
        yield streams


def messages(error: BaseException) -> set[str]:
    """What the errors in a group say."""
    if isinstance(error, BaseExceptionGroup):
        return set().union(*map(messages, error.exceptions))
    return {str(error)}


def refused(address: str, body: bytes = b"{}", **headers: str) -> int:
    """The status with which a request is refused."""
    request = Request(
        address, body, {"content-type": "application/json", "accept": "*/*", **headers}
    )
    with pytest.raises(HTTPError) as error:
        urlopen(request, timeout=30)
    error.value.close()
    return error.value.code


def test_names_are_those_that_are_allowed() -> None:
    allowed = security(("faq.example.com", "::2"))
    assert {"faq.example.com", "faq.example.com:*", "[::2]:*"} <= set(allowed.allowed_hosts)
    assert "https://faq.example.com" in allowed.allowed_origins
    assert allowed.enable_dns_rebinding_protection
    assert not security(("*",)).enable_dns_rebinding_protection


def test_a_taken_port_is_said(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with listen("127.0.0.1", 0) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        monkeypatch.setattr("sys.argv", ["chatbot", "mcp", "--http", address])
        assert main() == 74
    assert capfd.readouterr().err == (
        f"chatbot: {address}: is taken by another program; name another with --http\n"
    )
