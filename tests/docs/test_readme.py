"""The README's commands, code, conversation and file are run as they stand."""

from __future__ import annotations

import asyncio
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from chatbot import Bot, Knowledge
from chatbot.surfaces.terminal.commands import COMMANDS

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def blocks(language: str, *, after: str = "") -> list[str]:
    """The fenced blocks in a language, or the one that follows a mark."""
    found = re.findall(rf"{re.escape(after)}\n*```{language}\n(.*?)```", README, re.DOTALL)
    assert found, f"no {language} block"
    return found


def test_the_conversation_goes_as_written() -> None:
    bot, session = Bot.load(), None
    (talk,) = blocks("text", after="<!-- conversation -->")
    for turn in re.split(r"\n*^> ", talk, flags=re.MULTILINE)[1:]:
        question, said = turn.split("\n", 1)
        reply = bot.ask(question, session)
        assert reply.text == said.strip()
        session = reply.session


@pytest.mark.parametrize("code", blocks("python"))
def test_python_runs(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    if "on_message" in names:
        handler = names["on_message"]
        assert callable(handler)
        assert asyncio.run(handler(1, "who has kims back?")).startswith("China")


def test_the_knowledge_file_loads_and_passes_its_tests(tmp_path: Path) -> None:
    (text,) = blocks("yaml")
    path = tmp_path / "bakery.yaml"
    path.write_text(text, encoding="utf-8")
    assert Knowledge.load(path).title == "The corner bakery"
    assert Bot.load(path).ask("is there gluten in pumpernickel?").entry_ids == ("rye/allergens",)
    assert Bot.load(path).ask("what does rye cost?").reason == "unknown_aspect"


def test_commands_run_in_the_order_given(tmp_path: Path) -> None:
    (tmp_path / "questions.txt").write_text("who has kims back?\n", encoding="utf-8")
    for line in "".join(blocks("console")).splitlines():
        command, _, source = line.removeprefix("$ chatbot ").partition(" < ")
        words = [sys.executable, "-m", "chatbot", *shlex.split(command)]
        given = (tmp_path / source).read_text(encoding="utf-8") if source else ""
        done = subprocess.run(
            words, cwd=tmp_path, input=given, capture_output=True, text=True, check=False
        )
        declined = "trade" in line
        assert done.returncode == int(declined), done.stdout + done.stderr


def test_slash_commands_are_those_of_the_chat() -> None:
    assert re.findall(r"^\| `(/.*?)` \|", README.replace("\\|", "|"), re.MULTILINE) == [
        c.usage for c in COMMANDS
    ]
