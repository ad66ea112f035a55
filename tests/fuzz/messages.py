"""Messages made from a knowledge file and a seed: what people type, and what only attackers do."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from chatbot import Knowledge

SCRIPTS: Final = {
    "Latin": "naïve Zürich straße İstanbul ﬁne o'clock",
    "Cyrillic": "друг Россия помощь объём п'ять",
    "Greek": "φίλος Κίνα βοήθεια ό,τι",
    "Arabic": "صديق الصين مساعدة می\u200cخواهم ٢٠٢٣",
    "Hebrew": "חבר סין ג'ירפה צה״ל",
    "Devanagari": "मित्र चीन सहायता क्\u200dष",
    "Thai": "เพื่อน จีน ความช่วยเหลือ ไทย",
    "Burmese": "က မြန်မာ တရုတ်",
    "Khmer": "ភ្នំពេញ មិត្ត ចិន",
    "Lao": "ວຽງຈັນ ໝູ່ ຈີນ",
    "Chinese": "北京 中国 金正恩 朋友 谁是北朝鲜最好的朋友",
    "Japanese": "日本 ともだち カタカナ ｶﾅ",
    "Korean": "한국 친구 조선",
    "Georgian": "მეგობარი ჩინეთი ᲩᲘᲜᲔᲗᲘ",
    "Ethiopic": "ጓደኛ ቻይና ፩፪",
}
"""Words of every script, divided by spaces."""

APOSTROPHES: Final = "'’‘‚‛ʼ`´′＇"
JOINTS: Final = (
    *(" and ", ", and also ", " and then ", " oh and ", " but ", " plus ", " also ", " then "),
    *(", ", "; ", ": ", "? ", "! ", ". ", "\n", "? And ", " or ", " versus ", "  ,  and  "),
)
POINTERS: Final = (
    *("it", "its", "they", "them", "that one", "the same", "this country", "those bikes"),
    *("the second one", "the other one", "the last", "the third", "both of them", "the two"),
    *("each of them", "compare them", "the difference between them", "tell me more", "what else"),
    *("and why?", "no, i mean", "actually,", "what about", "is that so?", "yes", "none of these"),
)
NUMBERS: Final = (
    "1",
    "2",
    "3.",
    "the 4th",
    "25",
    "2023",
    "1,000",
    "½",
    "²",
    "٣",
    "๓",
    "①",
    "9" * 30,
)
EMOJI: Final = (
    *("👍", "👍🏽", "👩\u200d👩\u200d👧\u200d👦", "🧑🏿\u200d🚀", "🇰🇵", "❤\ufe0f", "1\ufe0f\u20e3"),
    *("\u200d", "\U0001f3fd", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"),
)
CONTROLS: Final = (
    *("\x00", "\x07", "\x08\x08", "\x1b", "\x1b[", "\x1b[31m", "\x1b[2J", "\x9b31m", "\x1bc"),
    *(
        "\x1b]0;title",
        "\x1b]0;title\x07",
        "\x1b]8;;https://a.example\x1b\\",
        "\x9d0;title",
        "\x1b]",
    ),
    *("\x1bP", "\x1b_", "\x90", "\x7f", "\x85", "\r", "\u2028", "\u2029"),
    *("\ud83d", "\ude00", "\ude00\ud83d", "\udcff", "\ufffe", "\U0010ffff", "\ue000"),
    *("\u202e", "\u202a", "\u2066", "\u2069", "\u200e", "\u200b", "\u2060", "\ufeff", "\xad"),
    *(
        "e" + "\u0301" * 40,
        "\u0301",
        "\u034f",
        "\u3164",
        "\u115f",
        "ﷺ",
        "ﷺ" * 20,
        "ŉ",
        "ǰ",
        "ß",
        "ẞ",
    ),
)
SPACES: Final = (" ", "\t", "\xa0", "\u3000", "\n", " \t", "\xa0 ")
_LONG_RUN: Final = 300
_MOST_PIECES: Final = 9


class Messages:
    """The messages that can be asked of one knowledge file; every seed gives always the same."""

    def __init__(self, knowledge: Knowledge) -> None:
        entities = knowledge.entities
        self._names = [name for one in entities for name in (one.name, *one.aliases)] or ["Nobody"]
        phrasings = [text for entry in knowledge.entries for text in entry.phrasings]
        self._questions = list(dict.fromkeys((*phrasings, *knowledge.unanswered)))
        synonyms = [phrase for group in knowledge.synonyms for phrase in group]
        texts = (*self._questions, *synonyms, *self._names)
        self._words = list(dict.fromkeys(word for text in texts for word in text.split()))
        self._shapes: tuple[Callable[[Random], str], ...] = (
            self._question,
            self._misspelt_question,
            self._two_questions,
            self._three_questions,
            self._pieces,
            self._pieces,
            self._follow_up,
            self._spaced,
            self._repeated,
            _noise,
        )
        self._kinds: tuple[Callable[[Random], str], ...] = (
            self._word,
            self._word,
            self._word,
            self._misspelt_word,
            self._name,
            self._possessive,
            _foreign,
            _foreign_possessive,
            lambda random: random.choice(JOINTS).strip(" "),
            lambda random: random.choice(POINTERS),
            lambda random: random.choice(NUMBERS),
            lambda random: random.choice(EMOJI),
            lambda random: random.choice(CONTROLS),
        )

    def message(self, seed: int) -> str:
        """The message of a seed."""
        random = Random(seed)
        return random.choice(self._shapes)(random)

    def _question(self, random: Random) -> str:
        return random.choice(self._questions)

    def _misspelt_question(self, random: Random) -> str:
        return _misspelt(self._question(random), random)

    def _two_questions(self, random: Random) -> str:
        return self._question(random) + random.choice(JOINTS) + self._any_question(random)

    def _three_questions(self, random: Random) -> str:
        return self._two_questions(random) + random.choice(JOINTS) + self._any_question(random)

    def _any_question(self, random: Random) -> str:
        """A question as it is written, or as one writes it in the middle of a sentence."""
        question = self._question(random)
        return random.choice((question, question.rstrip("?").lower(), _misspelt(question, random)))

    def _pieces(self, random: Random) -> str:
        pieces = [self._piece(random) for _ in range(random.randint(1, _MOST_PIECES))]
        return "".join(piece + random.choice((" ", " ", " ", "")) for piece in pieces)

    def _piece(self, random: Random) -> str:
        return random.choice(self._kinds)(random)

    def _follow_up(self, random: Random) -> str:
        about = random.choice((self._name, self._possessive, self._word, _foreign_possessive))
        pointers = random.choice(POINTERS), random.choice(POINTERS)
        return random.choice(
            ("{0}", "{0} {2}", "{0} and {1}", "{2}, {0}?", "what about {2}")
        ).format(*pointers, about(random))

    def _spaced(self, random: Random) -> str:
        """A question with a run of white space in it."""
        before, _, after = self._any_question(random).partition(" ")
        run = random.choice(SPACES) * random.choice((2, 5, 40, _LONG_RUN))
        return before + run + after + random.choice(("", run, " x"))

    def _repeated(self, random: Random) -> str:
        """One piece again and again, up to the longest question and beyond."""
        piece = self._piece(random) + random.choice((" ", ""))
        return random.choice(("", "what is ")) + piece * random.randint(2, 1 + 1_100 // len(piece))

    def _word(self, random: Random) -> str:
        return random.choice(self._words)

    def _misspelt_word(self, random: Random) -> str:
        return _misspelt(self._word(random), random)

    def _name(self, random: Random) -> str:
        name = random.choice(self._names)
        return random.choice((name, name, name.upper(), name.lower(), _misspelt(name, random)))

    def _possessive(self, random: Random) -> str:
        return self._name(random) + random.choice(APOSTROPHES) + random.choice("sS")


def _foreign(random: Random) -> str:
    return random.choice(SCRIPTS[random.choice(tuple(SCRIPTS))].split())


def _foreign_possessive(random: Random) -> str:
    """A word of any script with an apostrophe behind, before or within it."""
    word, apostrophe = _foreign(random), random.choice(APOSTROPHES)
    shape = random.choice(
        ("{0}{1}s", "{0}{1}s x", "{1}{0}", "{0}{1}", "{0}{1}{0}", "x{1}{0}", "{0}{1}{1}s")
    )
    return shape.format(word, apostrophe)


def _misspelt(text: str, random: Random) -> str:
    """The text with one or two letters lost, doubled, changed or exchanged."""
    for _ in range(random.randint(1, 2)):
        place = random.randrange(len(text) + 1)
        before, here, after = text[:place], text[place : place + 1], text[place + 1 :]
        other = random.choice("abcdefghijklmnopqrstuvwxyz '.")
        text = before + random.choice(("", here * 2, other, after[:1] + here)) + after
    return text


def _noise(random: Random) -> str:
    """Any code points, surrogates too, most of them from the first planes."""
    tops = (0x80, 0x250, 0x3000, 0x1_0000, 0x11_0000)
    return "".join(chr(random.randrange(random.choice(tops))) for _ in range(random.randint(0, 40)))
