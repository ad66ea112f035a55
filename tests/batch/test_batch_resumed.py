"""A run that is ended goes on where it was; several processes share its work."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from chatbot.surfaces.batch import command
from chatbot.surfaces.batch.lines import conversations
from tests.batch.conftest import (
    KNOWLEDGE,
    Batch,
    answering,
    assert_all_are_answered,
    has_begun,
    is_running,
    many,
    started,
    wait_for,
    write_lines,
)

MANY = 2_600
NEEDS_PROC = pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")


class Ended(Exception):
    """The run ends here."""


@pytest.fixture
def ended(batch: Batch, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Batch:
    """A run that has ended after its second block, of twelve lines."""
    write_lines(folder / "asked.jsonl", many(12))
    with monkeypatch.context() as patch:
        patch.setattr(command, "_BLOCK", 5)
        blocks = []

        def until_the_third(*arguments: object) -> object:
            blocks.append(arguments)
            if len(blocks) == 3:
                raise KeyboardInterrupt
            return conversations(*arguments)  # type: ignore[arg-type]  # handed on as they came

        patch.setattr(command, "conversations", until_the_third)
        with pytest.raises(KeyboardInterrupt):
            batch("asked.jsonl", "-o", "out.jsonl")
    return batch


def test_a_run_that_was_ended_goes_on(ended: Batch, folder: Path) -> None:
    before = (folder / "out.jsonl.part").read_bytes()
    assert before.count(b"\n") == 10
    with open(folder / "out.jsonl.part", "ab") as part:
        part.write(b'{"half a li')
    assert ended("asked.jsonl", "-o", "out.jsonl") == 0
    assert_all_are_answered(folder / "out.jsonl", 12)
    assert (folder / "out.jsonl").read_bytes().startswith(before)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("asked.jsonl", '{"question": "hello"}\n'),
        ("shop.yaml", KNOWLEDGE.replace("nine", "ten")),
    ],
)
def test_a_run_does_not_go_on_with_something_else(
    ended: Batch, folder: Path, capsys: pytest.CaptureFixture[str], name: str, content: str
) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    before = (folder / "out.jsonl.part").read_bytes()
    assert ended("asked.jsonl", "-o", "out.jsonl") == 74
    assert capsys.readouterr().err == (
        "chatbot: out.jsonl.part: was begun with other questions, knowledge or options; "
        "remove it to begin anew, or name another file\n"
    )
    assert (folder / "out.jsonl.part").read_bytes() == before
    (folder / "out.jsonl.part").unlink()
    assert ended("asked.jsonl", "-o", "out.jsonl") == 0


def test_a_journal_that_is_damaged_is_told(
    ended: Batch, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "out.jsonl.journal").write_bytes(b"no database" * 100)
    assert ended("asked.jsonl", "-o", "out.jsonl") == 74
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("chatbot: out.jsonl.journal: ")


@pytest.mark.parametrize(
    ("part", "has_journal", "told"),
    [
        (b"short", True, "some of what was written is missing"),
        (b"somebody's", False, "is of no run that can go on"),
    ],
)
def test_a_part_that_is_not_what_was_written_stays_as_it_is(
    ended: Batch,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    part: bytes,
    has_journal: bool,
    told: str,
) -> None:
    (folder / "out.jsonl.part").write_bytes(part)
    if not has_journal:
        (folder / "out.jsonl.journal").unlink()
    assert ended("asked.jsonl", "-o", "out.jsonl") == 74
    assert capsys.readouterr().err == (
        f"chatbot: out.jsonl.part: {told}; remove it to begin anew, or name another file\n"
    )
    assert (folder / "out.jsonl.part").read_bytes() == part
    (folder / "out.jsonl.part").unlink()
    assert ended("asked.jsonl", "-o", "out.jsonl") == 0
    assert_all_are_answered(folder / "out.jsonl", 12)


@NEEDS_PROC
def test_a_killed_run_loses_and_doubles_no_line(folder: Path) -> None:
    write_lines(folder / "asked.jsonl", many(MANY))
    arguments = ("asked.jsonl", "-o", "out.jsonl", "--processes", "2")
    with started(*arguments) as running:
        wait_for(lambda: has_begun(folder / "out.jsonl.part"))
        workers = answering(running.pid)
        running.kill()
    assert not (folder / "out.jsonl").exists()
    assert len(workers) >= 2
    wait_for(lambda: not any(map(is_running, workers)))
    with started(*arguments) as again:
        assert again.communicate(timeout=120) == (b"", b"")
    assert again.returncode == 0
    assert_all_are_answered(folder / "out.jsonl", MANY)


@NEEDS_PROC
def test_a_killed_process_costs_no_line(folder: Path) -> None:
    write_lines(folder / "asked.jsonl", many(MANY))
    with started("asked.jsonl", "-o", "out.jsonl", "--processes", "2") as running:
        wait_for(lambda: has_begun(folder / "out.jsonl.part"))
        os.kill(answering(running.pid)[-1], signal.SIGKILL)
        assert running.communicate(timeout=120) == (b"", b"")
    assert running.returncode == 0
    assert_all_are_answered(folder / "out.jsonl", MANY)


@NEEDS_PROC
def test_processes_that_are_killed_again_and_again_end_the_run(folder: Path) -> None:
    write_lines(folder / "asked.jsonl", many(MANY))
    with started("asked.jsonl", "-o", "out.jsonl", "--processes", "2") as running:
        while running.poll() is None:
            workers = answering(running.pid)
            if len(workers) < 2:  # the pool is still starting them
                continue
            for pid in workers:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        said = running.communicate(timeout=60)[1].decode()
    assert running.returncode == 74
    assert said == "chatbot: a process was ended from outside, 3 times; start again to go on\n"


def test_several_processes_answer_as_one_does(batch: Batch, folder: Path) -> None:
    write_lines(folder / "asked.jsonl", many(45))
    assert batch("asked.jsonl", "-o", "out.jsonl", "--processes", "2") == 0
    assert_all_are_answered(folder / "out.jsonl", 45)


@NEEDS_PROC
def test_two_runs_do_not_write_the_same_file(folder: Path) -> None:
    write_lines(folder / "asked.jsonl", many(MANY))
    with started("asked.jsonl", "-o", "out.jsonl", "--processes", "1") as first:
        wait_for(lambda: has_begun(folder / "out.jsonl.part"))
        with started("asked.jsonl", "-o", "out.jsonl", "--processes", "1") as second:
            said = second.communicate(timeout=60)[1].decode()
        assert second.returncode == 74
        assert said.startswith("chatbot: out.jsonl.journal: another run is writing it")
        first.send_signal(signal.SIGINT)
        assert first.communicate(timeout=60) == (b"", b"")
    assert first.returncode == 130
