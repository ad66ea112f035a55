"""``chatbot slack`` at work: both ways in, and what is told where it cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("slack_bolt", reason="needs the extra slack")

from aiohttp import ClientSession

from chatbot import Bot
from chatbot.errors import PlatformError
from chatbot.surfaces.command_line import run
from chatbot.surfaces.platforms.answering import Answering
from chatbot.surfaces.platforms.slack_messages import Posted
from chatbot.surfaces.platforms.slack_running import connected, make_app
from tests.platforms.conftest import play
from tests.platforms.slack_api import TOKENS, event, signed, slack_api

HOST = "127.0.0.1"
NAMES = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")


def test_requests_are_answered_over_http(shop: Bot) -> None:
    async def scenario() -> None:
        async with slack_api() as api, ClientSession() as client:
            answering: Answering[Posted] = Answering(shop)
            app = make_app(answering, TOKENS, api.address)
            async with connected(app, TOKENS, HOST, 0) as where:
                assert where.startswith("as @faq in Shop, listening at http://127.0.0.1:")
                address = where.split()[-1]
                body = event("do you deliver to islands?")
                async with client.post(address, data=body, headers=signed(body)) as response:
                    assert response.status == 200
                async with client.post(address, data=body, headers=signed(body, "no")) as response:
                    assert response.status == 401
                assert (await api.next())["text"] == "Yes, by boat."

    play(scenario)


def test_the_socket_is_acknowledged_and_answered(shop: Bot) -> None:
    async def scenario() -> None:
        async with slack_api() as api:
            tokens = {"SLACK_BOT_TOKEN": "xoxb-right", "SLACK_APP_TOKEN": "xapp-right"}
            answering: Answering[Posted] = Answering(shop)
            app = make_app(answering, tokens, api.address)
            async with connected(app, tokens, HOST, 0) as where:
                assert where == "as @faq in Shop"
                payload = json.loads(event("do you deliver to islands?"))
                envelope = {"type": "events_api", "envelope_id": "e1", "payload": payload}
                api.socket.put_nowait(envelope)
                assert await api.acknowledged.get() == "e1"
                assert (await api.next())["text"] == "Yes, by boat."

    play(scenario)


@pytest.mark.parametrize(
    ("name", "others"),
    [("SLACK_BOT_TOKEN", {"SLACK_SIGNING_SECRET": "s"}), ("SLACK_APP_TOKEN", {})],
)
def test_a_wrong_token_is_told(name: str, others: dict[str, str], shop: Bot) -> None:
    async def scenario() -> None:
        async with slack_api() as api:
            tokens = {"SLACK_BOT_TOKEN": "xoxb-right"} | others | {name: "wrong"}
            answering: Answering[Posted] = Answering(shop)
            with pytest.raises(PlatformError, match=f"^{name}: Slack refuses it .invalid_auth.$"):
                async with connected(make_app(answering, tokens, api.address), tokens, HOST, 0):
                    pass

    play(scenario)


def test_a_taken_port_and_an_address_where_nobody_answers_are_told(shop: Bot) -> None:
    async def scenario() -> None:
        answering: Answering[Posted] = Answering(shop)
        async with slack_api() as api:
            port = int(api.address.split(":")[2].split("/")[0])
            app = make_app(answering, TOKENS, api.address)
            with pytest.raises(PlatformError, match=f"^{HOST}:{port}: "):
                async with connected(app, TOKENS, HOST, port):
                    pass
        with pytest.raises(PlatformError, match=r"^Slack cannot be reached: "):
            async with connected(app, TOKENS, HOST, 0):
                pass

    play(scenario)


def test_a_missing_token_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    where = "put it into the environment or --token-file"
    assert run(["slack"]) == 2
    assert capsys.readouterr().err == f"chatbot: SLACK_BOT_TOKEN is missing: {where}\n"
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb")
    assert run(["slack"]) == 2
    either = "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing"
    assert capsys.readouterr().err == f"chatbot: {either}: {where}\n"
    file = tmp_path / "tokens"
    file.write_text("# none\nOTHER=1\n", encoding="utf-8")
    assert run(["slack", "--token-file", str(file)]) == 2
    assert capsys.readouterr().err == f"chatbot: {either}: put it into {file}\n"
    assert run(["slack", "--channel-audience", "staff"]) == 2
    assert "--channel-audience staff: write it as GROUP=ID" in capsys.readouterr().err
