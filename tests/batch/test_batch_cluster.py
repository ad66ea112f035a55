"""A run on a real Dask cluster: a scheduler and workers, each a process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbot.dialogue import compile_to
from chatbot.surfaces.batch import cluster
from tests.batch.conftest import (
    Batch,
    assert_all_are_answered,
    has_begun,
    many,
    started,
    wait_for,
    write_lines,
)

WORKERS = 2
MANY = 2_600


@pytest.fixture
def distributed() -> None:
    pytest.importorskip("distributed", reason="needs the extra cluster")


def dask(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def workers(distributed: None, folder: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Workers that nobody starts anew; ``scheduler.json`` has their scheduler's address."""
    file = ("--scheduler-file", "scheduler.json")
    own = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
    running = [dask("distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", *file)]
    try:
        wait_for((folder / "scheduler.json").exists)
        running += [dask("distributed.cli.dask_worker", *own, *file) for _ in range(WORKERS)]
        yield running[1:]
    finally:
        for process in running:
            process.kill()
            process.wait()


def test_a_killed_worker_costs_no_line(
    workers: list[subprocess.Popen[bytes]], batch: Batch, folder: Path
) -> None:
    write_lines(folder / "asked.jsonl", many(MANY))
    compile_to("shop.yaml", "shop.compiled")
    address = json.loads((folder / "scheduler.json").read_text(encoding="utf-8"))["address"]
    arguments = ("--faq", "shop.compiled", "--cluster", address)
    with started("asked.jsonl", "-o", "out.jsonl", *arguments) as running:
        wait_for(lambda: has_begun(folder / "out.jsonl.part"))
        workers[0].kill()
        assert running.communicate(timeout=120) == (b"", b"")
    assert running.returncode == 0
    assert_all_are_answered(folder / "out.jsonl", MANY)
    write_lines(folder / "few.jsonl", many(5))
    assert batch("few.jsonl", "-o", "few.out.jsonl", *arguments) == 0
    assert_all_are_answered(folder / "few.out.jsonl", 5)


def test_a_local_cluster_is_started_where_none_is_named(distributed: None, folder: Path) -> None:
    write_lines(folder / "asked.jsonl", many(40))
    with started("asked.jsonl", "-o", "out.jsonl", "--processes", "2", "--cluster") as running:
        assert running.communicate(timeout=120) == (b"", b"")
    assert running.returncode == 0
    assert_all_are_answered(folder / "out.jsonl", 40)


def test_a_scheduler_that_is_not_there_is_told(
    distributed: None,
    batch: Batch,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster, "CONNECTING", 1)
    write_lines(folder / "asked.jsonl", many(3))
    compile_to("shop.yaml", "shop.compiled")
    status = batch("asked.jsonl", "--faq", "shop.compiled", "--cluster", "tcp://127.0.0.1:9")
    assert status == 74
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("chatbot: tcp://127.0.0.1:9: no Dask scheduler with workers is there")


def test_a_cluster_elsewhere_needs_a_compiled_file(
    batch: Batch, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(folder / "asked.jsonl", many(3))
    assert batch("asked.jsonl", "--cluster", "tcp://127.0.0.1:9") == 2
    assert capsys.readouterr().err == (
        "chatbot: batch: workers elsewhere need a file they can open: chatbot compile FAQ, "
        "and name that with --faq\n"
    )


def test_without_the_library_it_is_said_what_to_install(
    batch: Batch,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    write_lines(folder / "asked.jsonl", many(3))
    assert batch("asked.jsonl", "--cluster") == 2
    assert capsys.readouterr().err == (
        "chatbot: chatbot batch --cluster: a package is missing; "
        "pip install 'faq-chatbot[cluster]'\n"
    )
