from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.files import create, shipped
from chatbot.knowledge import Knowledge


def write_starter(path: str) -> None:
    create(path, shipped("workshop/starter.yaml"))


def test_starter_is_knowledge_that_shows_what_there_is(tmp_path: Path) -> None:
    write_starter(str(tmp_path / "faq.yaml"))
    knowledge = Knowledge.load(tmp_path / "faq.yaml")
    ids = {entry.id for entry in knowledge.entries}
    assert {"opening-hours", "reading-room", "reading-room/booking", "reading-room/seats"} <= ids
    assert knowledge.synonyms
    assert knowledge.smalltalk
    assert any(entry.tests.match for entry in knowledge.entries)
    assert any(entry.tests.reject for entry in knowledge.entries)


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


def test_starter_lines_fit_an_editor(tmp_path: Path) -> None:
    write_starter(str(tmp_path / "faq.yaml"))
    text = (tmp_path / "faq.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=")
    assert max(map(len, text.splitlines())) <= 100
