"""What the server counts, for Prometheus; nothing of what is asked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import Response
from starlette.types import Scope

if TYPE_CHECKING:
    from chatbot.dialogue import Reply
    from chatbot.live import Status

FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names where several processes keep their counts together."""
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
_NOWHERE: Final = "none"


class Metrics:
    """The counts of one process, or what it adds to those of all."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self._registry = registry
        self._responses = Counter(
            "chatbot_http_responses",
            "Responses by route and status; status 0 where the client left before.",
            ("route", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "chatbot_http_response_seconds",
            "From the request's headers to the end of the response.",
            ("route",),
            buckets=_SECONDS,
            registry=registry,
        )
        self._replies = Counter(
            "chatbot_replies",
            "Replies by kind and reason.",
            ("kind", "reason"),
            registry=registry,
        )

        self._reloads = Counter(
            "chatbot_reloads",
            "Changed knowledge files, by whether they are used.",
            ("outcome",),
            registry=registry,
        )
        self._counted = {outcome: 0 for outcome in ("taken", "refused")}
        for outcome in self._counted:
            self._reloads.labels(outcome)

    def responded(self, scope: Scope, status: int, seconds: float) -> None:
        """Count a response, under the pattern of its route: any path may have been asked for."""
        route = getattr(scope.get("route"), "path", _NOWHERE)
        self._responses.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def replied(self, reply: Reply) -> None:
        """Count a reply."""
        self._replies.labels(reply.kind, reply.reason or _NOWHERE).inc()

    def reloaded(self, status: Status) -> None:
        """Count what became of a knowledge file that was changed."""
        for outcome, number in (("taken", status.reloads), ("refused", status.refused)):
            self._reloads.labels(outcome).inc(number - self._counted[outcome])
            self._counted[outcome] = number

    def response(self) -> Response:
        """All counts as Prometheus reads them."""
        registry = self._registry
        if FOLDER in os.environ:
            from prometheus_client.multiprocess import MultiProcessCollector

            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # as it ships
        return Response(generate_latest(registry), headers={"content-type": CONTENT_TYPE_LATEST})
