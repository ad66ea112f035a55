"""``chatbot check`` and the other commands for authors."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from chatbot.dialogue import reply_schema
from chatbot.errors import KnowledgeError, KnowledgeNotReadable, Problem
from chatbot.knowledge import json_schema
from chatbot.surfaces.command_line import run


def test_check_warns_and_lists_what_was_answered_instead(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "test.yaml"]) == 1
    repeated = "repeats a phrasing and so proves nothing; ask it in words that are not among them"
    assert capsys.readouterr().out.splitlines() == [
        f'test.yaml:3: warning: a: the test "a?" {repeated}',
        'test.yaml:9: warning: b: it can be asked in one way only; add more under "also_asked"',
        'test.yaml:3: a: "who?" was answered with closest-friend instead',
        'test.yaml:9: b: "which?" was answered with a choice of a and b instead',
        'test.yaml:9: b: "b?" was answered with this entry, and must not be',
        "test.yaml: no errors in 2 entries; 2 of 5 tests passed; 2 warnings",
    ]


def test_check_says_that_a_test_was_declined(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    del bot.replies["who?"]
    run(["check", "test.yaml"])
    assert '"who?" was declined instead (off_topic)' in capsys.readouterr().out


def test_check_is_content_when_every_test_passes(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    bot.replies["who?"] = bot.replies["a?"]
    bot.replies["which?"], bot.replies["b?"] = bot.replies["b?"], bot.replies["a?"]
    assert run(["check", "test.yaml"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "test.yaml: no errors in 2 entries; 5 of 5 tests passed; 1 warning"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, bot: SimpleNamespace) -> list[Exception]:
    """The error put here is raised when knowledge is loaded."""
    raised: list[Exception] = []

    def load(path: object = None, **options: object) -> None:
        raise raised[0]

    monkeypatch.setattr("chatbot.dialogue.Bot.load", load)
    return raised


def problems(count: int) -> KnowledgeError:
    return KnowledgeError(
        tuple(Problem("f\x1b[31m.yaml", n, 1, "wrong; right it") for n in range(1, count + 1))
    )


def test_check_writes_every_problem(
    broken: list[Exception], capsys: pytest.CaptureFixture[str]
) -> None:
    broken.append(problems(20))
    assert run(["check", "f.yaml"]) == 65
    written = capsys.readouterr()
    assert written.out == "".join(f"f.yaml:{n}:1: wrong; right it\n" for n in range(1, 21))
    assert written.err == ""


def test_other_commands_say_the_first_problems_and_where_the_others_are(
    broken: list[Exception], capsys: pytest.CaptureFixture[str]
) -> None:
    broken.append(problems(20))
    assert run(["ask", "who?"]) == 65
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.splitlines() == [
        *(f"chatbot: f.yaml:{n}:1: wrong; right it" for n in range(1, 6)),
        "chatbot: and 15 more; see chatbot check f.yaml",
    ]


@pytest.mark.parametrize("command", [["check", "f.yaml"], ["ask", "who?"], ["chat"]])
def test_knowledge_that_cannot_be_read_is_one_line(
    broken: list[Exception], capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    broken.append(KnowledgeNotReadable("f.yaml", "there is no such file"))
    assert run(command) == 66
    assert capsys.readouterr() == ("", "chatbot: f.yaml: there is no such file\n")


def test_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json_schema()


def test_schema_of_replies_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "--reply"]) == 0
    assert json.loads(capsys.readouterr().out) == reply_schema()


def test_init_writes_a_file_and_says_what_to_do_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "shop.yaml"
    assert run(["init", str(path)]) == 0
    assert f"chatbot check {path}" in capsys.readouterr().out
    assert "entries:" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["shop.json", "shop", "shop.yaml.txt"])
def test_init_writes_yaml_under_no_other_name(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    assert run(["init", str(path)]) == 2
    said = f"chatbot: init: {path}: what is written is YAML; end the name in .yaml or .yml\n"
    assert capsys.readouterr() == ("", said)
    assert not path.exists()


def test_a_compiled_file_is_not_examined(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, compiled = tmp_path / "shop.YML", tmp_path / "shop.compiled"
    assert run(["init", str(path)]) == 0
    assert run(["compile", str(path), "-o", str(compiled)]) == 0
    capsys.readouterr()
    assert run(["check", str(compiled)]) == 65
    said = f"{compiled}: is compiled; name the file that it was made from\n"
    assert capsys.readouterr() == (said, "")


def test_init_leaves_what_is_there_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text("mine", encoding="utf-8")
    assert run(["init", str(path)]) == 74
    assert capsys.readouterr().err == (
        f"chatbot: {path}: is already there and stays as it is; name another file\n"
    )
    assert path.read_text(encoding="utf-8") == "mine"
