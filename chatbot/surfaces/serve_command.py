"""``chatbot serve``: options → settings, what is said at the start, and how it ends."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial
from ipaddress import ip_network
from typing import TYPE_CHECKING, Final

from chatbot.errors import MissingExtra
from chatbot.rendering import safe
from chatbot.sessions import open_store
from chatbot.surfaces.keys import read_keys
from chatbot.surfaces.listening import ANY_HOST, check_names, listen
from chatbot.surfaces.status import ANSWERED, BAD_USAGE, complain

if TYPE_CHECKING:
    from argparse import Namespace

    from chatbot.live import Live
    from chatbot.surfaces.http.settings import Settings

_PORT: Final = 8000
_ORIGIN: Final = re.compile(r"https?://[^/\s]+")


def run(options: Namespace, load: Callable[..., Live]) -> int:
    """Serve the bot that ``load`` makes until told to end; the exit status."""
    try:
        from chatbot.surfaces.http import server
        from chatbot.surfaces.http.app import make_app
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("chatbot"):
            raise
        raise MissingExtra("serve", "chatbot serve") from None
    try:
        settings = server.within_open_files(settings_of(options))
    except ValueError as error:
        complain(str(error))
        return BAD_USAGE
    # All that may be wrong is told before anything listens.
    with load() as bot:
        store = open_store(settings.sessions)
        with listen(settings.host, settings.port) as listening:
            sys.stdout.write(_hello(bot.knowledge.title, settings, listening.getsockname()[1]))
            sys.stdout.flush()
            if settings.workers == 1:
                server.serve(make_app(bot, store, settings), settings, listening)
            else:
                # Each process follows the file itself; this one says for all how that goes.
                server.serve_with_workers(partial(load, tells=False), settings, listening)
    return ANSWERED


def settings_of(options: Namespace) -> Settings:
    """What the options say; raises ValueError, with a line for people, where that will not do."""
    from chatbot.surfaces.http.settings import Limits, Settings

    settings = Settings(
        host=options.host,
        port=_PORT if options.port is None else options.port,
        workers=options.workers,
        sessions=options.sessions,
        allowed_hosts=tuple(options.allow_host),
        origins=tuple(options.cors),
        proxies=tuple(options.trust_proxy),
        audiences=tuple(options.allow_audience),
        keys=read_keys(options.key_file) if options.key_file else (),
        debug=options.debug,
        limits=Limits(rate=options.rate, burst=2 * options.rate),
    )
    check_names(settings.host, settings.allowed_hosts)
    for origin in settings.origins:
        if not _ORIGIN.fullmatch(origin):
            raise ValueError(f"--cors {origin}: is no origin; write it as https://www.example.com")
    for proxy in settings.proxies:
        if not _is_address(proxy):
            raise ValueError(f"--trust-proxy {proxy}: is no address; write it as 127.0.0.1")
    return settings


def _is_address(text: str) -> bool:
    """Whether a text is an address, those of a network as 10.0.0.0/8, or stands for any."""
    try:
        return text == ANY_HOST or bool(ip_network(text))
    except ValueError:
        return False


def _hello(title: str, settings: Settings, port: int) -> str:
    """What is served where."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{port}"
    rows = [
        ("GET  /", "the page to ask on, for people"),
        ("POST /v1/ask", "a question, as JSON, and its reply"),
        ("GET  /v1/suggest?q=", "what may be meant while typing"),
        ("GET  /v1/entries", "what can be asked"),
        ("POST /v1/chat/completions", "the same as an OpenAI-compatible model"),
        ("POST /webhooks/rest/webhook", "the same as Rasa's REST channel"),
        ("GET  /openapi.json", "all of it described"),
        ("GET  /livez /readyz /metrics", "for those who watch over it"),
    ]
    width = max(len(what) for what, _ in rows)
    lines = [f"{title}: {address}", *(f"  {what:{width}}  {why}" for what, why in rows)]
    return safe("\n".join([*lines, "Ctrl-C ends it."])) + "\n"
