"""The bot shows that it is at work where that takes a while, and only then."""

from __future__ import annotations

import sys
from threading import Event

import pytest

from chatbot.surfaces.terminal import thinking
from chatbot.surfaces.terminal.thinking import Thinking


class Screen:
    """Takes what is written, and tells when something was."""

    def __init__(self) -> None:
        self.text = ""
        self.written = Event()

    def write(self, text: str) -> None:
        self.text += text
        self.written.set()

    def flush(self) -> None:
        """Everything is there already."""


def test_a_quick_reply_says_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setattr(thinking, "AFTER", 3_600.0)
    with Thinking("thinking …", plain=False):
        pass
    assert screen.text == ""


@pytest.mark.parametrize(("plain", "text"), [(False, "thinking …\r\x1b[K"), (True, "thinking …\n")])
def test_a_slow_one_does_and_leaves_no_trace_where_the_screen_can_be_drawn_again(
    monkeypatch: pytest.MonkeyPatch, plain: bool, text: str
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setattr(thinking, "AFTER", 0.0)
    with Thinking("thinking …", plain=plain):
        assert screen.written.wait(10)
    assert screen.text == text


def test_it_is_said_after_300_ms() -> None:
    assert thinking.AFTER == 0.3
