"""The one declaration of what a knowledge file may hold.

What may stand where, what is checked, the JSON Schema and the reference in ``docs`` follow from it.
"""

from __future__ import annotations

from typing import Final

from chatbot.knowledge.answer_fields import FOR_ALL, SOURCE, SURENESS
from chatbot.knowledge.shapes import Field, ListOf, MapOf, Number, RecordType, Text
from chatbot.knowledge.texts import (
    ASKED,
    ASKED_LINES,
    ID,
    LANGUAGE,
    LINE,
    LINES,
    LOG,
    LONGEST_TEXT,
    NAMED,
    NAMED_LINE,
    NAMED_LINES,
    TEXT,
)

MOST_SYNONYMS: Final = 1_000

_ALIASES = Field(
    "aliases",
    ASKED_LINES,
    "Other names, as people type them: short forms, adjectives.",
    example="[rye, pumpernickel]",
)
_VARIANTS = Field(
    "variants",
    ListOf(NAMED),
    "Further wordings of the answer; who asks again gets the next one.",
    example='["There is gluten in {name}."]',
)
_KIND = Field("kind", ID, "What it is: country, product, person …", required=True, example="bread")
ENTRY: Final = RecordType(
    "entry",
    "an entry",
    "An answer, and the questions it answers.",
    (
        Field(
            "id",
            ID,
            "A short name that stays the same; made from the question if left out.",
            example="opening-hours",
        ),
        Field(
            "question",
            ASKED,
            "The question, as people read it.",
            required=True,
            example="When are you open?",
        ),
        Field(
            "also_asked",
            ASKED_LINES,
            "Other ways of asking, as people really type them; the more different, the better.",
            example="[opening hours, what time do you close]",
        ),
        Field(
            "answer",
            TEXT,
            "The answer.",
            required=True,
            example="From seven to six, not on Sundays.",
        ),
        Field(
            "variants",
            ListOf(TEXT),
            "Further wordings of the answer; who asks again gets the next one.",
            example="[We open at seven and close at six.]",
        ),
        *FOR_ALL,
    ),
)
ASPECT: Final = RecordType(
    "aspect",
    "an aspect",
    "One thing that can be asked about a profile.",
    (
        Field(
            "id",
            ID,
            "A short name; best one that the kind has too.",
            required=True,
            example="allergens",
        ),
        Field(
            "question",
            NAMED_LINE,
            "The question, as people read it; may be left out if the kind has this aspect.",
            example='"Which allergens are in {name}?"',
        ),
        Field(
            "also_asked",
            NAMED_LINES,
            "Other ways of asking, besides the kind's.",
            example='["is {name} safe for coeliacs"]',
        ),
        Field("answer", NAMED, "The answer.", required=True, example='"{name} contains gluten."'),
        _VARIANTS,
        *FOR_ALL,
    ),
)
PROFILE: Final = RecordType(
    "profile",
    "a profile",
    "A thing with a name, of which the same can be asked as of others of its kind.",
    (
        Field(
            "id",
            ID,
            "A short name that stays the same; made from the name if left out.",
            example="rye",
        ),
        _KIND,
        Field(
            "name",
            ASKED,
            "Its name; it stands wherever `{name}` is written.",
            required=True,
            example="Rye bread",
        ),
        _ALIASES,
        Field(
            "question",
            NAMED_LINE,
            "The question that the summary answers; its kind may have one for all.",
            example='"What is {name}?"',
        ),
        Field(
            "also_asked",
            NAMED_LINES,
            "Other ways of asking for the summary.",
            example='["tell me about {name}"]',
        ),
        Field(
            "summary",
            NAMED,
            'What to say to "what about it?".',
            required=True,
            example='"{name} is baked twice a week."',
        ),
        _VARIANTS,
        Field("aspects", ListOf(ASPECT), "What else can be asked about it."),
        *FOR_ALL,
    ),
)
PHRASINGS: Final = RecordType(
    "phrasings",
    "phrasings",
    "How something is asked of every profile of a kind.",
    (
        Field(
            "question",
            NAMED_LINE,
            "The question, as people read it.",
            required=True,
            example='"What does {name} cost?"',
        ),
        Field("also_asked", NAMED_LINES, "Other ways of asking.", example='["price of {name}"]'),
    ),
)
KNOWN: Final = RecordType(
    "known",
    'an item of "also_known"',
    "Something that has a name and no profile. A text is its name.",
    (
        Field("name", ASKED, "Its name.", required=True, example="Ciabatta"),
        _ALIASES,
    ),
    short="name",
)
KIND: Final = RecordType(
    "kind",
    "a kind",
    "What all profiles of a kind have in common.",
    (
        Field(
            "plural",
            LINE,
            "The word for several; the kind's id with an s if left out.",
            example="breads",
        ),
        Field("summary", PHRASINGS, "How a profile's summary is asked for."),
        Field("aspects", MapOf(PHRASINGS), "How each aspect is asked for, by its id."),
        Field(
            "also_known",
            ListOf(KNOWN),
            "Names without a profile: what asks about one is declined by name.",
            example="[Brioche, {name: Ciabatta, aliases: [Italian loaf]}]",
        ),
    ),
)
SUBJECT: Final = RecordType(
    "subject",
    "a subject",
    "What all of it is about, if that has a name.",
    (
        Field(
            "name",
            ASKED,
            "Its name, as people read it; a question need not name it.",
            required=True,
            example="The corner bakery",
        ),
        _KIND,
        _ALIASES,
    ),
)
SMALLTALK: Final = RecordType(
    "smalltalk",
    "small talk",
    "Something that people say, and what the bot says then.",
    (
        Field(
            "asked",
            ListOf(ASKED, least=1),
            "What people say.",
            required=True,
            example="[hello, good morning]",
        ),
        Field("answer", TEXT, "What the bot says then.", required=True, example="Good morning!"),
    ),
)
SETTINGS: Final = RecordType(
    "settings",
    "settings",
    "How the bot behaves.",
    (
        Field(
            "sureness",
            SURENESS,
            "How sure the bot must be before it answers: about 1 (careful), 5 (balanced) or 10 "
            "(eager) in 100 answers may be wrong.",
            default="balanced",
            example="careful",
        ),
        Field(
            "suggestions",
            Number(most=5),
            "How many questions to suggest after a reply.",
            default=3,
            example="2",
        ),
        Field(
            "semantic",
            LINE,
            "The sentence encoder beside the letters: `auto` (the default for the language, where "
            "it is installed), `off`, the name of a model or a folder.",
            default="auto",
            example="sentence-transformers/all-MiniLM-L6-v2",
        ),
        Field("log", LOG, "A SQLite file beside it that keeps what is asked.", example="asked.db"),
        Field("log_days", Number(most=3650), "For how many days it is kept there.", default=365),
    ),
)


