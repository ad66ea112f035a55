"""``chatbot verify``: a text against the author's words."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from chatbot.__main__ import main
from chatbot.surfaces.command_line import run

SHOP = """\
title: The shop
entries:
  - {id: hours, question: When are you open?, answer: From nine to six.}
  - {id: code, question: What is the code?, answer: It is 1234., audience: [staff]}
"""


@pytest.fixture
def shop(tmp_path: Path) -> list[str]:
    faq = tmp_path / "shop.yaml"
    faq.write_text(SHOP, encoding="utf-8")
    return ["verify", "--faq", str(faq)]


def test_it_succeeds_only_if_all_is_the_authors(
    shop: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*shop, "From", "nine", "to", "six."]) == 0
    assert capsys.readouterr() == ("hours: From nine to six.\n", "")
    assert run([*shop, "From nine to six. We are nice.\x1b[31m"]) == 1
    assert capsys.readouterr() == (
        "hours: From nine to six.\nnot the author's: We are nice.\n",
        "",
    )


def test_the_text_may_be_in_a_file_or_come_in(
    shop: list[str],
    tmp_path: Path,
    typed: io.StringIO,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = tmp_path / "answer.md"
    answer.write_bytes("\ufeff**From nine**\r\nto six.".encode())
    assert run([*shop, "--text-file", str(answer)]) == 0
    typed.write("When are you open?")
    typed.seek(0)
    assert run(shop) == 0
    assert capsys.readouterr().out == "hours: From nine to six.\nhours: When are you open?\n"


def test_no_encoder_is_looked_for(shop: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*shop, "--semantic", "./none", "From nine to six."]) == 0
    assert capsys.readouterr().err == ""


def test_it_can_be_read_by_programs(shop: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*shop, "--json", "Yes."]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "schema": 1,
        "is_quoted": False,
        "sentences": [{"text": "Yes.", "is_quoted": False, "entry_ids": []}],
    }


def test_answers_for_some_are_for_them_only(
    shop: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*shop, "It is 1234."]) == 1
    assert run([*shop, "--audience", "staff", "It is 1234."]) == 0


def test_without_a_sentence_it_fails_and_says_so(
    shop: list[str], typed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(shop) == 1
    assert capsys.readouterr() == ("", "chatbot: verify: there is no sentence in the text\n")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["a", "--text-file", "b"], 2, "give one text, as TEXT, with --text-file or on standard"),
        (["a" * 50_001], 2, "too long; verify 50,000 characters at a time"),
        (["--text-file", "missing.txt"], 74, "missing.txt: No such file or directory"),
        (["--text-file", "."], 74, ".: Is a directory"),
    ],
)
def test_what_cannot_be_verified_is_one_line(
    arguments: list[str],
    status: int,
    said: str,
    shop: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["chatbot", *shop, *arguments])
    assert main() == status
    error = capfd.readouterr().err
    assert said in error
    assert error.count("\n") == 1
