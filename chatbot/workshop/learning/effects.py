"""What a change does to everything that was asked so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from chatbot.dialogue import Bot, pack
from chatbot.knowledge import Knowledge
from chatbot.language import Language
from chatbot.matching import TextCache
from chatbot.workshop.grouping import Asked
from chatbot.workshop.learning.changes import Change, changed
from chatbot.workshop.replaying import MOST_REPLAYED, Concern, Got, Label, ask, judge, shift

MOST_CONCERNED: Final = 100
"""Questions asked again for one proposal where there are more than :data:`MOST_REPLAYED`."""
_NEAR: Final = 0.03
"""What it counts that an entry came near to a question: as much as a word of thirty phrasings."""
_UNSURE: Final = 4.0
"""How much likelier a question without a sure answer gets another reply."""


@dataclass(frozen=True, slots=True)
class Effect:
    """How the replies to what was asked would be different."""

    gained: tuple[str, ...] = ()
    """Questions that would get an answer, as far as known the right one, or lose a wrong one."""
    lost: tuple[str, ...] = ()
    """Questions that would lose an answer, or get one that is known to be wrong."""
    switched: tuple[str, ...] = ()
    """Questions that would get another answer; which is right is not known."""
    replayed: int = 0
    """How many were asked again."""
    left: int = 0
    """How many more have to do with it, but less than those, and were not asked."""

    @property
    def does_harm(self) -> bool:
        """Whether more would get worse than better."""
        return len(self.lost) + len(self.switched) > len(self.gained)


@dataclass
class Replay:
    """All that was asked, with the replies of the knowledge as it is now."""

    knowledge: Knowledge
    asked: Sequence[Asked]
    """The most frequent first."""
    expected: Mapping[str, str] = field(default_factory=dict)
    """Question → id of the entry that is known to be right; empty where none is."""
    _bot: Bot | None = None
    _answers: dict[str, Got] = field(default_factory=dict)
    _tried: tuple[Change, Bot, dict[str, Got]] | None = None
    """The change whose effect was measured last, with its bot and that bot's answers."""
    _text_cache: TextCache = field(default_factory=TextCache)

    @property
    def bot(self) -> Bot:
        """A bot of the knowledge as it is now."""
        if self._bot is None:
            self._bot = self._bot_of(self.knowledge)
        return self._bot

    def effect(self, change: Change) -> Effect:
        """What a change would do, its own questions taken to be answered rightly by it."""
        changed_bot = self._bot_of(changed(self.knowledge, [change]))
        right = {**self.expected, **expected_by(change)}
        gained, lost, switched = list[str](), list[str](), list[str]()
        questions, left = self._concerned(change)
        answers = {question: _first(ask(changed_bot, question)) for question in questions}
        self._tried = change, changed_bot, answers
        for question, after in answers.items():
            before = self.got(question)
            how = shift(before, after)
            wanted = right.get(question)
            label = None if wanted is None else Label((wanted,) if wanted else ())
            verdict = judge(before, after, label)
            if how in (None, "reworded") or verdict == "same":
                continue
            if how == "lost" and wanted != "":
                lost.append(question)  # a wrong answer, too: nobody gets the right one for it
            elif verdict == "better" or (verdict == "unknown" and how == "gained"):
                gained.append(question)
            elif verdict == "unknown":
                switched.append(question)
            else:
                lost.append(question)
        return Effect(tuple(gained), tuple(lost), tuple(switched), len(questions), left)

    def accept(self, change: Change) -> None:
        """Go on from the knowledge with the change."""
        tried = self._tried
        after = changed(self.knowledge, [change])
        self.go_on_from(after, {**self.expected, **expected_by(change)})
        if tried and tried[0] == change:
            _, self._bot, self._answers = tried

    def go_on_from(self, knowledge: Knowledge, expected: Mapping[str, str]) -> None:
        """Go on from other knowledge, and from what else is known to be right."""
        self.knowledge, self.expected = knowledge, expected
        self._bot = None
        self._answers = {}
        self._tried = None

    def got(self, question: str) -> Got:
        """What a question gets now."""
        if question not in self._answers:
            self._answers[question] = _first(ask(self.bot, question))
        return self._answers[question]

    def answer(self, question: str) -> str:
        """Id of the entry that answers a question now; empty without an answer."""
        return next(iter(self.got(question).entry_ids), "")

    def _bot_of(self, knowledge: Knowledge) -> Bot:
        """A bot; texts that an earlier one had are not read again."""
        return Bot(knowledge, packed=pack(knowledge, text_cache=self._text_cache).sections())

    def _concerned(self, change: Change) -> tuple[list[str], int]:
        """The questions to ask again, and how many more the change has to do with.

        It has to do with those that share words with it, and those that its entry came near to;
        most with those that had no sure answer.
        """
        if len(self.asked) <= MOST_REPLAYED:
            return [one.text for one in self.asked], 0
        found = self._concern.of(change.texts)
        for place in self._asked_near.get(change.entry, ()):
            found[place] = 2 * (found.get(place, 0.0) + _NEAR)
        for place in found:
            found[place] *= 1.0 if self.asked[place].is_sure else _UNSURE
        places = sorted(found, key=lambda place: -found[place])
        taken = [self.asked[place].text for place in places[:MOST_CONCERNED]]
        return taken, len(places) - len(taken)

    @cached_property
    def _concern(self) -> Concern:
        """Which questions share words with a text, by the entries that there were at first."""
        known = (text for entry in self.knowledge.entries for text in entry.phrasings)
        language = Language.load(self.knowledge.language)
        return Concern(language, (one.text for one in self.asked), known)

    @cached_property
    def _asked_near(self) -> dict[str, list[int]]:
        """Id of an entry → places of the questions that it came near to when they were asked."""
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self.asked):
            for entry in dict.fromkeys(one.entry_ids):
                found.setdefault(entry, []).append(place)
        return found


def expected_by(change: Change) -> dict[str, str]:
    """What is known to be right for a change's own questions."""
    if change.kind == "synonym":
        return {}
    return dict.fromkeys(change.texts, "" if change.kind == "unanswered" else change.entry)


def _first(got: Got) -> Got:
    """What a question gets, of several answers the first: a proposal is about one entry."""
    return replace(got, entry_ids=got.entry_ids[:1])
