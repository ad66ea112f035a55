"""``chatbot evaluate``: what it writes where, its exit status, and how far it has come."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from chatbot.surfaces.command_line import run
from chatbot.surfaces.progress import Progress

FAQ = """\
title: The bakery
entries:
  - {id: hours, question: When do you open?, also_asked: [when do you open up], answer: At six.}
  - {id: cakes, question: Do you bake cakes?, answer: Yes.}
"""


@pytest.fixture
def faq(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("faq.yaml").write_text(FAQ, encoding="utf-8")
    asked = "question,id\nwhen do you open,hours\n\x1b[31mdo you bake cakes,\n"
    Path("asked.csv").write_text(asked, encoding="utf-8")
    return tmp_path


def test_the_report_is_safe_to_print(faq: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", "faq.yaml", "asked.csv"]) == 0
    written = capsys.readouterr()
    assert written.out.startswith("faq.yaml with asked.csv\n2 questions: 1 answerable, 1 not\n")
    assert "“do you bake cakes”" in written.out
    assert "\x1b" not in written.out
    assert written.err == ""


def test_json_is_one_line_that_keeps_every_character(
    faq: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", "faq.yaml", "asked.csv", "--json"]) == 0
    written = capsys.readouterr().out
    assert written.count("\n") == 1
    assert json.loads(written)["outcomes"][1]["question"] == "\x1b[31mdo you bake cakes"


def test_cross_validation_needs_no_questions(faq: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", "faq.yaml", "--cross-validate"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "faq.yaml cross-validated",
        "2 phrasings, each held out and asked; 1 entry with one phrasing left out",
    ]


def test_the_page_is_written_beside_the_text_and_over_an_older_one(
    faq: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["evaluate", "faq.yaml", "asked.csv", "--html", "report.html"]
    assert run(command) == 0
    first = Path("report.html").read_text(encoding="utf-8")
    assert first.startswith("<!doctype html>")
    assert capsys.readouterr().out.startswith("faq.yaml with asked.csv\n")
    assert run(command) == 0
    assert Path("report.html").read_text(encoding="utf-8") == first


@pytest.mark.parametrize("taken", ["faq.yaml", "asked.csv"])
def test_the_page_never_takes_the_place_of_another_file(
    faq: Path, capsys: pytest.CaptureFixture[str], taken: str
) -> None:
    before = Path(taken).read_bytes()
    assert run(["evaluate", "faq.yaml", "asked.csv", "--html", taken]) == 74
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err == (
        f"chatbot: {taken}: is already there and no web page; name another file\n"
    )
    assert Path(taken).read_bytes() == before


def test_everything_wrong_with_the_questions_is_named(
    faq: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("asked.csv").write_text("question,id\na,huors\n,hours\n", encoding="utf-8")
    assert run(["evaluate", "faq.yaml", "asked.csv"]) == 65
    assert capsys.readouterr() == (
        "",
        'chatbot: asked.csv:2: there is no entry with the id "huors"; did you mean "hours"?\n'
        "chatbot: asked.csv:3: the question is empty; write one or remove the row\n",
    )


def test_questions_that_cannot_be_read_are_one_line(
    faq: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", "faq.yaml", "nowhere.csv"]) == 66
    assert capsys.readouterr() == ("", "chatbot: nowhere.csv: No such file or directory\n")


@pytest.mark.parametrize("arguments", [[], ["asked.csv", "--cross-validate"]])
def test_it_is_questions_or_cross_validation(
    faq: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert run(["evaluate", "faq.yaml", *arguments]) == 2
    assert capsys.readouterr() == (
        "",
        "chatbot: evaluate: give a file of questions, or else --cross-validate\n",
    )


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_of_plain_text_that_goes_away() -> None:
    stream = Terminal()
    progress = Progress(stream)
    for done in range(201):
        progress(done, 200)
    lines = stream.getvalue().split("\r")
    assert lines[1] == "0% of 200 questions asked"
    assert lines[-3] == "99% of 200 questions asked"
    assert (lines[-2].strip(), lines[-1]) == ("", "")
    assert len(lines) == 1 + 100 + 1 + 1
    assert stream.getvalue().replace("\r", "").isprintable()


@pytest.mark.parametrize("stream", [io.StringIO(), None])
def test_progress_is_quiet_where_nobody_watches(stream: io.StringIO | None) -> None:
    Progress(stream)(1, 200)
    assert stream is None or stream.getvalue() == ""


def test_progress_is_quiet_where_it_is_over_at_once() -> None:
    stream = Terminal()
    Progress(stream)(1, 20)
    assert stream.getvalue() == ""
