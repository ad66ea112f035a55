from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.files import create, shipped
from chatbot.knowledge import Knowledge
from chatbot.language import SHIPPED
from chatbot.surfaces.command_line import run


def write_starter(path: str, code: str = "en") -> None:
    create(path, shipped(f"language/{code}/starter.yaml"))


@pytest.mark.parametrize("code", SHIPPED)
def test_starter_is_knowledge_that_shows_what_there_is(code: str, tmp_path: Path) -> None:
    write_starter(str(tmp_path / "faq.yaml"), code)
    knowledge = Knowledge.load(tmp_path / "faq.yaml")
    assert knowledge.language == code
    assert {entry.entity is not None for entry in knowledge.entries} == {True, False}
    assert knowledge.synonyms
    assert knowledge.smalltalk
    assert knowledge.unanswered
    assert any(entry.tests.match for entry in knowledge.entries)
    assert any(entry.tests.reject for entry in knowledge.entries)


@pytest.mark.parametrize("code", SHIPPED)
def test_starter_answers_as_its_tests_say_and_is_warned_of_nothing(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_starter(str(tmp_path / "faq.yaml"), code)
    assert run(["check", str(tmp_path / "faq.yaml")]) == 0
    assert "warning" not in "".join(capsys.readouterr())


def test_starter_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "faq.yaml"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        write_starter(str(path))
    assert path.read_text() == "mine"


def test_starter_does_not_follow_a_link_to_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "faq.yaml"
    path.symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(FileExistsError):
        write_starter(str(path))
    assert not (tmp_path / "elsewhere.yaml").exists()


@pytest.mark.parametrize("code", SHIPPED)
def test_starter_lines_fit_an_editor(code: str, tmp_path: Path) -> None:
    write_starter(str(tmp_path / "faq.yaml"), code)
    text = (tmp_path / "faq.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=")
    assert max(map(len, text.splitlines())) <= 100


def test_starter_is_in_the_language_that_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", "--language", "de-AT", str(tmp_path / "de.yaml")]) == 0
    assert Knowledge.load(tmp_path / "de.yaml").language == "de"
    capsys.readouterr()
    assert run(["init", "--language", "pt", str(tmp_path / "pt.yaml")]) == 2
    told = "chatbot: init: --language pt: there is a file to start from in en, de, es, fr, ru\n"
    assert capsys.readouterr().err == told
    assert not (tmp_path / "pt.yaml").exists()
