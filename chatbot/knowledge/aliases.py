"""The aliases of a YAML file of another program, each replaced by what it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from chatbot.knowledge.nodes import Node
from chatbot.knowledge.problems import Problems

_MOST_ADDED: Final = 10_000_000
"""Characters of texts that aliases stand for, in one file."""


def without_aliases(events: Iterable[Any], problems: Problems) -> Iterator[Any]:
    """The parser's events without anchors, each alias being the events of what it names.

    An alias of what is not there, or not yet whole, stays.
    """
    anchors = _Anchors(problems)
    for event in events:
        yield from anchors.take(event)


class _Anchors:
    """What was named so far."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._added = 0
        self._named: dict[str, list[Any]] = {}
        self._open: list[tuple[str | None, list[Any]]] = []
        """The anchor of each open container, and its events so far where it has one."""

    def take(self, event: Any) -> list[Any]:
        """The events that the next one stands for."""
        import yaml

        if isinstance(event, yaml.AliasEvent):
            return self._kept(self._meant(event))
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            event.anchor = None
        if isinstance(event, yaml.CollectionStartEvent):
            self._open.append((anchor, []))
        self._kept([event])
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, whole = self._open.pop()
            self._name(anchor, whole)
        elif isinstance(event, yaml.ScalarEvent):
            self._name(anchor, [event])
        return [event]

    def _meant(self, alias: Any) -> list[Any]:
        meant = self._named.get(alias.anchor, [alias])
        self._added += sum(len(getattr(one, "value", "")) for one in meant)
        if self._added > _MOST_ADDED:
            node = Node(alias.start_mark.line + 1, alias.start_mark.column + 1)
            what = f"aliases add more than {_MOST_ADDED:,} characters up to here; write fewer"
            self._problems.stop(node, what)
        return meant

    def _kept(self, events: list[Any]) -> list[Any]:
        """The events, which are those of each open container, too."""
        for anchor, kept in self._open:
            if anchor is not None:
                kept += events
        return events

    def _name(self, anchor: str | None, events: list[Any]) -> None:
        if anchor is not None:
            self._named[anchor] = events
