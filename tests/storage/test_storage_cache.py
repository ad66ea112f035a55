"""What can be made again is kept for its user alone, and never a reason to fail."""

from __future__ import annotations

import os
import stat
import sys
from array import array
from collections.abc import Mapping
from pathlib import Path

import pytest

from chatbot.storage import Cache, Packer, is_wanted


def buffers(number: int) -> Mapping[str, memoryview]:
    out = Packer()
    out.numbers("number", array("i", [number]))
    return out.buffers


def kept(cache: Cache, thing: str, key: str) -> int | None:
    found = cache.get(thing, key)
    return None if found is None else int(found.numbers("number")[0])


def test_of_one_thing_the_newest_is_kept(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path / "made" / "here"))
    assert kept(cache, "a.yaml", "1") is None
    cache.put("a.yaml", "1", buffers(1))
    cache.put("b.yaml", "1", buffers(2))
    assert (kept(cache, "a.yaml", "1"), kept(cache, "b.yaml", "1")) == (1, 2)
    cache.put("a.yaml", "2", buffers(3))
    assert (kept(cache, "a.yaml", "1"), kept(cache, "a.yaml", "2")) == (None, 3)
    assert kept(cache, "b.yaml", "1") == 2


def test_those_unused_for_longest_go_where_there_is_too_much(tmp_path: Path) -> None:
    one = Cache(str(tmp_path))
    one.put("a", "1", buffers(1))
    (file,) = tmp_path.iterdir()
    cache = Cache(str(tmp_path), most_bytes=2 * file.stat().st_size)
    os.utime(file, (1, 1))
    cache.put("b", "1", buffers(2))
    os.utime(next(path for path in tmp_path.iterdir() if path != file), (2, 2))
    assert kept(cache, "a", "1") == 1  # which uses it
    cache.put("c", "1", buffers(3))
    assert [kept(cache, name, "1") for name in "abc"] == [1, None, 3]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are others there")
def test_a_file_that_others_may_have_written_is_not_read(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path / "cache"))
    cache.put("a", "1", buffers(1))
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700
    (file,) = (tmp_path / "cache").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o660)
    assert kept(cache, "a", "1") is None
    file.chmod(0o600)
    assert kept(cache, "a", "1") == 1
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert kept(cache, "a", "1") is None


@pytest.mark.skipif(sys.platform == "win32", reason="rights are others there")
def test_what_is_in_the_way_is_not_written_through_and_its_rights_are_not_kept(
    tmp_path: Path,
) -> None:
    mine, folder = tmp_path / "mine", tmp_path / "cache"
    mine.write_text("not a cache", encoding="utf-8")
    cache = Cache(str(folder))
    cache.put("a", "1", buffers(1))
    (file,) = folder.iterdir()
    file.unlink()
    file.symlink_to(mine)
    cache.put("a", "1", buffers(2))
    assert mine.read_text(encoding="utf-8") == "not a cache"
    assert kept(cache, "a", "1") == 2
    file.chmod(0o666)
    cache.put("a", "1", buffers(3))
    assert kept(cache, "a", "1") == 3


def test_a_damaged_file_is_not_there(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path))
    cache.put("a", "1", buffers(1))
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert kept(cache, "a", "1") is None
    cache.put("a", "1", buffers(2))
    assert kept(cache, "a", "1") == 2


def test_a_file_under_anothers_name_is_not_taken_for_it(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path))
    cache.put("a", "1", buffers(1))
    (file,) = tmp_path.iterdir()
    cache.put("b", "1", buffers(2))
    other = next(path for path in tmp_path.iterdir() if path != file)
    other.write_bytes(file.read_bytes())
    assert kept(cache, "b", "1") is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = Cache(str(tmp_path / "file" / "folder"))
    cache.put("a", "1", buffers(1))
    assert kept(cache, "a", "1") is None


@pytest.mark.parametrize(
    ("value", "wanted"), [(None, True), ("", True), ("on", True), ("off", False), ("OFF", False)]
)
def test_the_environment_turns_caches_off(
    monkeypatch: pytest.MonkeyPatch, value: str | None, wanted: bool
) -> None:
    monkeypatch.delenv("CHATBOT_CACHE", raising=False)
    if value is not None:
        monkeypatch.setenv("CHATBOT_CACHE", value)
    assert is_wanted() is wanted
