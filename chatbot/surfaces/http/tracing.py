"""Traces of requests by OpenTelemetry, in which nothing is kept of what somebody asks."""

from __future__ import annotations

from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

_QUERY: Final = "chatbot.query"
_FAULT: Final = "chatbot.fault"


def is_set_up() -> bool:
    """Whether somebody has set up OpenTelemetry; its API alone takes time and keeps nothing."""
    try:
        from opentelemetry.trace import ProxyTracerProvider, get_tracer_provider
    except ImportError:
        return False
    return not isinstance(get_tracer_provider(), ProxyTracerProvider)


class Traced:
    """Traces each request to ``app`` without its query and without the messages of errors.

    Both may hold what somebody asks. The app gets the query, and its errors are raised.
    """

    def __init__(self, app: ASGIApp) -> None:
        from starlette.middleware.opentelemetry import OpenTelemetryMiddleware

        self._app = app
        self._traced = OpenTelemetryMiddleware(self._within)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope[_QUERY], scope["query_string"] = scope["query_string"], b""
        await self._traced(scope, receive, send)
        if error := scope.pop(_FAULT, None):
            raise error

    async def _within(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what is being traced."""
        from opentelemetry.trace import StatusCode, get_current_span

        scope["query_string"] = scope.pop(_QUERY)
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            span = get_current_span()
            span.set_attribute("error.type", type(error).__qualname__)
            span.set_status(StatusCode.ERROR)
            scope[_FAULT] = error
