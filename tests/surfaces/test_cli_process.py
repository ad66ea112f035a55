"""The real command on a real knowledge file, through pipes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

SHOP = """\
title: The shop
settings: {suggestions: 0}
entries:
  - {id: hours, question: When are you open?, answer: From nine to six.}
  - {id: returns, question: Can I return something?, answer: Within a month.}
"""


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    faq = tmp_path / "shop.yaml"
    faq.write_text(SHOP, encoding="utf-8")
    return [sys.executable, "-m", "chatbot", "--faq", str(faq)]


def run(command: list[str], typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, input=typed, capture_output=True, timeout=60, check=False)


def test_each_reply_is_there_before_the_next_line_is_typed(command: list[str]) -> None:
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as talking:
        assert talking.stdin
        assert talking.stdout
        for question, reply in [
            (b"when are you open?\n", b"From nine to six.\n"),
            (b"can i return something?\n", b"Within a month.\n"),
        ]:
            talking.stdin.write(question)
            talking.stdin.flush()
            assert talking.stdout.readline() == reply
        talking.stdin.close()
    assert talking.returncode == 0


def test_an_interrupt_while_waiting_ends_quietly(command: list[str]) -> None:
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as talking:
        assert talking.stdin
        assert talking.stdout
        assert talking.stderr
        talking.stdin.write(b"when are you open?\n")
        talking.stdin.flush()
        assert talking.stdout.readline() == b"From nine to six.\n"
        talking.send_signal(signal.SIGINT)
        assert talking.wait(60) == 130
        assert talking.stderr.read() == b""


def test_a_reader_that_goes_away_ends_it_quietly(command: list[str]) -> None:
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as talking:
        assert talking.stdin
        assert talking.stdout
        assert talking.stderr
        talking.stdin.write(b"when are you open?\n")
        talking.stdin.flush()
        talking.stdout.readline()
        talking.stdout.close()
        talking.stdin.write(b"when are you open?\n")
        talking.stdin.close()
        assert talking.stderr.read() == b""
    assert talking.returncode == 0


@pytest.mark.parametrize(
    "question",
    [
        b"when are\xff\xfe you open?\xc3\x28",
        b"x" * 1_000_000,
        b"word " * 100_000,
        "e\u0301\u0301".encode() * 50_000,
        b"\x00\x1b[31m\x9b2J\x07",
        "\u202eopen\u200b you\u2066 are\udc00 when".encode("utf-8", "surrogatepass"),
        b"",
    ],
)
def test_whatever_is_typed_gets_one_clean_reply(command: list[str], question: bytes) -> None:
    done = run([*command, "ask", "--json"], question + b"\nwhen are you open?\n")
    assert done.stderr == b""
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["text"].isprintable()
    assert second["entry_ids"] == ["hours"]


def test_the_status_tells_bad_knowledge_from_none(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("title: [\n", encoding="utf-8")
    for name, status in [("bad.yaml", 65), ("none.yaml", 66), ("", 65)]:
        done = run([*command, "ask", "--faq", str(tmp_path / name), "hello"])
        assert done.returncode == status
        assert done.stdout == b""
        assert done.stderr.count(b"\n") == 1
        assert done.stderr.startswith(b"chatbot: " + os.fsencode(tmp_path / name))


def test_ask_loads_nothing_it_does_not_need(command: list[str]) -> None:
    heavy = {"asyncio", "prompt_toolkit", "platformdirs", "wcwidth", "hashlib", "logging"}
    code = (
        "import sys; from chatbot.__main__ import main; main(); "
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    done = run([sys.executable, "-S", "-c", PATHS + code, *command[3:], "ask", "when open?"])
    assert done.stdout.splitlines()[-1] == b"[]"


PATHS = f"import sys; sys.path[:0] = {sys.path!r}; "
