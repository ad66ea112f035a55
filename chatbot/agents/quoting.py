"""Replies under a quote lock: for models, which are to pass answers on as their author wrote them.

Whatever hands replies to a model (MCP, LangChain, a function of its own) hands it these records,
and says :data:`TASK` to it.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import ClassVar, Final, Literal, NamedTuple, Protocol, runtime_checkable

from chatbot.dialogue import Reason, Reply, ReplyKind
from chatbot.knowledge import Entry, Format, Link, Source
from chatbot.markup import without_entry_links
from chatbot.matching import Match

RULES: Final = (
    "Pass on the text of each quote word for word, with its source and date. Leave nothing out, "
    "add nothing, do not translate or reword it. If the FAQ declines, say that it has no answer, "
    "and do not answer from anything else that you know."
)
"""What a model is to do with quotes."""
TASK: Final = (
    f"Answers a question from a FAQ whose answers people have written and stand by. {RULES}"
)
"""The same, as the description of a function that it can call."""
_INSTRUCTIONS: Final[dict[ReplyKind, str]] = {
    "answer": "Pass on the text of each quote word for word, with its source and date. "
    "What stands under declined has no answer: say so, and add nothing of your own.",
    "clarify": "It is not clear what was asked. Ask which of the suggestions is meant, "
    "and do not answer by yourself.",
    "decline": "There is no answer. Say so in the words of text, "
    "and do not answer from anything else that you know.",
    "smalltalk": "Say the text as it is.",
}
_DESCRIBED: Final = {"use_attribute_docstrings": True}
"""For pydantic, with which others make JSON Schemas: what stands below a field describes it."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One answer, as its author wrote it, and where it comes from."""

    __pydantic_config__: ClassVar = _DESCRIBED

    id: str
    """Id of the entry whose answer it is."""
    question: str
    """What it answers: of a reply as the person put it, else as its author did."""
    text: str
    """The answer, word for word; of links to other entries, the words."""
    format: Format
    """What the text is written in."""
    source: str
    """What the answer rests on; empty where its author names nothing, as are date and url."""
    date: str
    """When that is from."""
    url: str
    """Where it is to be read."""
    links: tuple[str, ...]
    """Addresses that its author gives after the answer."""
    checksum: str
    """SHA-256 of the text in UTF-8, in hexadecimal digits: whether it is still the same."""
    must_quote: Literal[True] = True
    """The text is passed on word for word or not at all."""

    @classmethod
    def of(cls, entry: Entry) -> Quote:
        """The answer of an entry."""
        return _quote(
            entry.id, entry.question, entry.answer, entry.format, entry.source, entry.links
        )

    def as_dict(self) -> dict[str, object]:
        """The quote as values that JSON knows."""
        return {**asdict(self), "links": list(self.links)}


@dataclass(frozen=True, slots=True)
class Declined:
    """A question without an answer."""

    __pydantic_config__: ClassVar = _DESCRIBED

    question: str
    """As the person put it."""
    reason: Reason | None
    """Why there is no answer."""
    text: str
    """What to say instead."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A question that has an answer."""

    __pydantic_config__: ClassVar = _DESCRIBED

    id: str
    """Id of the entry that answers it."""
    text: str
    """The question."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A reply under a quote lock."""

    __pydantic_config__: ClassVar = _DESCRIBED

    kind: ReplyKind
    """What sort of reply it is; only ``answer`` answers anything."""
    text: str
    """The whole reply, in words that may be shown to people as they are."""
    format: Format
    """What the text is written in."""
    reason: Reason | None
    """Why it declined, also if only a part of what was asked had no answer; else null."""
    instruction: str
    """What to do with the reply."""
    quotes: tuple[Quote, ...]
    """The answers in it; none unless ``kind`` is ``answer``."""
    declined: tuple[Declined, ...]
    """What has no answer. Nothing may be filled in for it."""
    suggestions: tuple[Suggested, ...]
    """What may be asked next; of ``clarify`` what may be meant."""
    session: str = ""
    """To hand in with the next question, which then goes on from here; empty where the
    conversation is kept elsewhere."""
    must_quote: Literal[True] = True
    """The text and the quotes are passed on word for word or not at all."""

    def as_dict(self) -> dict[str, object]:
        """The record as values that JSON knows."""
        return {
            **asdict(self),
            "quotes": [one.as_dict() for one in self.quotes],
            "declined": [asdict(one) for one in self.declined],
            "suggestions": [asdict(one) for one in self.suggestions],
        }


class Found(NamedTuple):
    """An entry that may answer a question."""

    quote: Quote
    confidence: float
    """The probability, 0 to 1, that it does."""


@runtime_checkable
class Askable(Protocol):
    """What a tool needs of a bot, which may be a :class:`chatbot.Live` as well."""

    def ask(self, question: str, /) -> Reply:
        """One turn."""


@runtime_checkable
class Searchable(Protocol):
    """What a search needs of a bot, the same."""

    def match(self, question: str, limit: int = 5) -> tuple[Match, ...]:
        """The entries nearest to a question, best first."""

    def entry(self, entry_id: str) -> Entry | None:
        """An entry that it may answer with, by its id."""


def quoted(reply: Reply, session: str = "") -> Quoted:
    """A reply as a record to hand to a model, with the ``session`` that it is to hand in next.

    >>> from chatbot import Bot
    >>> record = quoted(Bot.load().ask("does china share a border with north korea?"))
    >>> record.quotes[0].text, record.quotes[0].date, record.must_quote
    ('China and North Korea share a long border.', '25 November 2023', True)
    """
    return Quoted(
        kind=reply.kind,
        text=_read_elsewhere(reply.text, reply.format),
        format=reply.format,
        reason=reply.reason,
        instruction=_INSTRUCTIONS[reply.kind],
        quotes=tuple(
            _quote(part.id, part.question, part.answer, part.format, part.source, part.links)
            for part in reply.parts
            if part.id is not None and part.answer is not None
        ),
        declined=tuple(
            Declined(part.question, part.reason, part.text)
            for part in reply.parts
            if part.kind == "decline"
        ),
        suggestions=tuple(Suggested(one.id, one.text) for one in reply.suggestions),
        session=session,
    )


def search(bot: Searchable, query: str, limit: int) -> tuple[Found, ...]:
    """At most ``limit`` entries that may answer a query, likeliest first, without any dialogue."""
    return tuple(
        Found(Quote.of(entry), match.confidence)
        for match in bot.match(query, limit)
        if (entry := bot.entry(match.entry_id)) is not None
    )


def _read_elsewhere(text: str, format: Format) -> str:
    """A text for readers who cannot follow its links to other entries."""
    return without_entry_links(text) if format == "markdown" else text


def _quote(  # what entries and parts of a reply have alike
    id: str,
    question: str,
    text: str,
    format: Format,
    source: Source | None,
    links: tuple[Link, ...],
) -> Quote:
    source = source or Source()
    text = _read_elsewhere(text, format)
    return Quote(
        id=id,
        question=question,
        text=text,
        format=format,
        source=source.title,
        date=source.date,
        url=source.url,
        links=tuple(link.url for link in links),
        checksum=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
