"""Which sentences of a text are the author's words: a guard behind what words answers itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from chatbot.agents.sentences import Piece, blocks
from chatbot.dialogue import ASKED, Bot
from chatbot.knowledge import Entry, Knowledge, Source
from chatbot.language import DEFAULT, Language, interface_words
from chatbot.markup import escape

MAX_CHARACTERS: Final = 50_000
"""The longest text that is looked at."""
SCHEMA: Final = 1
"""Goes up when a key of a verification's JSON changes its meaning or goes away."""

_LONGEST_ASKED: Final = 300
"""Characters of a question that a decline repeats."""
_FEWEST_WORDS: Final = 2
"""Of a sentence that says something beside what was asked; one will do of a question."""
_WORDING: Final = "wording/"
"""What stands before the name of something that the bot says itself."""
_SOURCE: Final = "source"
"""What stands for the sources of entries in place of an id."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text, a row of a table in it, or a line of code."""

    text: str
    """As it stands there, without markup."""
    entry_ids: tuple[str, ...] = ()
    """Ids of the entries whose words it is, in file order; ``contact``, ``source`` and
    ``wording/NAME`` stand for texts beside them. Empty where it is not the author's."""

    @property
    def is_quoted(self) -> bool:
        """Whether it is the author's."""
        return bool(self.entry_ids)


@dataclass(frozen=True, slots=True)
class Verification:
    """Which sentences of a text are the author's words, and which are not."""

    sentences: tuple[Sentence, ...]
    """All of them, in order."""

    @property
    def is_quoted(self) -> bool:
        """Whether there is something, and all of it is the author's."""
        return bool(self.sentences) and all(one.is_quoted for one in self.sentences)

    def as_dict(self) -> dict[str, object]:
        """The verification as values that JSON knows."""
        return {
            "schema": SCHEMA,
            "is_quoted": self.is_quoted,
            "sentences": [
                {
                    "text": one.text,
                    "is_quoted": one.is_quoted,
                    "entry_ids": list(one.entry_ids),
                }
                for one in self.sentences
            ],
        }


def verify(
    source: Knowledge | Bot, text: str, audience: str | Collection[str] | None = None
) -> Verification:
    """Say of each sentence of ``text`` whether it is the author's, and from which entry.

    The author's are, in whole sentences, the questions, answers, variants and link texts of entries
    and small talk, their sources with or without the date, ``contact`` and what the bot says where
    it answers nothing, whoever worded it. White space, quotation marks, dashes, markup and a
    stop at the end make no difference; other words, another order, capitals and other links do. Of
    a bot, only what it may answer today with, for ``audience``, is compared; of a knowledge,
    everything in use. Raises ValueError past :data:`MAX_CHARACTERS`, TypeError for no text.

    >>> shop = Knowledge.from_dict({
    ...     "title": "The shop",
    ...     "entries": [{"question": "When are you open?", "answer": "From nine. Not on Sundays."}],
    ... })
    >>> [one.entry_ids for one in verify(shop, "We open early. *Not on Sundays.*").sentences]
    [(), ('when-are-you-open',)]
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"the text is too long; verify {MAX_CHARACTERS:,} characters at a time")
    knowledge = source if isinstance(source, Knowledge) else source.knowledge
    bot = Bot(source) if isinstance(source, Knowledge) else source
    entries = knowledge.entries if isinstance(source, Knowledge) else source.entries(audience)
    others = (
        ("contact", knowledge.contact),
        *((f"{_WORDING}{name}", words) for name, words in bot.declines(audience)),
        *((_SOURCE, words) for words in _sources(entries, knowledge.language)),
    )
    words = _author_words(knowledge.language, (*entries, *knowledge.smalltalk), others)
    language = Language.load(knowledge.language)
    return Verification(
        tuple(
            sentence
            for readings in blocks(text, language)
            for sentence in min((_checked(one, words) for one in readings), key=_strangeness)
        )
    )


def _sources(entries: Iterable[Entry], code: str) -> Iterator[str]:
    """What answers rest on, and what stands before that."""
    sources = [one for one in dict.fromkeys(entry.source for entry in entries) if one.title]
    for source in sources:
        yield from _source_texts(source)
    if sources:
        yield from (interface_words(one)["source"] for one in (DEFAULT, code))


def _source_texts(source: Source) -> Iterator[str]:
    """The ways to say what an answer rests on: with or without the date and the address."""
    title = f"[{escape(source.title)}](<{source.url}>)" if source.url else escape(source.title)
    yield from (title, f"({title})", f"{title}, {source.url}")
    if source.date:
        dated = f"{title}, {escape(source.date)}"
        yield from (dated, f"({dated})", f"{dated}, {source.url}", f"{title} ({source.date})")


class _Words(NamedTuple):
    """What one author wrote."""

    places: dict[str, tuple[str, ...]]
    """What is compared of a sentence → ids of what it stands in."""
    open: tuple[tuple[re.Pattern[str], str], ...]
    """The same of sentences with something of the question in them."""
    targets: dict[str, frozenset[str]]
    """Id → where links in it lead."""


@lru_cache(maxsize=4)
def _author_words(
    code: str, entries: tuple[Entry, ...], others: tuple[tuple[str, str], ...]
) -> _Words:
    language = Language.load(code)
    texts = [(entry.id, text) for entry in entries for text in _texts(entry)]
    found: dict[str, dict[str, None]] = {}
    targets = {
        **{entry.id: {entry.source.url, *(link.url for link in entry.links)} for entry in entries},
        **{name: set[str]() for name, _ in others},
    }
    for place, text in (*texts, *others):
        for readings in blocks(text, language):
            for piece in (piece for reading in readings for piece in reading):
                found.setdefault(piece.key, {})[place] = None
                targets[place] |= piece.targets
    return _Words(
        {key: tuple(places) for key, places in found.items()},
        tuple(
            (_open(key), place)
            for key in found
            for place in found[key]
            if ASKED in key and place.startswith(_WORDING)
        ),
        {place: frozenset(own) for place, own in targets.items()},
    )


def _open(key: str) -> re.Pattern[str]:
    """What fits a sentence with anything in place of :data:`ASKED`, where the rest says enough."""
    words = re.findall(r"[^\W\d]+", key.replace(ASKED, ""))
    if len(words) < (1 if key.endswith("?") else _FEWEST_WORDS):
        return re.compile(re.escape(key))
    return re.compile(re.escape(key).replace(ASKED, rf".{{1,{_LONGEST_ASKED}}}"))


def _texts(entry: Entry) -> Iterator[str]:
    yield from (entry.question, entry.answer, *entry.variants)
    yield from (link.text for link in entry.links)


def _checked(pieces: tuple[Piece, ...], words: _Words) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(
            piece.text,
            tuple(
                place
                for place in _places(piece.key, words)
                if piece.targets <= words.targets[place]
            ),
        )
        for piece in pieces
    )


def _places(key: str, words: _Words) -> tuple[str, ...]:
    said = words.places.get(key)
    return said or tuple(place for form, place in words.open if form.fullmatch(key))


def _strangeness(sentences: tuple[Sentence, ...]) -> tuple[int, int]:
    """How many are not the author's; where two readings have as many, what more of them are."""
    quoted = sum(one.is_quoted for one in sentences)
    return len(sentences) - quoted, -quoted
