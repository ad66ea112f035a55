from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from io import FileIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.surfaces.terminal import history_file
from chatbot.surfaces.terminal.history import MAX_LINE, History

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

posix = pytest.mark.skipif(os.name != "posix", reason="rights and devices are POSIX's")
LINES = st.lists(st.text(st.characters(), min_size=1, max_size=40), max_size=8)


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "state" / "history")


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def written(path: str) -> bytes:
    return Path(path).read_bytes()


def rights(path: str | Path) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def reloaded(path: str) -> list[str]:
    history = History(path, kept=True)
    assert not history.load()
    return history.lines


@given(LINES)
def test_whatever_was_typed_is_read_back_exactly(lines: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = os.path.join(folder, "history")
        for line in lines:
            history_file.append(path, line)
        assert history_file.read(path) == lines


@given(LINES.filter(bool), st.integers(min_value=1))
def test_a_torn_last_record_costs_only_itself(lines: list[str], cut: int) -> None:
    with TemporaryDirectory() as folder:
        path = os.path.join(folder, "history")
        for line in lines:
            history_file.append(path, line)
        last = len(written(path).splitlines()[-1])
        os.truncate(path, len(written(path)) - 2 - cut % last)
        history_file.append(path, "after")
        assert history_file.read(path) == [*lines[:-1], "after"]


@given(st.binary(max_size=60))
def test_foreign_bytes_between_records_are_skipped_or_the_file_is_refused(noise: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = os.path.join(folder, "history")
        Path(path).write_bytes(b'"one"\n' + noise + b'\n"two"\n')
        lines = []
        with suppress(OSError):
            lines = history_file.read(path)
        assert not lines or (lines[0], lines[-1]) == ("one", "two")
        assert lines or len([raw for raw in noise.split(b"\n") if raw.strip()]) > 2


def test_the_file_grows_no_further_than_its_cap_and_keeps_the_newest(path: str) -> None:
    lines = [f"{number} {'x' * 3_000}" for number in range(400)]
    for line in lines:
        history_file.append(path, line)
    kept = history_file.read(path)
    assert len(written(path)) <= history_file.MAX_BYTES
    assert len(kept) > 100
    assert kept == lines[-len(kept) :]


@posix
@pytest.mark.usefixtures("umask")
def test_only_the_owner_may_read_it(path: str) -> None:
    history_file.append(path, "hello")
    assert rights(path) == 0o600
    assert rights(os.path.dirname(path)) == 0o700


@posix
@pytest.mark.usefixtures("umask")
def test_every_folder_that_is_made_for_it_is_the_owners_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    history_file.append(str(tmp_path / "home" / "state" / "chat" / "history"), "hello")
    made = [path for path in tmp_path.rglob("*") if path.is_dir()]
    assert [rights(path) for path in made] == [0o700] * 3
    assert rights(tmp_path) == 0o755


@posix
def test_rights_too_wide_are_narrowed(path: str) -> None:
    history_file.append(path, "hello")
    os.chmod(path, 0o644)
    assert history_file.read(path) == ["hello"]
    assert rights(path) == 0o600


@pytest.mark.parametrize("content", [b"title: Shop\nentries:\n", b"\xff\xfe", b"[" * 100_000])
def test_a_file_that_is_no_history_is_left_alone(path: str, content: bytes) -> None:
    os.makedirs(os.path.dirname(path))
    Path(path).write_bytes(content)
    os.chmod(path, 0o644)
    before = rights(path)
    history = History(path, kept=True)
    assert history.load() == (
        f"{path}: not a chat history, so it is left alone; from here on, questions are not kept"
    )
    assert not history.add("hello")
    assert history.lines == ["hello"]
    assert "not a chat history" in history.forget()
    assert written(path) == content
    assert rights(path) == before


def test_a_huge_file_without_a_record_is_left_alone(path: str) -> None:
    os.makedirs(os.path.dirname(path))
    Path(path).write_bytes(b"x" * (history_file.MAX_BYTES + 10))
    with pytest.raises(OSError, match="not a chat history"):
        history_file.read(path)


@posix
def test_a_pipe_a_device_or_a_folder_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/null"), tmp_path):
        assert History(str(path), kept=True).load().startswith(f"{path}: ")


class FullDisk(FileIO):
    """Takes one byte more and no other."""

    def write(self, content: ReadableBuffer) -> int:
        if len(memoryview(content)) > 1:
            return super().write(memoryview(content)[:1])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_told_once_and_the_chat_goes_on(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(path, kept=True)
    history.add("kept")
    monkeypatch.setattr(history_file, "FileIO", FullDisk)
    assert history.add("lost") == (
        f"{path}: No space left on device; from here on, questions are not kept"
    )
    assert history.add("more") == ""
    assert history.lines == ["kept", "lost", "more"]
    assert written(path) == b'"kept"\n'


@posix
def test_a_file_locked_for_long_is_told_and_not_waited_for(path: str) -> None:
    import fcntl

    history_file.append(path, "hello")
    with open(path, "rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert "locked by another program" in History(path, kept=True).load()


def test_two_chats_share_one_file(path: str) -> None:
    one, other = History(path, kept=True), History(path, kept=True)
    one.add("a")
    other.add("b")
    one.add("c")
    assert reloaded(path) == ["a", "b", "c"]


@pytest.mark.parametrize("line", ["", "  ", " secret", "\t", "x" * (MAX_LINE + 1)])
def test_some_lines_are_not_remembered(path: str, line: str) -> None:
    history = History(path, kept=True)
    assert not history.add(line)
    assert not history.lines
    assert not os.path.exists(path)


def test_the_same_line_twice_running_is_remembered_once(path: str) -> None:
    history = History(path, kept=True)
    for line in ("a", "a", "b", "a"):
        history.add(line)
    assert reloaded(path) == ["a", "b", "a"]


def test_switched_off_it_writes_and_reads_no_file(path: str) -> None:
    history_file.append(path, "earlier")
    history = History(path, kept=False)
    history.load()
    history.add("now")
    assert history.lines == ["now"]
    assert reloaded(path) == ["earlier"]


@pytest.mark.parametrize("kept", [True, False])
def test_forgetting_wipes_the_file_also_when_switched_off(path: str, kept: bool) -> None:
    history_file.append(path, "earlier")
    history = History(path, kept=kept)
    history.load()
    assert not history.forget()
    assert (history.lines, written(path)) == ([], b"")


def test_forgetting_makes_no_file(path: str) -> None:
    assert not History(path, kept=True).forget()
    assert not os.path.exists(path)
