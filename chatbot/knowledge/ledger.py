"""The entries read so far, and what can be checked only once all of them are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from chatbot.knowledge import characters, ids
from chatbot.knowledge.answers import read_answer
from chatbot.knowledge.model import Entry, Source
from chatbot.knowledge.nodes import Node
from chatbot.knowledge.problems import did_you_mean, shown
from chatbot.knowledge.values import Values
from chatbot.language import Tables

MOST_NAMES = 100_000
"""Names, aliases and synonyms in one file."""
MOST_CHARACTERS = 5_000_000
"""Of all texts that questions are matched with, once names are filled in and characters that
stand for several are written out; for each character of the file :data:`PER_CHARACTER` more."""
PER_CHARACTER = 3
TEXT_COST = 50
"""What a text counts besides its characters, as short ones take memory too."""


class Ledger:
    """The entries read so far, and what can be checked only once all of them are there."""

    def __init__(self, values: Values, source: Source, written: int, tables: Tables) -> None:
        """Take what an answer rests on where nothing nearer says it, and the file's characters.

        ``tables`` are those of its language.
        """
        self.values = values
        self.problems = values.problems
        self.phrases = tables.phrases
        """For what an author leaves out."""
        self.articles = tables.articles
        self.source = source
        self.references: list[tuple[str, Node]] = []
        self._linked: list[tuple[str, Node]] = []
        """Ids of the entries that answers link to, each with where it stands."""
        self._entries: list[Entry] = []
        self._ids: dict[str, Node] = {}
        self._most = MOST_CHARACTERS + PER_CHARACTER * written
        self._size = 0
        self._names = 0

    def add(self, entry: Entry, node: Node) -> None:
        """Take an entry; ``node`` is where its id stands. One without an id gets it at the end."""
        self.add_texts(node, (*entry.phrasings, entry.text))
        first = self._ids.get(entry.id)
        if first and entry.id:
            place = self.problems.where(first, beside=node)
            what = f"duplicate id {shown(entry.id)}, first {place}; change one of them"
            self.problems.add(node, what)
        elif entry.id:
            self._ids[entry.id] = node
        self._entries.append(entry)

    def answered(self, entry: Entry, text: str, node: Node) -> Entry:
        """The entry with its answer, which stands at ``node``."""
        answer = read_answer(text, node, self.problems)
        self._linked += answer.linked
        see_also = unique((*entry.see_also, *(linked for linked, _ in answer.linked)))
        return entry._replace(
            answer=answer.text, without_markup=answer.without_markup, see_also=see_also
        )

    def varied(self, entry: Entry, variants: Iterable[tuple[str, Node]]) -> Entry:
        """The entry with further wordings of its answer, each given with where it stands."""
        texts = []
        for text, node in variants:
            answer = read_answer(text, node, self.problems)
            self._linked += answer.linked
            texts.append(answer.text)
        return entry._replace(variants=unique(texts))

    def add_texts(self, node: Node, texts: Sequence[str]) -> None:
        """Count texts that questions are matched with; ``node`` is where they stand."""
        self._size += sum(map(characters.written_out, texts)) + TEXT_COST * len(texts)
        if self._size > self._most:
            what = (
                f"up to here the texts come to more than {self._most:,} characters, with names "
                f"filled in and {TEXT_COST} for each; write fewer, or split the file"
            )
            self.problems.stop(node, what)

    def add_names(self, node: Node, names: Sequence[str]) -> None:
        """Count names or synonyms; ``node`` is where they stand."""
        self.add_texts(node, names)
        self._names += len(names)
        if self._names > MOST_NAMES:
            what = f"more than {MOST_NAMES:,} names and synonyms up to here; split the file"
            self.problems.stop(node, what)

    def close(self) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        """The entries in use, with their ids, and the others; every reference checked."""
        taken = dict.fromkeys(self._ids, 1)
        entries = tuple(
            entry if entry.id else entry._replace(id=ids.free(ids.slug(entry.question), taken))
            for entry in self._entries
        )
        for references, note in (
            (self.references, self.problems.add),
            (self._linked, self.problems.warn),
        ):
            for reference, node in references:
                if reference not in taken:
                    hint = did_you_mean(reference, taken)
                    note(node, f"there is no entry with the id {shown(reference)}{hint}")
        inactive = tuple(entry for entry in entries if not entry.active)
        unused = {entry.id for entry in inactive} | {one for one, _ in self._linked} - taken.keys()
        used = (entry for entry in entries if entry.active)
        return tuple(_without(unused, entry) for entry in used), inactive


def _without(unused: Set[str], entry: Entry) -> Entry:
    """The entry without references to those that are not in use."""
    if unused.isdisjoint((*entry.see_also, *(button.id for button in entry.buttons))):
        return entry
    return entry._replace(
        see_also=tuple(other for other in entry.see_also if other not in unused),
        buttons=tuple(button for button in entry.buttons if button.id not in unused),
    )


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """``texts`` without repetitions and empty ones, in order."""
    return tuple(dict.fromkeys(filter(None, texts)))