def _reply(key: str, about: str, *placeholders: str) -> Field:
    return Field(key, Text(LONGEST_TEXT, placeholders=placeholders), about)


WORDING: Final = RecordType(
    "wording",
    "wording",
    "Your own words for the bot's other replies.",
    (
        _reply("off_topic", "The question is about something else.", "title", "covered"),
        _reply("not_covered", "The topic is right, the answer is not here.", "title", "covered"),
        _reply("not_for_you", "What answers it is for another audience."),
        _reply(
            "unknown_entity",
            "It asks about something of a known kind that has no profile.",
            *("entity", "kind", "covered"),
        ),
        _reply(
            "unknown_aspect",
            "It asks for something that the profile does not say.",
            *("entity", "kind", "asked", "aspects"),
        ),
        _reply("too_long", "The question is too long.", "limit"),
        _reply("empty", "Nothing was asked."),
        _reply("clarify", "Stands before the questions it may have been."),
        _reply("clarify_one", "Asks whether it was the only question that comes near.", "choice"),
        _reply(
            "clarify_part",
            "Asks which it was, of one of several questions in a message.",
            *("question", "choices"),
        ),
        _reply("which_one", "Asks which it was, of several things of a kind.", "names"),
        _reply(
            "nearest",
            "Says what there is nothing about, where the nearest questions follow.",
            "missing",
        ),
        _reply("again", "Stands before an answer that was given before."),
        _reply("unclear", "It is not clear what a word such as “it” refers to."),
        _reply("none_of_these", "None of the questions offered is the one that was meant."),
        _reply("no_more", "More is asked for, and there is no more."),
        _reply("acknowledged", "Something was said that needs no answer."),
    ),
)
REPLIES: Final = {
    one.key: one.shape.placeholders or () for one in WORDING.fields if isinstance(one.shape, Text)
}
"""Every reply that is the bot's own, by its name, with the placeholders that its text may have:
``title`` of the knowledge; what is ``covered``; ``entity`` by name; its ``kind``; what was
``asked`` of it; the ``aspects`` it has; ``limit`` of a question's length; the only ``choice``, or
the ``choices`` for a ``question``, or the ``names`` of what it may be about; what is ``missing``
of it."""

