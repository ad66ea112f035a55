"""The guide to languages names every table, and none that there is not."""

from __future__ import annotations

import re
from pathlib import Path

from chatbot.language import Tables

GUIDE = Path(__file__).parents[2] / "docs" / "languages.md"
READ_OFF = "known"
"""Made of the other tables."""


def test_every_table_of_a_language_is_in_the_guide() -> None:
    described = re.findall(r"^\| `(\w+)` \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert described == [name for name in Tables._fields if name != READ_OFF]
