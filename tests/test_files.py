"""Files that ship with the package, and files that are written whole."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot import files
from chatbot.surfaces import command_line

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package in a zip, with its knowledge, as a wheel has it."""
    path = tmp_path_factory.mktemp("zip") / "chatbot.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(ROOT / "faq.yaml", "chatbot/faq.yaml")
        for file in (ROOT / "chatbot").rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                archive.write(file, file.relative_to(ROOT))
    return path


def run(zipped: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """What ``chatbot`` says when Python has it from the zip alone."""
    return subprocess.run(
        [sys.executable, "-m", "chatbot", *arguments],
        cwd=zipped.parent,
        env={k: v for k, v in os.environ.items() if not k.startswith("CHATBOT")}
        | {"PYTHONPATH": str(zipped), "CHATBOT_SEMANTIC": "off"},
        input=typed,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_package_answers_from_a_zip(zipped: Path) -> None:
    done = run(zipped, "ask", "--json", "who has kims back")
    assert (done.returncode, done.stderr) == (0, "")
    assert '"entry_ids": ["closest-friend"]' in done.stdout


def test_the_package_prints_its_schema_from_a_zip(zipped: Path) -> None:
    schema = (ROOT / "docs/faq.schema.json").read_text(encoding="utf-8")
    assert run(zipped, "schema").stdout == schema


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_package_prints_its_completions_from_a_zip(
    zipped: Path, shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.run(["completion", shell]) == 0
    assert run(zipped, "completion", shell).stdout == capsys.readouterr().out


def test_the_package_writes_a_file_to_start_from_out_of_a_zip(zipped: Path) -> None:
    assert run(zipped, "init", "new.yaml").returncode == 0
    written = (zipped.parent / "new.yaml").read_bytes()
    assert written == (ROOT / "chatbot/language/en/starter.yaml").read_bytes()


def test_a_file_that_the_zip_lacks_is_not_there(zipped: Path) -> None:
    done = run(zipped, "--faq", f"{zipped}/chatbot/none.yaml", "ask", "hello")
    assert done.returncode == 66
    assert done.stderr == f"chatbot: {zipped}/chatbot/none.yaml: Not a directory\n"


WRITERS = [files.replace, files.create]


@pytest.mark.parametrize("write", WRITERS)
def test_a_file_is_written_and_nothing_beside_it(
    tmp_path: Path, write: Callable[[str, bytes], None]
) -> None:
    path = tmp_path / "new"
    write(str(path), b"all of it")
    assert path.read_bytes() == b"all of it"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_write_that_fails_names_the_file_and_leaves_nothing_behind(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[str, bytes], None],
    failing: str,
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(OSError, match="No space left") as raised:
        write(str(tmp_path / "new"), b"all of it")
    assert raised.value.filename == str(tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("name", ["", "no/such/folder"])
def test_a_name_that_cannot_be_is_in_the_error(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[str, bytes], None],
    name: str,
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises((FileNotFoundError, IsADirectoryError)) as raised:
        write(name, b"all of it")
    assert raised.value.filename == name
    assert list(tmp_path.rglob("*")) == [tmp_path / "here"]


def test_an_interrupt_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"old")

    def interrupted(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.replace(str(path), b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's")
def test_a_file_keeps_its_rights_a_new_one_has_those_of_its_kind(tmp_path: Path) -> None:
    kept, private, public = (tmp_path / name for name in ("kept", "private", "public"))
    kept.touch()
    kept.chmod(0o640)
    files.replace(str(kept), b"")
    before = os.umask(0o022)
    try:
        files.replace(str(private), b"")
        files.create(str(public), b"")
    finally:
        os.umask(before)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (kept, private, public)] == [
        0o640,
        0o600,
        0o644,
    ]


@pytest.mark.parametrize("there", [b"old", None])
def test_a_new_file_takes_no_other_files_place(tmp_path: Path, there: bytes | None) -> None:
    path = tmp_path / "new"
    if there is None:
        path.symlink_to(tmp_path / "nowhere")
    else:
        path.write_bytes(there)
    with pytest.raises(FileExistsError):
        files.create(str(path), b"new")
    assert path.is_symlink() or path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_process_does_not_take_code_that_came_later_for_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PACKAGE", str(tmp_path))
    files.fingerprint.cache_clear()
    try:
        begun = files.fingerprint()
        (tmp_path / "new.py").write_text("", encoding="utf-8")
        assert files.fingerprint() == begun
        files.fingerprint.cache_clear()
        assert files.fingerprint() != begun
    finally:
        files.fingerprint.cache_clear()
