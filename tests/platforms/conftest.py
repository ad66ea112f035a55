"""A shop whose answers are long, full of code, and full of what platforms act on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

import pytest

from chatbot import Bot, QuestionLog
from chatbot.log import read_turns

SHOP: Final = Path(__file__).with_name("shop.yaml")
LONGEST_WAIT: Final = 20
"""Seconds after which a test that waits for something gives up."""


@pytest.fixture
def shop(tmp_path: Path) -> Bot:
    """The bot of the shop, its manual as long as an answer may be on no platform."""
    steps = "\n".join(
        f"      {n}. Turn screw {n} by hand, *gently*, until it sits." for n in range(90)
    )
    code = "\n".join(f"      print('line {n} of <the> program & more')" for n in range(220))
    written = SHOP.read_text(encoding="utf-8").replace("      STEPS", steps)
    path = tmp_path / "shop.yaml"
    path.write_text(written.replace("      CODE", code), encoding="utf-8")
    return Bot.load(path)


@pytest.fixture
def logged(shop: Bot, tmp_path: Path) -> Bot:
    """The bot of the shop, which keeps what is asked."""
    return Bot(shop.knowledge, log=QuestionLog(tmp_path / "questions.db"))


def opinions(bot: Bot) -> list[int]:
    """What people think of the replies in the log of a bot, in the order they were given."""
    assert bot.log
    assert bot.log.flush()
    return [turn.feedback for turn in read_turns(bot.log.path)]


def play(scenario: Callable[[], Awaitable[None]]) -> None:
    """Run a scenario to its end."""

    async def played() -> None:
        async with asyncio.timeout(LONGEST_WAIT):
            await scenario()

    asyncio.run(played())
