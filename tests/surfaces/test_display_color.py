"""Who gets colors."""

from __future__ import annotations

import io

import pytest

from chatbot.surfaces.options import Color
from chatbot.surfaces.style import DIM, styled, wants_color


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("choice", "stream", "environ", "wanted"),
    [
        ("auto", Terminal(), {"TERM": "xterm"}, True),
        ("auto", io.StringIO(), {"TERM": "xterm"}, False),
        ("auto", Terminal(), {"TERM": "dumb"}, False),
        ("auto", Terminal(), {"TERM": "xterm", "NO_COLOR": "1"}, False),
        ("auto", Terminal(), {"TERM": "xterm", "NO_COLOR": ""}, True),
        ("always", io.StringIO(), {"TERM": "dumb", "NO_COLOR": "1"}, True),
        ("never", Terminal(), {"TERM": "xterm"}, False),
    ],
)
def test_colors_are_for_terminals_and_for_who_asks(
    choice: Color, stream: io.StringIO, environ: dict[str, str], wanted: bool
) -> None:
    assert wants_color(choice, stream, environ) is wanted


def test_text_is_styled_with_color_only() -> None:
    assert styled("text", DIM, color=True) == "\x1b[2mtext\x1b[0m"
    assert styled("text", DIM, color=False) == "text"
    assert styled("", DIM, color=True) == ""
