"""``chatbot import`` and ``chatbot export``: what they say where, and their exit status."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import pytest

from chatbot.surfaces.command_line import run

pytest.importorskip("mdformat", reason="needs the extra import")

SOURCE = "# Why\x1b[31m?\n\nBecause.\n\n# How?\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("help.md").write_text(SOURCE, encoding="utf-8")
    Path("table.csv").write_text("Thema,Inhalt\nWhere?,Here.\n", encoding="utf-8")
    return tmp_path


def test_what_was_dropped_is_said_before_what_was_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "help.md"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "help.md:1: character U+001B removed",
        "help.md:5: a question without an answer dropped: How?",
        "faq.yaml is written: 1 entry. Next: chatbot check faq.yaml",
    ]
    assert run(["import", "help.md"]) == 0
    assert capsys.readouterr().out.endswith("faq.yaml is up to date with 1 entry\n")
    Path("help.md").write_text(SOURCE.replace("Because.", "So."), encoding="utf-8")
    assert run(["import", "help.md"]) == 0
    assert "faq.yaml is brought up to date with 1 entry. Next:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["none.md"], 66, "none.md: No such file or directory"),
        (["table.csv"], 65, "table.csv:1: which column is the question and which the answer?"),
        (["help.md", "--column", "what=x"], 2, "import: --column is FIELD=NAME, with a field of"),
        (
            ["help.md", "--column", "tags=x", "--column", "tags=y"],
            2,
            "import: --column tags is given twice; a field is in one column",
        ),
        (["help.md", "--encoding", "klingon"], 65, "help.md: there is no encoding 'klingon'"),
    ],
)
def test_what_is_wrong_is_one_line(
    arguments: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", *arguments]) == status
    written = capsys.readouterr()
    assert written.err.startswith(f"chatbot: {said}")
    assert (written.err.count("\n"), written.out) == (1, "")
    assert not Path("faq.yaml").exists()


def test_a_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError) as error:  # which main tells
        run(["import", "help.md", "-o", "none/faq.yaml"])
    assert error.value.filename == "none/faq.yaml"


def test_columns_are_asked_for_in_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    said = Terminal()
    monkeypatch.setattr(sys, "stdin", Terminal("9\n1\nInhalt\n"))
    monkeypatch.setattr(sys, "stderr", said)
    assert run(["import", "table.csv"]) == 0
    assert said.getvalue() == (
        "table.csv: which column has the questions?\n  1. Thema\n  2. Inhalt\n"
        "number (empty to stop): number (empty to stop): "
        "table.csv: which column has the answers?\n  1. Inhalt\nnumber (empty to stop): "
    )
    assert "question: Where?" in Path("faq.yaml").read_text(encoding="utf-8")


def test_export_writes_to_standard_output_or_a_file(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert run(["import", "help.md"]) == 0
    assert run(["export", "faq.yaml", "--to", "csv"]) == 0
    written = capfdbinary.readouterr()
    assert b'\r\n"why' in written.out
    assert written.err == b"the title is left out\n"
    assert run(["export", "faq.yaml", "--to", "rasa"]) == 2
    assert run(["export", "faq.yaml", "--to", "rasa", "-o", "bot"]) == 0
    assert sorted(path.name for path in Path("bot").iterdir()) == ["domain.yml", "nlu.yml"]


@pytest.mark.parametrize(
    "command", [["import", "help.md"], ["export", "faq.yaml", "--to", "markdown"]]
)
def test_without_the_extra_it_says_what_to_install(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", "help.md"]) == 0
    for name in ("mdformat.renderer", "mdformat.plugins", "ruamel.yaml"):
        monkeypatch.setitem(sys.modules, name, None)
    capsys.readouterr()
    assert run(command) == 2
    assert capsys.readouterr().err == (
        f"chatbot: chatbot {command[0]}: a package is missing; pip install 'faq-chatbot[import]'\n"
    )
