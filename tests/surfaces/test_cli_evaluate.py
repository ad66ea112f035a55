"""``chatbot evaluate``: what it writes where, its exit status, and how far it has come."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
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
        "2 phrasings, each held out and asked, which is harder than real life; "
        "1 entry with one phrasing left out",
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
    assert sorted(os.listdir()) == ["asked.csv", "faq.yaml", "report.html"]


def ended(*arguments: str) -> tuple[int, str, str]:
    """The exit status of a process, and what it wrote."""
    done = subprocess.run(arguments, capture_output=True, encoding="utf-8", timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


EVALUATE = (sys.executable, "-m", "chatbot", "evaluate", "faq.yaml")


@pytest.mark.parametrize("taken", ["faq.yaml", "asked.csv", "page.html", "empty"])
def test_the_page_never_takes_the_place_of_another_file(faq: Path, taken: str) -> None:
    Path("page.html").write_text("<!doctype html>\n<title>mine</title>\n", encoding="utf-8")
    Path("empty").touch()
    before = Path(taken).read_bytes()
    why = "is already there and no report of chatbot evaluate; name another file"
    done = ended(*EVALUATE, "asked.csv", "--html", taken)
    assert done == (74, "", f"chatbot: {taken}: {why}\n")
    assert Path(taken).read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices are POSIX's")
@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("pipe", "is no regular file; name another"),
        ("/dev/null", "is no regular file; name another"),
        (".", "is no regular file; name another"),
        ("no/such/report.html", "there is no such folder; name another file"),
    ],
)
def test_a_page_that_cannot_be_is_refused_before_the_work(faq: Path, path: str, why: str) -> None:
    os.mkfifo("pipe")
    done = ended(*EVALUATE, "nowhere.csv", "--html", path)
    assert done == (74, "", f"chatbot: {path}: {why}\n")


def test_a_page_needs_a_name(faq: Path) -> None:
    done = ended(*EVALUATE, "asked.csv", "--html", "")
    assert done == (74, "", "chatbot: '': no file can have this name; name another\n")


@pytest.mark.skipif(os.name != "posix", reason="limits are POSIX's")
def test_a_full_disk_keeps_the_older_page_and_what_is_printed(faq: Path) -> None:
    command = (*EVALUATE, "asked.csv", "--html", "report.html")
    _, printed, _ = ended(*command)
    older = Path("report.html").read_bytes()
    Path("asked.csv").write_text("question,id\nwhen do you open,hours\n", encoding="utf-8")
    status, out, err = ended("sh", "-c", 'ulimit -f 2; exec "$@"', "sh", *command)
    assert (status, err) == (74, "chatbot: report.html: File too large\n")
    assert out.startswith("faq.yaml with asked.csv\n1 questions: 1 answerable, 0 not\n")
    assert out != printed
    assert Path("report.html").read_bytes() == older
    assert sorted(os.listdir()) == ["asked.csv", "faq.yaml", "report.html"]


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


def test_progress_is_quiet_where_the_terminal_is_gone() -> None:
    class Gone(Terminal):
        def flush(self) -> None:
            raise OSError(5, "Input/output error")

    stream = Gone()
    progress = Progress(stream)
    for done in range(201):
        progress(done, 200)
    assert stream.getvalue() == "\r0% of 200 questions asked"


def test_progress_is_quiet_where_it_is_over_at_once() -> None:
    stream = Terminal()
    Progress(stream)(1, 20)
    assert stream.getvalue() == ""
    Progress(stream, few=2)(1, 20)
    assert stream.getvalue() == "\r5% of 20 questions asked"
