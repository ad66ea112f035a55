"""``chatbot discord``: a bot of its own."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Final

from aiohttp import ClientError
from discord import (
    ConnectionClosed,
    HTTPException,
    Intents,
    LoginFailure,
    Message,
    Permissions,
    PrivilegedIntentsRequired,
    VoiceClient,
)
from discord.ext import commands
from discord.utils import oauth_url

from chatbot.errors import PlatformError
from chatbot.rendering import safe
from chatbot.surfaces.listening import run_until_sigterm
from chatbot.surfaces.platforms.answering import Answering
from chatbot.surfaces.platforms.discord import DiscordFaq

TOKEN: Final = "DISCORD_BOT_TOKEN"
NEEDED: Final = ((TOKEN,),)
_PORTAL: Final = "https://discord.com/developers/applications"
_PERMISSIONS: Final = Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)


class FaqBot(commands.Bot):
    """A bot that does nothing but answer."""

    def __init__(self, answering: Answering[Message]) -> None:
        intents = Intents(guilds=True, messages=True, message_content=True)
        super().__init__(commands.when_mentioned, help_command=None, intents=intents)
        self._answering = answering

    async def setup_hook(self) -> None:
        """Take what answers, and make the command known."""
        await self.add_cog(DiscordFaq(self, self._answering))
        await self.tree.sync()

    async def on_message(self, message: Message, /) -> None:
        """Look for no commands in messages, as there are none."""

    async def on_connect(self) -> None:
        """Say so, also after a connection that was lost."""
        title, invitation = self._answering.bot.knowledge.title, ""
        if not self.guilds and self.application_id:
            address = oauth_url(self.application_id, permissions=_PERMISSIONS)
            invitation = f"It is on no server; invite it: {address}\n"
        sys.stdout.write(safe(f"{title}: answers in Discord as @{self.user}\n{invitation}"))
        sys.stdout.write("Ctrl-C ends it.\n")
        sys.stdout.flush()


def run(
    answering: Answering[Message], tokens: Mapping[str, str], host: str, port: int | None
) -> None:
    """Answer until the process is told to end; raises :class:`~chatbot.errors.PlatformError`."""
    VoiceClient.warn_nacl = VoiceClient.warn_dave = False  # there is nothing to say aloud
    run_until_sigterm(serve(FaqBot(answering), tokens[TOKEN]))


async def serve(bot: commands.Bot, token: str) -> None:
    """Answer until cancelled; raises :class:`~chatbot.errors.PlatformError`."""
    async with bot:
        try:
            await bot.start(token)
        except LoginFailure:
            raise PlatformError(f"{TOKEN}: Discord refuses it") from None
        except PrivilegedIntentsRequired:
            what = "turn on the bot's Message Content Intent"
            raise PlatformError(f"{TOKEN}: {what} at {_PORTAL}") from None
        except (HTTPException, ConnectionClosed, ClientError, OSError) as error:
            raise PlatformError(f"Discord cannot be reached: {error}") from None
