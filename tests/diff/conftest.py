"""A bakery's FAQ under version control, with an edit that is not committed yet."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

FAQ = """\
title: Bakery
language: en
include: [more/*.yaml]
entries:
  - id: hours
    question: When are you open?
    also_asked: [opening hours, when do you close]
    answer: From nine to five.
    tests:
      match: [are you open on monday]
  - id: card
    question: Can I pay by card?
    also_asked: [is plastic accepted]
    answer: Yes, from ten dollars.
    tests:
      match: [is paying with a card possible]
      not: [when do you close]
"""
RYE = """\
entries:
  - {id: rye, question: Is the rye bread vegan?, answer: It is.}
"""


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Runs git in the folder of this test, which is the working folder, too."""
    if shutil.which("git") is None:
        pytest.skip("needs git")
    monkeypatch.chdir(tmp_path)
    for name in ("CHATBOT_FAQ", "CHATBOT_LOG"):
        monkeypatch.delenv(name, raising=False)
    known = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com"]

    def run(*arguments: str) -> None:
        subprocess.run(["git", *known, *arguments], check=True, capture_output=True)

    return run


@pytest.fixture
def bakery(git: Callable[..., None]) -> Path:
    """The knowledge file, committed with what it includes."""
    folder = Path("shop")
    (folder / "more").mkdir(parents=True)
    (folder / "faq.yaml").write_text(FAQ, encoding="utf-8")
    (folder / "more" / "rye bread.yaml").write_text(RYE, encoding="utf-8")
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    return folder / "faq.yaml"


def edit(path: Path, old: str, new: str) -> None:
    """Put one text in the place of another, which has to be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
