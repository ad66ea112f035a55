"""Line by line: ``chatbot`` and ``chatbot ask`` when standard input is not a terminal."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from chatbot.dialogue.session import Session
from chatbot.dialogue.values import Reply
from chatbot.surfaces import asking
from chatbot.surfaces.command_line import run


def say(stream: io.StringIO, text: str) -> None:
    stream.write(text)
    stream.seek(0)


@pytest.mark.parametrize("command", [[], ["chat"], ["ask"]])
def test_every_line_is_answered(
    bot: SimpleNamespace, typed: io.StringIO, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    say(typed, "hello\na?\n")
    assert run(command) == 0
    assert capsys.readouterr() == ("Hello.\nA.\n", "")


@pytest.mark.parametrize(("command", "status"), [([], 0), (["ask"], 1)])
def test_ask_says_that_not_every_line_had_an_answer(
    bot: SimpleNamespace,
    typed: io.StringIO,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    status: int,
) -> None:
    say(typed, "is it raining?\na?\n")
    assert run(command) == status
    assert capsys.readouterr().out == "Nothing on that.\nA.\n"


def test_each_line_is_asked_in_the_session_of_the_line_before(
    bot: SimpleNamespace, typed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    after_hello = Session()
    bot.replies["hello"] = replace(bot.replies["hello"], session=after_hello)
    say(typed, "hello\nand?\n")
    run([])
    (first, none), (second, session) = bot.asked
    assert (first, none, second) == ("hello", None, "and?")
    assert session is after_hello


def test_the_number_of_a_suggestion_picks_it_as_in_the_chat(
    bot: SimpleNamespace, typed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    say(typed, "who?\n2\n")
    assert run([]) == 0
    assert capsys.readouterr().out.endswith("2. Why Russia?\nRussia was picked.\n")


@pytest.mark.parametrize("typed_number", ["0", "3"])
def test_a_number_that_is_not_on_show_is_asked(
    bot: SimpleNamespace, typed: io.StringIO, typed_number: str
) -> None:
    say(typed, f"who?\n{typed_number}\n")
    run([])
    assert [question for question, _ in bot.asked] == ["who?", typed_number]


def test_the_number_of_a_choice_is_left_to_the_bot_that_asked_back(
    bot: SimpleNamespace, typed: io.StringIO
) -> None:
    say(typed, "which?\n1\n")
    run([])
    assert [question for question, _ in bot.asked] == ["which?", "1"]


def test_ask_json_writes_one_object_a_line(
    bot: SimpleNamespace, typed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    say(typed, "hello\n\nwhich?\n")
    assert run(["ask", "--json"]) == 1
    shown = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(s["question"], s["kind"]) for s in shown] == [
        ("hello", "smalltalk"),
        ("", "decline"),
        ("which?", "clarify"),
    ]


@pytest.mark.parametrize("text", ["a?", "a?\n", "a?\r\n"])
def test_a_line_ends_with_its_line_end_or_the_input(
    bot: SimpleNamespace, typed: io.StringIO, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    say(typed, text)
    run([])
    assert [question for question, _ in bot.asked] == ["a?"]


def test_no_input_is_no_question(
    bot: SimpleNamespace, typed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([]) == 0
    assert capsys.readouterr().out == ""


def test_a_closed_standard_input_is_no_question(
    bot: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert run(["ask"]) == 0
    assert capsys.readouterr().out == ""


def test_of_a_huge_line_only_the_beginning_is_kept(
    bot: SimpleNamespace,
    typed: io.StringIO,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking, "LONGEST_LINE", 10)
    say(typed, "x" * 35 + "\nhello\n" + "y" * 10 + "\n" + "z" * 25)
    run([])
    assert [question for question, _ in bot.asked] == ["x" * 10, "hello", "y" * 10, "z" * 10]


def test_a_reply_is_flushed_before_the_next_line_is_read(bot: SimpleNamespace) -> None:
    steps = []

    class Out(io.StringIO):
        def flush(self) -> None:
            steps.append(f"flush {self.getvalue()!r}")

    class In(io.StringIO):
        def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # a stub's flaw
            steps.append("read")
            return super().readline(size)

    def show(reply: Reply) -> str:
        return reply.text

    from chatbot.dialogue import Bot

    asking.converse(Bot.load(), In("a?\nb?\n"), show, Out())
    assert steps == ["read", r"flush 'A.\n'", "read", r"flush 'A.\nB.\n'", "read"]


def test_an_empty_line_is_no_question_without_an_answer(
    bot: SimpleNamespace, typed: io.StringIO
) -> None:
    say(typed, "a?\n\na?\n")
    assert run(["ask"]) == 0
