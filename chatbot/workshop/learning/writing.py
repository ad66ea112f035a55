"""Changes written into a knowledge file, or as a patch for it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from difflib import unified_diff

from chatbot.errors import KnowledgeError, LearnError
from chatbot.files import replace
from chatbot.knowledge import Addition, Knowledge, with_additions, written
from chatbot.workshop.learning.changes import Change, changed

_BOM = "\ufeff"


def write(knowledge: Knowledge, changes: Sequence[Change]) -> None:
    """Write the changes into the file of the knowledge, whole or not at all.

    Comments, order and layout stay. Raises :class:`~chatbot.errors.LearnError` where the file has
    been changed meanwhile or has no room for a change, and OSError; then nothing is written.
    """
    _, after = _texts(knowledge, changes)
    replace(knowledge.path, after.encode("utf-8"))


def patch_of(knowledge: Knowledge, changes: Sequence[Change]) -> str:
    """The same as a patch that ``git apply`` takes; nothing is written. Raises the same."""
    before, after = _texts(knowledge, changes)
    name = _name_in_repository(knowledge.path)
    lines = unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )
    marked = (
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
    return "".join(marked)


def _texts(knowledge: Knowledge, changes: Sequence[Change]) -> tuple[str, str]:
    """The file as it is, and with the changes."""
    with open(knowledge.path, encoding="utf-8", newline="") as file:
        before = file.read()
    if repr(Knowledge.load(knowledge.path)) != repr(knowledge):
        raise LearnError(f"{knowledge.path}: was changed meanwhile; nothing is written")
    bom = _BOM if before.startswith(_BOM) else ""
    plain = before.removeprefix(_BOM).replace("\r\n", "\n")
    try:
        text = with_additions(plain, _additions(knowledge, changes), _new_entries(changes))
    except ValueError as error:
        raise LearnError(f"{knowledge.path}: {error}; nothing is written") from None
    _make_sure(text, knowledge, changes)
    ends = "\r\n" if "\r\n" in before else "\n"
    return before, bom + text.replace("\n", ends)


def _additions(knowledge: Knowledge, changes: Sequence[Change]) -> list[Addition]:
    entries = {entry.id: entry for entry in knowledge.entries}
    asked: dict[int, list[str]] = {}
    for change in changes:
        if change.kind == "phrasing":
            entry = entries[change.entry]
            texts = [_braced(text) if entry.entity else text for text in change.texts]
            asked.setdefault(entry.line, []).extend(texts)
    added = [Addition("also_asked", tuple(texts), line) for line, texts in asked.items()]
    unanswered = [text for one in changes if one.kind == "unanswered" for text in one.texts]
    synonyms = [one.texts for one in changes if one.kind == "synonym"]
    added += [Addition("unanswered", tuple(unanswered))] * bool(unanswered)
    return added + [Addition("synonyms", tuple(synonyms))] * bool(synonyms)


def _braced(text: str) -> str:
    """Braces as they stand in the texts of profiles, where one would be a placeholder."""
    return text.replace("{", "{{").replace("}", "}}")


def _new_entries(changes: Sequence[Change]) -> str:
    """New entries as lines; one without an answer as a comment, so that it says nothing yet."""
    blocks = []
    for change in changes:
        if change.kind == "entry":
            first, *others = change.texts
            lines = [f"- id: {written(change.entry)}", f"  question: {written(first)}"]
            lines += ["  also_asked:", *(f"    - {written(one)}" for one in others)] * bool(others)
            lines.append(f"  answer: {written(change.answer)}" if change.answer else "  answer:")
            if not change.answer:
                asked = "# asked, and not answered yet: write the answer, and take the # away"
                lines = [asked, *(f"# {line}" for line in lines)]
            blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _make_sure(text: str, knowledge: Knowledge, changes: Sequence[Change]) -> None:
    """Raise LearnError unless ``text`` is the knowledge with just these changes."""
    folder = os.path.dirname(os.path.realpath(knowledge.path))
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".chatbot-", suffix=".yaml") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        try:
            found = Knowledge.load(file.name)
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


def _name_in_repository(path: str) -> str:
    """The file's path from the root of the git repository it is in; else as it was named."""
    folder = os.path.dirname(os.path.abspath(path))
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return path.replace(os.sep, "/")
        folder = parent
    return os.path.relpath(os.path.abspath(path), folder).replace(os.sep, "/")