FILE: Final = RecordType(
    "file",
    "the file",
    "What a chatbot knows: questions people ask, the ways they ask them, and the answers a person "
    "has written. It needs `entries` or `profiles`.",
    (
        Field(
            "title",
            LINE,
            "What the knowledge is called.",
            required=True,
            example="The corner bakery",
        ),
        Field(
            "language",
            LANGUAGE,
            "Code of the language of its questions, such as `en`, `de` or `pt-br`; by default the "
            "one they seem to be in.",
            example="en",
        ),
        Field("description", LINE, "What it is about.", example="Opening hours and bread."),
        Field("source", SOURCE, "What the answers rest on; an entry or profile may have its own."),
        Field(
            "include",
            LINES,
            "Further files in the folder of this one, by name or pattern, whose entries, profiles, "
            "kinds, synonyms, values and the like are read as if they stood here.",
            example="[billing.yaml, people/*.yaml]",
        ),
        Field(
            "values",
            MapOf(TEXT),
            "Texts that answers, sections and `contact` repeat: `{{hours}}` stands for the value "
            "`hours`.",
            example="{hours: from seven to six}",
        ),
        Field(
            "contact",
            LINE,
            "Whom to ask instead, as a sentence: it ends every refusal, and answers those who want "
            "to talk to a person.",
            example="Ask the front desk, 555-0100.",
        ),
        Field("subject", SUBJECT, "What all of it is about, if that has a name."),
        Field(
            "synonyms",
            ListOf(ListOf(ASKED, least=2, most=MOST_SYNONYMS, label="a group of synonyms")),
            "Groups of words or short phrases that mean the same here.",
            example="[[bread, loaf], [open, close, shut]]",
        ),
        Field("entries", ListOf(ENTRY), "Answers, each with the questions it answers."),
        Field("profiles", ListOf(PROFILE), "Things with a name, of which the same can be asked."),
        Field("kinds", MapOf(KIND), "What profiles of one kind have in common, by the kind's id."),
        Field(
            "unanswered",
            ASKED_LINES,
            "Questions that people ask and that have no answer here, on purpose: what comes near "
            "one is declined as `not_covered`.",
            example="[when was the bakery founded]",
        ),
        Field(
            "smalltalk", MapOf(SMALLTALK), "Greetings, thanks and the like, by a name you choose."
        ),
        Field("settings", SETTINGS, "How the bot behaves."),
        Field("wording", WORDING, "Your own words for the bot's other replies."),
    ),
)

MERGED: Final = frozenset(
    {"entries", "profiles", "kinds", "synonyms", "unanswered", "smalltalk", "values"}
)
"""What an included file adds to the file that includes it."""
INCLUDED: Final = RecordType(
    "included",
    "an included file",
    "A file that another one includes; it may have a title of its own.",
    tuple(
        field._replace(required=False)
        for field in FILE.fields
        if field.key in MERGED or field.key in ("title", "description", "language", "include")
    ),
)
