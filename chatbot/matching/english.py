"""What has to be known of English beforehand: a file of ten entries cannot teach it."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PRONOUNS: Final = _words(
    """i me my mine myself we us our ours ourselves you your yours yourself he him his himself
    she her hers herself it its itself they them their theirs themselves one someone somebody
    something anyone anybody anything everyone everybody everything"""
)

QUESTION_WORDS: Final = _words("what which who whom whose when where why how")

NEGATORS: Final = _words("not no never none nobody nothing neither nor without cannot")

FUNCTION_WORDS: Final = (
    PRONOUNS
    | QUESTION_WORDS
    | NEGATORS
    | _words(
        """a an the this that these those there here of to in on at by for from with about as into
        onto over under within upon per via and or but if then than so because while though
        am is are was were be been being do does did doing done have has had having
        will would shall should can could may might must ought
        many much more most few less least long far often
        up down out off through between before after around against together
        go goes going gone went come comes coming came happen happens happening
        put keep keeps kept make makes making made take takes taking took
        s t d ll re ve m o please just also too very really actually any some every each all both
        still yet even ever only else again now well ok okay hi hello hey
        get gets getting got gotten let lets want wants wanted wanna need needs like possible able
        know tell say give show way ways thing things stuff
        dont doesnt didnt isnt arent wasnt werent cant couldnt wont wouldnt shouldnt havent hasnt
        hadnt im ive id ill youre youve theyre theyve thats whats whos hows wheres theres gonna
        gotta kinda sorta u ur pls plz r n w y"""
    )
)
"""Words that say little about what a question is about, spelt with and without apostrophe."""

CONTRACTIONS: Final = {
    "can't": "can not",
    "cant": "can not",
    "won't": "will not",
    "wont": "will not",
    "shan't": "shall not",
    "ain't": "is not",
    "aint": "is not",
    "let's": "let us",
    "i'm": "i am",
    "im": "i am",
    "y'all": "you all",
    "cannot": "can not",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "whos": "who is",
    "whats": "what is",
    "hows": "how is",
    "wheres": "where is",
    "thats": "that is",
    "theyre": "they are",
    "dont": "do not",
    "doesnt": "does not",
    "didnt": "did not",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "werent": "were not",
    "couldnt": "could not",
    "wouldnt": "would not",
    "shouldnt": "should not",
    "havent": "have not",
    "hasnt": "has not",
    "hadnt": "had not",
    "u": "you",
    "ur": "your",
    "pls": "please",
    "plz": "please",
    "thx": "thanks",
    "abt": "about",
    "cuz": "because",
    "ppl": "people",
    "wat": "what",
    "wut": "what",
}
"""Short forms that the endings below do not cover, with and without their apostrophe."""

CONTRACTED_ENDINGS: Final = {
    "n't": "not",
    "'re": "are",
    "'ve": "have",
    "'ll": "will",
    "'d": "would",
    "'m": "am",
}

IS_AFTER: Final = QUESTION_WORDS | _words("that there here it he she")
"""Words after which ``'s`` is short for *is*, not a possessive."""

NUMBERS: Final = {
    "zero": "0",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "twenty": "20",
    "thirty": "30",
    "hundred": "100",
    "thousand": "1000",
}
"""Numbers written out, as figures (``one`` is a pronoun more often than a number)."""

SIZES: Final = _words("long wide tall high deep far big large heavy old thick fast strong")
SHARES: Final = _words("percentage percent share proportion number amount")
DAYS: Final = _words("year month day date decade century")
"""After *how*, and after *what* or *which*: words that ask for a figure."""

PAST: Final = _words("did was were had")
"""After *when*: words that ask for a date, not for a condition."""

DATES: Final = _words(
    """january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday century decade ago midnight noon
    today tomorrow yesterday"""
)
"""Words that tell when."""

SYMMETRIC_LINKS: Final = _words(
    """with and or between versus vs than together adjacent adjoin adjoins border borders bordering
    neighbour neighbours neighbor neighbors next near nearby close closer beside touch touches
    touching abut abuts meet meets equal equals similar same like related connected linked"""
)
"""Between two names, words that say the same read from either side."""
