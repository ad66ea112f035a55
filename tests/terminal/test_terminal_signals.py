"""The chat ended from outside, at a real pseudo-terminal."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pexpect = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
termios = pytest.importorskip("termios", reason="needs a POSIX terminal")

PROMPT = r"leaves\..*(\n> |1m>.*\x1b\[\?25h)"
LINE_EDITOR, PLAIN = {"TERM": "xterm-256color"}, {"TERM": "dumb"}


@pytest.fixture
def chatting(tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a chat, and waits for its prompt."""
    opened = []

    def open_(environ: dict[str, str], **more: object) -> Any:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("CHATBOT")}
        child = pexpect.spawn(
            sys.executable,
            ["-m", "chatbot"],
            env={**clean, "XDG_STATE_HOME": str(tmp_path), **environ},
            encoding="utf-8",
            timeout=60,
            **more,
        )
        opened.append(child)
        child.before_chat = termios.tcgetattr(child.child_fd)
        child.expect(PROMPT)
        return child

    yield open_
    for child in opened:
        child.close(force=True)


@pytest.mark.parametrize("environ", [LINE_EDITOR, PLAIN], ids=["editor", "plain"])
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_chat_and_leaves_the_terminal_as_it_was(
    chatting: Callable[..., Any], environ: dict[str, str], number: int, status: int
) -> None:
    child = chatting(environ)
    for _ in range(3):  # whoever sends one may send more
        child.kill(number)
    shown = child.read()
    assert termios.tcgetattr(child.child_fd) == child.before_chat
    assert "Traceback" not in shown
    if environ is LINE_EDITOR:
        assert shown.endswith("\x1b[?25h\x1b[?2004l"), "cursor shown, pasting as it was"
    child.close()
    assert (child.exitstatus, child.signalstatus) == (status, None)


@pytest.mark.parametrize("environ", [LINE_EDITOR, PLAIN], ids=["editor", "plain"])
def test_a_terminal_that_goes_away_ends_the_chat_as_hung_up(
    chatting: Callable[..., Any], environ: dict[str, str]
) -> None:
    child = chatting(environ)
    child.ptyproc.fileobj.close()
    child.wait()
    assert child.exitstatus == 129


def test_a_hangup_that_is_ignored_stays_ignored(chatting: Callable[..., Any]) -> None:
    child = chatting(PLAIN, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    child.kill(signal.SIGHUP)
    child.sendline("/settings")
    child.expect("sureness")
    child.sendeof()
    child.read()
    child.close()
    assert child.exitstatus == 0
