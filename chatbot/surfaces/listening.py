"""What servers have alike: a socket to listen at, or one line that says why not, and their end."""

from __future__ import annotations

import re
import signal
import socket
import sys
from collections.abc import Collection, Coroutine
from contextlib import suppress
from errno import EACCES, EADDRINUSE, EADDRNOTAVAIL
from typing import TYPE_CHECKING, Any, Final, NoReturn

from chatbot.surfaces.status import ANSWERED

if TYPE_CHECKING:
    from types import FrameType

LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
ANY_HOST: Final = "*"
BACKLOG: Final = 2_048
_NAME: Final = re.compile(r"\*|[^\s/*:\[\]]+|[0-9a-f:.]+", re.IGNORECASE)
"""Any host, a name or an address, as they stand in the header of a request but for the port."""
_WHY: Final = {
    EADDRINUSE: "is taken by another program; name another with {port}",
    EACCES: "may not be used by you; name one above 1023 with {port}",
    EADDRNOTAVAIL: "is no address of this machine; name another with {host}",
}


def check_names(host: str, names: Collection[str], option: str = "--host") -> None:
    """Raise ValueError, with a line for people, where others reach a server that has no name.

    A page of any site could otherwise reach it, by a name that is made to lead there. So does what
    can be no name, which would never be asked for.
    """
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(
                f"--allow-host {name}: is no name of a host; write it as faq.example.com"
            )
    if host not in LOOPBACK and not names:
        raise ValueError(
            f"{option} {host}: say with --allow-host by what name people reach it, "
            f"or --allow-host '{ANY_HOST}' for any"
        )


def listen(host: str, port: int, options: tuple[str, str] = ("--host", "--port")) -> socket.socket:
    """A socket at an address; raises OSError that says with which of the options to change it."""
    named = dict(zip(("host", "port"), options, strict=True))
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return _listening(*found[0])
    except (socket.gaierror, UnicodeError) as error:
        why = _WHY[EADDRNOTAVAIL].format(**named)
        raise OSError(getattr(error, "errno", None), why, host) from None
    except OSError as error:
        why = _WHY.get(error.errno or 0, error.strerror or str(error)).format(**named)
        raise OSError(error.errno, why, f"{host}:{port}") from None


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
        made.listen(BACKLOG)
    except OSError:
        made.close()
        raise
    return made


def run_until_sigterm(work: Coroutine[Any, Any, None]) -> None:
    """Run in asyncio what goes on until it is cancelled, as SIGTERM does, and Ctrl-C.

    SIGTERM is then an end like any other; Ctrl-C raises KeyboardInterrupt. What is to be done at
    the end, such as writing the log, is done in both cases.
    """
    import asyncio

    async def cancellable() -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()

        def end() -> None:
            loop.remove_signal_handler(signal.SIGTERM)  # the next one ends it at once
            if task is not None:
                task.cancel()

        if sys.platform != "win32":  # which knows no SIGTERM
            loop.add_signal_handler(signal.SIGTERM, end)
        await work

    with suppress(asyncio.CancelledError):
        asyncio.run(cancellable())


def end_on_sigterm() -> None:
    """Let SIGTERM, which uvicorn raises again when all is done, end the process as any end does.

    What is to be done at the end, such as writing the log, is then done.
    """
    signal.signal(signal.SIGTERM, _end)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(ANSWERED)
