"""Every key, command, option and status there is stands in the README or in docs, and no other."""

from __future__ import annotations

import re
import tomllib
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import chatbot.__main__
from chatbot import Bot
from chatbot.dialogue.policy import POLICY
from chatbot.dialogue.values import Reason, ReplyKind
from chatbot.knowledge import json_schema
from chatbot.language import MAX_CHARACTERS
from chatbot.surfaces import status
from chatbot.surfaces.command_line import EXAMPLES, parser
from chatbot.surfaces.terminal.conversation import Conversation, Preferences
from chatbot.surfaces.terminal.history import History
from chatbot.surfaces.terminal.slash_commands import COMMANDS, run
from chatbot.version import __version__

ROOT = Path(__file__).parents[2]
PAGES = (
    "authors",
    "authors-year",
    "log",
    "larger-faqs",
    "chat",
    "compiled",
    "batch",
    "import-export",
    "embedding",
    "serve",
    "agents",
    "platforms",
    "how-a-question-is-decided",
    "languages",
    "changing-it",
)
PATHS = [ROOT / "README.md", *(ROOT / "docs" / f"{page}.md" for page in PAGES)]
README = "\n".join(path.read_text(encoding="utf-8") for path in PATHS)
SCHEMA = json_schema()
CODE = set(re.findall(r"`([^`\n]+)`", README))


def rows(heading: str) -> list[list[str]]:
    """The cells of the tables that have ``heading`` as their first."""
    tables = re.findall(rf"^\| {heading} \|.*\n\|[ |-]+\n((?:\|.*\n)+)", README, re.MULTILINE)
    assert tables
    return [
        [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in "".join(tables).splitlines()
    ]


def keys_of(schema: object) -> Iterator[str]:
    """Every key the schema knows, however deep."""
    if isinstance(schema, dict):
        properties = schema.get("properties", {})
        yield from properties
        for part in [*properties.values(), *(v for k, v in schema.items() if k != "properties")]:
            yield from keys_of(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from keys_of(part)


def parsers() -> Iterator[tuple[str, ArgumentParser]]:
    """The command line's parser by the name ``chatbot``, and those of its commands by theirs."""
    top = parser()
    yield "chatbot", top
    for action in top._actions:  # argparse has no public way to its subparsers
        if isinstance(action, _SubParsersAction):
            yield from action.choices.items()


PARSERS = dict(parsers())
OPTIONS = {option for one in PARSERS.values() for option in one._option_string_actions}


@pytest.mark.parametrize("key", sorted(set(keys_of(SCHEMA))))
def test_every_key_of_the_file_is_explained(key: str) -> None:
    assert any(f"`{key}`" in cell for row in rows("key") for cell in row)


def test_slash_commands_are_those_of_the_chat() -> None:
    assert [row[0].strip("`") for row in rows("command")] == [one.usage for one in COMMANDS]


def test_keys_are_those_that_help_shows(friends: Bot) -> None:
    chat = Conversation(friends, History("", kept=False), Preferences(), Bot.load, run)
    labels = [block.label.strip() for block in chat.step("/help").blocks if block.label]
    assert [row[0] for row in rows("press")] == [one for one in labels if not one.startswith("/")]


@pytest.mark.parametrize("option", sorted(OPTIONS - {"-h"}))
def test_every_option_is_named(option: str) -> None:
    assert re.search(rf"(?<![\w-]){option}(?![\w-])", README)


def test_no_option_is_named_that_is_not_there() -> None:
    named = {word for code in CODE for word in re.findall(r"(?<![\w-])--[a-z][a-z-]*", code)}
    assert named <= OPTIONS


@pytest.mark.parametrize("command", [name for name in PARSERS if name != "chatbot"])
def test_every_command_is_shown_and_has_help(command: str) -> None:
    assert re.search(rf"\bchatbot {command}\b", README)
    assert f"\n    {command} " in PARSERS["chatbot"].format_help()
    assert PARSERS[command].description


@pytest.mark.parametrize("variable", re.findall(r"^  ([A-Z_]+)=", EXAMPLES, re.MULTILINE))
def test_every_variable_of_the_environment_is_named(variable: str) -> None:
    assert any(code.split("=")[0] == variable for code in CODE)


def test_exit_statuses_are_those_of_the_code() -> None:
    named = {int(one) for row in rows("exit status") for one in re.findall(r"\d+", row[0])}
    known = {value for name, value in vars(status).items() if name.isupper()}
    signals = {chatbot.__main__.SIGNALLED + number for number in (1, 15)}
    assert named == known | signals | {chatbot.__main__.INTERRUPTED}


@pytest.mark.parametrize("word", [*get_args(ReplyKind), *get_args(Reason)])
def test_every_kind_and_reason_of_a_reply_is_named(word: str) -> None:
    assert word in CODE


def test_thresholds_are_those_of_the_code() -> None:
    table = {row[0].strip("`"): float(row[2]) for row in rows("sureness")}
    assert table == {name: thresholds.answer for name, thresholds in POLICY.thresholds.items()}


def test_the_longest_question_is_as_long_as_said() -> None:
    assert f"A question may have {MAX_CHARACTERS:,} characters" in README


def test_links_lead_somewhere() -> None:
    titles = re.findall(r"^#+ (.*)$", README, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}
    assert set(re.findall(r"\]\(#(.*?)\)", README)) <= anchors


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"(?<![\w-])(?:chatbot|tests|\.ci)/[\w./]*[\w/]", README)))
)
def test_files_that_are_named_are_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_extras_are_installed_from_the_copy_and_are_there() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    named = set(re.findall(r"'([^'\s]*)\[([\w,]+)\]'", shown))
    assert {base for base, _ in named} == {"."}
    assert {extra for _, extra in named} <= set(declared["project"]["optional-dependencies"])


def test_a_hook_is_pinned_to_a_version_as_they_are_counted() -> None:
    assert re.findall(r"^ +rev: (.*)$", README, re.MULTILINE) == [f"v{__version__}"]
