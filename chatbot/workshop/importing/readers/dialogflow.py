"""Dialogflow ES: the JSON files of an agent's export."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from chatbot.knowledge import Mapping, Node
from chatbot.workshop.importing.asking import Asking
from chatbot.workshop.importing.found import Found, Item
from chatbot.workshop.importing.readers.trees import (
    Tree,
    is_false,
    items,
    one_line,
    text_of,
    texts_of,
    value,
)

_PART = re.compile(
    r"(.*)/(intents|entities)/(.{1,250}?)(?:_(usersays|entries)_([\w-]{1,40}))?\.json\Z"
)
_IDLE = ("agent.json", "package.json")


def fits(tree: Tree) -> bool:
    """Whether a document is part of an export."""
    match = _PART.fullmatch(tree.name)
    if match is None:
        return posixpath.basename(tree.name) in _IDLE and isinstance(tree.root, Mapping)
    keys = tree.root.keys if isinstance(tree.root, Mapping) else {}
    return bool(match[4]) or "responses" in keys or "isOverridable" in keys


def read_dialogflow(trees: Sequence[Tree], asking: Asking, language: str) -> Found:
    """The questions of an agent; of several languages the one named, or the agent's own."""
    reader = _Agent(trees, asking, language)
    return reader.read()


class _Agent:
    def __init__(self, trees: Sequence[Tree], asking: Asking, language: str) -> None:
        self._trees = trees
        self._asking = asking
        self._found = Found()
        own = (text_of(value(tree.root, "language")) for tree in trees)
        said = {one for tree in trees for one in self._languages(tree)}
        self._language = language or next(filter(None, own), "") or min(said, default="en")
        self._parts = {
            (match[2], match[3], match[4] or "", match[5] or ""): tree
            for tree in trees
            if (match := _PART.fullmatch(tree.name))
        }

    @staticmethod
    def _languages(tree: Tree) -> Iterator[str]:
        match = _PART.fullmatch(tree.name)
        if match and match[5]:
            yield match[5]

    def read(self) -> Found:
        for (folder, name, part, language), tree in self._parts.items():
            if part and language != self._language:
                self._found.note(tree.place(_root(tree)), f"language “{language}” dropped")
            elif part == "entries":
                self._take_entries(tree)
            elif not part and folder == "intents":
                self._take_intent(name, tree)
        titles = (text_of(value(tree.root, "displayName")) for tree in self._trees)
        self._found.title = next(filter(None, titles), "")
        return self._found

    def _take_entries(self, tree: Tree) -> None:
        for entry in items(tree.root):
            words = (text_of(value(entry, "value")), *texts_of(value(entry, "synonyms")))
            group = tuple(dict.fromkeys(one_line(word) for word in words if word))
            if len({word.casefold() for word in group}) > 1:
                self._found.synonyms.append(group)

    def _take_intent(self, name: str, tree: Tree) -> None:
        said = self._parts.get(("intents", name, "usersays", self._language))
        phrasings = [] if said is None else [_phrase(one) for one in items(said.root)]
        phrasings = list(dict.fromkeys(filter(None, phrasings)))
        answers = list(self._answers(tree))
        place = tree.place(_root(tree))
        if not phrasings or not answers:
            what = "without training phrases" if not phrasings else "without an answer"
            self._found.note(place, f"intent “{name}” {what} dropped")
            return
        if texts_of(value(tree.root, "contexts")):
            review = "it was asked only after another answer"
        else:
            review = ""
        question = next(filter(self._asking.is_marked, phrasings), "")
        question = question or next(filter(self._asking, phrasings), phrasings[0])
        self._found.items.append(
            Item(
                question=question,
                answer=answers[0],
                variants=tuple(answers[1:]),
                also_asked=tuple(one for one in phrasings if one != question),
                place=place,
                id=re.sub(r"[\s/]+", "-", name.rpartition(" - ")[2].strip().lower()),
                review=review,
            )
        )

    def _answers(self, tree: Tree) -> Iterator[str]:
        for response in items(value(tree.root, "responses")):
            for message in items(value(response, "messages")):
                spoken = value(message, "speech") or value(message, "text", "text")
                language = text_of(value(message, "lang")) or self._language
                if language != self._language:
                    continue
                yield from texts_of(spoken)
                kind = text_of(value(message, "type")) or "0"
                if kind not in ("0", "message"):
                    what = f"a message of type {kind} in “{text_of(value(tree.root, 'name'))}”"
                    self._found.note(tree.place(_root(tree)), f"{what} dropped")


def _phrase(says: Node) -> str:
    parts = (value(part, "text") for part in items(value(says, "data")))
    written = "".join(getattr(part, "value", "") for part in parts)
    return "" if is_false(value(says, "isTemplate")) and not written else one_line(written)


def _root(tree: Tree) -> Node:
    return tree.root or Node(0, 0)
