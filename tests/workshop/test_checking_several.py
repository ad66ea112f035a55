"""``check`` on entries that are for some people or a time, in several files and languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from chatbot import Bot
from chatbot.workshop.checking import check, failures
from chatbot.workshop.evaluating import evaluate

SHOP = """\
title: Shop
include: [more.yaml]
entries:
  - id: hours
    question: When are you open?
    also_asked: [opening hours of the shop, till when is the shop open]
    answer: From nine.
  - id: alarm
    question: What is the code of the alarm?
    also_asked: [alarm code please, how do I switch the alarm off]
    answer: Ask Bea.
    audience: [staff]
    tests: {match: [code of the alarm please]}
  - id: refund
    question: How do refunds work?
    also_asked: [how do I get a refund, may I have my money back]
    answer: Bring the receipt.
    audience: [customers]
"""
MORE = """\
entries:
  - id: refund-staff
    question: How do refunds work?
    also_asked: [how do I get a refund, may I have my money back]
    answer: Open the till.
    audience: [staff]
    tests: {match: [when does the museum open]}
  - id: sale
    question: When is the winter sale?
    also_asked: [date of the sale in winter, is there a sale this winter]
    answer: In January.
    valid_until: 2020-01-31
    tests: {match: [sale of the winter]}
"""


def shop(folder: Path, more: str = MORE) -> Path:
    (folder / "more.yaml").write_text(more, encoding="utf-8")
    (folder / "shop.yaml").write_text(SHOP, encoding="utf-8")
    return folder / "shop.yaml"


def test_an_entry_is_examined_as_those_it_is_for_see_it(tmp_path: Path) -> None:
    report = check(shop(tmp_path))
    assert [(one.entry_id, Path(one.path).name) for one in report.failures] == [
        ("refund-staff", "more.yaml")
    ]
    assert report.tests == 2, "what is past is not asked"


def test_the_tests_of_a_bot_are_those_of_the_day_it_answers_for(tmp_path: Path) -> None:
    past = MORE.replace("[sale of the winter]", "[when does the museum open]")
    bot = Bot.load(shop(tmp_path, past), today=lambda: date(2020, 1, 31))
    assert [one.entry_id for one in failures(bot)] == ["refund-staff", "sale"]


def test_the_same_for_others_is_no_double(tmp_path: Path) -> None:
    assert [str(one) for one in check(shop(tmp_path)).findings] == []
    everybody = MORE.replace("    audience: [staff]\n", "")
    path = shop(tmp_path, everybody)
    doubles = [str(one) for one in check(path).findings]
    double = f"is also a phrasing of refund ({path}:14)"
    assert any(double in one and "more.yaml:2" in one for one in doubles)


def test_an_evaluation_asks_for_everybody_and_for_any_day(tmp_path: Path) -> None:
    questions = tmp_path / "questions.csv"
    questions.write_text("question,id\nalarm code,alarm\nwinter sale,sale\n", encoding="utf-8")
    assert evaluate(shop(tmp_path), str(questions)).figures.coverage.part == 2


def test_what_only_one_language_has_is_listed(tmp_path: Path) -> None:
    one = "  - {id: one, question: What is one?, answer: A number.}\n"
    two = "  - {id: two, question: What is two?, answer: A number.}\n"
    three = "  - {id: three, question: Was ist drei?, answer: Eine Zahl.}\n"
    (tmp_path / "faq.en.yaml").write_text(f"title: A\nentries:\n{one}{two}", encoding="utf-8")
    (tmp_path / "faq.de.yaml").write_text(f"title: A\nentries:\n{one}{three}", encoding="utf-8")
    (tmp_path / "faq.fr.yaml").write_text("title: A\n", encoding="utf-8")
    said = [one.what for one in check(tmp_path / "faq.en.yaml").findings if not one.line]
    german, french = tmp_path / "faq.de.yaml", tmp_path / "faq.fr.yaml"
    assert said[-3:] == [
        f"{german} has what this lacks: three",
        f"{german} lacks what this has: two",
        f"{french} cannot be compared: {french}:1:1: there is nothing to answer; "
        'add "entries" or "profiles"',
    ]


def test_warnings_about_the_whole_file_are_counted_too(tmp_path: Path) -> None:
    for code in ("en", "de"):
        entry = f"{{id: {code}, question: What is one?, answer: A number.}}"
        path = tmp_path / f"faq.{code}.yaml"
        path.write_text(f"title: A\nentries:\n  - {entry}\n", encoding="utf-8")
    *warnings, verdict = str(check(path)).splitlines()
    assert any(f"{path}: warning: " in warning for warning in warnings)
    assert verdict.endswith(f"; {len(warnings)} warnings")
