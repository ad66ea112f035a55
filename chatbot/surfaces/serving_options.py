"""The options of what answers elsewhere: over HTTP and on chat platforms."""

from __future__ import annotations

import argparse
from typing import Final

_MCP_ADDRESS: Final = ("127.0.0.1", 8001)


def serve(parser: argparse.ArgumentParser) -> None:
    """Answer over HTTP, until Ctrl-C; at http://127.0.0.1:8000 if nothing else is said."""
    log_file(parser)
    parser.add_argument(
        "--demo",
        action="store_true",
        help="for a first look: answer from the FAQ that ships, whichever is configured",
    )
    where = parser.add_argument_group("where")
    where.add_argument("--host", metavar="ADDRESS", help="the address to listen at")
    where.add_argument("--port", metavar="N", type=_port, help="the port; 0 for any that is free")
    where.add_argument("--workers", metavar="N", type=_count, help="how many processes answer")
    _sessions(where)
    who = parser.add_argument_group("for whom")
    who.add_argument(
        "--allow-host", metavar="NAME", action="append", help="a name people reach it by"
    )
    who.add_argument(
        "--cors", metavar="ORIGIN", action="append", help="a site whose pages may read it"
    )
    who.add_argument(
        "--allow-audience",
        metavar="GROUP",
        action="append",
        help="an audience that requests may name without a key",
    )
    who.add_argument(
        "--trust-proxy",
        metavar="ADDRESS",
        action="append",
        help="a proxy that says in X-Forwarded-For who asks",
    )
    _key_file(who, "keys for what is not for everybody, one a line")
    who.add_argument(
        "--rate", metavar="N", type=_rate, help="requests a second of one client (0: any number)"
    )


def slack(parser: argparse.ArgumentParser) -> None:
    """Answer in Slack, until Ctrl-C.

    The environment holds SLACK_BOT_TOKEN, and SLACK_APP_TOKEN for socket mode or
    SLACK_SIGNING_SECRET for HTTP, which then listens at 127.0.0.1:3000.
    """
    _platform(parser)
    parser.add_argument("--host", metavar="ADDRESS", help="the address to listen at for HTTP")
    parser.add_argument("--port", metavar="N", type=_port, help="its port; 0 for any that is free")


def discord(parser: argparse.ArgumentParser) -> None:
    """Answer in Discord, until Ctrl-C. The environment holds DISCORD_BOT_TOKEN."""
    _platform(parser)


def telegram(parser: argparse.ArgumentParser) -> None:
    """Answer in Telegram, until Ctrl-C. The environment holds TELEGRAM_BOT_TOKEN."""
    _platform(parser)


def mcp(parser: argparse.ArgumentParser) -> None:
    """Answer programs that speak the Model Context Protocol, which start it by themselves."""
    parser.add_argument(
        "--http",
        metavar="HOST:PORT",
        nargs="?",
        type=_address,
        const=_MCP_ADDRESS,
        help="answer over HTTP instead of standard input (default: 127.0.0.1:8001)",
    )
    parser.add_argument(
        "--allow-host", metavar="NAME", action="append", help="a name programs reach it by"
    )
    _key_file(parser, "answer over HTTP only to programs that send one of its keys, one a line")
    _sessions(parser)
    log_file(parser)


def _platform(parser: argparse.ArgumentParser) -> None:
    log_file(parser)
    parser.add_argument(
        "--token-file",
        metavar="FILE",
        help="a file with NAME=value lines, for what is not in the environment",
    )
    parser.add_argument(
        "--channel",
        metavar="ID",
        action="append",
        help="answer in this channel only (again for more; direct: direct messages)",
    )
    parser.add_argument(
        "--channel-audience",
        metavar="GROUP=ID",
        action="append",
        help="the audience that those in a channel belong to",
    )
    _sessions(parser)


def _key_file(parser: argparse._ActionsContainer, about: str) -> None:
    parser.add_argument("--key-file", metavar="FILE", help=about)


def _sessions(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--sessions",
        metavar="STORE",
        help="where conversations are kept: memory, a file, or redis://… (default: memory)",
    )


def _address(text: str) -> tuple[str, int]:
    """``HOST:PORT``, or the port alone."""
    host, _, port = text.rpartition(":")
    return host.strip("[]") or _MCP_ADDRESS[0], _port(port)


def _port(text: str) -> int:
    return _whole(text, 0, 65_535)


def _count(text: str) -> int:
    return _whole(text, 1, 64)


def _rate(text: str) -> float:
    return float(_whole(text, 0, 1_000_000))


def _whole(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit()) or not least <= int(text[:9]) <= most:
        raise argparse.ArgumentTypeError(f"takes a whole number from {least} to {most}")
    return int(text)


def log_file(parser: argparse.ArgumentParser) -> None:
    """Where what is asked is kept; of the chat and of ``ask`` as well."""
    parser.add_argument("--log", metavar="FILE", help="the log of what is asked")
