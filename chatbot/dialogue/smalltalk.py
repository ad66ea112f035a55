"""Small talk: what is said besides questions, and what to say to it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from chatbot.dialogue import language
from chatbot.dialogue.values import Decision
from chatbot.knowledge import Entry, Knowledge
from chatbot.matching import Analysis, Match, Matcher

_SEGMENT = re.compile(r"(?<=[,.!?;:\n])\s*")
LONGEST: Final = 12
"""Words of the longest message that may be small talk."""
AFTER: Final = 4
"""Words there may be after small talk that are part of it: "thanks, very helpful"."""
SURE: Final = 0.5
"""The confidence with which a message that is no phrasing of small talk must match one."""

_DEFAULTS: Final = {
    "greeting": (
        ("hello", "hi", "hi there", "hey", "good morning", "good afternoon", "good evening"),
        "Hello! Ask me anything about “{title}”.",
    ),
    "thanks": (
        ("thanks", "thank you", "thanks a lot", "thank you very much", "many thanks", "thx", "ty"),
        "You're welcome!",
    ),
    "goodbye": (
        ("bye", "goodbye", "bye bye", "see you", "see you later", "good night", "cya"),
        "Goodbye! Come back any time.",
    ),
    "help": (
        ("help", "what can you do?", "what can I ask you?", "how does this work?", "who are you?"),
        "I answer questions about “{title}”. Ask in your own words; where I have no answer, "
        "I will say so.",
    ),
}
"""For knowledge that has no small talk of its own: phrasings and answer by name."""


class Smalltalk:
    """Recognises small talk."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._entries = knowledge.smalltalk or _defaults(knowledge.title)
        self._phrasings: dict[tuple[str, ...], Entry | None] = {
            tuple(phrase.split()): None for phrase in language.ACKNOWLEDGING
        }
        for entry in reversed(self._entries):
            for phrasing in entry.phrasings:
                self._phrasings[tuple(language.words_of(phrasing))] = entry
        self._longest = max(map(len, self._phrasings))
        self.entries = {entry.id: entry for entry in self._entries}
        """Every small talk there is by its id."""

    @cached_property
    def _matcher(self) -> Matcher:
        """Built when it is first needed: most messages are no small talk."""
        return Matcher(Knowledge("small talk", self._entries))

    def exactly(self, message: str) -> Decision | None:
        """What to say to a message that is nothing but phrasings of small talk."""
        segments = [self._read(segment) for segment in _SEGMENT.split(message) if segment.strip()]
        if not language.words_of(message) or any(segment is None for segment in segments):
            return None
        entries = [entry for segment in segments if segment for entry in segment]
        if not entries:
            return Decision(message, "smalltalk", Analysis(message, None), wording="acknowledged")
        return self._reply(message, entries[-1])

    def nearly(self, message: str) -> Decision | None:
        """What to say to a message that is small talk in words of its own."""
        if len(message.split()) > LONGEST:
            return None
        analysis = self._matcher.analyse(message)
        best = analysis.matches[0] if analysis.matches else None
        if best is None or best.confidence < SURE or best.evidence.left_over:
            return None
        if language.asks(message) and not language.asks(best.phrasing):
            return None
        return Decision(message, "smalltalk", analysis, matches=(best,), threshold=SURE)

    def mostly(self, message: str) -> Decision | None:
        """What to say to small talk with a few words after it that ask nothing."""
        start, _, rest = message.partition(",")
        entries = self._read(start)
        if not entries or language.asks(rest) or len(rest.split()) > AFTER:
            return None
        return self._reply(message, entries[-1])

    def without(self, message: str) -> str:
        """The message without the small talk in front of it and after it.

        The message itself where nothing else would be left.
        """
        segments = [segment for segment in _SEGMENT.split(message) if segment.strip()]
        first, last = 0, len(segments)
        while first < last and self._read(segments[first]) is not None:
            first += 1
        while last > first and self._read(segments[last - 1]) is not None:
            last -= 1
        return " ".join(segment.strip() for segment in segments[first:last]) or message

    def _read(self, text: str) -> list[Entry] | None:
        """The small talk that a text is made of, interjections apart; None if there is more."""
        words = language.words_of(text)
        entries: list[Entry | None] = []
        place = 0
        while place < len(words):
            for end in range(min(len(words), place + self._longest), place, -1):
                phrase = tuple(words[place:end])
                if phrase in self._phrasings:
                    entries.append(self._phrasings[phrase])
                    place = end
                    break
            else:
                if words[place] not in language.INTERJECTIONS:
                    return None
                place += 1
        return [entry for entry in entries if entry is not None]

    def _reply(self, message: str, entry: Entry) -> Decision:
        match = Match(entry.id, entry.question, entry.question, 1.0)
        return Decision(message, "smalltalk", Analysis(message, None), matches=(match,))


def _defaults(title: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(f"smalltalk/{name}", asked[0], asked, answer.replace("{title}", title))
        for name, (asked, answer) in _DEFAULTS.items()
    )
