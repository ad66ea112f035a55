"""One process that serves, or several that share a socket, a file and a store."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import replace
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from chatbot.errors import ChatbotError
from chatbot.sessions import MEMORY, open_store
from chatbot.surfaces.http.app import make_app
from chatbot.surfaces.http.metrics import FOLDER
from chatbot.surfaces.http.protocol import LimitedProtocol
from chatbot.surfaces.http.settings import Settings
from chatbot.surfaces.listening import BACKLOG, end_on_sigterm
from chatbot.surfaces.status import complain, own_fault

if TYPE_CHECKING:
    import socket

    from starlette.types import ASGIApp

    from chatbot.surfaces.adapter import AnyBot

_SPARE_FILES: Final = 128
"""Files besides the connections that a process may have open."""


def serve(app: ASGIApp, settings: Settings, listening: socket.socket) -> None:
    """Answer at ``listening`` until a signal says to end; then requests in flight are finished."""
    end_on_sigterm()
    uvicorn.Server(_config(lambda: app, settings)).run([listening])


def serve_with_workers(
    load: Callable[[], AnyBot], settings: Settings, listening: socket.socket
) -> None:
    """The same in several processes, each of which calls ``load`` for its bot.

    What ``load`` notes on standard error is not shown: whoever serves has loaded the bot before.
    """
    with _shared_by(settings) as settings:
        Multiprocess(_config(partial(_worker, load, settings), settings), [listening]).run()


def _worker(load: Callable[[], AnyBot], settings: Settings) -> ASGIApp:
    """The application of one of several processes."""
    try:
        with redirect_stderr(
            StringIO()
        ):  # what there is to note was said before there were workers
            bot = load()
        return make_app(bot, open_store(settings.sessions), settings)
    except ChatbotError as error:
        complain(str(error))
    except Exception as error:
        complain(own_fault(error, debug=settings.debug))
    sys.exit(STARTUP_FAILURE)  # else it would be started again and again


def _config(factory: Callable[[], ASGIApp], settings: Settings) -> uvicorn.Config:
    limits = settings.limits
    return uvicorn.Config(
        factory,
        factory=True,
        http=partial(LimitedProtocol, limits),  # type: ignore[arg-type]  # called as a class is
        ws="none",
        loop="asyncio",
        lifespan="off",
        workers=settings.workers,
        log_config=None,
        log_level="critical",  # a line of its log holds what was asked, a traceback what was sent
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        backlog=BACKLOG,
        timeout_keep_alive=limits.idle_seconds,  # type: ignore[arg-type]  # a fraction will do
        timeout_graceful_shutdown=limits.stop_seconds,  # type: ignore[arg-type]  # the same
        h11_max_incomplete_event_size=limits.body_bytes,
    )


@contextmanager
def _shared_by(settings: Settings) -> Iterator[Settings]:
    """A folder for what several processes share: counts, and conversations."""
    with tempfile.TemporaryDirectory(prefix="chatbot-") as folder:
        counts = Path(folder, "counts")
        counts.mkdir()
        os.environ[FOLDER] = str(counts)
        if settings.sessions == MEMORY:
            settings = replace(settings, sessions=str(Path(folder, "sessions.db")))
        yield settings


def within_open_files(settings: Settings) -> Settings:
    """As many connections as this process may have files open, of which it is allowed all."""
    if sys.platform == "win32":
        return settings
    import resource

    wanted = settings.limits.connections + _SPARE_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = hard == resource.RLIM_INFINITY
    allowed = max(soft, wanted if unlimited else min(wanted, hard))
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    connections = min(settings.limits.connections, allowed - _SPARE_FILES)
    return replace(settings, limits=replace(settings.limits, connections=connections))
