"""The completion scripts say what the parser says, and work in their shell."""

from __future__ import annotations

import re
import shutil
import subprocess
from argparse import ArgumentParser
from pathlib import Path

import pytest

from chatbot.surfaces.command_line import parser, run

SHELLS = ("bash", "fish", "zsh")
HELP_OF = ("", "chat", "ask", "check", "init", "evaluate", "serve", "completion", "schema")


def script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert run(["completion", shell]) == 0
    return capsys.readouterr().out


def help_text(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    top: ArgumentParser = parser()
    with pytest.raises(SystemExit):
        top.parse_args([*command.split(), "--help"])
    return capsys.readouterr().out.split("\nexamples:")[0]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_completed(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = script(shell, capsys)
    missing = []
    for command in HELP_OF:
        assert re.search(rf"\b{command}\b", text)
        for option in re.findall(r"--([\w-]+)", help_text(command, capsys)):
            if not re.search(rf"(--|-l ){option}\b", text):
                missing.append(option)
    assert missing == []


@pytest.mark.parametrize("shell", SHELLS)
def test_nothing_is_completed_that_is_no_option(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    known = {
        option
        for command in HELP_OF
        for option in re.findall(r"--([\w-]+)", help_text(command, capsys))
    }
    completed = re.findall(r"(?:--|(?<!set) -l )([a-z][\w-]+)", script(shell, capsys))
    assert set(completed) <= known


def test_every_command_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    listed = re.findall(r"^    (\w+)  ", help_text("", capsys), re.MULTILINE)
    assert tuple(listed) == HELP_OF[1:]


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("chatbot e", "evaluate"),
        ("chatbot ", "chat ask check init evaluate serve completion schema"),
        ("chatbot --faq e a", "ask"),
        ("chatbot --v", "--version --vi"),
        ("chatbot ask --", "--help --faq --color --debug --json --explain"),
        ("chatbot --color a", "auto always"),
        ("chatbot completion z", "zsh"),
        ("chatbot check f", ""),
        ("chatbot chat --v", "--vi"),
    ],
)
def test_bash_completes(line: str, completed: str, tmp_path: Path) -> None:
    words = line.split(" ")
    drive = (
        'eval "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
        '_chatbot chatbot "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"; '
        'echo "${COMPREPLY[*]}"'
    )
    source = Path(__file__).parents[2] / "chatbot/surfaces/completion/chatbot.bash"
    done = subprocess.run(
        ["bash", "-c", drive, "bash", source.read_text(encoding="utf-8"), *words],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
    )
    assert (done.stdout, done.stderr) == (f"{completed}\n", "")
