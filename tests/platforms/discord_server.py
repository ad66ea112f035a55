"""A Discord server that is simulated in this process, with the bot and somebody who asks it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import simcord
from discord import ActionRow, Button, Message, TextChannel
from discord.ext.commands import Bot
from simcord import ChannelHandle, Env, InteractionResult, MemberActor

THINKING = {"type": 5}
"""The acknowledgement of a command or a button that is answered later."""
NOTHING = {"type": 6}
"""The acknowledgement of a button after which nothing is shown."""
HIDDEN = 64
"""The flag of what only one person sees."""


@dataclass
class Server:
    """A server with one channel, of which the bot is a member, and so is Ann."""

    env: Env
    channel: ChannelHandle
    ann: MemberActor

    @property
    def me(self) -> str:
        """How the bot is mentioned."""
        assert self.env.bot.user
        return self.env.bot.user.mention

    def said(self, channel: ChannelHandle | None = None) -> list[Message]:
        """What the bot said in a channel."""
        found = (channel or self.channel).history(viewer=self.ann)
        return [one for one in found if one.author == self.env.bot.user]

    def text_channel(self) -> TextChannel:
        """The channel as the bot has it."""
        channel = self.env.bot.get_channel(self.channel.id)
        assert isinstance(channel, TextChannel)
        return channel

    async def thread(self) -> ChannelHandle:
        """A new thread at the last message of the channel."""
        made = await self.text_channel().create_thread(
            name="a thread", message=self.channel.last_message
        )
        return next(one for one in self.channel.threads if one.id == made.id)

    def posts(self, path: str = "") -> list[dict[str, Any]]:
        """What the bot posted to Discord, at addresses that end as ``path`` does."""
        sent = [one for one in self.env.http_requests if one.method == "POST"]
        return [one.json for one in sent if one.json and one.path.endswith(path)]

    def acknowledgements(self) -> list[dict[str, Any]]:
        """What the bot said at once when a command or a button was used."""
        return self.posts("/callback")


@asynccontextmanager
async def server(bot: Bot) -> AsyncIterator[Server]:
    """A server; what goes wrong in the bot is raised at the end."""
    async with simcord.run(bot) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("questions")
        yield Server(env, channel, guild.add_member(env.create_user("ann")))


def shown(result: InteractionResult) -> Message:
    """What was said when a command or a button was used."""
    assert result.response
    return result.response.message


def buttons(message: Message) -> list[Button]:
    """The buttons below a message."""
    rows = [row for row in message.components if isinstance(row, ActionRow)]
    return [one for row in rows for one in row.children if isinstance(one, Button)]


def data(message: Message) -> list[str]:
    """What the buttons below a message send."""
    return [one.custom_id or "" for one in buttons(message)]
