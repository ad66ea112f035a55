"""``chatbot log``, and the log of what is asked on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from chatbot.surfaces.command_line import run

FAQ = """\
title: Library
entries:
  - {id: hours, question: When are you open?, answer: From nine.}
"""


@pytest.fixture
def faq(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHATBOT_FAQ", raising=False)
    monkeypatch.delenv("CHATBOT_LOG", raising=False)
    Path("faq.yaml").write_text(FAQ, encoding="utf-8")


@pytest.fixture
def asked(faq: None, capsys: pytest.CaptureFixture[str]) -> None:
    run(["ask", "--faq", "faq.yaml", "--log", "q.db", "when are you open"])
    run(["ask", "--faq", "faq.yaml", "--log", "q.db", "=1+1"])
    capsys.readouterr()


def exported(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert run(["log", "export", "--log", "q.db", *options]) == 0
    return capsys.readouterr().out


def test_what_was_asked_is_exported_one_object_a_line(
    asked: None, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = map(json.loads, exported(capsys).splitlines())
    assert (first["question"], first["kind"], first["entry"]) == (
        "when are you open",
        "answer",
        "hours",
    )
    assert second["question"] == "=1+1"
    assert first["session"] != second["session"]


def test_csv_has_no_formulas(asked: None, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(capsys, "--csv"))))
    assert [row["question"] for row in rows] == ["when are you open", "'=1+1"]


def test_a_conversation_is_forgotten(asked: None, capsys: pytest.CaptureFixture[str]) -> None:
    session = json.loads(exported(capsys).splitlines()[0])["session"]
    assert run(["log", "forget", session, "--log", "q.db"]) == 0
    assert capsys.readouterr().out == "q.db: 1 turn deleted\n"
    assert "when are you open" not in exported(capsys)


def test_an_unknown_conversation_is_said_to_be_one(
    asked: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["log", "forget", "nobody", "--log", "q.db"]) == 66
    assert (
        capsys.readouterr().err == "chatbot: q.db: has no session nobody; log export shows them\n"
    )


def test_all_is_purged(asked: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["log", "purge", "--days", "0", "--log", "q.db"]) == 0
    assert capsys.readouterr().out == "q.db: 2 turns deleted\n"


def test_the_knowledge_file_names_the_log(faq: None, capsys: pytest.CaptureFixture[str]) -> None:
    Path("faq.yaml").write_text(f"{FAQ}settings: {{log: own.db}}\n", encoding="utf-8")
    run(["ask", "--faq", "faq.yaml", "when are you open"])
    capsys.readouterr()
    assert run(["log", "export", "--faq", "faq.yaml"]) == 0
    assert '"when are you open"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["export", "--log", "no.db"], 66, "no.db: No such file or directory"),
        (
            ["export", "--log", "faq.yaml"],
            66,
            "faq.yaml: is no log of chatbot's; name another file",
        ),
        (
            ["export"],
            66,
            "log: name it with --log FILE, or with --faq a file whose settings do",
        ),
        (
            ["export", "--faq", "faq.yaml"],
            66,
            "faq.yaml: names no log in its settings; name one with --log FILE",
        ),
        (
            ["forget", "--log", "q.db"],
            2,
            "log: forget needs the id of a SESSION, and only that does",
        ),
        (["purge", "--days", "-1", "--log", "q.db"], 2, "log: --days is a number from 0 to 36,500"),
    ],
)
def test_bad_input_is_one_line(
    asked: None, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, said: str
) -> None:
    assert run(["log", *arguments]) == status
    assert capsys.readouterr() == ("", f"chatbot: {said}\n")


def test_an_answer_comes_though_the_log_cannot_be_written(
    faq: None, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path("faq.yaml").read_bytes()
    assert run(["ask", "--faq", "faq.yaml", "--log", "faq.yaml", "when are you open"]) == 0
    written = capsys.readouterr()
    assert written.out == "From nine.\n"
    assert written.err.endswith(
        ": is no log of chatbot's; name another file; what was asked is not kept\n"
    )
    assert Path("faq.yaml").read_bytes() == before
