"""``chatbot discord`` at work, and what is told where it cannot be."""

from __future__ import annotations

import asyncio
from unittest.mock import patch

import pytest

pytest.importorskip("discord", reason="needs the extra discord")

from discord.http import Route
from discord.utils import utcnow

from chatbot import Bot
from chatbot.errors import PlatformError
from chatbot.surfaces.command_line import run
from chatbot.surfaces.platforms.answering import Answering
from chatbot.surfaces.platforms.discord_running import FaqBot, serve
from tests.platforms.conftest import play
from tests.platforms.discord_api import ANN, MISSING_INTENT, TOKEN, DiscordApi, discord_api, message


def test_it_says_who_it_is_makes_its_command_known_and_answers(
    shop: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    async def scenario() -> None:
        async with discord_api(DiscordApi()) as api:
            working = asyncio.create_task(serve(FaqBot(Answering(shop)), TOKEN))
            (command,) = await api.next("/applications/2/commands")
            assert (command["name"], command["description"]) == ("ask", "The shop")
            asked = message("do you deliver to islands?", ANN)
            api.events.put_nowait({"t": "MESSAGE_CREATE", "d": asked})
            assert (await api.next("/channels/9/messages"))["content"] == "Yes, by boat."
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    play(scenario)
    said = capsys.readouterr().out
    assert said.startswith("The shop: answers in Discord as @faq\nIt is on no server; invite it: ")


def test_of_an_older_message_only_an_edit_is_answered(shop: Bot) -> None:
    """Discord also tells of links that got a preview, and of messages that were pinned."""

    async def scenario() -> None:
        async with discord_api(DiscordApi()) as api:
            working = asyncio.create_task(serve(FaqBot(Answering(shop)), TOKEN))
            with_preview = message("when are you open?", ANN)
            pinned = with_preview | {"edited_timestamp": "2026-01-05T09:01:00+00:00"}
            edited = message("do you deliver to islands?", ANN)
            edited |= {"edited_timestamp": utcnow().isoformat()}
            for about in (with_preview, pinned, edited):
                api.events.put_nowait({"t": "MESSAGE_UPDATE", "d": about})
            assert (await api.next("/channels/9/messages"))["content"] == "Yes, by boat."
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    play(scenario)


def test_a_rate_limit_is_waited_for(shop: Bot) -> None:
    async def scenario() -> None:
        async with discord_api(DiscordApi()) as api:
            api.limited.append("/messages")
            working = asyncio.create_task(serve(FaqBot(Answering(shop)), TOKEN))
            asked = message("do you deliver to islands?", ANN)
            api.events.put_nowait({"t": "MESSAGE_CREATE", "d": asked})
            assert (await api.next("/channels/9/messages"))["content"] == "Yes, by boat."
            assert not api.limited
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    play(scenario)


@pytest.mark.parametrize(
    ("api", "token", "told"),
    [
        (DiscordApi(), "wrong", "^DISCORD_BOT_TOKEN: Discord refuses it$"),
        (
            DiscordApi(closes_with=MISSING_INTENT),
            TOKEN,
            "^DISCORD_BOT_TOKEN: turn on the bot's Message Content Intent at https://",
        ),
    ],
)
def test_what_discord_refuses_is_told(api: DiscordApi, token: str, told: str, shop: Bot) -> None:
    async def scenario() -> None:
        async with discord_api(api):
            with pytest.raises(PlatformError, match=told):
                await serve(FaqBot(Answering(shop)), token)

    play(scenario)


def test_an_address_where_nobody_answers_is_told(shop: Bot) -> None:
    async def scenario() -> None:
        with (
            patch.object(Route, "BASE", "http://127.0.0.1:1/api"),
            pytest.raises(PlatformError, match=r"^Discord cannot be reached: "),
        ):
            await serve(FaqBot(Answering(shop)), TOKEN)

    play(scenario)


def test_a_missing_token_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISCORD_BOT_TOKEN", raising=False)
    assert run(["discord"]) == 2
    where = "put it into the environment or --token-file"
    assert capsys.readouterr().err == f"chatbot: DISCORD_BOT_TOKEN is missing: {where}\n"
