"""From what was found to entries: one for each question, with ids, links and tidy answers."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chatbot.knowledge import LONGEST_ID, LONGEST_LINE, LONGEST_TEXT, free, slug, values_in
from chatbot.language import fold
from chatbot.workshop.importing.answers import Links, tidy
from chatbot.workshop.importing.found import Found, Item, Note, Place

HARD_TO_READ = 200
"""Characters of a question past which people had better shorten it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry to be written."""

    place: Place
    fields: dict[str, Any]
    """As they stand in a knowledge file, ``id`` first."""
    review: tuple[str, ...] = ()
    """Why a person should look at it."""
    written: tuple[str, ...] = ()
    """The answer and its variants as the source has them where values or names are put in."""

    @property
    def is_part(self) -> bool:
        """Whether it is the summary or an aspect of a profile."""
        return "kind" in self.fields or "/" in str(self.fields["id"])

    def as_written(self, values: Collection[str]) -> Entry:
        """The entry with its texts as the source has them, if they need no more than ``values``."""
        if not self.written or not {*values_in("\n".join(self.written))} <= {*values}:
            return replace(self, written=())
        answer, *variants = self.written
        texts = {"answer": answer} | ({"variants": variants} if variants else {})
        return replace(self, fields=self.fields | texts)


@dataclass(slots=True)
class Import:
    """All that is to be written, and what is to be said."""

    title: str = ""
    entries: list[Entry] = field(default_factory=list)
    synonyms: list[tuple[str, ...]] = field(default_factory=list)
    rest: dict[str, Any] = field(default_factory=dict)
    """What else a knowledge file has, by its keys there."""
    notes: list[Note] = field(default_factory=list)

    @property
    def values(self) -> Mapping[str, Any]:
        """The values that come along; none where they are of another shape, which is refused."""
        values = self.rest.get("values")
        return values if isinstance(values, dict) else {}


def as_entries(found: Found, base_url: str, today: str) -> Import:
    """What was found as entries; ``today``, as in 2024-05-31, is when some are to be reviewed."""
    return _Entries(found, base_url, today).run()


class _Entries:
    def __init__(self, found: Found, base_url: str, today: str) -> None:
        self._found = found
        self._base_url = base_url
        self._today = today

    def run(self) -> Import:
        items = self._once_each(filter(None, map(self._fitting, self._found.items)))
        ids = self._ids(items)
        by_name = _by_name(items, ids)
        links = Links(self._base_url, by_name)
        entries = [
            entry
            for item, entry_id in zip(items, ids, strict=True)
            if (entry := self._entry(item, entry_id, links, by_name))
        ]
        profiles = {one.fields["id"] for one in entries if "kind" in one.fields}
        return Import(
            title=self._found.title,
            entries=[_with_profile(one, profiles) for one in entries],
            synonyms=self._found.synonyms,
            rest=self._found.rest,
            notes=self._found.notes,
        )

    def _fitting(self, item: Item) -> Item | None:
        """The item with questions in one line each and not too long; None where it has none."""
        asked = [" ".join(one.split()) for one in (item.question, *item.also_asked)]
        for one in asked:
            if len(one) > LONGEST_LINE:
                what = f"a question of {len(one):,} characters dropped; shorten it"
                self._found.note(item.place, f"{what} to {LONGEST_LINE:,}: {one[:60]}")
            elif one and not re.search(r"[^\W_]", one):
                self._found.note(item.place, f"a question without a word dropped: {one[:60]}")
        kept = [one for one in asked if len(one) <= LONGEST_LINE and re.search(r"[^\W_]", one)]
        if not asked[0]:
            shown = " ".join(item.answer.split())[:60]
            self._found.note(item.place, f"an answer without a question dropped: {shown}")
        if asked[0] not in kept:
            return None
        unique = {fold(one): one for one in reversed(kept)}
        also = tuple(one for one in kept[1:] if unique.pop(fold(one), "") == one)
        also = tuple(one for one in also if fold(one) != fold(kept[0]))
        return replace(item, question=kept[0], also_asked=also)

    def _once_each(self, items: Iterable[Item]) -> list[Item]:
        """The items, each question once in its section."""
        kept: dict[tuple[str, ...], Item] = {}
        for item in items:
            key = fold(item.question).rstrip("?!. "), item.section
            first = kept.get(key)
            if first is None:
                kept[key] = item
                continue
            if item.id and item.id != first.id:
                what = f"asked before at {first.place}, both are kept: {item.question[:60]}"
                self._found.note(item.place, what)
                kept[(*key, item.id)] = item
                continue
            alike = " ".join(first.answer.split()) == " ".join(item.answer.split())
            which = "the same answer" if alike else "another answer, dropped"
            what = f"asked before at {first.place}, with {which}: {item.question[:60]}"
            self._found.note(item.place, what)
            also = dict.fromkeys((*first.also_asked, *item.also_asked))
            kept[key] = replace(first, also_asked=tuple(also))
        return list(kept.values())

    def _ids(self, items: list[Item]) -> list[str]:
        profiles = {item.id for item in items if {"kind", "name"} <= item.rest.keys()}
        own = {item.id for item in items if _is_id(item.id) or _is_aspect(item.id, profiles)}
        taken = dict.fromkeys(own, 1)
        used: set[str] = set()
        ids = []
        for item in items:
            if item.id in own and item.id not in used:
                ids.append(item.id)
            else:
                ids.append(free(slug(item.question), taken))
            used.add(ids[-1])
        return ids

    def _entry(
        self, item: Item, entry_id: str, links: Links, by_name: dict[tuple[str, str], str]
    ) -> Entry | None:
        answers = [item.answer, *item.variants]
        if not item.is_ours:
            answers = [tidy(one, item, links, self._found) for one in answers]
        answers = [one for one in answers if self._fits(item, one)]
        if not answers:
            self._found.note(item.place, f"without an answer, so dropped: {item.question[:60]}")
            return None
        fields: dict[str, Any] = {
            "id": entry_id,
            "section": item.section[:LONGEST_LINE],
            "question": item.question,
            "also_asked": list(item.also_asked),
            "answer": answers[0],
            "variants": list(dict.fromkeys(answers[1:])),
            "see_also": self._see_also(item, entry_id, by_name),
            "buttons": list(self._buttons(item, by_name)),
            "tags": list(item.tags),
            "meta": dict(item.meta),
        }
        review = tuple(self._review(item))
        if review:
            fields["review_by"] = self._today
        filled = {key: value for key, value in fields.items() if value}
        return Entry(item.place, filled | dict(item.rest), review, item.written)

    def _fits(self, item: Item, answer: str) -> bool:
        if len(answer) > LONGEST_TEXT:
            what = f"an answer of {len(answer):,} characters dropped; shorten it"
            self._found.note(item.place, f"{what} to {LONGEST_TEXT:,}")
        return bool(answer) and len(answer) <= LONGEST_TEXT

    def _see_also(
        self, item: Item, entry_id: str, by_name: dict[tuple[str, str], str]
    ) -> list[str]:
        file = posixpath.normpath(item.place.file)
        found = {name: by_name.get((file, name), "") for name in item.see_also}
        for name, target in found.items():
            if not target:
                self._found.note(item.place, f"“{name}”, worth asking next, is not there: dropped")
        return list(dict.fromkeys(one for one in found.values() if one not in ("", entry_id)))

    def _buttons(self, item: Item, by_name: dict[tuple[str, str], str]) -> Iterator[dict[str, str]]:
        for text, name in item.buttons:
            target = by_name.get((posixpath.normpath(item.place.file), name), "")
            if target:
                yield {"id": target, "text": text} if text else {"id": target}
            else:
                self._found.note(item.place, f"button “{text[:60]}” dropped: it leads nowhere")

    def _review(self, item: Item) -> Iterable[str]:
        if item.review:
            yield item.review
        if len(item.question) > HARD_TO_READ:
            yield f"the question has {len(item.question)} characters; shorten it"


def _by_name(items: Sequence[Item], ids: Sequence[str]) -> dict[tuple[str, str], str]:
    """The id of each item by its file and what links call it: the first one of that name.

    What the source itself calls it goes before the anchors of others.
    """
    found: dict[tuple[str, str], str] = {}
    called = [(item, [item.id]) for item in items] + [(item, [*item.names]) for item in items]
    for (item, names), entry_id in zip(called, (*ids, *ids), strict=True):
        for name in filter(None, names):
            found.setdefault((posixpath.normpath(item.place.file), name), entry_id)
    return found


def _with_profile(entry: Entry, profiles: Collection[str]) -> Entry:
    """The entry; an aspect whose profile is not there becomes an entry of its own."""
    own_id = str(entry.fields["id"])
    if "/" not in own_id or own_id.partition("/")[0] in profiles:
        return entry
    return replace(entry, fields=entry.fields | {"id": own_id.replace("/", "-")}, written=())


def _is_aspect(text: str, profiles: Collection[str]) -> bool:
    """Whether the name of an item is that of an aspect of one of some profiles."""
    profile, _, aspect = text.partition("/")
    return profile in profiles and _is_id(profile) and _is_id(aspect)


def _is_id(text: str) -> bool:
    """Whether the name of an item may be an id that people read."""
    return 0 < len(text) <= LONGEST_ID and re.search(r"[\s/]", text) is None
