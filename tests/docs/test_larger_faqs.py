"""The knowledge files on the page for larger FAQs are what they are said to be."""

from __future__ import annotations

import re
from datetime import date
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


def test_what_entries_say_is_so(bots: list[Bot]) -> None:
    bot = Bot(bots[1].knowledge, today=lambda: date(2024, 3, 28))
    first = bot.ask("when are you open")
    again = bot.ask("when are you open", first.session)
    assert render(again, "plain") == [
        "We open at seven and close at six.\n\nHow to find us (https://example.org/map)"
    ]
    assert first.suggestions[:2] == ("Can I park a car?", "At Easter")
    assert first.parts[0].meta == {"ticket": "FAQ-17"}
    assert bot.ask("how is the alarm switched off").reason == "not_for_you"
    assert bot.ask("how is the alarm switched off", audience="staff").entry_ids == ("alarm",)
    assert bot.ask("when are you open at easter").entry_ids == ("easter",)
    later = Bot(bot.knowledge, today=lambda: date(2024, 4, 2))
    assert later.answer("easter").reason == "not_covered"
    assert bot.ask("do you sell what is left at noon").kind == "decline"
