"""From YAML text to a tree, by the parser's events alone.

Nothing is constructed, so nothing is executed, expanded or guessed. What the format has no
use for is refused: anchors, aliases, tags, merge keys, directives, second documents. Files of other
programs may have anchors and aliases.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from chatbot.errors import KnowledgeNotReadable
from chatbot.knowledge import characters, syntax
from chatbot.knowledge.aliases import without_aliases
from chatbot.knowledge.nodes import (
    MOST_DEPTH,
    MOST_NODES,
    TOO_DEEP,
    TOO_MANY,
    Mapping,
    Node,
    Scalar,
    Sequence,
    node_at,
)
from chatbot.knowledge.problems import Problems, shown

if TYPE_CHECKING:
    import yaml

NO_LIBYAML = (
    "PyYAML was installed without libyaml, by which it is read; "
    "pip install --force-reinstall --only-binary :all: PyYAML"
)
_DIRECTIVES = ("%YAML", "%TAG")
_BLANKS = (" ", "\t")
_CUT_BY_COMMENT = re.compile(r"[ \t]+#\w")
"""After a text, a sign that was hardly meant to start a comment: ``Is it #1?``."""
_ITEM_WITHIN = re.compile(r"[^\s\\][ \t]*\n[ \t]*([-*\u2022][ \t])")
"""In a text that goes on over several lines, one that was hardly meant to: an item of a list.

After an empty line, or a line that ends in an escape, it is meant."""
_IDLE_LINES = r"(?:[ \t]*+(?:#.*+)?+\n)*+"
_IDLE_REST = _IDLE_LINES + r"[ \t]*+(?:#.*+)?+"


def parse(text: str, problems: Problems, *, has_aliases: bool = False) -> Node | None:
    """The tree of ``text``, or None when it holds nothing; what is wrong goes to ``problems``.

    With ``has_aliases`` what an anchor names stands at each of its aliases, too, and counts there.
    Raises :class:`KnowledgeNotReadable` where PyYAML was installed without its parser in C.
    """
    import yaml

    if not yaml.__with_libyaml__:
        raise KnowledgeNotReadable(problems.path, NO_LIBYAML)
    _refuse_directives(text, problems)
    builder = _Builder(problems, text)
    try:
        event: Any
        events: Iterable[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        for event in without_aliases(events, problems) if has_aliases else events:
            if isinstance(event, yaml.DocumentEndEvent):
                _refuse_more(text, event, problems)
                break
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        problems.stop(*syntax.explain(error, text))
    return builder.root


def _refuse_directives(text: str, problems: Problems) -> None:
    """Refuse ``%TAG`` and the like unread: over many the parser takes quadratic time."""
    before = re.match(_IDLE_LINES, text)
    if before and text.startswith("%", before.end()):
        what = 'a line may not start with "%"; remove it, or put the text in quotes'
        if text.startswith(_DIRECTIVES, before.end()):
            what = "directives are not supported; remove this line"
        problems.stop(node_at(text, before.end()), what)


def _refuse_more(text: str, end: Any, problems: Problems) -> None:
    """Refuse a second document unread."""
    idle = re.compile(_IDLE_REST).match(text, end.end_mark.index)
    if idle and idle.end() < len(text):
        what = "a second document starts here; a knowledge file holds only one"
        problems.add(node_at(text, idle.end()), what)


class _Builder:
    """Puts the events together, with the containers that are still open on a stack."""

    def __init__(self, problems: Problems, text: str) -> None:
        import yaml

        self.root: Node | None = None
        self._text = text
        self._problems = problems
        self._open: list[Sequence | Mapping] = []
        self._keys: list[Node | None] = []
        """For each open container the key that waits for its value."""
        self._count = 0
        self._takers: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.SequenceStartEvent: lambda event: self._start(event, Sequence),
            yaml.MappingStartEvent: lambda event: self._start(event, Mapping),
            yaml.SequenceEndEvent: self._end,
            yaml.MappingEndEvent: self._end,
            yaml.AliasEvent: self._alias,
        }

    def take(self, event: yaml.Event) -> None:
        taker = self._takers.get(type(event))
        if taker:
            taker(event)

    # The events are Any, as PyYAML's types let every mark be None.

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        value = event.value
        node = Scalar(start.line + 1, start.column + 1, "", value)
        empty = start.index == end.index and not event.style
        if empty and self._keys and (key := self._keys[-1]):
            node.line, node.column = key.line, key.column  # left out: point at its key
        # Raw characters were looked at in the file; only this style has escapes.
        if event.style == '"' and (found := characters.FORBIDDEN.search(value)):
            what = f"character {characters.name(found[0])} is not allowed; remove its escape"
            self._problems.add(node, what)
            node.value = characters.FORBIDDEN.sub("\ufffd", value)
        blank = self._text[end.index : end.index + 1] in _BLANKS
        if blank and value and not event.style and _CUT_BY_COMMENT.match(self._text, end.index):
            what = f'{shown(value)} ends here, as " #" starts a comment; put all of it in quotes'
            self._problems.warn(node, what)
        if event.style not in ("|", ">") and start.line != end.line:
            self._warn_of_items(start.index, end.index)
        self._place(node, event)

    def _warn_of_items(self, start: int, end: int) -> None:
        """Warn of the first item of a list that became a part of the text before it."""
        if found := _ITEM_WITHIN.search(self._text, start, end):
            what = (
                "this line is part of the text above it, no item of a list; indent it like the "
                'items, or write "|" in front of the text, which then starts on the next line'
            )
            self._problems.warn(node_at(self._text, found.start(1)), what)

    def _start(self, event: Any, sort: type[Sequence] | type[Mapping]) -> None:
        node = sort(event.start_mark.line + 1, event.start_mark.column + 1)
        self._place(node, event)
        self._open.append(node)
        self._keys.append(None)
        if len(self._open) > MOST_DEPTH:
            self._problems.stop(node, TOO_DEEP)

    def _end(self, _: Any) -> None:
        self._open.pop()
        self._keys.pop()

    def _alias(self, event: Any) -> None:
        node = Node(event.start_mark.line + 1, event.start_mark.column + 1)
        what = 'aliases are not supported; write the text out, or in quotes if it starts with "*"'
        self._problems.add(node, what)
        self._add(node)

    def _place(self, node: Node, event: Any) -> None:
        """Put a node where it belongs, refusing its anchor and its tag."""
        if event.anchor is not None:
            what = 'anchors are not supported; remove it, or quote the text if it starts with "&"'
            self._problems.add(node, what)
        if event.tag is not None:
            what = 'tags are not supported; remove it, or quote the text if it starts with "!"'
            self._problems.add(node, what)
            node = Node(node.line, node.column)
        self._add(node)

    def _add(self, node: Node) -> None:
        self._count += 1
        if self._count > MOST_NODES:
            self._problems.stop(node, TOO_MANY)
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = node
        else:
            self._keys[-1] = None
            self._pair(parent, key, node)

    def _pair(self, parent: Mapping, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            if type(key) is not Node:
                self._problems.add(key, "a list or mapping cannot be a key; use a word")
        elif key.value == "<<":
            self._problems.add(key, "merge keys are not supported; write the keys out")
        elif key.value in parent.keys:
            first = parent.keys[key.value].line
            what = f"duplicate key {shown(key.value)}, first on line {first}; keep one of them"
            self._problems.add(key, what)
        else:
            parent.keys[key.value] = key
            parent.values[key.value] = value
