"""An extension for a Discord bot that does something of its own: it answers from a FAQ beside it.

In the bot's ``setup_hook``, before it makes its slash commands known::

    await self.load_extension("discord_cog")
    await self.tree.sync()
"""

from discord.ext import commands

from chatbot import Bot
from chatbot.surfaces.platforms.discord import DiscordFaq


async def setup(bot: commands.Bot) -> None:
    """Add the cog."""
    await bot.add_cog(DiscordFaq(bot, Bot.load("shop.yaml")))
