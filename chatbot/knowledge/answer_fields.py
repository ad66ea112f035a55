"""What everything with an answer may have besides its question and its answer."""

from __future__ import annotations

from typing import Final

from chatbot.knowledge.shapes import Anything, Choice, Date, Field, Flag, ListOf, RecordType
from chatbot.knowledge.texts import ID, LINE, LINES, LONGEST_TEXT

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
BUTTON: Final = RecordType(
    "button",
    'an item of "buttons"',
    "A question to offer after an answer. A text is the id of the entry that answers it.",
    (
        Field(
            "id",
            LINE,
            "Id of the entry that answers it.",
            required=True,
            example="opening-hours",
        ),
        Field("text", LINE, "What stands on it; by default the entry's question.", example="Hours"),
    ),
    short="id",
)
LINK: Final = RecordType(
    "link",
    'an item of "links"',
    "An address to give after an answer.",
    (
        Field("text", LINE, "What people read.", required=True, example="Our shop"),
        Field(
            "url",
            LINE,
            "Where it leads: `https://`, `http://`, `mailto:` or `tel:`.",
            required=True,
            example="https://example.org/shop",
        ),
    ),
)
_ATTRIBUTES = (
    Field("buttons", ListOf(BUTTON), "Questions to offer after the answer, before all others."),
    Field("links", ListOf(LINK), "Addresses to give after the answer."),
    Field("section", LINE, "What it belongs to, for people.", example="Visiting us"),
    Field("tags", LINES, "Words to sort it by.", example="[opening, holidays]"),
    Field(
        "audience",
        ListOf(ID),
        "Whom it is for; others are told that it is not for them. By default for everybody.",
        example="[staff]",
    ),
    Field("owner", LINE, "Who keeps it true.", example="front-desk@example.org"),
    Field("valid_from", Date(), "The first day it is given.", example="2024-05-01"),
    Field("valid_until", Date(), "The last day it is given.", example="2030-12-31"),
    Field("review_by", Date(), "When somebody is to look at it again.", example="2026-01-31"),
    Field("active", Flag(), "Whether it is in use.", default=True, example="yes"),
    Field(
        "meta",
        Anything(LONGEST_TEXT),
        "Anything that other programs are to know of it; it comes with the reply as it is written.",
        example="{ticket: FAQ-17}",
    ),
)
FOR_ALL: Final = (_SEE_ALSO, _SOURCE, _SURENESS, _TESTS, *_ATTRIBUTES)
