"""What stands on pages for people in a language, and which way it is written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from chatbot.files import shipped
from chatbot.language.tables import DEFAULT

_RIGHT_TO_LEFT: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
"""Codes of the languages that are written from right to left, whatever their region."""


@cache
def interface_words(code: str) -> Mapping[str, str]:
    """The words on buttons and headings, by name: of the language with ``code``, else English.

    A language without a folder has none of its own.
    """
    import tomllib  # only pages need it

    found: dict[str, str] = {}
    for name in dict.fromkeys((DEFAULT, code.partition("-")[0], code)):
        if name.replace("-", "").isalnum():
            try:
                written = shipped(f"language/{name}/interface.toml")
            except OSError:
                continue
            found |= tomllib.loads(written.decode("utf-8"))
    return MappingProxyType(found)


def is_right_to_left(code: str) -> bool:
    """Whether the language with ``code`` is written from right to left."""
    return code.partition("-")[0].lower() in _RIGHT_TO_LEFT
