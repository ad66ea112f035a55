"""Importing into files that are there: what changed is brought up to date, an author's work stays.

An imported entry has a comment with a fingerprint of each field as it was imported. A field that
still has it was not edited, and follows its source; any other is the author's, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chatbot.errors import SourceError
from chatbot.knowledge import Entry as KnowledgeEntry
from chatbot.knowledge import Knowledge, free, whole_tree
from chatbot.language import fold
from chatbot.workshop.importing.entries import Entry, Import
from chatbot.workshop.importing.found import Note, Place
from chatbot.workshop.importing.profiles import without_profile
from chatbot.workshop.importing.readers.trees import as_values
from chatbot.workshop.importing.target import Edit, Target, Written
from chatbot.workshop.importing.writing import (
    OWN_FIELDS,
    fingerprints,
    mark,
    read_mark,
    written_entry,
    written_synonyms,
)

_LINK = re.compile(r"(\]\(#)([^\s)]+)")
_NO_ROOM = "is written in brackets; write it with a line for each item"


def merged(
    texts: Mapping[str, str], imported: Import, before: Knowledge
) -> tuple[dict[str, str], list[Note]]:
    """The files of a knowledge with what was imported, and what else is to be said.

    ``texts`` are all files by path, the one that includes the others first; ``before`` is what they
    are. Raises :class:`~chatbot.errors.SourceError` where nothing can be added to their lists.
    """
    targets = {path: Target(path, text) for path, text in texts.items()}
    return _Merging(targets, imported, before).run()


class _Merging:
    def __init__(self, targets: Mapping[str, Target], imported: Import, before: Knowledge) -> None:
        self._targets = targets
        whole = as_values(whole_tree(before.path))
        self._whole = whole if isinstance(whole, dict) else {}
        """All of it as it is written."""
        self._first = next(iter(targets.values()))
        """The file that includes the others; what belongs to no entry goes there."""
        self._before = before
        self._imported = replace(imported, entries=self._fitting(imported))
        self._edits: dict[str, list[Edit]] = {path: [] for path in targets}
        self._notes: list[Note] = []
        there = (*before.entries, *before.inactive)
        self._taken = {entry.id: 1 for entry in there}
        of_profiles = [one for one in there if one.entity]
        self._of_profiles = {fold(one.question): one for one in of_profiles}
        self._of_profiles |= {one.id: one for one in of_profiles}
        """What profiles answer, by its question and its id."""

    def _fitting(self, imported: Import) -> list[Entry]:
        """The entries with values put in that the files do not have, and without names put in."""
        values = imported.values
        there = self._whole.get("values") or {}
        same = [name for name, text in values.items() if there.get(name) == text]
        return [
            without_profile(one) if one.is_part else one.as_written(same)
            for one in imported.entries
        ]

    def _profile(self, entry: Entry) -> KnowledgeEntry | None:
        """What a profile of the files answers already, with the question or the id of an entry."""
        by_question = self._of_profiles.get(fold(entry.fields["question"]))
        return by_question or self._of_profiles.get(entry.fields["id"])

    def run(self) -> tuple[dict[str, str], list[Note]]:
        matched = self._matches()
        self._note_gone([id(one) for one in matched if one is not None])
        new_ids = self._new_ids(matched)
        entries = [_renamed(entry, new_ids) for entry in self._imported.entries]
        last: Written | None = None
        for entry, there in zip(entries, matched, strict=True):
            if there is not None:
                self._update(entry, there)
                last = there
            elif profile := self._profile(entry):
                self._leave(entry, profile)
            else:
                self._add(entry, last)
        self._add_synonyms()
        self._note_rest()
        texts = {
            path: target.edited(_joined(self._edits[path]))
            for path, target in self._targets.items()
        }
        return texts, self._notes

    def _matches(self) -> list[Written | None]:
        """The entry in the files that each imported one is, if it is there."""
        left = self._written()
        found: list[Written | None] = [None] * len(self._imported.entries)
        for same in (_same_section, _same_origin, _same_question, _same_id, _same_answer):
            for place, entry in enumerate(self._imported.entries):
                if found[place] is None:
                    fits = next((one for one in left if same(entry, one)), None)
                    if fits is not None:
                        found[place] = fits
                        left.remove(fits)
        return found

    def _written(self) -> list[Written]:
        """The entries of all files."""
        return [entry for target in self._targets.values() for entry in target.entries]

    def _note_gone(self, kept: list[int]) -> None:
        files = {_file(read_mark(mark(one, {"x": "0" * 8}))) for one in self._imported.entries}
        for entry in self._written():
            if entry.place and _file((entry.place, {})) in files and id(entry) not in kept:
                what = f"“{entry.fields.get('question', '')}” is no longer in {entry.place}"
                self._note(entry, f"{what}; it stays here until you remove it")

    def _note(self, entry: Written, what: str) -> None:
        line = self._targets[entry.path].line_of(entry)
        self._notes.append(Note(Place(entry.path, line), what))

    def _new_ids(self, matched: list[Written | None]) -> dict[str, str]:
        """The ids of imported entries as they are in the file."""
        ids = {}
        for entry, there in zip(self._imported.entries, matched, strict=True):
            own = entry.fields["id"]
            profile = self._profile(entry)
            if there is not None:
                ids[own] = str(there.fields.get("id", "") or own)
            elif profile:
                ids[own] = profile.id
            else:
                ids[own] = free(own.replace("/", "-"), self._taken)
        return ids

    def _add(self, entry: Entry, last: Written | None) -> None:
        """Add an entry after the one that it follows in its source, else at the end."""
        target = self._targets[last.path] if last else self._first
        if last and not target.is_open("entries"):
            target, last = self._first, None
        edits = self._edits[target.path]
        if not target.has("entries"):
            start = len(target.text)
            lead = "" if target.text.endswith("\n") else "\n"
            first = not any(edit.start == start for edit in edits)
            head = f"{lead}\nentries:\n" if first else "\n"
            edits.append(Edit(start, start, head + written_entry(entry, "  ")))
            return
        if not target.is_open("entries") or not target.entries:
            raise SourceError(target.path, f"“entries” {_NO_ROOM}")
        end = target.line_end(last.end) if last else target.end_of("entries")
        lead = "" if target.text[:end].endswith("\n") else "\n"
        written = written_entry(entry, " " * target.column("entries"))
        edits.append(Edit(end, end, f"{lead}\n{written}"))

    def _leave(self, entry: Entry, there: KnowledgeEntry) -> None:
        """Say what is answered by a profile already, where the answers are not the same."""
        if there.answer.split() != entry.fields["answer"].split():
            place = Place(there.path or self._before.path, there.line)
            what = f"differs from {entry.place}, which was not imported; the profile stays"
            self._notes.append(Note(place, what))

    def _update(self, entry: Entry, there: Written) -> None:
        """Bring the fields up to date that nobody edited."""
        if not there.place:
            if _differs(entry, there):
                what = f"differs from {entry.place}, and was not imported; yours stays"
                self._note(there, what)
            return
        target, edits = self._targets[there.path], self._edits[there.path]
        prints = fingerprints(there.fields)
        after = "question" if "question" in there.spans else next(iter(there.spans))
        fresh = fingerprints(entry.fields)
        for key, value in entry.fields.items():
            if key in OWN_FIELDS:
                continue
            is_own = prints.get(key) != there.prints.get(key)
            if fresh[key] in (prints.get(key), there.prints.get(key)):
                pass
            elif is_own:
                what = f"“{key}” changed at {entry.place}, and was edited here; yours stays"
                self._note(there, what)
            elif key in there.spans:
                edits.append(target.replaced(there, key, value))
            else:
                edits.append(target.inserted(there, key, value, after))
            after = key if key in there.spans else after
        self._remove_gone(there, prints, fresh)
        self._remark(entry, there, fresh)

    def _remove_gone(self, there: Written, prints: dict[str, str], fresh: dict[str, str]) -> None:
        target = self._targets[there.path]
        for key in there.prints:
            if key not in fresh and prints.get(key) == there.prints[key] and not there.in_brackets:
                self._edits[there.path].append(target.removed(there, key))

    def _remark(self, entry: Entry, there: Written, fresh: dict[str, str]) -> None:
        start, end = there.mark
        line = self._targets[there.path].text[start:end]
        indent = line[: len(line) - len(line.lstrip())]
        written = f"{indent}{mark(entry, fresh)}\n"
        if written != line:
            self._edits[there.path].append(Edit(start, end, written))

    def _add_synonyms(self) -> None:
        target = self._first
        known = [{word.casefold() for word in group} for group in self._before.synonyms]
        groups = [
            group
            for group in self._imported.synonyms
            if not any({word.casefold() for word in group} <= one for one in known)
        ]
        if not groups:
            return
        if not target.has("synonyms"):
            end = target.end_of("title")
            text = f"synonyms:\n{written_synonyms(groups, '  ')}"
            self._edits[target.path].append(Edit(end, end, text))
        elif target.is_open("synonyms") and target.synonyms:
            end = target.end_of("synonyms")
            text = written_synonyms(groups, " " * target.column("synonyms"))
            self._edits[target.path].append(Edit(end, end, text))
        else:
            raise SourceError(target.path, f"“synonyms” {_NO_ROOM}")

    def _note_rest(self) -> None:
        for key, value in self._imported.rest.items():
            is_there = self._whole.get(key) == value
            if key not in ("title", "entries", "language") and not is_there:
                what = f"“{key}” of what was imported dropped; it is for a new file"
                self._notes.append(Note(Place(self._first.path), what))


def _joined(edits: list[Edit]) -> list[Edit]:
    """The edits of a file, those at one place made one, in their order."""
    joined: dict[tuple[int, int], str] = {}
    for edit in edits:
        joined[edit[:2]] = joined.get(edit[:2], "") + edit.text
    return [Edit(*place, text) for place, text in joined.items()]


def _renamed(entry: Entry, ids: Mapping[str, str]) -> Entry:
    """The entry with ids as they are in the file: its own, and those that it refers to."""
    fields = dict(entry.fields)

    def linked(text: str) -> str:
        return _LINK.sub(lambda link: f"{link[1]}{ids.get(link[2], link[2])}", text)

    fields["id"] = ids[fields["id"]]
    fields["answer"] = linked(fields["answer"])
    if "variants" in fields:
        fields["variants"] = [*map(linked, fields["variants"])]
    for key in ("see_also", "buttons"):
        if isinstance(fields.get(key), list):
            fields[key] = [_renamed_reference(one, ids) for one in fields[key]]
    return Entry(entry.place, fields, entry.review)


def _renamed_reference(reference: Any, ids: Mapping[str, str]) -> Any:
    """An id or a button with the id as it is in the file; what is neither is refused later."""
    if isinstance(reference, str):
        return ids.get(reference, reference)
    if isinstance(reference, dict) and isinstance(reference.get("id"), str):
        return reference | {"id": ids.get(reference["id"], reference["id"])}
    return reference


def _file(found: tuple[str, object] | None) -> str:
    """The file of a place, without its line."""
    return found[0].rpartition(":")[0] or found[0] if found else ""


def _same_section(entry: Entry, there: Written) -> bool:
    """It was imported with this very question and section."""
    fresh = fingerprints(entry.fields)
    return all(there.prints.get(key) == fresh.get(key) for key in ("question", "section"))


def _same_origin(entry: Entry, there: Written) -> bool:
    """It was imported with this very question, whatever an author made of it."""
    return there.prints.get("question") == fingerprints(entry.fields)["question"]


def _same_question(entry: Entry, there: Written) -> bool:
    return fold(str(there.fields.get("question", ""))) == fold(entry.fields["question"])


def _same_id(entry: Entry, there: Written) -> bool:
    return bool(there.place) and there.fields.get("id") == str(entry.fields["id"])


def _same_answer(entry: Entry, there: Written) -> bool:
    """Its question was changed in the source, its answer was not."""
    return there.prints.get("answer") == fingerprints(entry.fields)["answer"]


def _differs(entry: Entry, there: Written) -> bool:
    return str(there.fields.get("answer", "")).split() != str(entry.fields["answer"]).split()
