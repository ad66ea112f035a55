"""Rasa: examples of intents in NLU data, responses in the domain, and what joins them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as AnyMapping
from types import MappingProxyType
from typing import Any, NamedTuple

from chatbot.knowledge import Mapping, Node
from chatbot.workshop.importing.asking import Asking
from chatbot.workshop.importing.found import Found, Item, Place
from chatbot.workshop.importing.own_fields import (
    as_written,
    further,
    read_fields,
    take_parts_of_file,
)
from chatbot.workshop.importing.readers.trees import (
    Tree,
    as_values,
    items,
    one_line,
    pairs,
    text_of,
    texts_of,
    value,
)

_SIGNS = ("nlu", "responses", "templates", "rules", "stories")
EXPORTED = "# Written by chatbot export.\n"
"""How files begin that chatbot export has written."""
OF_FILE = "# file "
"""How the line begins in which such a file has what it says of the whole knowledge."""
_OF_FILE = re.compile(rf"{re.escape(EXPORTED)}{re.escape(OF_FILE)}(?P<fields>[^\n]*+)\n")
_IDLE = ("regex", "lookup")
_ONLY = ("condition", "channel")
"""Keys of a response that is not for everybody."""
_BULLET = re.compile(r"^[ \t]*[-*+][ \t]+(.*)$", re.MULTILINE)
_ENTITY = re.compile(r"\[([^\[\]\n]++)\](?:\(([^)\n]*)\)|(\{[^}\n]*\}))")
_VALUE = re.compile(r"\"value\"\s*:\s*\"([^\"]*)\"")
_OLD_STORY = re.compile(r"^\*[ \t]++([\w/]++)[^\n]*+\n((?:[ \t]*+-[^\n]*+\n?)++)", re.MULTILINE)
_OLD_HEADING = re.compile(
    r"^##\s*+(intent|synonym|lookup|regex)\s*+:\s*+(\S(?:.*\S)?)\s*$", re.MULTILINE
)


class _Intent(NamedTuple):
    place: Place
    name: str
    examples: tuple[str, ...]
    fields: Node | None
    """Its metadata, in which an export has the question that is shown."""


class _Response(NamedTuple):
    place: Place
    texts: tuple[str, ...]
    buttons: tuple[tuple[str, str], ...]
    section: str = ""
    tags: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    fields: AnyMapping[str, Any] = MappingProxyType({})
    """Its metadata, where an export of ours wrote them."""
    is_ours: bool = False


def fits(tree: Tree) -> bool:
    """Whether a document is training data or a domain."""
    root = tree.root
    if not isinstance(root, Mapping):
        return False
    return any(isinstance(value(root, key), Node) and key in root.keys for key in _SIGNS)


def is_old_rasa(text: str) -> bool:
    """Whether a Markdown text is training data, stories or responses as Rasa 1 had them."""
    return bool(_OLD_HEADING.search(text)) or any(
        "/" in intent or step.startswith(("utter_", "action_"))
        for intent, steps in _OLD_STORY.findall(text)
        for step in _BULLET.findall(steps)
    )


def read_rasa(trees: Sequence[Tree], markdown: Sequence[tuple[str, str]], asking: Asking) -> Found:
    """The questions of the documents of one assistant; ``markdown`` are names and texts."""
    reader = _Rasa(asking)
    for name, text in markdown:
        reader.take_markdown(name, text)
    for tree in trees:
        reader.take(tree)
    return reader.joined()


class _Rasa:
    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._found = Found()
        self._intents: dict[str, _Intent] = {}
        self._responses: dict[str, _Response] = {}
        self._actions: dict[str, str] = {}
        """The first action that follows an intent in rules and stories."""

    def take(self, tree: Tree) -> None:
        of_file = _OF_FILE.match(tree.text)
        if of_file:
            take_parts_of_file(read_fields(of_file["fields"]) or {}, self._found)
        for item in items(value(tree.root, "nlu")):
            self._take_nlu(tree, item)
        for key in ("responses", "templates"):
            for name, response in pairs(value(tree.root, key)):
                self._take_response(tree, name, response)
        for key in ("rules", "stories"):
            for story in items(value(tree.root, key)):
                self._take_story(story)

    def take_markdown(self, name: str, text: str) -> None:
        """Training data of Rasa 1: a heading for each intent, examples in a list below."""
        headings = list(_OLD_HEADING.finditer(text))
        ends = [*(heading.start() for heading in headings[1:]), len(text)]
        for heading, end in zip(headings, ends, strict=False):
            place = Place(name, text.count("\n", 0, heading.start()) + 1)
            self._take_examples(heading[1], heading[2], text[heading.end() : end], place)
        for story in _OLD_STORY.finditer(text):
            self._take_old_story(story, Place(name, text.count("\n", 0, story.start()) + 1))

    def _take_old_story(self, story: re.Match[str], place: Place) -> None:
        """What follows an intent: the name of a response, or its very texts."""
        intent, steps = story[1], [step.strip() for step in _BULLET.findall(story[2])]
        spoken = [step for step in steps if step.startswith("utter_")]
        if spoken:
            self._actions.setdefault(intent, spoken[0])
        elif " " in steps[0]:
            self._responses[f"utter_{intent}"] = _Response(place, tuple(steps), ())

    def _take_nlu(self, tree: Tree, item: Node) -> None:
        place = tree.place(item)
        for kind in ("intent", "synonym", *_IDLE):
            name = text_of(value(item, kind))
            if name:
                written = value(item, "examples")
                text = text_of(written) or "\n".join(f"- {one}" for one in _structured(written))
                self._take_examples(kind, name, text, place, value(item, "metadata"))

    def _take_examples(
        self, kind: str, name: str, text: str, place: Place, fields: Node | None = None
    ) -> None:
        lines = [line.strip() for line in _BULLET.findall(text)]
        if kind == "intent":
            examples = tuple(dict.fromkeys(self._plain(line) for line in lines if line))
            before = self._intents.get(name)
            if before:
                place, examples = before.place, (*before.examples, *examples)
            self._intents[name] = _Intent(place, name, tuple(dict.fromkeys(examples)), fields)
        elif kind == "synonym":
            self._add_synonyms(name, *lines)
        else:
            self._found.note(place, f"{kind} “{name}” dropped")

    def _plain(self, example: str) -> str:
        """An example without the marks of entities, whose synonyms are taken."""

        def word(entity: re.Match[str]) -> str:
            meant = (entity[2] or "").partition(":")[2]
            meant = meant or "".join(_VALUE.findall(entity[3] or "")[:1])
            if meant:
                self._add_synonyms(meant, entity[1])
            return entity[1]

        return one_line(_ENTITY.sub(word, example))

    def _add_synonyms(self, *words: str) -> None:
        """Put words that mean the same in one group, the first of them being its name."""
        kept = list(dict.fromkeys(one_line(word) for word in words if word.strip()))
        groups = self._found.synonyms
        for place, group in enumerate(groups):
            if group[0].casefold() == kept[0].casefold():
                groups[place] = tuple(dict.fromkeys((*group, *kept)))
                return
        if len({word.casefold() for word in kept}) > 1:
            groups.append(tuple(kept))

    def _take_response(self, tree: Tree, name: str, response: Node) -> None:
        texts: list[str] = []
        buttons: list[tuple[str, str]] = []
        place = tree.place(response)
        said = [one for one in items(response) if self._is_for_all(tree, name, one)]
        for one in said:
            text = text_of(value(one, "text")) or text_of(one)
            image = text_of(value(one, "image"))
            if image:
                text = f"{text}\n\n![{name}]({image})".strip()
            if text:
                texts.append(text)
            buttons += [_button(button) for button in items(value(one, "buttons"))]
            for key in ("custom", "attachment", "elements"):
                if value(one, key) is not None:
                    self._found.note(tree.place(one), f"“{key}” of {name} dropped")
        first = next(iter(said), None)
        fields = as_values(value(first, "metadata"))
        is_ours = tree.text.startswith(EXPORTED)
        self._responses[name] = _Response(
            place,
            tuple(dict.fromkeys(texts)),
            tuple(buttons),
            text_of(value(first, "metadata", "section")),
            texts_of(value(first, "metadata", "tags")),
            texts_of(value(first, "metadata", "see_also")),
            fields if is_ours and isinstance(fields, dict) else {},
            is_ours,
        )

    def _is_for_all(self, tree: Tree, name: str, response: Node) -> bool:
        """Whether one of several responses is said whenever it is asked for; else it is noted."""
        only = next((key for key in _ONLY if value(response, key) is not None), "")
        if only:
            shown = one_line(text_of(value(response, "text")))[:60]
            what = f"a response of {name} with a “{only}” dropped: {shown}"
            self._found.note(tree.place(response), what)
        return not only

    def _take_story(self, story: Node) -> None:
        intents: list[str] = []
        for step in items(value(story, "steps")):
            either = [step, *items(value(step, "or"))]
            said = [name for one in either if (name := text_of(value(one, "intent")))]
            done = text_of(value(step, "action"))
            for intent in intents if done.startswith("utter_") else ():
                self._actions.setdefault(intent, done)
            intents = said or ([] if done else intents)

    def joined(self) -> Found:
        """Each intent with its response."""
        used = set()
        for name, intent in self._intents.items():
            answer = next((one for one in self._answers(name) if one in self._responses), "")
            used.add(answer)
            if answer and self._responses[answer].texts and intent.examples:
                self._found.items.append(self._item(intent, self._responses[answer]))
            elif not self._is_retrieval(name):
                why = "examples" if not intent.examples else "a response"
                self._found.note(intent.place, f"intent “{name}” without {why} dropped")
        for name, response in self._responses.items():
            if name not in used:
                self._found.note(response.place, f"response “{name}” without an intent dropped")
        self._found.title = str(self._found.rest.pop("title", ""))
        return self._found

    def _answers(self, intent: str) -> Iterator[str]:
        """The names its response may have."""
        yield f"utter_{intent}"
        yield self._actions.get(intent, "")
        yield f"utter_{intent.rpartition('/')[2]}"

    def _is_retrieval(self, name: str) -> bool:
        """Whether an intent only stands for others: ``faq`` for ``faq/hours``."""
        return any(other.startswith(f"{name}/") for other in self._intents)

    def _item(self, intent: _Intent, response: _Response) -> Item:
        examples = intent.examples
        marked = next((one for one in examples if self._asking.is_marked(one)), "")
        asks = next((one for one in examples if self._asking(one)), examples[0])
        named = text_of(value(intent.fields, "question"))
        question = named or marked or asks
        also_asked = tuple(one for one in examples if one != question)
        exported = value(intent.fields, "also_asked") if response.is_ours else None
        return Item(
            question=question,
            also_asked=also_asked if exported is None else texts_of(exported),
            answer=response.texts[0],
            variants=response.texts[1:],
            buttons=response.buttons,
            section=response.section,
            tags=response.tags,
            see_also=response.see_also,
            is_ours=response.is_ours,
            rest=further(response.fields),
            written=as_written(response.fields, response.texts[0]),
            id=str(response.fields.get("id") or intent.name.rpartition("/")[2]),
            place=intent.place,
        )


def _button(button: Node) -> tuple[str, str]:
    """The title of a button, and the id of the intent that it stands for."""
    intent = re.match(r"/([\w/]+)", text_of(value(button, "payload")))
    return text_of(value(button, "title")), intent[1].rpartition("/")[2] if intent else ""


def _structured(examples: Node | None) -> list[str]:
    """Examples that are records with a ``text`` each."""
    return [text_of(value(one, "text")) or text_of(one) for one in items(examples)]
