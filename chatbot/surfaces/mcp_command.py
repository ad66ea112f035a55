"""``chatbot mcp``: options → a server on standard input and output, or over HTTP."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from chatbot.errors import MissingExtra
from chatbot.rendering import safe
from chatbot.sessions import Conversations, open_store
from chatbot.surfaces.adapter import Adapter
from chatbot.surfaces.keys import read_keys
from chatbot.surfaces.listening import check_names, listen
from chatbot.surfaces.status import ANSWERED, BAD_USAGE, complain

if TYPE_CHECKING:
    from argparse import Namespace

    from chatbot.live import Live
    from chatbot.surfaces.mcp.server import FaqServer


def run(options: Namespace, load: Callable[[], Live]) -> int:
    """Serve the bot that ``load`` makes until the client is gone, or until told to end."""
    try:
        from chatbot.surfaces.mcp.server import FaqServer
    except ImportError as error:  # not installed, or its version 1, which has none of this
        if (error.name or "").startswith("chatbot"):
            raise
        raise MissingExtra("mcp", "chatbot mcp") from None
    try:
        keys = _checked(options)
    except ValueError as error:
        complain(str(error))
        return BAD_USAGE
    bot = load()
    adapter = Adapter(bot, Conversations(open_store(options.sessions)))
    server = FaqServer(adapter, debug=options.debug)
    if options.http is not None:
        _serve_http(server, options, keys)
        return ANSWERED
    # A thread of the SDK's waits for input, for which Python would wait in turn.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.stdin is not None and sys.stdin.isatty():
        complain("mcp: waits for a program that speaks MCP on standard input; Ctrl-C ends it")
    server.run()
    return ANSWERED


def _checked(options: Namespace) -> tuple[str, ...]:
    """The keys of the server; ValueError, with a line for people, for options that will not do."""
    if options.http is None:
        if options.key_file:
            raise ValueError("--key-file is for HTTP; give --http as well, or leave it out")
        return ()
    check_names(options.http[0], options.allow_host, "--http")
    return read_keys(options.key_file) if options.key_file else ()


def _serve_http(server: FaqServer, options: Namespace, keys: tuple[str, ...]) -> None:
    from chatbot.surfaces.mcp.http import PATH, config_of, serve

    host, port = options.http
    with listen(host, port, ("--http", "--http")) as listening:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}{PATH}"
        sys.stdout.write(safe(f"{server.title}: {address}\nCtrl-C ends it.") + "\n")
        sys.stdout.flush()
        serve(config_of(server, options.allow_host, keys), listening)
