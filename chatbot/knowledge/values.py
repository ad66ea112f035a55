"""Values: texts written once, and put in wherever ``{{their name}}`` stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from chatbot.knowledge.nodes import Node, Scalar
from chatbot.knowledge.problems import did_you_mean, shown
from chatbot.knowledge.record import Record
from chatbot.knowledge.texts import LONGEST_TEXT

MOST_ADDED = 5_000_000
"""Characters that the values of one file may add to its texts."""
WITHOUT_VALUES = frozenset(
    (
        "title",
        "description",
        "question",
        "also_asked",
        "asked",
        "unanswered",
        "match",
        "not",
        "tags",
    )
)
"""Keys of texts that no value is put in: an id is made of them, or questions are matched with them,
which had better not change with a value."""
_PLACE = re.compile(r"(?<![\\{])\{\{ *([^\s{}]+) *\}\}(?!\})")

_NEARLY_PLACE = re.compile(r"(?<![\\{])\{{1,2} *([^\s{}]+) *\}{1,2}(?!\})")
"""A place of a value, or one that lacks a brace."""


def values_in(text: str) -> tuple[str, ...]:
    """The names of the values that are put into a text.

    >>> values_in("Open {{hours}}, call {{ phone }}.")
    ('hours', 'phone')
    """
    return tuple(found[1] for found in _PLACE.finditer(text))


class Values:
    """The values of a file; one that has none may have ``{{…}}`` in its texts as they are."""

    def __init__(self, record: Record, without: Iterable[Scalar]) -> None:
        """Take the record of the whole file, and the texts that no value is put in."""
        self.problems = record.problems
        given = {}
        for name, node, text in record.named_texts("values"):
            given[name] = text
            for found in _PLACE.finditer(text):
                what = f"a value cannot have another in it; write out {shown(found[0])}"
                self.problems.add(node, what)
        self._added = 0
        self._given = given if "values" in record else None
        for node in without if given else ():
            self._refuse(node, given)

    def text(self, record: Record, key: str, *, is_template: bool = False) -> str:
        """The text under ``key`` with values put in; their braces doubled for a template."""
        text, node = record.text(key), record.value(key)
        return self.filled(text, node, is_template=is_template)

    def filled(self, text: str, node: Node, *, is_template: bool = False) -> str:
        """A text that stands at ``node``, with values put in; a missing one is noted."""
        if self._given and not is_template:  # where a wrong number of braces is an error
            self._warn_of_braces(text, node, self._given)
        if "{{" not in text:
            return text
        filled = ""
        end = 0
        for found in _PLACE.finditer(text):
            value = self._given.get(found[1]) if self._given is not None else None
            if value is None:
                place = self.problems.within(node, found[0], len(text))
                self._miss(found[1], found[0], place, is_template=is_template)
                continue
            if is_template:
                value = value.replace("{", "{{").replace("}", "}}")
            filled += text[end : found.start()] + value
            end = found.end()
            if len(filled) > LONGEST_TEXT:
                what = f"with its values put in, this has more than {LONGEST_TEXT:,} characters"
                self.problems.add(node, f"{what}; shorten it")
                return ""
        filled += text[end:]
        self._added += len(filled) - len(text)
        if self._added > MOST_ADDED:
            what = f"values add more than {MOST_ADDED:,} characters up to here; write fewer"
            self.problems.stop(node, what)
        return filled

    def _refuse(self, node: Scalar, given: Collection[str]) -> None:
        """Note values in a text that none is put in, as they would be shown as they are typed."""
        for found in _PLACE.finditer(node.value):
            if found[1] in given:
                place = self.problems.within(node, found[0], len(node.value))
                what = 'values are put in answers, sections and "contact" only; write out'
                self.problems.add(place, f"{what} {shown(found[0])}")

    def _warn_of_braces(self, text: str, node: Node, given: Collection[str]) -> None:
        """Warn of the name of a value without two braces on either side, which stays as it is."""
        for found in _NEARLY_PLACE.finditer(text):
            if found[1] in given and not _PLACE.fullmatch(found[0]):
                place = self.problems.within(node, found[0], len(text))
                what = f"{shown(found[0])} stays as it is; the value is put in for"
                self.problems.warn(place, f"{what} {shown('{{' + found[1] + '}}')}")

    def _miss(self, name: str, written: str, place: Node, *, is_template: bool) -> None:
        """Note that there is no value of a name."""
        if self._given is not None:
            hint = did_you_mean(name, self._given) or '; add it to "values"'
            self.problems.add(place, f"there is no value {shown(name)}{hint}")
        elif not is_template:  # where doubled braces write braces
            what = f'{shown(written)} stays as it is, as the file has no "values"'
            self.problems.warn(place, f"{what}; add them, or write \\{{ for a brace")
