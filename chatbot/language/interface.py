"""What people read beside answers in a language, and which way it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from chatbot.language.folders import shipped_for, without_region
from chatbot.language.tables import DEFAULT

WordsByPart: TypeAlias = Mapping[str, Mapping[str, str]]
_RIGHT_TO_LEFT: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
"""Codes of the languages that are written from right to left, whatever their region."""


@cache
def interface_words(code: str) -> Mapping[str, str]:
    """The words on buttons and headings, by name: of the language with ``code``, else English.

    A language without a folder has none of its own.
    """
    found: dict[str, str] = {}
    for name in (DEFAULT, without_region(code), code):
        found |= _written(name, "interface")
    return MappingProxyType(found)


@cache
def explanation_words(code: str) -> WordsByPart:
    """What explains a reply, by part and name: in the language with ``code``, else in English."""
    return _whole(code, "explanation")


@cache
def terminal_words(code: str) -> WordsByPart:
    """What the chat in a terminal says beside replies, by part and name: in that language, else
    in English.
    """
    return _whole(code, "terminal")


def chat_task_words(code: str) -> Mapping[str, Sequence[str]]:
    """How chat programs ask a model, in the language with ``code``, to name or sum up a
    conversation: lists of phrases by name. None in a language that has no such file.
    """
    return _written(code, "tasks")


def _whole(code: str, table: str) -> WordsByPart:
    """A file of words, of one language only."""
    found = (_written(name, table) for name in (code, without_region(code), DEFAULT))
    return MappingProxyType(next(filter(None, found)))


def _written(code: str, table: str) -> Mapping[str, Any]:
    """A file of words in the folder of a language; nothing where there is none."""
    import tomllib  # only pages, explanations and the chat need it

    written = shipped_for(code, f"{table}.toml") or b""
    return tomllib.loads(written.decode("utf-8"))


def is_right_to_left(code: str) -> bool:
    """Whether the language with ``code`` is written from right to left."""
    return without_region(code).lower() in _RIGHT_TO_LEFT
