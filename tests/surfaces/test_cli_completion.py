"""The completion scripts say what the parser says, and work in their shell."""

from __future__ import annotations

import re
import shutil
import subprocess
from argparse import ArgumentParser
from pathlib import Path

import pexpect
import pytest

from chatbot.surfaces.command_line import parser, run
from chatbot.surfaces.shell_completion import read

SHELLS = ("bash", "fish", "zsh")
COMMANDS = [one.name for one in read(parser())[1:]]
HELP_OF = ("", *COMMANDS)


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
    assert listed == COMMANDS


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("chatbot ev", "evaluate"),
        ("chatbot ", " ".join(COMMANDS)),
        ("chatbot --faq e a", "ask"),
        ("chatbot --v", "--version --vi"),
        (
            "chatbot ask --",
            "--help --faq --semantic --language --audience --color --no-cache --debug --json"
            " --explain --log",
        ),
        ("chatbot --color a", "auto always"),
        ("chatbot completion z", "zsh"),
        ("chatbot check f", ""),
        ("chatbot chat --v", "--vi"),
    ],
)
def test_bash_completes(
    line: str, completed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = line.split(" ")
    drive = (
        'eval "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
        '_chatbot chatbot "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"; '
        'echo "${COMPREPLY[*]}"'
    )
    done = subprocess.run(
        ["bash", "-c", drive, "bash", script("bash", capsys), *words],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
    )
    assert (done.stdout, done.stderr) == (f"{completed}\n", "")


IN_SHELLS = [
    ("chatbot ev", "chatbot evaluate"),
    ("chatbot ask --ex", "chatbot ask --explain"),
    ("chatbot --color al", "chatbot --color always"),
    ("chatbot completion z", "chatbot completion zsh"),
    ("chatbot check faq.y", "chatbot check faq.yaml"),
    ("chatbot evaluate faq.yaml as", "chatbot evaluate faq.yaml asked.csv"),
    ("chatbot evaluate --html pa", "chatbot evaluate --html page.html"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("faq.yaml", "asked.csv", "page.html"):
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.skipif(not shutil.which("fish"), reason="needs fish")
@pytest.mark.parametrize(("line", "completed"), IN_SHELLS)
def test_fish_completes(
    line: str, completed: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"{script('fish', capsys)}\ncomplete -C $argv[1]", line],
        capture_output=True,
        text=True,
        cwd=folder,
        check=True,
    )
    found = [row.partition("\t")[0] for row in done.stdout.splitlines()]
    assert (found, done.stderr) == ([completed.split()[-1]], "")


@pytest.mark.skipif(not shutil.which("zsh"), reason="needs zsh")
@pytest.mark.parametrize(("line", "completed"), IN_SHELLS)
def test_zsh_completes(
    line: str, completed: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "script").write_text(script("zsh", capsys), encoding="utf-8")
    shell = pexpect.spawn(
        "zsh", ["-f"], cwd=folder, encoding="utf-8", timeout=20, dimensions=(24, 200)
    )
    show = "show() { print; print -r -- \"[${BUFFER}]\" }; zle -N show; bindkey '^O' show"
    try:
        shell.sendline(f"autoload -U compinit; compinit -D -u; . ./script; {show}; echo rea''dy")
        shell.expect("ready")
        shell.send(f"{line}\t\x0f")
        shell.expect(rf"\[{re.escape(completed)} ?\]")
    finally:
        shell.close(force=True)
