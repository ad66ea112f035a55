"""The MCP server over HTTP."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

pytest.importorskip("mcp", reason="needs the extra mcp")

import uvicorn
from mcp import Client

from chatbot import Bot
from chatbot.__main__ import main
from chatbot.surfaces.listening import listen
from chatbot.surfaces.mcp.http import config_of, security
from tests.agents.mcp_client import FIRST, SECOND, server_of, talk, told
from tests.redis_server import free_port, wait_for

ROOT = Path(__file__).parents[2]


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
                assert [one["id"] for one in second["quotes"]] == ["china"]

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
    with listen("127.0.0.1", 0) as listening:
        running = uvicorn.Server(config)
        thread = threading.Thread(target=running.run, args=([listening],))
        thread.start()
        try:
            with socket.create_connection(listening.getsockname()) as slow:
                slow.sendall(b"POST /mcp HTTP/1.1\r\n")
                slow.settimeout(30)
                assert slow.recv(1) == b""
        finally:
            running.should_exit = True
            thread.join(30)


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
