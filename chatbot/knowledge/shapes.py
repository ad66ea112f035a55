"""The shapes that a value of a knowledge file may have.

Plain classes and tuples: they load with the first question.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Text(NamedTuple):
    """A text."""

    longest: int
    """In characters."""
    one_line: bool = False
    """Line breaks are read as spaces."""
    placeholders: tuple[str, ...] | None = None
    """What may stand in braces; None where braces are plain characters."""
    is_id: bool = False
    """It has no white space and no slash."""
    pattern: str | None = None
    """A regular expression for all of it."""
    has_words: bool = False
    """It has a letter or a figure, by which a question can be matched."""


class Choice(NamedTuple):
    """One of some words."""

    words: tuple[str, ...]


class Number(NamedTuple):
    """A whole number from 0 on."""

    most: int


class Date(NamedTuple):
    """A day, as ``2024-05-03``."""

    pattern: str = r"\d{4}-\d{2}-\d{2}"


class Flag(NamedTuple):
    """Yes or no, also as YAML and JSON write it, ``true`` or ``false``."""

    words: tuple[tuple[str, bool], ...] = (
        ("yes", True), ("true", True), ("no", False), ("false", False)
    )  # fmt: skip


class Anything(NamedTuple):
    """A mapping of texts, lists and mappings that is kept as it is written."""

    longest: int
    """Characters of all texts in it together."""


class ListOf(NamedTuple):
    """A list of texts, of such lists, or of records."""

    item: Text | ListOf | RecordType
    least: int = 0
    most: int | None = None
    label: str = ""
    """What to call a list that stands in a list: ``a group of synonyms``."""


class MapOf(NamedTuple):
    """Records or texts, each under an id of the author's choice."""

    item: RecordType | Text


class Field(NamedTuple):
    """One key of a record."""

    key: str
    shape: Shape
    about: str
    """What it is, in one line."""
    required: bool = False
    default: str | int | bool | None = None
    example: str = ""
    """As it is written in YAML."""


class RecordType:
    """A mapping with known keys."""

    def __init__(
        self, name: str, label: str, about: str, fields: tuple[Field, ...], short: str = ""
    ) -> None:
        """Take what it is called in the schema (``profile``) and in a message (``a profile``).

        ``short`` is the key whose text may stand for a whole record in a list.
        """
        self.name = name
        self.label = label
        self.about = about
        self.fields = fields
        self.short = short
        self.by_key = {field.key: field for field in fields}
        self.required = tuple(field.key for field in fields if field.required)


Shape: TypeAlias = Text | Choice | Number | Date | Flag | Anything | ListOf | MapOf | RecordType
