"""``chatbot evaluate``: figures known by hand, its report, its page, and its errors."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from chatbot.workshop.evaluate import run

BAKERY = """\
title: The <b>corner</b> bakery
entries:
  - id: hours
    question: When do you open in the morning?
    also_asked: [opening hours, until when is the shop open]
    answer: From seven to six.
  - id: sourdough
    question: How long does the sourdough rise?
    also_asked: [sourdough rising time]
    answer: For a day.
  - id: delivery
    question: Do you deliver birthday cakes?
    also_asked: [can you bring a birthday cake to my house]
    answer: Within the town.
"""


@pytest.fixture
def faq(tmp_path: Path) -> str:
    path = tmp_path / "bakery.yaml"
    path.write_text(BAKERY, encoding="utf-8")
    return str(path)


def ask(faq: str, rows: str, *, name: str = "q.csv", html: str | None = None) -> tuple[int, str]:
    questions = Path(faq).with_name(name)
    questions.write_text(rows, encoding="utf-8")
    out = io.StringIO()
    status = run(faq, str(questions), as_json=True, html=html, cross_validate=False, out=out)
    return status, out.getvalue()


def test_figures_are_those_counted_by_hand(faq: str) -> None:
    rows = (
        "question,id\n"
        "when do you open in the morning,hours\n"
        "how long does the sourdough rise,sourdough\n"
        "do you deliver birthday cakes,hours\n"
        "who won the world cup,\n"
    )
    _, written = ask(faq, rows)
    found = json.loads(written)
    assert found["questions"] == 4
    assert found["in_scope"] == 3
    assert found["accuracy"] == pytest.approx(2 / 3)
    assert found["answered"] == 3
    assert found["precision"] == pytest.approx(2 / 3)
    assert found["coverage"] == pytest.approx(2 / 3)
    assert found["refused"] == 1
    assert found["auroc"] == 1
    assert [(c["wanted"], c["got"], c["times"]) for c in found["confused"]] == [
        ("hours", "delivery", 1)
    ]
    assert [error["question"] for error in found["errors"]] == ["do you deliver birthday cakes"]


def test_any_of_several_ids_is_right(faq: str) -> None:
    _, written = ask(faq, "question;id\nopening hours;hours|delivery\n")
    assert json.loads(written)["accuracy"] == 1


def test_json_lines_are_read(faq: str) -> None:
    rows = '{"question": "opening hours", "id": "hours"}\n\n{"question": "moon landing"}\n'
    _, written = ask(faq, rows, name="q.jsonl")
    assert json.loads(written)["questions"] == 2


@pytest.mark.parametrize(
    ("name", "rows", "problem"),
    [
        ("q.csv", "question,id\nhi,houers\n", 'q.csv:2:1: the knowledge has no entry "houers"'),
        ("q.csv", "text,id\nhi,hours\n", 'q.csv:1:1: has no column "question"'),
        ("q.csv", "", 'q.csv:1:1: has no column "question"'),
        ("q.csv", "question,id\n", "q.csv:1:1: holds no questions"),
        ("q.jsonl", "{\n", "q.jsonl:1:1: is no JSON"),
        ("q.jsonl", "[1]\n", "q.jsonl:1:1: is no object"),
        ("q.jsonl", '{"question": 1}\n', 'q.jsonl:1:1: "question" and "id" must be text'),
    ],
)
def test_bad_questions_are_named_by_line(
    faq: str, name: str, rows: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, written = ask(faq, rows, name=name)
    assert (status, written) == (65, "")
    assert problem in capsys.readouterr().err


def test_missing_questions_end_with_66(faq: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(
        faq, "nowhere.csv", as_json=False, html=None, cross_validate=False, out=io.StringIO()
    )
    assert status == 66
    assert capsys.readouterr().err == "nowhere.csv: No such file or directory\n"


def test_cross_validation_holds_out_each_phrasing(faq: str) -> None:
    out = io.StringIO()
    assert run(faq, None, as_json=True, html=None, cross_validate=True, out=out) == 0
    found = json.loads(out.getvalue())
    assert found["questions"] == found["in_scope"] == 7
    assert found["auroc"] is None


def test_the_text_report_explains_the_worst_errors(faq: str) -> None:
    questions = Path(faq).with_name("q.csv")
    questions.write_text("question,id\ndo you deliver birthday cakes,hours\n", encoding="utf-8")
    out = io.StringIO()
    run(faq, str(questions), as_json=False, html=None, cross_validate=False, out=out)
    assert "1 x hours taken for delivery" in out.getvalue()
    assert "wanted hours, got delivery (99% sure)" in out.getvalue()
    assert "closest: “Do you deliver birthday cakes?”" in out.getvalue()


class Tags(HTMLParser):
    """Checks that every tag that opens closes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag not in ("meta", "br", "path", "rect"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "rect":
            assert self.open.pop() == tag


def test_the_page_is_well_formed_and_holds_nothing_foreign(faq: str) -> None:
    page = Path(faq).with_name("report.html")
    ask(faq, "question,id\n<script>alert(1)</script> birthday cakes,hours\n", html=str(page))
    written = page.read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(written)
    assert tags.open == []
    assert "script" not in tags.seen
    assert not re.search(r"https?://|url\((?!#)|@import|src=", written)
    assert "&lt;b&gt;corner&lt;/b&gt;" in written
