"""The chat at a real pseudo-terminal, and what a person sees there."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
pyte = pytest.importorskip("pyte", reason="needs a terminal emulator")

LIBRARY = """\
title: The town library
entries:
  - id: hours
    question: When is the library open?
    answer: Every day from nine in the morning to six in the evening, but not on Sundays.
    see_also: [card]
  - id: card
    question: How do I get a library card?
    answer: Bring a proof of address, 図書館 asks everyone for one.
"""
PATIENCE = 60
UP, ENTER = "\x1b[A", "\r"
CTRL_C, CTRL_D = "\x03", "\x04"


class Terminal:
    """A terminal with a person at it, who waits until something is on the screen."""

    def __init__(
        self, arguments: list[str], environ: dict[str, str], size: tuple[int, int]
    ) -> None:
        self.sent = b""
        self.child = pexpect.spawn(
            sys.executable, ["-m", "chatbot", *arguments], env=environ, dimensions=size
        )
        self.screen = pyte.Screen(size[1], size[0])
        self.screen.write_process_input = self.child.send  # answers where the cursor is
        self._stream = pyte.ByteStream(self.screen)

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    def until(self, there: Callable[[], bool]) -> None:
        while not there():
            self._take()

    def sees(self, *texts: str) -> None:
        self.until(lambda: all(any(text in line for line in self.lines) for text in texts))

    def types(self, keys: str) -> None:
        self.child.send(keys)

    def resized(self, lines: int, columns: int) -> None:
        self.screen.resize(lines, columns)
        self.child.setwinsize(lines, columns)

    def left(self) -> int:
        """The exit status, once everything is shown."""
        while True:
            try:
                self._take()
            except pexpect.EOF:
                break
        self.child.close()
        status = self.child.exitstatus
        assert isinstance(status, int)
        return status

    def _take(self) -> None:
        output = self.child.read_nonblocking(4096, PATIENCE)
        self.sent += output
        self._stream.feed(output)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Opens a chat about the library; ``environ`` may be given as keywords."""
    (tmp_path / "library.yaml").write_text(LIBRARY, encoding="utf-8")
    unset = ("NO_COLOR", "ACCESSIBLE", "CHATBOT_HISTORY", "CHATBOT_FAQ", "COLUMNS", "LINES")
    clean = {name: value for name, value in os.environ.items() if name not in unset}
    clean |= {"TERM": "xterm-256color", "XDG_STATE_HOME": str(tmp_path / "state")}
    terminals = []

    def open_(*arguments: str, size: tuple[int, int] = (24, 80), **environ: str) -> Terminal:
        faq = ["--faq", str(tmp_path / "library.yaml")]
        terminals.append(Terminal([*faq, *arguments], clean | environ, size))
        return terminals[-1]

    yield open_
    for terminal in terminals:
        terminal.child.close(force=True)


def test_a_chat_from_the_greeting_to_the_end(opened: Callable[..., Terminal]) -> None:
    terminal = opened()
    terminal.sees("2 answers · /help")
    assert terminal.lines[:5] == [
        "The town library",
        "I have 2 answers. Ask in your own words, or type a number:",
        "  1  When is the library open?",
        "  2  How do I get a library card?",
        "/help shows what else there is, /quit leaves.",
    ]
    assert terminal.lines[6:8] == [">", "The town library · 2 answers · /help"]
    terminal.types("when is the library open" + ENTER)
    terminal.sees("  1  How do I get a library card?")
    assert terminal.lines[6:11] == [
        "> when is the library open",
        "Every day from nine in the morning to six in the evening, but not on Sundays.",
        "",
        "  answer · 99% sure",
        "  1  How do I get a library card?",
    ]
    terminal.types(CTRL_D)
    assert terminal.left() == 0


def test_ctrl_c_drops_the_line_and_twice_on_an_empty_one_leaves(
    opened: Callable[..., Terminal],
) -> None:
    terminal = opened()
    terminal.sees("/help", ">")
    terminal.types("never mind" + CTRL_C)
    terminal.until(lambda: [line[:1] for line in terminal.lines].count(">") == 2)
    assert "> never mind^C" in terminal.lines
    terminal.types(CTRL_C)
    terminal.sees("Ctrl-C once more, Ctrl-D or /quit leaves.")
    terminal.types(CTRL_C)
    assert terminal.left() == 0


def test_the_menu_opens_between_line_and_toolbar_and_escape_closes_it(
    opened: Callable[..., Terminal],
) -> None:
    terminal = opened()
    terminal.sees("answers · /help")
    terminal.types("/s")
    terminal.sees("/source")

    def menu_and_toolbar() -> bool:
        shown = "\n".join(terminal.lines[terminal.lines.index("> /s") :])
        return re.match(r"> /s\n(.+\n)+.+ answers · /help\n", shown) is not None

    terminal.until(menu_and_toolbar)
    terminal.types("\x1b")
    terminal.until(lambda: not any("/source" in line for line in terminal.lines))
    assert terminal.lines[6:8] == ["> /s", "The town library · 2 answers · /help"]


