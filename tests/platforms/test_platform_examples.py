"""The examples: each adapter in a bot that does something of its own as well."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.platforms.conftest import SHOP, play

EXAMPLES = Path(__file__).parents[2] / "examples"
MOST_LINES = 14
ASKED = "do you deliver to islands?"
BOAT = "Yes, by boat."


@pytest.fixture(autouse=True)
def _examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples can be imported, and answer from the shop's FAQ."""
    monkeypatch.syspath_prepend(EXAMPLES)
    monkeypatch.chdir(SHOP.parent)
    for example in EXAMPLES.glob("*.py"):
        monkeypatch.delitem(sys.modules, example.stem, raising=False)


@pytest.mark.parametrize("name", ["slack_listener", "discord_cog", "telegram_handler"])
def test_an_example_has_few_lines(name: str) -> None:
    """Imports count; docstrings and empty lines do not."""
    text = (EXAMPLES / f"{name}.py").read_text(encoding="utf-8")
    documented = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    lines = enumerate(text.splitlines(), 1)
    code = [line for number, line in lines if line.strip() and number not in documented]
    assert len(code) <= MOST_LINES


def test_the_discord_example_answers_beside_commands_of_the_bot() -> None:
    pytest.importorskip("simcord", reason="needs simcord, which simulates Discord")
    from discord import Intents
    from discord.ext import commands

    from tests.platforms.discord_server import server

    class Own(commands.Bot):
        async def setup_hook(self) -> None:
            await self.load_extension("discord_cog")
            await self.tree.sync()

    own = Own("!", intents=Intents(guilds=True, messages=True, message_content=True))

    @own.command()
    async def coffee(context: commands.Context[Own]) -> None:
        await context.send("It is brewing.")

    async def scenario() -> None:
        async with server(own) as at:
            await at.ann.send_dm("!coffee")
            await at.ann.send_dm(ASKED)
            said = [one.content for one in at.said(at.ann.user.dm_channel)]
            assert said == ["It is brewing.", BOAT]
            await own.remove_cog("DiscordFaq")
            await at.ann.send_dm(ASKED)
            assert len(at.said(at.ann.user.dm_channel)) == 2

    play(scenario)


def test_the_slack_example_answers_beside_a_command_of_the_app(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("slack_bolt", reason="needs the extra slack")
    from slack_bolt.async_app import AsyncBoltRequest

    from tests.platforms.slack_api import TOKENS, event, signed, slack_api

    for name, value in TOKENS.items():
        monkeypatch.setenv(name, value)

    async def scenario() -> None:
        app = import_module("slack_listener").app
        async with slack_api() as api:
            app.client.base_url = api.address
            for body in ("command=%2Fcoffee", event(ASKED)):
                request = AsyncBoltRequest(body=body, headers=signed(body))  # type: ignore[arg-type]  # a form
                response = await app.async_dispatch(request)
                assert response.status == 200
                assert ("brewing" in response.body) == ("coffee" in body)
            assert (await api.next())["text"] == BOAT

    play(scenario)


def test_the_telegram_example_answers_beside_a_command_of_the_bot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("telegram", reason="needs the extra telegram")
    from telegram import Update

    from tests.platforms.telegram_api import ANN, PRIVATE, TOKEN, Local

    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)

    async def scenario() -> None:
        app = import_module("telegram_handler").app
        local = Local()
        app.bot._request = (local, local)
        async with app:
            for number, text in enumerate(("/coffee", ASKED)):
                command = [{"type": "bot_command", "offset": 0, "length": len(text)}]
                message = {"message_id": number, "date": 1, "chat": PRIVATE, "from": ANN}
                message |= {"text": text, "entities": command if text.startswith("/") else []}
                update = {"update_id": number, "message": message}
                await app.process_update(Update.de_json(update, app.bot))
        assert [one["text"] for one in local.said()] == ["It is brewing.", BOAT]

    play(scenario)
