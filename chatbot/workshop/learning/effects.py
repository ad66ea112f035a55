"""What a change does to everything that was asked so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from chatbot.dialogue import Bot
from chatbot.knowledge import Knowledge
from chatbot.language import Language
from chatbot.matching import Encoder
from chatbot.workshop.grouping import Asked
from chatbot.workshop.learning.changes import Change, changed
from chatbot.workshop.replaying import MOST_REPLAYED, Concern, Got, Label, ask, judge, shift


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

    @property
    def does_harm(self) -> bool:
        """Whether more would get worse than better."""
        return len(self.lost) + len(self.switched) > len(self.gained)


@dataclass(slots=True)
class Replay:
    """All that was asked, with the replies of the knowledge as it is now."""

    knowledge: Knowledge
    asked: Sequence[Asked]
    """The most frequent first."""
    expected: Mapping[str, str] = field(default_factory=dict)
    """Question → id of the entry that is known to be right; empty where none is."""
    encoder: Encoder | None = None
    _bot: Bot | None = None
    _answers: dict[str, Got] = field(default_factory=dict)
    _tried: tuple[Change, Bot, dict[str, Got]] | None = None
    """The change whose effect was measured last, with its bot and that bot's answers."""

    @property
    def bot(self) -> Bot:
        """A bot of the knowledge as it is now."""
        if self._bot is None:
            self._bot = Bot(self.knowledge, self.encoder)
        return self._bot

    def effect(self, change: Change) -> Effect:
        """What a change would do; whoever says yes to it knows what its own questions mean."""
        changed_bot = Bot(changed(self.knowledge, [change]), self.encoder)
        right = {**self.expected, **expected_by(change)}
        gained, lost, switched = list[str](), list[str](), list[str]()
        questions = self._concerned(change)
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
        return Effect(tuple(gained), tuple(lost), tuple(switched), len(questions))

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

    def _concerned(self, change: Change) -> list[str]:
        questions = [one.text for one in self.asked]
        if len(questions) <= MOST_REPLAYED:
            return questions
        concern = Concern(Language.load(self.knowledge.language), change.texts)
        sharing = ((concern.of(question), question) for question in questions)
        found = sorted((one for one in sharing if one[0]), key=lambda one: -one[0])
        return [question for _, question in found[:MOST_REPLAYED]]


def expected_by(change: Change) -> dict[str, str]:
    """What is known to be right for a change's own questions."""
    if change.kind == "synonym":
        return {}
    return dict.fromkeys(change.texts, "" if change.kind == "unanswered" else change.entry)


def _first(got: Got) -> Got:
    """What a question gets, of several answers the first: a proposal is about one entry."""
    return replace(got, entry_ids=got.entry_ids[:1])
