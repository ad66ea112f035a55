"""A knowledge file that is edited while a bot follows it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from chatbot import Live

FAQ = """\
title: Shop {0}
language: en
entries:
  - id: hours
    question: When are you open?
    also_asked: [opening hours]
    answer: From nine {0}.
    see_also: [card]
    tests:
      match: [{1}]
  - {{id: card, question: Can I pay by card {0}?, answer: Yes {0}.}}
"""
PASSES, FAILS = "are you open", "do zebras sing"


def faq(version: int, test: str = PASSES) -> str:
    """The file in one of its versions."""
    return FAQ.format(version, test)


def until(condition: Callable[[], object]) -> None:
    """Wait until something is so; fail if it does not become so for a long time."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file in its first version, in a folder of its own."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "faq.yaml").write_text(faq(1), encoding="utf-8")
    return folder / "faq.yaml"


@pytest.fixture
def follow(path: Path) -> Iterator[Callable[..., Live]]:
    """Makes a bot that follows the file until the test is over."""
    with ExitStack() as stack:

        def followed(**options: object) -> Live:
            given = {"interval": 0.05, **options}
            return stack.enter_context(Live(path, **given))  # type: ignore[arg-type]  # as given

        yield followed
