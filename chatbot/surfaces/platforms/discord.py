"""Discord, by discord.py: direct messages, mentions, threads, ``/ask`` and buttons.

The library waits where Discord limits the rate of calls, and tries again after failures.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final

from discord import (
    ClientUser,
    Interaction,
    Message,
    MessageType,
    RawMessageUpdateEvent,
    Thread,
)
from discord.abc import Snowflake
from discord.app_commands import Command
from discord.ext import commands
from discord.utils import utcnow

from chatbot.surfaces.adapter import AnyBot
from chatbot.surfaces.platforms.answering import Answering, Asked
from chatbot.surfaces.platforms.buttons import THUMB, label
from chatbot.surfaces.platforms.channels import DIRECT
from chatbot.surfaces.platforms.discord_messages import PRESSED, FaqButton, InChannel, InResponse

COMMAND: Final = "ask"
_WRITTEN: Final = (MessageType.default, MessageType.reply)
"""Kinds of messages that somebody wrote; others tell what happened in a channel."""
_LONGEST_DESCRIPTION: Final = 100
_JUST: Final = timedelta(minutes=1)
"""An edit is told within seconds; the rest is left to clocks that differ."""


class DiscordFaq(commands.Cog):
    """Answers in Discord: add it to a bot of yours, whose intents include the content of messages.

    It takes the messages that are meant for it only: direct messages, mentions, replies to what the
    bot said, and in threads where it was asked before those that mention nobody. Commands of the
    bot's own are left to it. An ``Answering`` in place of a bot that knows a FAQ says where
    conversations are kept, and which channels it answers in. ``command`` is the name of the slash
    command, which the bot makes known as its others, by ``bot.tree.sync()``.
    """

    def __init__(
        self, bot: commands.Bot, faq: AnyBot | Answering[Message], command: str = COMMAND
    ) -> None:
        self._bot = bot
        self._answering = Answering.of(faq)
        self._command = command

    async def cog_load(self) -> None:
        """Take the command and the buttons, also those that were sent before."""
        title = self._answering.bot.knowledge.title
        self._bot.add_dynamic_items(FaqButton)
        self._bot.tree.add_command(
            Command(
                name=self._command,
                description=label(title, _LONGEST_DESCRIPTION),
                callback=self._on_command,
            )
        )

    async def cog_unload(self) -> None:
        """Give up the command and the buttons."""
        self._bot.remove_dynamic_items(FaqButton)
        self._bot.tree.remove_command(self._command)

    @commands.Cog.listener()
    async def on_message(self, message: Message) -> None:
        """Answer a message that is meant for the bot."""
        name = _name(message.channel, message.guild)
        if message.type not in _WRITTEN or message.author.bot:
            return
        if not (self._answering.channels.open(name) and await self._is_for_us(message)):
            return
        asked = Asked(
            _conversation(message.channel, message.author),
            name,
            _typed(message.content),
            message=str(message.id),
        )
        await self._answering.answer(asked, InChannel(message))

    @commands.Cog.listener()
    async def on_raw_message_edit(self, change: RawMessageUpdateEvent) -> None:
        """Answer anew what reads differently now."""
        before, after = change.cached_message, change.message
        if before.content != after.content if before else _was_just_edited(after):
            await self.on_message(after)

    @commands.Cog.listener(f"on_{PRESSED}")
    async def on_button(self, interaction: Interaction, text: str, data: str) -> None:
        """Answer with the entry of a button, or keep what a thumb says."""
        if data.startswith(THUMB):
            await self._rate(interaction, data)
            return
        place = interaction.message
        hidden = place is not None and place.flags.ephemeral
        await self._respond(interaction, text, hidden, data)

    async def _rate(self, interaction: Interaction, data: str) -> None:
        sign = self._answering.rate(data, _name(interaction.channel, interaction.guild_id))
        if sign:
            await interaction.response.send_message(sign, ephemeral=True)
        else:
            await interaction.response.defer()

    async def _on_command(self, interaction: Interaction, question: str) -> None:
        await self._respond(interaction, question, interaction.guild_id is not None)

    async def _respond(
        self, interaction: Interaction, text: str, hidden: bool, button: str | None = None
    ) -> None:
        await interaction.response.defer(ephemeral=hidden, thinking=True)
        name = _name(interaction.channel, interaction.guild_id)
        if not self._answering.channels.open(name):
            await interaction.delete_original_response()
            return
        conversation = _conversation(interaction.channel, interaction.user, hidden=hidden)
        asked = Asked(conversation, name, text, button)
        await self._answering.answer(asked, InResponse(interaction, hidden))

    async def _is_for_us(self, message: Message) -> bool:
        me = self._bot.user
        if not (
            message.guild is None
            or me in message.mentions
            or _is_reply_to(message, me)
            or await self._goes_on(message)
        ):
            return False
        return not (await self._bot.get_context(message)).valid

    async def _goes_on(self, message: Message) -> bool:
        """Whether it mentions nobody in a thread where the bot was asked before."""
        notifies = message.mentions or message.role_mentions or message.mention_everyone
        return (
            isinstance(message.channel, Thread)
            and not notifies
            and await self._answering.is_talking(_conversation(message.channel, message.author))
        )


def _was_just_edited(message: Message) -> bool:
    """Whether its text is what changed, of a message from before a restart or from long ago.

    Discord tells as well of links that got a preview, and of messages that were pinned.
    """
    return message.edited_at is not None and utcnow() - message.edited_at < _JUST


def _is_reply_to(message: Message, me: ClientUser | None) -> bool:
    replied = message.reference.resolved if message.reference else None
    return isinstance(replied, Message) and replied.author == me


def _name(channel: Any, guild: object) -> str:
    """A channel as it is named in settings; a thread goes by the channel that it is in."""
    if guild is None:
        return DIRECT
    return str(channel.parent_id if isinstance(channel, Thread) else channel.id)


def _conversation(channel: Any, user: Snowflake, *, hidden: bool = False) -> str:
    """A thread is a conversation, but for what one person alone sees; elsewhere each has one."""
    key = f"discord/{channel.id}"
    return key if isinstance(channel, Thread) and not hidden else f"{key}/user-{user.id}"


def _typed(text: str) -> str:
    """What somebody wrote, without mentions and without Discord's own emoji.

    >>> _typed("<@123> are you open <a:wave:456>?")
    'are you open ?'
    """
    text = re.sub(r"<(?:@[!&]?|#|a?:\w+:)\d+>", " ", text)
    return re.sub(r"[ \t]+", " ", text).strip()