def test_enter_sends_what_a_search_of_the_history_found(opened: Callable[..., Terminal]) -> None:
    terminal = opened()
    terminal.sees("answers · /help")
    terminal.types("when is the library open" + ENTER)
    terminal.sees("sure")
    terminal.types("\x12lib")
    terminal.sees("(reverse-i-search)`lib': when is the library open")
    terminal.types(ENTER)
    terminal.sees("As I said before")


def test_a_pasted_block_is_one_message(opened: Callable[..., Terminal]) -> None:
    terminal = opened()
    terminal.sees("answers · /help")
    terminal.types("\x1b[200~when is\nthe library open?\x1b[201~")
    terminal.sees("  the library open?")
    terminal.types(ENTER)
    terminal.sees("sure")
    assert b"Every day" in terminal.sent
    assert terminal.sent.count(b"sure") == 1


def test_nothing_typed_acts_on_the_terminal(opened: Callable[..., Terminal]) -> None:
    terminal = opened()
    terminal.sees("answers · /help")
    terminal.types("\x1b[200~a\u202eb\x9b31mc\x07d\u200be\x1b[201~" + "f")
    terminal.sees("> a\ufffdb<9b>31mc^Gd\ufffdef")
    terminal.types(ENTER)
    terminal.sees("no answer")
    terminal.types("/history" + ENTER)
    terminal.sees("abcdef")
    for raw in ("\u202e", "\x9b", "\x07", "\u200b"):
        assert raw.encode() not in terminal.sent


def test_answers_fit_the_window_also_after_it_changed(opened: Callable[..., Terminal]) -> None:
    terminal = opened()
    terminal.sees("answers · /help")
    terminal.resized(24, 20)
    terminal.until(
        lambda: any(line.endswith("/help") and len(line) < 20 for line in terminal.lines)
    )
    terminal.types("how do i get a library card" + ENTER)
    terminal.sees("sure")
    start = terminal.lines.index("Bring a proof of")
    assert terminal.lines[start : start + 3] == [
        "Bring a proof of",
        "address, 図書館 asks",
        "everyone for one.",
    ]


@pytest.mark.parametrize("arguments", [("--color", "never"), ()])
def test_no_colour_is_sent_where_none_is_wanted(
    opened: Callable[..., Terminal], arguments: tuple[str, ...]
) -> None:
    environ = {} if arguments else {"NO_COLOR": "1"}
    terminal = opened(*arguments, **environ)
    terminal.sees("answers · /help")
    terminal.types("when" + ENTER + "/help" + ENTER)
    terminal.sees("Ctrl-R")
    terminal.types(CTRL_D)
    terminal.left()
    codes = {
        code
        for codes in re.findall(rb"\x1b\[([\d;]*)m", terminal.sent)
        for code in codes.split(b";")
    }
    assert not {code for code in codes if len(code) > 1}, "30 and above are colours"


@pytest.mark.parametrize(
    ("arguments", "environ"),
    [(("--plain",), {}), ((), {"ACCESSIBLE": "1"}), ((), {"TERM": "dumb"})],
)
def test_a_plain_chat_sends_nothing_but_text(
    opened: Callable[..., Terminal], arguments: tuple[str, ...], environ: dict[str, str]
) -> None:
    terminal = opened(*arguments, **environ)
    terminal.sees(">")
    terminal.types("1\n")
    terminal.sees("Sundays.", "  1  How do I get a library card?")
    terminal.types("/clear\n")
    terminal.sees("A new conversation.")
    terminal.types(CTRL_C)
    terminal.sees("Ctrl-C once more, Ctrl-D or /quit leaves.")
    terminal.types(CTRL_D)
    assert terminal.left() == 0
    assert b"\x1b" not in terminal.sent
    assert b"/help\r\n\r\n>" not in terminal.sent, "no toolbar"


def test_the_next_chat_remembers_what_was_typed(
    opened: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = opened()
    terminal.sees("answers · /help")
    terminal.types("2" + ENTER)
    terminal.sees("sure")
    terminal.types(" between us" + ENTER + CTRL_D)
    terminal.left()
    file = tmp_path / "state" / "faq-chatbot" / "history"
    assert file.read_text() == '"2"\n'
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    terminal = opened()
    terminal.sees("answers · /help")
    terminal.types(UP)
    terminal.sees("> 2")


@pytest.mark.parametrize(
    ("arguments", "environ"), [(("--no-history",), {}), ((), {"CHATBOT_HISTORY": "off"})]
)
def test_no_history_is_kept_where_none_is_wanted(
    opened: Callable[..., Terminal],
    tmp_path: Path,
    arguments: tuple[str, ...],
    environ: dict[str, str],
) -> None:
    terminal = opened(*arguments, **environ)
    terminal.sees("answers · /help")
    terminal.types("2" + ENTER)
    terminal.sees("sure")
    terminal.types("/quit" + ENTER)
    assert terminal.left() == 0
    assert not (tmp_path / "state").exists()


def test_the_toolbar_can_be_switched_off_and_on(opened: Callable[..., Terminal]) -> None:
    terminal = opened("--no-toolbar")
    terminal.sees(">")
    terminal.types("/settings toolbar on" + ENTER)
    terminal.sees("toolbar is on.", "answers · /help")
