"""Evaluating: outcomes and figures that are known by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.dialogue import Bot, Reply, Session
from chatbot.errors import QuestionsError
from chatbot.workshop.evaluating import MOST_ERRORS, Evaluation, Share, evaluate, measure
from chatbot.workshop.outcomes import Outcome, Verdict, ask, judge
from chatbot.workshop.questions import Question

LIBRARY = """\
title: The library
entries:
  - id: loans
    question: How long may I keep a novel?
    also_asked: [loan period of novels]
    answer: Four weeks.
  - id: renewing
    question: Can I renew a novel?
    also_asked: [renewing novels]
    answer: Twice.
  - id: parking
    question: Where do visitors park?
    answer: Behind the house.
"""
ASKED = """\
question,id
how long may I keep a novel,loans
can I renew a novel,renewing|loans
where do visitors park,parking
renewing novels,loans
where do visitors park?,
glaciers melting in antarctica,
xyzzy plugh,parking
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.yaml"
    path.write_text(LIBRARY, encoding="utf-8")
    (tmp_path / "asked.csv").write_text(ASKED, encoding="utf-8")
    return path


@pytest.fixture
def found(library: Path) -> Evaluation:
    return evaluate(library, str(library.with_name("asked.csv")))


def outcome(
    expected: str, verdict: Verdict, best: str | None = None, confidence: float = 0.0
) -> Outcome:
    """An outcome of a question that ``expected``, or nothing if that is empty, answers."""
    ids = tuple(filter(None, [expected]))
    return Outcome(Question("?", ids, "asked.csv:1"), verdict, (), best, confidence)


def test_every_question_has_its_verdict(found: Evaluation) -> None:
    verdicts = ["right", "right", "right", "wrong", "wrong", "declined", "declined"]
    assert [one.verdict for one in found.outcomes] == verdicts


def test_the_figures_are_those_counted_by_hand(found: Evaluation) -> None:
    assert found.figures.accuracy == Share(3, 5)
    assert found.figures.precision == Share(3, 5)
    assert found.figures.coverage == Share(4, 5)
    assert found.figures.verdicts == {
        True: {"right": 3, "wrong": 1, "declined": 1},
        False: {"wrong": 1, "declined": 1},
    }


def test_confidence_is_measured_on_the_best_match() -> None:
    figures = measure(
        [
            outcome("a", "right", "a", 0.95),
            outcome("a", "declined", "a", 0.35),
            outcome("b", "wrong", "a", 0.95),
            outcome("", "declined", "a", 0.35),
            outcome("", "declined"),
        ]
    )
    # In scope 0.95, 0.35, 0.95 against 0.35 and 0: five of six pairs in order, and one tie.
    assert figures.auroc == pytest.approx(5.5 / 6)
    # Two at 0.95 of which half are right, two at 0.35 of which half are, one at 0 that is not.
    assert figures.calibration_error == pytest.approx((2 * 0.45 + 2 * 0.15 + 0) / 5)
    assert figures.accuracy == Share(2, 3)


def test_what_there_is_nothing_of_is_none() -> None:
    figures = measure([outcome("", "declined")])
    assert figures.auroc is None
    assert (figures.accuracy.value, figures.precision.value) == (None, None)


def test_the_worst_errors_are_the_surest_wrong_answers(found: Evaluation) -> None:
    errors = [(one.outcome.question.place.rpartition(":")[2], one.place) for one in found.errors]
    assert sorted(errors[:2]) == [("5", 2), ("6", None)]
    assert errors[2:] == [("8", None)]
    assert [one.severity > 1 for one in found.errors] == [True, True, False]


def test_the_number_of_explained_errors_is_limited(library: Path) -> None:
    asked = library.with_name("wrong.csv")
    asked.write_text("question,id\n" + "where do visitors park,loans\n" * 50, encoding="utf-8")
    found = evaluate(library, str(asked))
    assert len(found.outcomes) == 50
    assert len(found.errors) == MOST_ERRORS


def test_confused_pairs_come_with_the_words_they_share(found: Evaluation) -> None:
    (pair,) = found.confusions
    assert (pair.first, pair.second) == ("loans", "renewing")
    assert [one.question.text for one in pair.outcomes] == ["renewing novels"]
    assert "novels" in pair.shared_words or "novel" in pair.shared_words
    assert not {"how", "can", "i"} & set(pair.shared_words)


