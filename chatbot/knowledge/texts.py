"""The sorts of text in a knowledge file, and how long they may be."""

from __future__ import annotations

from typing import Final

from chatbot.knowledge.shapes import ListOf, Text

LONGEST_ID: Final = 100
LONGEST_LINE: Final = 1_000
LONGEST_TEXT: Final = 10_000
"""In characters, as of each shape."""
NAME: Final = ("name",)
"""The placeholder of the texts of profiles and kinds."""

TEXT: Final = Text(LONGEST_TEXT)
"""Of several lines, such as an answer."""
LINE: Final = Text(LONGEST_LINE, one_line=True)
"""Of one line, such as a title."""
ID: Final = Text(LONGEST_ID, one_line=True, is_id=True)
LINES: Final = ListOf(LINE)
LANGUAGE: Final = Text(LONGEST_ID, one_line=True, pattern="[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
LOG: Final = LINE._replace(pattern=r"(?!.*\.\.)\w[\w. /-]*")
"""A file in the folder of the knowledge file, or below it."""
ASKED: Final = LINE._replace(has_words=True)
"""What questions are matched with."""
ASKED_LINES: Final = ListOf(ASKED)

NAMED: Final = Text(LONGEST_TEXT, placeholders=NAME)
NAMED_LINE: Final = ASKED._replace(placeholders=NAME)
"""The same for profiles and kinds, where the name of each is put in."""
NAMED_LINES: Final = ListOf(NAMED_LINE)
