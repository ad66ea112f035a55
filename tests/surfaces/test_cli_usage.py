"""What the arguments and the environment mean."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from chatbot.surfaces import commands
from chatbot.surfaces.command_line import parser, run
from chatbot.surfaces.options import ChatOptions
from chatbot.version import __version__


@pytest.mark.parametrize(
    "arguments",
    [
        ["--faq", "shop.yaml", "ask", "a?"],
        ["ask", "--faq", "shop.yaml", "a?"],
        ["ask", "a?", "--faq=shop.yaml"],
        ["--faq", "other.yaml", "ask", "--faq", "shop.yaml", "a?"],
    ],
)
def test_the_knowledge_is_named_before_or_after_the_command(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    run(arguments)
    assert bot.loaded == ["shop.yaml"]


@pytest.mark.parametrize(
    ("variable", "arguments", "loaded"),
    [
        ("shop.yaml", [], "shop.yaml"),
        ("shop.yaml", ["--faq", "other.yaml"], "other.yaml"),
        ("", [], None),
    ],
)
def test_the_environment_names_the_knowledge_where_the_arguments_do_not(
    bot: SimpleNamespace,
    typed: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    arguments: list[str],
    loaded: str | None,
) -> None:
    monkeypatch.setenv("CHATBOT_FAQ", variable)
    run(arguments)
    assert bot.loaded == [loaded]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--unknown"],
        ["ask", "--js", "a?"],
        ["chekc"],
        ["--color", "red"],
        ["check"],
        ["completion", "tcsh"],
        ["evaluate"],
        ["ask", "--\x1b[31mred\u202e"],
    ],
)
def test_bad_usage_is_one_clean_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(arguments)
    assert ended.value.code == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.startswith("chatbot")
    assert written.err.endswith(" --help)\n")
    assert written.err[:-1].isprintable()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], 'there is no "chekc"; did you mean "check"?'),
        (["ask", "a?", "--color", "alway"], 'there is no "alway"; did you mean "always"?'),
        (["xyzzy"], "invalid choice: 'xyzzy' (choose from"),
    ],
)
def test_a_mistyped_command_or_choice_is_told_what_it_is_like(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    with pytest.raises(SystemExit):
        run(arguments)
    assert said in capsys.readouterr().err


def test_ask_on_a_terminal_needs_a_question(
    bot: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    assert run(["ask"]) == 2
    assert "a question is missing" in capsys.readouterr().err


FILE = """\
title: Shop
entries:
  - {id: tea, question: Do you sell tea?, also_asked: [tea], answer: Hot.}
"""


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["check"], "shop.yaml: no errors in 1 entry; no tests"),
        (["compile", "-o", "shop.compiled"], "shop.compiled is written."),
        (["evaluate", "asked.csv"], "1 questions: 1 answerable"),
        (["evaluate", "--cross-validate"], "shop.yaml"),
        (["export", "--to", "csv"], "Hot."),
        (["stale"], "shop.yaml: 0 to look at again"),
    ],
)
@pytest.mark.parametrize("by_option", [True, False])
def test_the_commands_about_a_file_take_that_of_the_option_or_the_environment(
    arguments: list[str],
    written: str,
    by_option: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(FILE, encoding="utf-8")
    Path("asked.csv").write_text("question,id\nis there tea,tea\n", encoding="utf-8")
    monkeypatch.setenv("CHATBOT_FAQ", "no.yaml" if by_option else "shop.yaml")
    assert run([*arguments, *["--faq", "shop.yaml"] * by_option]) == 0
    assert written in capfd.readouterr().out


@pytest.mark.parametrize("command", ["check", "compile", "evaluate", "export", "stale"])
def test_without_any_the_error_names_all_ways(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CHATBOT_FAQ", raising=False)
    with pytest.raises(SystemExit):
        run([command, *["--to", "csv"] * (command == "export")])
    assert capsys.readouterr().err == (
        f"chatbot: {command}: name the knowledge file: chatbot {command} FILE, --faq FILE or "
        "CHATBOT_FAQ (see chatbot --help)\n"
    )


def test_evaluate_needs_questions_or_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", "shop.yaml"]) == 2
    assert "--cross-validate" in capsys.readouterr().err


def test_the_version_is_known_to_the_parser_too(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["--faq", "shop.yaml", "--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"chatbot {__version__}\nsemantic: off\n"


def test_help_shows_examples_and_every_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert "\nexamples:\n" in text
    assert all(f"{status} " in text for status in (0, 1, 2, 65, 66, 70, 74))
    assert "129, 130, 143 " in text


@pytest.mark.parametrize(
    ("arguments", "environment", "options"),
    [
        ([], {}, ChatOptions()),
        (["--faq", "shop.yaml"], {}, ChatOptions(faq=Path("shop.yaml"))),
        (["--history-file", "h"], {}, ChatOptions(history_file=Path("h"))),
        (["--no-history"], {}, ChatOptions(history=False)),
        (["--semantic", "some/model"], {}, ChatOptions(semantic="some/model")),
        ([], {"CHATBOT_HISTORY": "off"}, ChatOptions(history=False)),
        ([], {"CHATBOT_HISTORY": "on"}, ChatOptions()),
        (["--color", "never"], {}, ChatOptions(color="never")),
        (["--plain"], {}, ChatOptions(plain=True)),
        ([], {"ACCESSIBLE": "1"}, ChatOptions(plain=True)),
        ([], {"ACCESSIBLE": "0"}, ChatOptions()),
        ([], {"TERM": "dumb"}, ChatOptions(plain=True)),
        ([], {"TERM": "Unknown"}, ChatOptions(plain=True)),
        (["--debug"], {}, ChatOptions(debug=True)),
        (["chat", "--debug"], {}, ChatOptions(debug=True)),
        (["--vi", "--no-toolbar"], {}, ChatOptions(vi=True, toolbar=False)),
        (["--vi", "chat", "--no-toolbar"], {}, ChatOptions(vi=True, toolbar=False)),
        (["chat", "--vi", "--no-toolbar"], {}, ChatOptions(vi=True, toolbar=False)),
    ],
)
def test_arguments_and_environment_say_how_the_chat_looks(
    bot: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: dict[str, str],
    options: ChatOptions,
) -> None:
    monkeypatch.delenv("CHATBOT_SEMANTIC")
    assert commands.chat_options(parser().parse_args(arguments), environment) == options


def test_on_a_terminal_chatbot_opens_the_chat(
    bot: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    def chat(bot: object, options: ChatOptions) -> int:
        opened.append(options)
        return 7

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stdout", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("chatbot.surfaces.terminal.chat", chat, raising=False)
    assert run(["--vi"]) == 7
    assert opened == [ChatOptions(vi=True, semantic="off")]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True
