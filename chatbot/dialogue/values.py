"""What goes in and out of one turn: plain frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from chatbot.dialogue.session import Session, random_id
from chatbot.knowledge import Entity, Format, Link, Source
from chatbot.matching import Analysis, Match

ReplyKind = Literal["answer", "clarify", "decline", "smalltalk"]
Reason = Literal[
    "off_topic",
    "not_covered",
    "not_for_you",
    "unknown_entity",
    "unknown_aspect",
    "too_long",
    "empty",
]

Wording = Literal["unclear", "none_of_these", "no_more", "acknowledged", "which_one", "nearest"]
"""Replies that kind and reason do not tell apart."""
SubstitutionKind = Literal[
    "reference", "about", "of_another", "question_of_another", "question_again",
    "told_last", "picked", "next", "of_each", "of_kind",
]  # fmt: skip

SCHEMA: Final = 2
"""Goes up when a key of a reply's JSON changes its meaning or goes away."""


class Substitution(NamedTuple):
    """What the conversation added to a question, and from what."""

    kind: SubstitutionKind
    names: tuple[str, ...] = ()
    """The entities put in, by name."""
    of: str = ""
    """What they were put in place of, or taken from: words, a name, the last question."""


class Decision(NamedTuple):
    """What became of one question, with everything it was decided from."""

    question: str
    """As the person put it; a part of the message where that asked two things."""
    kind: ReplyKind
    analysis: Analysis
    """Of the question as it was understood, which is ``analysis.utterance``."""
    context: tuple[Substitution, ...] = ()
    """What the conversation added to the question."""
    matches: tuple[Match, ...] = ()
    """What it answers with, or offers, best first."""
    reason: Reason | None = None
    """Why it declined, else None."""
    entity: Entity | None = None
    """Whom a decline is about."""
    aspect: str | None = None
    """Id of the aspect that a profile does not answer."""
    unanswered: str | None = None
    """Which of the knowledge's unanswered questions was asked."""
    withheld: bool = False
    """Whether an entry answers it that is for others, or not valid today."""
    threshold: float = 0.0
    """The confidence an answer needed."""
    wording: Wording | None = None
    """Name of the wording of what is said, where kind and reason do not tell."""

    @property
    def answered(self) -> bool:
        """Whether there is an answer."""
        return self.kind == "answer"

    @property
    def entry_id(self) -> str:
        """Id of what it answers with, or offers first. Only for a decision that has matches."""
        return self.matches[0].entry_id

    @property
    def is_gap(self) -> bool:
        """Whether it declines what is known to have no answer."""
        return self.aspect is not None or self.unanswered is not None or self.withheld

    @property
    def confidence(self) -> float:
        """Of an answer: the probability that it is the right one. Else 0."""
        return self.matches[0].confidence if self.answered else 0.0


class Suggestion(str):
    """A question worth asking next, which reads as its text and knows whose it is.

    >>> Suggestion("When are you open?", "hours").id
    'hours'
    """

    __slots__ = ("id",)

    def __new__(cls, text: str, id: str = "") -> Suggestion:
        """The question of the entry ``id``, for :meth:`Bot.answer`."""
        suggestion = super().__new__(cls, text)
        suggestion.id = id
        return suggestion

    id: str
    """Id of the entry that answers it."""

    @property
    def text(self) -> str:
        """The question alone."""
        return str(self)


class Part(NamedTuple):
    """What is said to one of the questions in a message."""

    question: str
    """As the person put it."""
    kind: ReplyKind
    text: str
    """What is said: the author's answer, or the bot's own words, or both."""
    entry_ids: tuple[str, ...] = ()
    """What it answers with, or offers, best first."""
    reason: Reason | None = None
    """Why it declined, else None."""
    id: str | None = None
    """Id of the entry whose answer it gives; None where it gives none."""
    answer: str | None = None
    """That answer alone, as its author wrote it."""
    format: Format = "plain"
    """What ``text`` and ``answer`` are written in."""
    confidence: float = 0.0
    """Of an answer: the probability that it is the right one. Else 0."""
    source: Source | None = None
    """What the answer rests on; None where there is no answer, or it names none."""
    links: tuple[Link, ...] = ()
    """Addresses that its author gives after the answer; they stand in ``text`` too."""
    section: str = ""
    """What the entry belongs to."""
    tags: tuple[str, ...] = ()
    meta: Mapping[str, object] = MappingProxyType({})
    """What its author says to other programs."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says in one turn."""

    kind: ReplyKind
    text: str
    """What to show, in ``format``; paragraphs are separated by an empty line."""
    session: Session
    """The state of the conversation after this turn; hand it in with the next question."""
    entry_ids: tuple[str, ...] = ()
    """What it answers with, or offers, best first."""
    confidence: float = 0.0
    """Of an answer: the probability that it is the right one. Else 0."""
    reason: Reason | None = None
    """Why it declined, else None; also set when one of two questions had no answer."""
    suggestions: tuple[Suggestion, ...] = ()
    """Questions worth asking next; for ``clarify`` the choices, in the order of ``entry_ids``."""
    source: Source | None = None
    """What the answer rests on; None when nothing was answered."""
    parts: tuple[Part, ...] = ()
    """One for each question found in the message, in order."""
    decisions: tuple[Decision, ...] = ()
    """How it came about, one for each question found in the message."""
    question: str = ""
    """The message it replies to, as it was typed."""
    format: Format = "plain"
    """What ``text`` is written in."""
    id: str = field(default_factory=random_id, compare=False)
    """Random and unique: which reply it is that somebody says something about."""

    def as_dict(self) -> dict[str, object]:
        """The reply as values that JSON knows, as :func:`reply_schema` describes them.

        Session and decisions are left out: they are not for those who read the reply.
        """
        return {
            "schema": SCHEMA,
            "id": self.id,
            "question": self.question,
            "kind": self.kind,
            "text": self.text,
            "format": self.format,
            "entry_ids": list(self.entry_ids),
            "confidence": self.confidence,
            "reason": self.reason,
            "suggestions": [{"id": one.id, "text": one.text} for one in self.suggestions],
            "parts": [_part(part) for part in self.parts],
            "source": _source(self.source),
        }


def _part(part: Part) -> dict[str, object]:
    changed = {
        "entry_ids": list(part.entry_ids),
        "source": _source(part.source),
        "links": [{"text": link.text, "url": link.url} for link in part.links],
        "tags": list(part.tags),
        "meta": dict(part.meta),
    }
    return {**part._asdict(), **changed}


def _source(source: Source | None) -> dict[str, str] | None:
    if source is None:
        return None
    return {"title": source.title, "date": source.date, "url": source.url}