def test_cross_validation_asks_each_phrasing_of_what_is_left(library: Path) -> None:
    found = evaluate(library, None)
    assert {(one.question.text, one.question.expected) for one in found.outcomes} == {
        ("How long may I keep a novel?", ("loans",)),
        ("loan period of novels", ("loans",)),
        ("Can I renew a novel?", ("renewing",)),
        ("renewing novels", ("renewing",)),
    }
    assert {one.question.place for one in found.outcomes} == {f"{library}:3", f"{library}:7"}
    assert found.left_out == 1
    assert found.figures.accuracy.whole == 4
    assert found.figures.auroc is None


def test_cross_validation_keeps_what_is_left_unanswered_and_never_asks_it(library: Path) -> None:
    plain = evaluate(library, None)
    with library.open("a", encoding="utf-8") as file:
        file.write("unanswered: [Who owns the house?, Whose novel is the thickest?]\n")
    found = evaluate(library, None)
    assert [one.question for one in found.outcomes] == [one.question for one in plain.outcomes]
    assert found.left_out == plain.left_out


def test_nothing_to_hold_out_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "faq.yaml"
    path.write_text("title: A\nentries: [{question: a, answer: b}]\n", encoding="utf-8")
    with pytest.raises(QuestionsError, match="no entry has two phrasings"):
        evaluate(path, None)


@pytest.mark.parametrize("asked", ["asked.csv", None])
def test_progress_runs_from_none_to_all(library: Path, asked: str | None) -> None:
    told: list[tuple[int, int]] = []
    questions = str(library.with_name(asked)) if asked else None
    evaluate(library, questions, lambda done, total: told.append((done, total)))
    total = 7 if asked else 4
    assert told == [(done, total) for done in range(total + 1)]


def test_evaluating_twice_gives_the_same(library: Path) -> None:
    assert evaluate(library, None) == evaluate(library, None)


@pytest.mark.parametrize(
    ("reply", "expected", "verdict"),
    [
        (Reply("answer", "", Session(), entry_ids=("a",)), ("a", "b"), "right"),
        (Reply("answer", "", Session(), entry_ids=("c", "a")), ("a",), "right"),
        (Reply("answer", "", Session(), entry_ids=("c",)), ("a",), "wrong"),
        (Reply("answer", "", Session(), entry_ids=("c",)), (), "wrong"),
        (Reply("clarify", "", Session(), entry_ids=("c", "a")), ("a",), "offered"),
        (Reply("clarify", "", Session(), entry_ids=("c", "d")), ("a",), "asked"),
        (Reply("decline", "", Session(), reason="off_topic"), (), "declined"),
        (Reply("smalltalk", "", Session(), entry_ids=("smalltalk/hi",)), ("a",), "declined"),
    ],
)
def test_a_reply_is_judged_by_what_it_gives(
    reply: Reply, expected: tuple[str, ...], verdict: str
) -> None:
    assert judge(reply, expected) == verdict


@pytest.mark.parametrize(
    ("expected", "verdict", "is_error"),
    [
        ("a", "right", False),
        ("a", "offered", False),
        ("a", "asked", True),
        ("a", "declined", True),
        ("a", "wrong", True),
        ("", "declined", False),
        ("", "asked", False),
        ("", "wrong", True),
    ],
)
def test_an_error_is_what_helps_nobody(expected: str, verdict: Verdict, is_error: bool) -> None:
    assert outcome(expected, verdict).is_error is is_error


@pytest.mark.parametrize(
    "text",
    [
        "who is its best friend",
        "hi! who is its best friend?",
        "no, i mean russia",
        "who trades with it and who sells it weapons?",
        "thanks",
        "tell me a joke",
        "?",
        "what is " + "very " * 300 + "long",
    ],
)
def test_what_comes_first_is_what_a_match_of_the_whole_question_has_first(
    text: str, friends: Bot
) -> None:
    found = friends.match(text, limit=1)
    got, _ = ask(friends, Question(text, (), "asked.csv:1"))
    expected = (found[0].entry_id, found[0].confidence) if found else (None, 0.0)
    assert (got.best, got.confidence) == expected
