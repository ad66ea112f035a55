"""Whole conversations, one a paragraph of a file: ``> question``, then ``= kind: ids; reason``.

A new file, or a new paragraph in one, is a new case. The folder names the knowledge.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from chatbot.dialogue import Bot, Reply

HERE = Path(__file__).parent
FILES = ("rental", "zoo", "lodge", "courses", "garage", "hostel", "ferries", "sauna")
KNOWLEDGE = {**{name: HERE / f"{name}.yaml" for name in FILES}, "shipped": None}


@cache
def bot_for(folder: str) -> Bot:
    return Bot.load(KNOWLEDGE[folder])


def talks() -> list[object]:
    found: list[object] = []
    for path in sorted((HERE / "talks").glob("*/*.txt")):
        for number, talk in enumerate(path.read_text("utf-8").split("\n\n"), start=1):
            name = f"{path.parent.name}/{path.stem}-{number}"
            found.append(pytest.param(path.parent.name, talk.rstrip("\n"), id=name))
    return found


def shown(reply: Reply) -> str:
    told = " ".join(reply.entry_ids)
    return f"= {reply.kind}: " + "; ".join(filter(None, (told, reply.reason)))


@pytest.mark.parametrize(("folder", "talk"), talks())
def test_talk_goes_as_written_down(folder: str, talk: str) -> None:
    session = None
    heard = []
    for line in talk.split("\n"):
        if line.startswith(">"):
            reply = bot_for(folder).ask(line[2:], session)
            session = reply.session
            heard += [line, shown(reply).rstrip()]
    assert "\n".join(heard) == talk
