"""Should chatbot itself be at fault: one line, a status of its own, and a traceback on demand."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest

from chatbot.surfaces.command_line import run

TOLD = "chatbot: IndexError, a fault of chatbot's own; --debug shows where\n"


@pytest.fixture
def faulty(bot: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The bot fails on whatever has ``crash`` in it."""
    from chatbot.dialogue import Bot

    ask = Bot.ask

    def fail(self: Bot, question: str, session: object = None) -> object:
        if "crash" in question:
            raise IndexError("tuple\x1b[31m index\u202e out of range")
        return ask(self, question, session)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(Bot, "ask", fail)
    return bot


@pytest.mark.parametrize("command", [["ask", "crash"], ["ask", "--json", "crash"]])
def test_a_fault_is_one_line_with_a_status_of_its_own(
    faulty: SimpleNamespace, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert run(command) == 70
    assert capsys.readouterr() == ("", TOLD)


@pytest.mark.parametrize("command", [["ask"], []])
def test_lines_answered_before_a_fault_are_written(
    faulty: SimpleNamespace,
    typed: io.StringIO,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
) -> None:
    typed.write("a?\ncrash\nb?\n")
    typed.seek(0)
    assert run(command) == 70
    assert capsys.readouterr() == ("A.\n", TOLD)


@pytest.mark.parametrize(
    ("arguments", "variable", "shown"),
    [
        (["--debug", "ask", "crash"], "", True),
        (["ask", "--debug", "crash"], "0", True),
        (["ask", "crash"], "1", True),
        (["ask", "crash"], "0", False),
        (["ask", "crash"], "", False),
    ],
)
def test_the_traceback_is_shown_where_it_is_wanted(
    faulty: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    variable: str,
    shown: bool,
) -> None:
    monkeypatch.setenv("CHATBOT_DEBUG", variable)
    assert run(arguments) == 70
    written = capsys.readouterr().err
    assert ("Traceback (most recent call last):\n" in written) is shown
    assert written.endswith("\nIndexError: tuple index out of range\n") is shown
    assert written.replace("\n", "").isprintable()


@pytest.mark.parametrize("error", [RecursionError, MemoryError, AssertionError, UnicodeError])
def test_loading_is_no_exception(
    bot: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: type[Exception],
) -> None:
    def fail(path: object = None, **options: object) -> None:
        raise error

    monkeypatch.setattr("chatbot.dialogue.Bot.load", fail)
    for command in (["ask", "a?"], ["check", "f.yaml"]):
        assert run(command) == 70
        assert capsys.readouterr() == ("", TOLD.replace("IndexError", error.__name__))
