"""Slack's side, on a loopback port: the Web API, a socket, and requests that Slack would sign."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import WSMsgType, web
from slack_sdk.signature import SignatureVerifier

SECRET = "a signing secret of the tests"
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-right", "SLACK_SIGNING_SECRET": SECRET}
BOT_USER = "U0BOT"
SIGN = "assistant.threads.setStatus"


@dataclass
class SlackApi:
    """What was called, and what is to be answered out of turn."""

    calls: asyncio.Queue[tuple[str, dict[str, Any]]] = field(default_factory=asyncio.Queue)
    limited: deque[str] = field(default_factory=deque)
    """Methods whose next call is told to come again later."""
    wait: int = 0
    """Seconds until then."""
    refused: dict[str, str] = field(default_factory=dict)
    """Methods that cannot be called, and why."""
    socket: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    """What goes out on the socket."""
    acknowledged: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    address: str = ""
    sent: int = 0

    async def next(self, method: str = "chat.postMessage") -> dict[str, Any]:
        """What the next call says, which is one of ``method``; that it types is passed over."""
        called, said = await self.calls.get()
        while called == SIGN != method:
            called, said = await self.calls.get()
        assert called == method, said
        return said

    async def called(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        text = await request.text()
        if request.content_type == "application/json":
            said = json.loads(text)
        else:
            said = {**request.query, **await request.post()}
        if method in self.limited:
            self.limited.remove(method)
            return web.json_response(
                {"ok": False}, status=429, headers={"Retry-After": f"{self.wait}"}
            )
        if method in self.refused:
            return web.json_response({"ok": False, "error": self.refused[method]})
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in ("xoxb-right", "xapp-right", ""):
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if method == "auth.test":
            me = {"user_id": BOT_USER, "bot_id": "B0BOT", "user": "faq", "team": "Shop"}
            return web.json_response({"ok": True, "team_id": "T1", "url": "", **me})
        if method == "apps.connections.open":
            return web.json_response({"ok": True, "url": f"{self.address}socket"})
        self.sent += 1
        self.calls.put_nowait((method, said))
        ts = said.get("ts", f"900.{self.sent:06}")
        return web.json_response({"ok": True, "channel": said.get("channel"), "ts": ts})

    async def talked(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello"})
        await socket.send_json(await self.socket.get())
        async for message in socket:
            if message.type is WSMsgType.TEXT and "envelope_id" in message.data:
                self.acknowledged.put_nowait(message.json()["envelope_id"])
        return socket


@asynccontextmanager
async def slack_api() -> AsyncIterator[SlackApi]:
    """Slack's Web API at a free port."""
    api, app = SlackApi(), web.Application()
    app.router.add_get("/api/socket", api.talked)
    app.router.add_route("*", "/api/{method}", api.called)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    api.address = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    try:
        yield api
    finally:
        await runner.cleanup()


def signed(body: str, secret: str = SECRET, age: float = 0) -> dict[str, str]:
    """The headers that Slack sends with a body."""
    stamp = str(int(time.time() - age))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    is_json = body.startswith("{")
    return {
        "content-type": "application/json" if is_json else "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature or "",
    }


def event(text: str, ts: str = "1.1", channel: str = "D1", **more: Any) -> str:
    """The body of an event: somebody wrote ``text``."""
    kind = more.pop("type", "message")
    about = {"type": kind, "user": "U1", "text": text, "ts": ts, "channel": channel, **more}
    return json.dumps({"type": "event_callback", "team_id": "T1", "event": about})


def edited(text: str, before: str, ts: str = "1.1", channel: str = "D1") -> str:
    """The body of an event: what said ``before`` now says ``text``."""
    message = {"type": "message", "user": "U1", "ts": ts, "edited": {"user": "U1", "ts": "2.1"}}
    about = {
        "type": "message",
        "subtype": "message_changed",
        "channel": channel,
        "ts": "2.2",
        "message": {**message, "text": text},
        "previous_message": {**message, "text": before},
    }
    return json.dumps({"type": "event_callback", "team_id": "T1", "event": about})


def command(text: str, respond_to: str, channel: str = "C1") -> str:
    """The body of a request: somebody typed ``/faq text``."""
    return urlencode(
        {
            "command": "/faq",
            "text": text,
            "channel_id": channel,
            "user_id": "U1",
            "team_id": "T1",
            "response_url": respond_to,
        }
    )


def pressed(button: dict[str, Any], container: dict[str, Any], respond_to: str = "") -> str:
    """The body of a request: somebody pressed a button."""
    action = {"type": "button", "block_id": "b", "action_ts": "5.5", **button}
    payload = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "container": {"type": "message", **container},
        "channel": {"id": container["channel_id"]},
        "actions": [action],
        "response_url": respond_to,
    }
    return urlencode({"payload": json.dumps(payload)})
