"""A folder with a shop's knowledge, and the command, in this process or in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from chatbot.surfaces.command_line import run

KNOWLEDGE = """\
title: The shop
settings: {suggestions: 0}
entries:
  - {id: hours, question: When are you open?, answer: From nine to six.}
  - {id: returns, question: Can I return something?, answer: Within a month.}
  - {id: parcels, question: Do you send parcels abroad?, answer: "Yes, to Europe."}
"""
ASKED = ("when are you open", "can i return something", "do you send parcels abroad")
ANSWERS = ("hours", "returns", "parcels")
ROOT = Path(__file__).parents[2]

Lines = Sequence[Mapping[str, object]]
Batch = Callable[..., int]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder a run is in, with ``shop.yaml``, which is asked."""
    (tmp_path / "shop.yaml").write_text(KNOWLEDGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHATBOT_FAQ", "shop.yaml")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


@pytest.fixture
def batch(folder: Path) -> Batch:
    """Runs ``chatbot batch`` in this process, which answers alone; the exit status."""
    return lambda *arguments: run(["batch", "--processes", "1", *arguments])


def write_lines(path: Path, lines: Lines) -> None:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def many(number: int) -> list[dict[str, object]]:
    """Questions whose answers are ``ANSWERS`` in turn, with a number each."""
    return [{"question": ASKED[n % 3], "number": n} for n in range(number)]


def assert_all_are_answered(path: Path, number: int) -> None:
    """Each of :func:`many` once, in order, rightly."""
    found = [(one["columns"]["number"], *one["reply"]["entry_ids"]) for one in read_lines(path)]
    assert found == [(n, ANSWERS[n % 3]) for n in range(number)]


def started(*arguments: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "chatbot", "batch", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    """Until something is so; fails when it does not become so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.005)


def has_begun(path: Path) -> bool:
    """Whether a first block is written."""
    return path.exists() and path.stat().st_size > 0


def answering(pid: int) -> list[int]:
    """The processes that a run has started to answer, and that still run."""
    found = []
    for own in Path("/proc").glob("[0-9]*"):
        try:
            rest = (own / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
            command = (own / "cmdline").read_bytes()
        except OSError:  # it has ended
            continue
        state, parent = rest.split()[:2]
        if int(parent) == pid and state != "Z" and b"spawn_main" in command:
            found.append(int(own.name))
    return found


def is_running(pid: int) -> bool:
    return os.path.exists(f"/proc/{pid}")
