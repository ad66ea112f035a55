"""``chatbot telegram`` at work, and what is told where it cannot be."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import Any

import pytest

pytest.importorskip("telegram", reason="needs the extra telegram")

from chatbot import Bot
from chatbot.errors import PlatformError
from chatbot.surfaces.command_line import run
from chatbot.surfaces.platforms import telegram
from chatbot.surfaces.platforms.answering import Answering
from tests.platforms.conftest import play
from tests.platforms.telegram_api import ANN, PRIVATE, TOKEN, Local


def test_a_wrong_token_and_a_missing_one_are_told(
    shop: Bot, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        app = telegram.make_app(Answering(shop), "2:wrong", Local())
        with pytest.raises(PlatformError, match=r"^TELEGRAM_BOT_TOKEN: Telegram refuses it$"):
            await telegram.serve(app, "The shop")

    play(scenario)
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    assert run(["telegram"]) == 2
    assert "TELEGRAM_BOT_TOKEN is missing" in capsys.readouterr().err


def test_it_says_who_it_is_makes_its_command_known_and_answers(
    shop: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    async def scenario() -> None:
        local = Local()
        message = {"message_id": 1, "date": 1, "chat": PRIVATE, "from": ANN}
        local.updates.append({"update_id": 1, "message": message | {"text": "do you deliver?"}})
        working = asyncio.create_task(
            telegram.serve(telegram.make_app(Answering(shop), TOKEN, local), "The shop")
        )
        while not (said := local.said()):
            await asyncio.sleep(0.01)
        assert said[0]["text"] == "Yes, by boat."
        assert local.said("setMyCommands")[0]["commands"][0]["command"] == "faq"
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)

    play(scenario)
    assert capsys.readouterr().out.startswith("The shop: answers in Telegram as @faq_bot\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(
    number: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Ended(Local):
        told = closed = False

        async def shutdown(self) -> None:
            self.closed = True

        async def do_request(self, url: str, *rest: Any, **more: Any) -> tuple[int, bytes]:
            if url.endswith("getUpdates") and not self.told:
                self.told = True
                signal.raise_signal(number)
            return await super().do_request(url, *rest, **more)

    local, make_app = Ended(), telegram.make_app
    monkeypatch.setattr(telegram, "make_app", lambda faq, token: make_app(faq, token, local))
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    begun = ["--semantic", "off", "telegram"]
    if number == signal.SIGTERM:
        assert run(begun) == 0
    else:
        with pytest.raises(KeyboardInterrupt):
            run(begun)
    assert local.closed
    assert not caplog.records


def test_the_knowledge_that_was_named_is_read_before_anything_is_sent(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    assert run(["--faq", "no/shop.yaml", "telegram", "--log", "questions.db"]) == 66
    assert capsys.readouterr().err.startswith("chatbot: no/shop.yaml: ")
