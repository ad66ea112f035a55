"""Changes written into the files of a knowledge, or as a patch for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import unified_diff

from chatbot.errors import KnowledgeError, LearnError
from chatbot.files import replace
from chatbot.knowledge import Addition, Knowledge, NewEntry, load_with, with_additions
from chatbot.workshop.diff.revisions import name_in_repository
from chatbot.workshop.learning.changes import Change, changed

_BOM = "\ufeff"


def write(knowledge: Knowledge, changes: Sequence[Change]) -> None:
    """Write the changes into the files of the knowledge, each whole or not at all.

    Comments, order and layout stay. Raises :class:`~chatbot.errors.LearnError` where a file has
    been changed meanwhile or has no room for a change, and OSError; then nothing is written.
    """
    for path, (_, after) in _texts(knowledge, changes).items():
        replace(path, after.encode("utf-8"))


def patch_of(knowledge: Knowledge, changes: Sequence[Change]) -> str:
    """The same as a patch that ``git apply`` takes; nothing is written. Raises the same."""
    return "".join(
        _patch_of_file(path, *texts) for path, texts in _texts(knowledge, changes).items()
    )


def _patch_of_file(path: str, before: str, after: str) -> str:
    name = name_in_repository(path)
    lines = unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )
    marked = (
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
    return "".join(marked)


def _texts(knowledge: Knowledge, changes: Sequence[Change]) -> dict[str, tuple[str, str]]:
    """By path: each file that is changed as it is, and with the changes."""
    additions = _additions(knowledge, changes)
    new = [NewEntry(one.entry, one.texts, one.answer) for one in changes if one.kind == "entry"]
    texts = {}
    for path in dict.fromkeys((*additions, *([knowledge.path] if new else []))):
        entries = new if path == knowledge.path else []
        texts[path] = _text(path, additions.get(path, ()), entries)
    if repr(Knowledge.load(knowledge.path)) != repr(knowledge):
        raise LearnError(f"{knowledge.path}: was changed meanwhile; nothing is written")
    _make_sure({path: after for path, (_, after) in texts.items()}, knowledge, changes)
    return texts


def _text(path: str, additions: Sequence[Addition], entries: Sequence[NewEntry]) -> tuple[str, str]:
    """A file as it is, and with texts and entries more."""
    with open(path, encoding="utf-8", newline="") as file:
        before = file.read()
    bom = _BOM if before.startswith(_BOM) else ""
    plain = before.removeprefix(_BOM).replace("\r\n", "\n")
    try:
        text = with_additions(plain, additions, entries)
    except ValueError as error:
        raise LearnError(f"{path}: {error}; nothing is written") from None
    ends = "\r\n" if "\r\n" in before else "\n"
    return before, bom + text.replace("\n", ends)


def _additions(knowledge: Knowledge, changes: Sequence[Change]) -> dict[str, list[Addition]]:
    """By path: the texts to add; what belongs to no entry goes into the first file."""
    entries = {entry.id: entry for entry in knowledge.entries}
    asked: dict[tuple[str, int], list[str]] = {}
    for change in changes:
        if change.kind == "phrasing":
            entry = entries[change.entry]
            texts = [_braced(text) if entry.entity else text for text in change.texts]
            asked.setdefault((knowledge.path_of(entry), entry.line), []).extend(texts)
    added: dict[str, list[Addition]] = {}
    for (path, line), texts in asked.items():
        added.setdefault(path, []).append(Addition("also_asked", tuple(texts), line))
    unanswered = tuple(text for one in changes if one.kind == "unanswered" for text in one.texts)
    synonyms = tuple(one.texts for one in changes if one.kind == "synonym")
    first = [Addition("unanswered", unanswered)] * bool(unanswered)
    first += [Addition("synonyms", synonyms)] * bool(synonyms)
    if first:
        added.setdefault(knowledge.path, []).extend(first)
    return added


def _braced(text: str) -> str:
    """Braces as they stand in the texts of profiles, where one would be a placeholder."""
    return text.replace("{", "{{").replace("}", "}}")


def _make_sure(texts: Mapping[str, str], knowledge: Knowledge, changes: Sequence[Change]) -> None:
    """Raise LearnError unless files with ``texts`` are the knowledge with just these changes."""
    try:
        found = load_with(knowledge.path, knowledge.included, texts)
    except KnowledgeError as error:
        raise LearnError(
            f"{knowledge.path}: {error.problems[0].what}; nothing is written"
        ) from None
    wanted = changed(knowledge, changes)
    if _said(found) != _said(wanted):
        raise LearnError(f"{knowledge.path}: the changes cannot be put in; nothing is written")


def _said(knowledge: Knowledge) -> object:
    """What a change may add to, as far as its order does not matter."""
    entries = {(entry.id, frozenset(entry.phrasings), entry.answer) for entry in knowledge.entries}
    return entries, set(knowledge.synonyms), set(knowledge.unanswered), knowledge.title
