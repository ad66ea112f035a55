"""``chatbot slack`` and other platforms: options and tokens → a bot at work there."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol

from chatbot.errors import MissingExtra
from chatbot.sessions import open_store
from chatbot.surfaces.status import ANSWERED, BAD_USAGE, complain

if TYPE_CHECKING:
    from argparse import Namespace

    from chatbot.live import Live
    from chatbot.surfaces.platforms.answering import Answering
    from chatbot.surfaces.platforms.tokens import Needed

_FILES: Final = {
    "slack": "slack_running",
    "discord": "discord_running",
    "telegram": "telegram",
}
"""Command → its file among the platforms."""


class _Platform(Protocol):
    NEEDED: Needed

    def run(
        self, answering: Answering[Any], tokens: Mapping[str, str], host: str, port: int | None, /
    ) -> None:
        """Answer until the process is interrupted."""


def run(options: Namespace, load: Callable[[], Live]) -> int:
    """Answer on the platform ``options.command`` until told to end; the exit status."""
    platform = _entered(options.command)
    from chatbot.surfaces.platforms.answering import Answering
    from chatbot.surfaces.platforms.channels import Channels
    from chatbot.surfaces.platforms.tokens import tokens

    try:
        channels = Channels.of(options.channel, options.channel_audience)
        found = tokens(platform.NEEDED, options.token_file, os.environ)
    except ValueError as error:
        complain(str(error))
        return BAD_USAGE
    import logging

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    answering: Answering[Any] = Answering(load(), open_store(options.sessions), channels)
    platform.run(answering, found, options.host, options.port)
    return ANSWERED


def _entered(command: str) -> _Platform:
    """The file of a platform; raises :class:`MissingExtra` where its library is not installed."""
    try:
        platform: Any = import_module(f"chatbot.surfaces.platforms.{_FILES[command]}")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("chatbot"):
            raise
        raise MissingExtra(command, f"chatbot {command}") from None
    entered: _Platform = platform
    return entered
