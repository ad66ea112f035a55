"""What everything with an answer may have besides its question and its answer."""

from __future__ import annotations

from typing import Final

from chatbot.knowledge.shapes import Choice, Field, RecordType
from chatbot.knowledge.texts import LINE, LINES

SOURCE: Final = RecordType(
    "source",
    "a source",
    "What an answer rests on.",
    (
        Field("title", LINE, "What it is called.", example="Shop handbook"),
        Field("date", LINE, "When it is from.", example="3 May 2024"),
        Field("url", LINE, "Where it is to be read.", example="https://example.org/handbook"),
    ),
)
TESTS: Final = RecordType(
    "tests",
    "tests",
    "Your own examination, run by `chatbot check`.",
    (
        Field(
            "match",
            LINES,
            "Questions that this must answer; best ones that are not among the phrasings.",
            example="[till when can I come by]",
        ),
        Field("not", LINES, "Questions that this must not answer.", example="[who founded it]"),
    ),
)
SURENESS: Final = Choice(("careful", "balanced", "eager"))
_SEE_ALSO = Field(
    "see_also",
    LINES,
    "Ids of what is worth asking next: an entry, a profile, or profile/aspect.",
    example="[opening-hours, rye/allergens]",
)
_SOURCE = Field("source", SOURCE, "What it rests on; by default what the whole rests on.")
_SURENESS = Field(
    "sureness",
    SURENESS,
    "How sure the bot must be before it answers with this, where it differs from the settings.",
    example="careful",
)
_TESTS = Field("tests", TESTS, "Your own examination of it.")
FOR_ALL: Final = (_SEE_ALSO, _SOURCE, _SURENESS, _TESTS)
