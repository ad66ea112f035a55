"""How the whole process ends, whatever becomes of its streams."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chatbot.__main__ import main
from chatbot.version import __version__

COMMAND = [sys.executable, "-m", "chatbot"]
DRIVER = """\
import sys
from chatbot.surfaces import command_line
from chatbot.__main__ import main

def run(arguments):
    {body}

command_line.run = run
sys.exit(main())
"""
FULL_DISK = Path("/dev/full")


def doing(body: str) -> list[str]:
    """The command line with ``body`` as what it does."""
    return [sys.executable, "-c", DRIVER.format(body=body)]


def ended(command: list[str], **streams: object) -> tuple[int, str, str]:
    done = subprocess.run(
        command,
        **{"stdout": subprocess.PIPE, "stdin": subprocess.DEVNULL, **streams},  # type: ignore[call-overload]  # a mapping says nothing of each keyword
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout or "", done.stderr


def test_version_is_written_without_loading_argparse() -> None:
    loaded = "import sys, chatbot.__main__ as m; sys.argv[1:] = ['--version']; m.main(); "
    loaded += "assert not {'argparse', 're', 'typing', 'dataclasses'} & set(sys.modules)"
    # -S: what an installation's .pth files import is not ours.
    status, out, err = ended([sys.executable, "-S", "-c", loaded], cwd=Path(__file__).parents[2])
    assert (status, out, err) == (0, f"chatbot {__version__}\nsemantic: off\n", "")


def test_the_status_of_a_command_is_the_status_of_the_process() -> None:
    assert ended(doing("return 66")) == (66, "", "")


def test_an_interrupt_ends_quietly() -> None:
    assert ended(doing("raise KeyboardInterrupt")) == (130, "", "")


@pytest.mark.parametrize("size", [1, 1_000_000])
def test_a_closed_pipe_ends_quietly(size: int) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    body = f"sys.stdout.write('x' * {size}); return 0"
    try:
        assert ended(doing(body), stdout=writer) == (0, "", "")
    finally:
        os.close(writer)


@pytest.mark.skipif(not FULL_DISK.exists(), reason="only Linux has /dev/full")
def test_a_full_disk_is_one_line() -> None:
    with FULL_DISK.open("w") as full:
        status, _, err = ended([*COMMAND, "--version"], stdout=full)
    assert (status, err) == (74, "chatbot: standard output: No space left on device\n")


@pytest.mark.skipif(not FULL_DISK.exists(), reason="only Linux has /dev/full")
@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["schema"]])
@pytest.mark.parametrize("buffered", ["", "1"])
def test_a_full_disk_is_told_whatever_was_to_be_written(
    arguments: list[str], buffered: str
) -> None:
    environ = {**os.environ, "PYTHONUNBUFFERED": buffered}
    with FULL_DISK.open("w") as full:
        status, _, err = ended([*COMMAND, *arguments], stdout=full, env=environ)
    assert (status, err) == (74, "chatbot: standard output: No space left on device\n")


@pytest.mark.skipif(os.name != "posix", reason="limits are POSIX's")
def test_a_full_disk_under_a_new_file_names_it_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    limited = ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh"]
    status, out, err = ended([*limited, *COMMAND, "init", str(path)])
    assert (status, out, err) == (74, "", f"chatbot: {path}: File too large\n")
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_a_name_is_not_taken_for_the_output() -> None:
    status, out, err = ended([*COMMAND, "init", ""])
    assert (status, out, err) == (74, "", "chatbot: '': No such file or directory\n")


def test_an_input_that_cannot_be_read_is_not_taken_for_the_output(tmp_path: Path) -> None:
    with (tmp_path / "written").open("w") as unreadable:
        status, out, err = ended([*COMMAND, "ask"], stdin=unreadable)
    assert (status, out, err) == (74, "", "chatbot: standard input: Bad file descriptor\n")


@pytest.mark.skipif(not FULL_DISK.exists(), reason="only Linux has /dev/full")
@pytest.mark.parametrize(("status", "ends_with"), [(129, 129), (143, 143), (1, 74)])
def test_only_the_status_of_a_signal_stands_though_nothing_can_be_written(
    status: int, ends_with: int
) -> None:
    command = doing(f"sys.stdout.write('x'); raise SystemExit({status})")
    with FULL_DISK.open("w") as full:
        done = ended(command, stdout=full, env={**os.environ, "PYTHONUNBUFFERED": ""})
    assert done[0] == ends_with


@pytest.mark.skipif(os.name != "posix", reason="closed streams are a matter of the shell")
@pytest.mark.parametrize(
    ("closed", "status", "written"),
    [
        (">&-", 74, "chatbot: standard output: it is closed\n"),
        ("<&-", 0, ""),
        ("2>&-", 0, ""),
        (">&- 2>&-", 74, ""),
    ],
)
def test_a_closed_stream_is_no_traceback(closed: str, status: int, written: str) -> None:
    shell = ["sh", "-c", f'"$@" {closed}', "sh", *COMMAND, "--version"]
    code, _, err = ended(shell)
    assert (code, err) == (status, written)


def test_a_failed_read_names_the_file() -> None:
    body = "raise PermissionError(13, 'Permission denied', 'a\\x1b[31mb')"
    status, out, err = ended(doing(body))
    assert (status, out, err) == (74, "", "chatbot: ab: Permission denied\n")


def test_a_narrow_encoding_replaces_what_it_cannot_write() -> None:
    body = "sys.stdout.write('caf\\xe9 \\u4e2d\\n'); return 0"
    narrow = {**os.environ, "PYTHONIOENCODING": "ascii"}
    assert ended(doing(body), env=narrow) == (0, "caf? ?\n", "")


def test_input_that_is_no_text_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(b"who\xff\xfe?\rnow\n\xc3")
    body = "print([ascii(line) for line in sys.stdin]); return 0"
    with (tmp_path / "in").open("rb") as stdin:
        status, out, err = ended(doing(body), stdin=stdin)
    assert (status, err) == (0, "")
    assert out == str([ascii("who\ufffd\ufffd?\rnow\n"), ascii("\ufffd")]) + "\n"


@pytest.mark.parametrize("arguments", [["--version"], ["--faq", "shop.yaml", "schema"]])
def test_main_reads_the_command_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["chatbot", *arguments])
    assert main() == 0
    assert capsys.readouterr().out
