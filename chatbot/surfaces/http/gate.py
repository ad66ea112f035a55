"""What every request passes before it is answered, and every response before it goes out."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from secrets import token_hex
from time import perf_counter
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chatbot.surfaces.http.metrics import Metrics
from chatbot.surfaces.http.problems import Problem, unexpected
from chatbot.surfaces.http.rate import RateLimit
from chatbot.surfaces.http.settings import COMPLETIONS, Settings
from chatbot.surfaces.keys import has_key
from chatbot.surfaces.listening import ANY_HOST, LOOPBACK
from chatbot.surfaces.status import complain, own_fault

_HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_PROBES: Final = ("/livez", "/readyz")
"""Asked by those who watch over the server, from wherever and by whatever name."""
_LONGEST_WAIT: Final = 3600


class Gate:
    """Passes on requests that are within the limits, and shows no client what fails in the server.

    The whole body is read here, within its size and time, so that a slow client holds a connection
    but never one of the places of those being answered.
    """

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self._app = app
        self._limits = settings.limits
        self._debug = settings.debug
        self._keys = settings.keys
        self._hosts = {name.lower() for name in (*LOOPBACK, *settings.allowed_hosts)}
        self._rate = RateLimit(settings.limits.rate, settings.limits.burst)
        self._metrics = metrics
        self._in_flight = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        response = _Response(send)
        began = perf_counter()
        try:
            await self._serve(scope, receive, response)
        except Problem as problem:
            await problem.response()(scope, receive, response)
        except ClientDisconnect:
            response.status = 0  # nobody was there to be told
        except Exception as error:
            self._log(error)
            if not response.status:
                await unexpected().response()(scope, receive, response)
        finally:
            self._metrics.responded(scope, response.status, perf_counter() - began)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        scope["chatbot.has_key"] = has_key(headers.get("authorization", ""), self._keys)
        if scope["path"] not in _PROBES:
            self._check_host(headers)
            self._check_rate(scope)
        body = await self._body(scope, headers, receive)
        if self._in_flight >= self._limits.in_flight:
            raise Problem(503, "The server is busy; try again.", {"Retry-After": "1"})
        self._in_flight += 1
        try:
            await self._app(scope, _replayed(body, receive), send)
        finally:
            self._in_flight -= 1

    def _check_host(self, headers: Headers) -> None:
        """A page that somebody opens must not reach this server under a name of its own."""
        host = headers.get("host", "").lower()
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if name.strip("[]") not in self._hosts and ANY_HOST not in self._hosts:
            raise Problem(421, "This server does not go by that name; see --allow-host.")

    def _check_rate(self, scope: Scope) -> None:
        if scope["chatbot.has_key"]:
            return
        seconds = self._rate.wait((scope.get("client") or ("",))[0])
        if seconds:
            wait = str(min(math.ceil(seconds), _LONGEST_WAIT))
            raise Problem(429, "Too many requests; wait a moment.", {"Retry-After": wait})

    async def _body(self, scope: Scope, headers: Headers, receive: Receive) -> bytes:
        has_history = scope["path"] == COMPLETIONS
        most = self._limits.history_bytes if has_history else self._limits.body_bytes
        too_large = Problem(413, f"A body may have {most:,} bytes.", {"Connection": "close"})
        declared = headers.get("content-length", "0")
        if not declared.isdigit() or int(declared[:20]) > most:
            raise too_large
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                more = True
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise ClientDisconnect
                    body += message.get("body", b"")
                    if len(body) > most:
                        raise too_large
                    more = message.get("more_body", False)
        except TimeoutError:
            raise Problem(408, "The body did not come in time.", {"Connection": "close"}) from None
        return bytes(body)

    def _log(self, error: Exception) -> None:
        complain(f"{own_fault(error, debug=self._debug)} (fault {token_hex(4)})")


class _Response:
    """Passes a response on, with the headers that every one of them has."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        """0 until it has begun."""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


def _replayed(body: bytes, receive: Receive) -> Callable[[], Awaitable[Message]]:
    """Gives the body that was read, then what comes after it."""
    first: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return first.pop() if first else await receive()

    return replay
