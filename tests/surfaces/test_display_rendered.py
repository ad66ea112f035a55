"""Text with styles and links of our own, wrapped; and which terminals are sent links."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.dialogue import Reply, Session
from chatbot.rendering import SEQUENCE, render
from chatbot.surfaces.display import wrap, wrap_rendered
from chatbot.surfaces.style import shows_hyperlinks
from chatbot.surfaces.views import for_people

LINK, END = "\x1b]8;;https://example.org\x1b\\", "\x1b]8;;\x1b\\"
PIECES = [
    "**one two**",
    "*three*",
    "`four five`",
    "[six seven](https://example.org)",
    "文字",
    "plain",
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def rendered(text: str) -> str:
    (message,) = render(Reply("answer", text, Session(), format="markdown"), "terminal")
    return message


@given(st.lists(st.sampled_from(PIECES), min_size=1).map(" ".join), st.integers(4, 30))
def test_styles_take_no_room(text: str, width: int) -> None:
    message = rendered(text)
    wrapped = wrap_rendered(message, width)
    assert SEQUENCE.sub("", wrapped) == wrap(SEQUENCE.sub("", message), width)


@given(st.lists(st.sampled_from(PIECES), min_size=1).map(" ".join), st.integers(2, 30))
def test_each_line_ends_what_it_begins(text: str, width: int) -> None:
    for line in wrap_rendered(rendered(text), width, "  ").split("\n"):
        links = [one for one in SEQUENCE.findall(line) if one.startswith("\x1b]")]
        assert links == [LINK, END] * (len(links) // 2)
        codes = [one[2:-1] for one in SEQUENCE.findall(line) if one.endswith("m")]
        for on, off in (("1", "22"), ("3", "23"), ("4", "24"), ("36", "39")):
            assert codes.count(on) == codes.count(off)


def test_a_link_over_two_lines_can_be_clicked_in_both() -> None:
    assert wrap_rendered(f"{LINK}six seven{END}", 5) == f"{LINK}six{END}\n{LINK}seven{END}"


@pytest.mark.parametrize(
    ("environ", "shown"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "dumb", "WT_SESSION": "1"}, False),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"VTE_VERSION": "6800"}, True),
        ({"VTE_VERSION": "4999"}, False),
        ({"VTE_VERSION": "new"}, False),
        ({"WT_SESSION": "1"}, True),
        ({"FORCE_HYPERLINK": "1"}, True),
        ({"WT_SESSION": "1", "FORCE_HYPERLINK": "0"}, False),
    ],
)
def test_links_are_sent_to_terminals_that_show_them(environ: dict[str, str], shown: bool) -> None:
    assert shows_hyperlinks(Terminal(), environ) == shown


def test_what_is_no_terminal_is_sent_no_links() -> None:
    assert not shows_hyperlinks(io.StringIO(), {"WT_SESSION": "1"})
    assert shows_hyperlinks(io.StringIO(), {"FORCE_HYPERLINK": "1"})


def test_a_file_gets_addresses_and_no_sequences() -> None:
    reply = Reply("answer", "*See* [us](https://example.org).", Session(), format="markdown")
    said = for_people(reply, width=None, color=False)
    assert said == "See us (https://example.org)."
