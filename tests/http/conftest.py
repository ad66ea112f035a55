"""The server's application without a network, and the server itself at a loopback port."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

pytest.importorskip("starlette", reason="needs the extra serve")
pytest.importorskip("httpx2", reason="needs the extra integration")

import uvicorn
from starlette.testclient import TestClient

from chatbot import Bot, Live, MemorySessionStore
from chatbot.surfaces.http import server
from chatbot.surfaces.http.app import make_app
from chatbot.surfaces.http.settings import Limits, Settings
from chatbot.surfaces.listening import listen
from tests.redis_server import free_port, wait_for

ROOT = Path(__file__).parents[2]
NO_RATE = Limits(rate=0)
MakeClient = Callable[..., TestClient]
FIRST, SECOND = "who is kim's best friend?", "since when?"


@pytest.fixture
def make_client(friends: Bot) -> MakeClient:
    """A client of an application with the settings given; limits are given as ``limits_…``."""

    def make(client: str = "127.0.0.1", **given: Any) -> TestClient:
        limits = {k.removeprefix("limits_"): v for k, v in given.items() if k.startswith("limits_")}
        settings = {k: v for k, v in given.items() if not k.startswith("limits_")}
        bot, store = settings.pop("bot", friends), settings.pop("store", MemorySessionStore())
        app = make_app(bot, store, Settings(limits=Limits(**limits), **settings))
        return TestClient(
            app, "http://localhost", raise_server_exceptions=False, client=(client, 50_000)
        )

    return make


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    """A client of an application as it is by default."""
    return make_client()


@contextmanager
def serving(*options: str, faq: Path | None = None) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """``chatbot serve`` at a free port of the loopback address; the port and the process."""
    port = free_port()
    command = [sys.executable, "-m", "chatbot", "serve", "--port", str(port), *options]
    if faq is not None:
        command += ["--faq", str(faq)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            wait_for(port, 60)
            urlopen(f"http://127.0.0.1:{port}/livez", timeout=60).close()
            yield port, process
        finally:
            process.terminate()
            process.communicate(timeout=30)


@contextmanager
def here(bot: Bot | Live, limits: Limits = NO_RATE, **given: Any) -> Iterator[int]:
    """A server in this process with limits of a test's own; its port."""
    settings = Settings(limits=limits, port=0, **given)
    with listen(settings.host, settings.port) as listening:
        app = make_app(bot, MemorySessionStore(), settings)
        running = uvicorn.Server(server._config(lambda: app, settings))
        thread = threading.Thread(target=running.run, args=([listening],))
        thread.start()
        port = int(listening.getsockname()[1])
        try:
            wait_for(port)
            yield port
        finally:
            running.should_exit = True
            thread.join(30)


def ask(port: int, **body: str) -> dict[str, Any]:
    """What a server at a port replies."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/v1/ask", json.dumps(body), {"Content-Type": "application/json"})
    answer = json.loads(connection.getresponse().read())
    connection.close()
    return dict(answer)
