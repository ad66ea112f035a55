"""Which sentences of a text are the author's words: a guard behind what words answers itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from chatbot.agents.sentences import Piece, blocks
from chatbot.dialogue import Bot
from chatbot.knowledge import Entry, Knowledge
from chatbot.language import Language

MAX_CHARACTERS: Final = 50_000
"""The longest text that is looked at."""
SCHEMA: Final = 1
"""Goes up when a key of a verification's JSON changes its meaning or goes away."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text, a row of a table in it, or a line of code."""

    text: str
    """As it stands there, without markup."""
    entry_ids: tuple[str, ...] = ()
    """Ids of the entries whose words it is, in file order; ``contact`` and ``wording/NAME`` stand
    for those texts of the file. Empty where it is not the author's."""

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
    and small talk, ``contact`` and ``wording``. White space, quotation marks, dashes, markup and a
    stop at the end make no difference; other words, another order of words, capitals and other
    links do. Of a bot, only what it may answer today with, for ``audience``, is compared; of a
    knowledge, everything in use. Raises ValueError for a text of more than
    :data:`MAX_CHARACTERS` characters.

    >>> shop = Knowledge.from_dict({
    ...     "title": "The shop",
    ...     "entries": [{"question": "When are you open?", "answer": "From nine. Not on Sundays."}],
    ... })
    >>> [one.entry_ids for one in verify(shop, "We open early. *Not on Sundays.*").sentences]
    [(), ('when-are-you-open',)]
    """
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"the text is too long; verify {MAX_CHARACTERS:,} characters at a time")
    knowledge = source if isinstance(source, Knowledge) else source.knowledge
    entries = knowledge.entries if isinstance(source, Knowledge) else source.entries(audience)
    others = (("contact", knowledge.contact), *_wording(knowledge))
    words = _author_words(knowledge.language, (*entries, *knowledge.smalltalk), others)
    language = Language.load(knowledge.language)
    return Verification(
        tuple(
            sentence
            for readings in blocks(text, language)
            for sentence in min((_checked(one, words) for one in readings), key=_strangeness)
        )
    )


def _wording(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for name, text in knowledge.wording.items():
        yield f"wording/{name}", text


class _Words(NamedTuple):
    """What one author wrote."""

    places: dict[str, tuple[str, ...]]
    """What is compared of a sentence → ids of what it stands in."""
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
        {place: frozenset(own) for place, own in targets.items()},
    )


def _texts(entry: Entry) -> Iterator[str]:
    yield from (entry.question, entry.answer, *entry.variants)
    yield from (link.text for link in entry.links)


def _checked(pieces: tuple[Piece, ...], words: _Words) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(
            piece.text,
            tuple(
                place
                for place in words.places.get(piece.key, ())
                if piece.targets <= words.targets[place]
            ),
        )
        for piece in pieces
    )


def _strangeness(sentences: tuple[Sentence, ...]) -> tuple[int, int]:
    """How many are not the author's; where two readings have as many, what more of them are."""
    quoted = sum(one.is_quoted for one in sentences)
    return len(sentences) - quoted, -quoted
