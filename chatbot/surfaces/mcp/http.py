"""The server over streamable HTTP, for clients that do not start it themselves."""

from __future__ import annotations

import socket
from collections.abc import Collection
from functools import partial
from typing import Final

import uvicorn
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import INVALID_REQUEST
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from chatbot.surfaces.keys import CHALLENGE, WANTED, has_key
from chatbot.surfaces.listening import ANY_HOST, BACKLOG, LOOPBACK, end_on_sigterm
from chatbot.surfaces.mcp.server import FaqServer

PATH: Final = "/mcp"
_LARGEST_BODY: Final = 65_536
_MOST_CONNECTIONS: Final = 500
_STOP_SECONDS: Final = 10


def config_of(
    server: FaqServer,
    names: Collection[str],
    keys: Collection[str] = (),
    head_seconds: float = 10.0,
) -> uvicorn.Config:
    """How to serve it under these names and those of this machine.

    Each request stands by itself: the tool's own session says to which conversation it belongs.
    If there are ``keys``, a request has to have one of them. Clients have ``head_seconds`` for the
    headers of a request.
    """
    from chatbot.surfaces.http.protocol import LimitedProtocol
    from chatbot.surfaces.http.settings import Limits

    limits = Limits(connections=_MOST_CONNECTIONS, head_seconds=head_seconds)
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        stateless_http=True,
        json_response=True,
        max_request_body_size=_LARGEST_BODY,
        transport_security=security(names),
    )
    return uvicorn.Config(
        KeyRequired(app, keys) if keys else app,
        http=partial(LimitedProtocol, limits),  # type: ignore[arg-type]  # called as a class is
        ws="none",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )


class KeyRequired:
    """Answers requests without a key with the status 401, and an error that clients show."""

    def __init__(self, app: ASGIApp, keys: Collection[str]) -> None:
        self._app = app
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what has a key, and what is no request."""
        if scope["type"] == "http":
            authorization = Headers(scope=scope).get("authorization", "")
            if not has_key(authorization, self._keys):
                error = {"code": INVALID_REQUEST, "message": WANTED}
                refusal = {"jsonrpc": "2.0", "id": None, "error": error}
                await JSONResponse(refusal, 401, CHALLENGE)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def serve(config: uvicorn.Config, listening: socket.socket) -> None:
    """Answer at ``listening`` until a signal says to end."""
    end_on_sigterm()
    uvicorn.Server(config).run([listening])


def security(names: Collection[str]) -> TransportSecuritySettings:
    """By which names, and from pages of which sites, the server may be reached."""
    known = [f"[{name}]" if ":" in name else name for name in (*LOOPBACK, *names)]
    hosts = [host for name in known for host in (name, f"{name}:*")]
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=ANY_HOST not in names,
        allowed_hosts=hosts,
        allowed_origins=[f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts],
    )
