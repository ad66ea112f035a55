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
from typing import TYPE_CHECKING, Any, Final, NoReturn

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
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        return _listening(*found[0])
    except (socket.gaierror, UnicodeError) as error:
        why = "is no address of this machine; name another with --host"
        raise OSError(getattr(error, "errno", None), why, settings.host) from None
    except OSError as error:
        why = _WHY.get(error.errno or 0, error.strerror or str(error))
        raise OSError(error.errno, why, f"{settings.host}:{settings.port}") from None


def _listening(family: int, kind: int, protocol: int, _name: str, address: Any) -> socket.socket:
    """A listening socket that knows its protocol.

    ``socket.create_server`` makes one that does not, and asyncio switches Nagle's algorithm off
    only for TCP: the body of a response would wait 40 ms for the client to acknowledge its head.
    """
    made = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":  # there it would let two programs share a port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(_BACKLOG)
    except OSError:
        made.close()
        raise
    return made


def serve(app: ASGIApp, settings: Settings, listening: socket.socket) -> None:
    """Answer at ``listening`` until a signal says to end; then requests in flight are finished."""
    signal.signal(signal.SIGTERM, _end)  # uvicorn raises it again when all is done
    uvicorn.Server(_config(lambda: app, settings)).run([listening])


def serve_with_workers(
    load: Callable[[], Bot], settings: Settings, listening: socket.socket
) -> None:
    """The same in several processes, each of which calls ``load`` for its bot."""
    with _shared_by(settings) as settings:
        Multiprocess(_config(partial(_worker, load, settings), settings), [listening]).run()


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


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(ANSWERED)
