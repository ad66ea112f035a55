"""The same conversation in every language: ``> question``, then ``= kind: ids; reason``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import chatbot
from chatbot import Bot
from chatbot.language import SHIPPED

HERE = Path(__file__).parent


@cache
def bot_for(code: str) -> Bot:
    return Bot.load(HERE / f"{code}.yaml")


def talks() -> list[object]:
    return [
        pytest.param(path.stem, talk.rstrip("\n"), id=f"{path.stem}-{number}")
        for path in sorted((HERE / "talks").glob("*.txt"))
        for number, talk in enumerate(path.read_text("utf-8").split("\n\n"), start=1)
    ]


@pytest.mark.parametrize(("code", "talk"), talks())
def test_talk_goes_as_written_down(code: str, talk: str) -> None:
    session = None
    heard = []
    for line in talk.split("\n"):
        if line.startswith(">"):
            reply = bot_for(code).ask(line[2:], session)
            session = reply.session
            told = "; ".join(filter(None, (" ".join(reply.entry_ids), reply.reason)))
            heard += [line, f"= {reply.kind}: {told}".rstrip()]
    assert "\n".join(heard) == talk


def test_every_language_that_ships_has_a_conversation() -> None:
    assert {path.stem for path in (HERE / "talks").glob("*.txt")} == set(SHIPPED)
    folders = Path(chatbot.__file__).parent.glob("language/*/tables.toml")
    assert {path.parent.name for path in folders} == set(SHIPPED)


def outline(code: str) -> list[tuple[str, int]]:
    """The kind of reply and the number of ids expected of every turn."""
    lines = (HERE / "talks" / f"{code}.txt").read_text(encoding="utf-8").splitlines()
    expected = [line[2:].split(";")[0].split(":") for line in lines if line.startswith("= ")]
    return [(kind, len(rest.split())) for kind, rest in expected]


@pytest.mark.parametrize("code", SHIPPED)
def test_the_conversation_takes_the_same_course_in_every_language(code: str) -> None:
    assert outline(code) == outline("en")
