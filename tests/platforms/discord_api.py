"""Discord's side, on a loopback port: its web API, and the socket on which events come."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

TOKEN = "right"
ME = {"id": "1", "username": "faq", "discriminator": "0", "avatar": None, "bot": True}
ANN = {"id": "7", "username": "ann", "discriminator": "0", "avatar": None}
APP = {"id": "2", "name": "FAQ", "flags": 0, "description": "", "icon": None, "summary": ""}
APP |= {"bot_public": True, "bot_require_code_grant": False, "verify_key": "", "owner": ANN}
IDENTIFY = 2
"""What a bot sends to say who it is."""
MISSING_INTENT = 4014
"""The code with which Discord closes on a bot that was not granted what it asks for."""


@dataclass
class DiscordApi:
    """What was called, and how the calls are answered out of turn."""

    closes_with: int | None = None
    """The code with which the socket is closed when the bot says who it is."""
    limited: deque[str] = field(default_factory=deque)
    """Ends of addresses whose next call is told to come again later."""
    events: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    """What goes out on the socket once the bot is there."""
    calls: asyncio.Queue[tuple[str, Any]] = field(default_factory=asyncio.Queue)

    async def next(self, path: str) -> Any:
        """What the next call to an address that ends with ``path`` says."""
        while True:
            called, said = await self.calls.get()
            if called.endswith(path):
                return said

    async def called(self, request: web.Request) -> web.StreamResponse:
        path = request.path
        if request.headers["Authorization"] != f"Bot {TOKEN}":
            return _json({"message": "401: Unauthorized"}, 401)
        if any(path.endswith(one) for one in self.limited):
            self.limited.popleft()
            return _json({"message": "later", "retry_after": 0.01, "global": False}, 429)
        said: Any = await request.json() if request.can_read_body else None
        self.calls.put_nowait((path, said))
        if path.endswith("/users/@me"):
            return _json(ME)
        if path.endswith("/applications/@me"):
            return _json(APP)
        return _json(message(said["content"], ME) if path.endswith("/messages") else [])

    async def talked(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 60_000}})
        while (await socket.receive_json())["op"] != IDENTIFY:
            pass  # the library may show first that it is alive
        if self.closes_with:
            await socket.close(code=self.closes_with)
            return socket
        ready = {"v": 10, "user": ME, "guilds": [], "session_id": "s", "application": APP}
        ready["resume_gateway_url"] = str(request.url)
        await socket.send_json({"op": 0, "s": 1, "t": "READY", "d": ready})
        sending = asyncio.create_task(self._send_events(socket))
        async for _ in socket:
            pass  # signs that the library is alive, until it says good-bye
        sending.cancel()
        return socket

    async def _send_events(self, socket: web.WebSocketResponse) -> None:
        while True:
            await socket.send_json({"op": 0, "s": 2, **await self.events.get()})


def _json(value: object, status: int = 200) -> web.Response:
    """An answer as the library reads it: of this type alone, and limits only with ``Via``."""
    text = json.dumps(value).encode()
    return web.Response(
        body=text, status=status, content_type="application/json", headers={"Via": "1.1 local"}
    )


def message(text: str, author: dict[str, Any]) -> dict[str, Any]:
    """A direct message."""
    about = {"id": "90", "channel_id": "9", "author": author, "content": text, "type": 0}
    about |= {"timestamp": "2026-01-05T09:00:00+00:00", "edited_timestamp": None, "tts": False}
    empty = ("mentions", "mention_roles", "attachments", "embeds", "components")
    return about | {name: [] for name in empty} | {"mention_everyone": False, "pinned": False}


@asynccontextmanager
async def discord_api(api: DiscordApi) -> AsyncIterator[DiscordApi]:
    """Discord at a free port, where the library looks for it meanwhile."""
    app = web.Application()
    app.router.add_get("/gateway/", api.talked)
    app.router.add_route("*", "/api/{path:.*}", api.called)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    place = f"127.0.0.1:{runner.addresses[0][1]}"
    gateway = patch.object(DiscordWebSocket, "DEFAULT_GATEWAY", URL(f"ws://{place}/gateway/"))
    try:
        with patch.object(Route, "BASE", f"http://{place}/api"), gateway:
            yield api
    finally:
        await runner.cleanup()
