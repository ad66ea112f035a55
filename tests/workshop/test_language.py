"""A file whose texts are in another language than it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.knowledge import Knowledge
from chatbot.workshop.checking import check

GERMAN = """\
title: Radverleih
{language}entries:
  - question: Wann haben Sie am Wochenende für uns geöffnet?
    also_asked: [Ab wann kann ich ein Rad bei Ihnen abholen?, Bis wann sind Sie da?]
    answer: Von neun bis achtzehn Uhr.
"""


def warnings(folder: Path, language: str) -> list[str]:
    path = folder / "faq.yaml"
    path.write_text(GERMAN.format(language=language), encoding="utf-8")
    return [str(finding) for finding in check(path).findings if "language" in finding.what]


def test_a_file_that_claims_another_language_is_warned_of(tmp_path: Path) -> None:
    (warning,) = warnings(tmp_path, "language: en\n")
    assert warning.endswith(
        'warning: the file says "language: en", but its texts seem to be in Deutsch; '
        'write "language: de"'
    )


def test_a_name_that_only_looks_like_a_language_is_named_as_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "faq.hr.yaml"
    path.write_text(GERMAN.format(language=""), encoding="utf-8")
    (warning,) = [str(one) for one in check(path).findings if "language" in one.what]
    assert warning.endswith(
        "warning: the name of the file says hr, but its texts seem to be in Deutsch; "
        'write "language: de"'
    )


def test_questions_of_one_word_leave_the_language_to_the_answers(tmp_path: Path) -> None:
    path = tmp_path / "faq.yaml"
    entries = ["Haftung", "Getränke", "Kinder"]
    answer = "Das ist bei uns nicht erlaubt, weil wir es nach dem Fest nicht aufräumen können."
    lines = [f"  - question: {one}\n    answer: {answer}\n" for one in entries]
    path.write_text("title: Fest\nentries:\n" + "".join(lines), encoding="utf-8")
    assert Knowledge.load(path).language == "de"


@pytest.mark.parametrize("language", ["language: de\n", ""])
def test_a_file_that_says_its_language_or_says_none_is_not(tmp_path: Path, language: str) -> None:
    assert warnings(tmp_path, language) == []


def test_a_language_that_does_not_ship_is_taken_at_its_word(tmp_path: Path) -> None:
    path = tmp_path / "faq.yaml"
    text = "title: Noleggio\nlanguage: it\nentries:\n  - question: Quando siete aperti la sera?\n"
    path.write_text(text + "    answer: Fino alle sette.\n", encoding="utf-8")
    assert [str(finding) for finding in check(path).findings if "language" in finding.what] == []
