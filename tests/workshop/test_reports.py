"""The reports on an evaluation: text, JSON and the page, of one whose figures are made up."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.dialogue import Decision, Reply, Session
from chatbot.language import Language
from chatbot.matching import Analysis, Conflict, Evidence, Match, TermPair
from chatbot.workshop.confusion import Confusion
from chatbot.workshop.evaluating import Error, Evaluation, measure
from chatbot.workshop.html_report import as_html
from chatbot.workshop.json_report import as_json
from chatbot.workshop.outcomes import Outcome, Verdict
from chatbot.workshop.questions import Question
from chatbot.workshop.text_report import as_text

GOLDEN = Path(__file__).parent / "evaluation"
HOSTILE = "</p><script>alert('1')</script>&<img src=x onerror=y>\"'\x1b[31m\u202e\ud800\x00"


def outcome(
    text: str, expected: tuple[str, ...], verdict: Verdict, best: str | None, confidence: float
) -> Outcome:
    ids = (best,) if best and verdict != "declined" else ()
    return Outcome(Question(text, expected, "asked.csv:2"), verdict, ids, best, confidence)


def reply(outcome: Outcome) -> Reply:
    """The wrong answer to a question, with evidence for two entries."""
    evidence = Evidence(
        pairs=(TermPair("renew", "renew", 1.0, "same"), TermPair("dvd", "dvds", 1.0, "inflected")),
        left_over=("twice",),
        missing=("borrow",),
        conflicts=(Conflict("number", ("2",), ("1",)),),
    )
    text = outcome.question.text
    best = Match(outcome.best or "", "Q?", "borrow or renew DVDs", outcome.confidence, evidence)
    second = Match("renewing", "R?", "renewing things", 0.1)
    analysis = Analysis(
        Language.load("en").parse(text), matches=(best, second), vocabulary_coverage=0.5
    )
    decision = Decision(text, "answer", analysis, matches=(best,), threshold=0.5)
    return Reply(
        "answer",
        "A.",
        Session(),
        entry_ids=outcome.entry_ids,
        confidence=outcome.confidence,
        decisions=(decision,),
    )


def evaluation(wrong: str = "renew a dvd twice", questions: str | None = "asked.csv") -> Evaluation:
    mistaken = outcome(wrong, ("renewing", "fees"), "wrong", "dvds", 0.9)
    outcomes = [
        *[outcome(f"loan {n}", ("loans",), "right", "loans", 0.95) for n in range(6)],
        outcome("dear", ("fees",), "offered", "fees", 0.45),
        outcome("huh", ("fees",), "declined", None, 0.0),
        mistaken,
    ]
    if questions:
        outcomes += [
            outcome("weather", (), "declined", "hours", 0.02),
            outcome("jam", (), "asked", "fees", 0.4),
        ]
    return Evaluation(
        "library.yaml",
        questions,
        0 if questions else 1,
        tuple(outcomes),
        measure(outcomes),
        (Confusion("renewing", "dvds", (mistaken,), ("dvd", "renew")),),
        (Error(mistaken, reply(mistaken), 1.9, 2),),
    )


@pytest.mark.parametrize(("name", "questions"), [("asked", "asked.csv"), ("held_out", None)])
def test_the_text_is_as_it_was(name: str, questions: str | None) -> None:
    golden = GOLDEN / f"{name}.txt"
    assert as_text(evaluation(questions=questions)) + "\n" == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("wrong", ["renew a dvd twice", HOSTILE])
@pytest.mark.parametrize("questions", ["asked.csv", None])
def test_the_json_keeps_to_its_schema(wrong: str, questions: str | None) -> None:
    schema = json.loads((GOLDEN / "evaluation.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    written = as_json(evaluation(wrong, questions))
    assert written.isascii()
    assert "\n" not in written
    found = json.loads(written)
    jsonschema.validate(found, schema)
    assert found["errors"][0]["question"] == wrong
    assert found["errors"][0]["explanation"]["decisions"][0]["candidates"][0]["guards"]
    assert len(found["outcomes"]) == len(evaluation(wrong, questions).outcomes)


class Page(HTMLParser):
    """A page taken apart; fails on a tag that is not closed where it has to be."""

    VOID = ("meta", "rect", "circle", "line")

    def __init__(self, written: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(written)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def attributes(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.tags if name == tag)


@given(st.text(max_size=40) | st.just(HOSTILE))
def test_no_text_can_be_more_than_text_of_the_page(wrong: str) -> None:
    plain, page = Page(as_html(evaluation())), as_html(evaluation(wrong))
    assert Page(page).tags == plain.tags
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page
    )
    page.encode()


def test_few_of_many_right_entries_are_named() -> None:
    ids = tuple(f"e{number}" for number in range(1_000))
    mistaken = outcome("which?", ids, "wrong", "dvds", 0.9)
    found = replace(
        evaluation(),
        confusions=(Confusion("e0", "dvds", (mistaken,), ()),),
        errors=(Error(mistaken, reply(mistaken), 1.9, 2),),
    )
    for report in (as_text(found), as_html(found)):
        assert report.count("e0 or e1 or e2 or 997 others") == 2
        assert "e3" not in report


def test_a_question_stands_in_the_page_as_it_was_asked() -> None:
    asked = 'is <b> "bold" & why?'
    assert asked in Page(as_html(evaluation(asked))).text


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    page = as_html(evaluation())
    assert not re.search(r"https?:|//|@import|url\((?!#)", page)
    tags = Page(page).tags
    assert not {"script", "link", "img", "iframe", "object", "a"} & {tag for tag, _ in tags}
    assert not {"src", "href", "onload"} & {name for _, attributes in tags for name in attributes}
    assert "default-src 'none'" in page


def test_the_page_can_be_heard() -> None:
    page = Page(as_html(evaluation()))
    assert [each["lang"] for each in page.attributes("html")] == ["en"]
    headings = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == 1
    assert all(then - now <= 1 for now, then in pairwise(headings))
    assert {each.get("scope") for each in page.attributes("th")} == {"col", "row"}
    ids = {attributes["id"] for _, attributes in page.tags if attributes.get("id")}
    drawings = list(page.attributes("svg"))
    assert drawings
    for drawing in drawings:
        named = drawing.get("aria-labelledby")
        assert drawing.get("aria-hidden") == "true" or set((named or "").split()) <= ids


def test_the_page_tells_outcomes_apart_by_pattern_and_words() -> None:
    page = Page(as_html(evaluation()))
    patterns = {each["id"] for each in page.attributes("pattern")}
    filled = {each["fill"] for each in page.attributes("rect") if each.get("fill")}
    assert filled == {f"url(#{name})" for name in patterns}
    for verdict in ("answered rightly", "declined", "answered wrongly"):
        assert verdict in page.text


def test_the_page_says_what_the_diagrams_show() -> None:
    page = as_html(evaluation())
    assert "Answerable: 6 answered rightly, 1 asked back, offering the right entry" in page
    assert "94% sure, 86% right (7)" in page


def test_the_page_leaves_out_what_there_is_nothing_of() -> None:
    page = as_html(evaluation(questions=None))
    assert "AUROC" not in page
    assert "Not answerable" not in page
