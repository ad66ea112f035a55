"""Replies as Discord's messages, and where they go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from discord import AllowedMentions, Client, Interaction, Message, NotFound
from discord.ui import Button, DynamicItem, Item, View

from chatbot.dialogue import Reply
from chatbot.surfaces.platforms.buttons import PREFIX, THUMB, Thumb, data_of, label
from chatbot.surfaces.platforms.texts import texts

PRESSED: Final = "faq_button"
"""The event that a button of ours was pressed: the interaction, what stands on it, what it sent."""
_MOST: Final = 20
"""Questions to go on with; Discord shows five rows of five buttons, and thumbs have the last."""
_LAST_ROW: Final = 4
_LONGEST_LABEL: Final = 80
_LONGEST_DATA: Final = 100
_NOBODY: Final = AllowedMentions.none()


class DiscordMessage(NamedTuple):
    """What a message is made of."""

    text: str
    view: View
    """Its buttons."""


class FaqButton(
    DynamicItem[Button[View]], template=re.compile(f"(?:{PREFIX}|{THUMB}).+", re.DOTALL)
):
    """A button that the library knows by what it sends, also after a restart."""

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: Item[Any], match: re.Match[str], /
    ) -> FaqButton:
        """The button of a message that was pressed."""
        assert isinstance(item, Button)  # of a message with nothing else
        return cls(item)

    async def callback(self, interaction: Interaction[Client]) -> None:
        """Tell whoever listens to :data:`PRESSED`."""
        interaction.client.dispatch(PRESSED, interaction, self.item.label or "", self.custom_id)


def messages(reply: Reply, thumbs: Sequence[Thumb]) -> list[DiscordMessage]:
    """The reply in Discord's Markdown; questions to go on with and thumbs are below the last."""
    parts = texts(reply, "discord")
    last = View(timeout=None)
    for one in reply.suggestions[:_MOST]:
        text, data = label(one.text, _LONGEST_LABEL), data_of(one.id, _LONGEST_DATA)
        last.add_item(FaqButton(Button(label=text, custom_id=data)))
    for thumb in thumbs:
        last.add_item(FaqButton(Button(emoji=thumb.sign, custom_id=thumb.data, row=_LAST_ROW)))
    return [
        *(DiscordMessage(text, View(timeout=None)) for text in parts[:-1]),
        *(DiscordMessage(text, last) for text in parts[-1:]),
    ]


class _Outlet:
    """What messages in channels and those that answer a command have in common."""

    __slots__ = ()

    def messages(self, reply: Reply, thumbs: Sequence[Thumb]) -> list[DiscordMessage]:
        """As :func:`messages`."""
        return messages(reply, thumbs)

    async def change(self, sent: Message, message: DiscordMessage) -> bool:
        """Put a message in the place of one that was sent, unless that was deleted."""
        try:
            await sent.edit(content=message.text, view=message.view, allowed_mentions=_NOBODY)
        except NotFound:
            return False
        return True

    async def remove(self, sent: Message) -> None:
        """Take a message back, unless it was deleted."""
        with suppress(NotFound):
            await sent.delete()


@dataclass(frozen=True, slots=True)
class InChannel(_Outlet):
    """The channel or thread of a message, in reply to it."""

    asked: Message

    async def announce(self) -> None:
        """Show the sign of typing."""
        await self.asked.channel.typing()

    async def post(self, message: DiscordMessage) -> Message:
        """Add a message."""
        return await self.asked.channel.send(
            message.text,
            view=message.view,
            reference=self.asked.to_reference(fail_if_not_exists=False),
            allowed_mentions=_NOBODY,
            suppress_embeds=True,
        )


@dataclass(frozen=True, slots=True)
class InResponse(_Outlet):
    """Answers a command or a button that was acknowledged, which shows a sign of its own."""

    interaction: Interaction
    hidden: bool
    """Whether only the one who used it sees the reply."""

    async def announce(self) -> None:
        """Do nothing, as Discord says that the bot is thinking."""

    async def post(self, message: DiscordMessage) -> Message:
        """Add a message."""
        return await self.interaction.followup.send(
            message.text,
            view=message.view,
            ephemeral=self.hidden,
            allowed_mentions=_NOBODY,
            suppress_embeds=True,
            wait=True,
        )
