"""One process that serves, or several that share a socket, a file and a store."""

from __future__ import annotations

import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from errno import EACCES, EADDRINUSE, EADDRNOTAVAIL
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from chatbot.errors import ChatbotError
from chatbot.sessions import MEMORY, open_store
from chatbot.surfaces.http.app import make_app
from chatbot.surfaces.http.metrics import FOLDER
from chatbot.surfaces.http.protocol import LimitedProtocol
from chatbot.surfaces.http.settings import Settings
from chatbot.surfaces.status import ANSWERED, complain

if TYPE_CHECKING:
    from types import FrameType

    from starlette.types import ASGIApp

    from chatbot.surfaces.adapter import Bot

_BACKLOG: Final = 2_048
_SPARE_FILES: Final = 128
"""Files besides the connections that a process may have open."""
_WHY: Final = {
    EADDRINUSE: "is taken by another program; name another with --port",
    EACCES: "may not be used by you; name one above 1023 with --port",
    EADDRNOTAVAIL: "is no address of this machine; name another with --host",
}


def listen(settings: Settings) -> socket.socket:
    """A socket at the address of ``settings``; raises OSError that says what to do."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=_BACKLOG)
    except socket.gaierror as error:
        where, why = settings.host, "is no address; name another with --host"
        raise OSError(error.errno, why, where) from None
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        why = _WHY.get(error.errno or 0, error.strerror or str(error))
        raise OSError(error.errno, why, where) from None


def serve(load: Callable[[], Bot], settings: Settings, listening: socket.socket) -> None:
    """Answer at ``listening`` until a signal says to end; then requests in flight are finished.

    ``load`` makes the bot; each process calls it. Raises
    :class:`~chatbot.errors.SessionStoreError` if the store cannot be opened.
    """
    signal.signal(signal.SIGTERM, _end)  # uvicorn raises it again when all is done
    with _shared_by(_within_open_files(settings)) as settings:
        store = open_store(settings.sessions)
        if settings.workers == 1:
            app = make_app(load(), store, settings)
            uvicorn.Server(_config(lambda: app, settings)).run([listening])
        else:
            Multiprocess(_config(partial(_worker, load, settings), settings), [listening]).run()
        store.close()


def _worker(load: Callable[[], Bot], settings: Settings) -> ASGIApp:
    """The application of one of several processes."""
    try:
        return make_app(load(), open_store(settings.sessions), settings)
    except ChatbotError as error:
        complain(str(error))
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
        backlog=_BACKLOG,
        timeout_keep_alive=limits.idle_seconds,  # type: ignore[arg-type]  # a fraction will do
        timeout_graceful_shutdown=limits.stop_seconds,  # type: ignore[arg-type]  # the same
        h11_max_incomplete_event_size=limits.body_bytes,
    )


@contextmanager
def _shared_by(settings: Settings) -> Iterator[Settings]:
    """With several processes, a folder for what they share: counts, and conversations."""
    if settings.workers == 1:
        yield settings
        return
    with tempfile.TemporaryDirectory(prefix="chatbot-") as folder:
        counts = Path(folder, "counts")
        counts.mkdir()
        os.environ[FOLDER] = str(counts)
        if settings.sessions == MEMORY:
            settings = replace(settings, sessions=str(Path(folder, "sessions.db")))
        yield settings


def _within_open_files(settings: Settings) -> Settings:
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


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(ANSWERED)
