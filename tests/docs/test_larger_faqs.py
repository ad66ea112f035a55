"""The knowledge files on the page for larger FAQs are what they are said to be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chatbot import Bot, render

PAGE = Path(__file__).parents[2] / "docs" / "larger-faqs.md"
FILES = re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.M)


@pytest.fixture
def bots(tmp_path: Path) -> list[Bot]:
    paths = [tmp_path / f"{number}.yaml" for number in range(len(FILES))]
    for path, text in zip(paths, FILES, strict=True):
        path.write_text(text, encoding="utf-8")
    return [Bot.load(path) for path in paths]


def test_values_are_put_in(bots: list[Bot]) -> None:
    reply = bots[0].ask("when can I call")
    assert render(reply, "plain") == ["On 555-0100 (https://example.org/call), from seven to six."]
