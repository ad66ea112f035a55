"""A change to the knowledge, and the knowledge with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from chatbot.knowledge import Entry, Knowledge, free

ChangeKind = Literal["phrasing", "synonym", "unanswered", "entry"]
"""Another way of asking for an entry; words that mean the same; a question that is left unanswered
on purpose; an entry that is not there yet."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is added to the knowledge."""

    kind: ChangeKind
    texts: tuple[str, ...]
    """The phrasings, the words that mean the same, or the questions."""
    entry: str = ""
    """Id of the entry that gets the phrasings; of a new one its own."""
    answer: str = ""
    """Of a new entry; empty while it is to be written."""

    def __str__(self) -> str:
        said = ", ".join(f"“{text}”" for text in self.texts)
        if self.kind == "phrasing":
            return f"{self.entry}: also asked as {said}"
        if self.kind == "synonym":
            return f"synonyms: {said}"
        return f"unanswered: {said}" if self.kind == "unanswered" else f"a new entry: {said}"


def taken_ids(knowledge: Knowledge) -> dict[str, int]:
    """The ids that a new entry cannot have, those of entries not in use too."""
    return {entry.id: 1 for entry in (*knowledge.entries, *knowledge.inactive)}


def settled(
    knowledge: Knowledge, changes: Sequence[Change]
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """The changes as they can be made to the knowledge, and those whose entry it does not have.

    Phrasings of an entry that is itself new become questions of that entry. A new entry whose id
    is taken gets another one. Texts that the knowledge has already are left out.
    """
    phrasings = {entry.id: entry.phrasings for entry in knowledge.entries}
    taken, new = taken_ids(knowledge), dict[str, Change]()
    others, gone = list[Change](), list[Change]()
    for change in changes:
        if change.kind == "entry":
            new[change.entry] = replace(change, entry=free(change.entry, taken))
        elif change.kind == "phrasing" and change.entry in new:
            one = new[change.entry]
            new[change.entry] = replace(one, texts=tuple(dict.fromkeys(one.texts + change.texts)))
        elif change.kind == "phrasing" and change.entry not in phrasings:
            gone.append(change)
        elif change.kind != "synonym":
            is_phrasing = change.kind == "phrasing"
            had = phrasings[change.entry] if is_phrasing else knowledge.unanswered
            texts = tuple(text for text in change.texts if text not in had)
            others += [replace(change, texts=texts)] * bool(texts)
        elif change.texts not in knowledge.synonyms:
            others.append(change)
    return (*others, *new.values()), tuple(gone)


def changed(knowledge: Knowledge, changes: Sequence[Change]) -> Knowledge:
    """The knowledge with the changes; an entry without an answer is not in it yet."""
    entries = {entry.id: entry for entry in knowledge.entries}
    synonyms, unanswered = [*knowledge.synonyms], [*knowledge.unanswered]
    for change in changes:
        if change.kind == "phrasing":
            entry = entries[change.entry]
            phrasings = tuple(dict.fromkeys((*entry.phrasings, *change.texts)))
            entries[entry.id] = entry._replace(phrasings=phrasings)
        elif change.kind == "synonym":
            synonyms.append(change.texts)
        elif change.kind == "unanswered":
            unanswered += [text for text in change.texts if text not in unanswered]
        elif change.answer:
            new = Entry(change.entry, change.texts[0], change.texts, change.answer)
            entries[new.id] = new
    return knowledge._replace(
        entries=tuple(entries.values()),
        synonyms=tuple(synonyms),
        unanswered=tuple(unanswered),
    )
