"""The tables of a language, read from ``<code>/tables.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final

from chatbot.errors import ChatbotError
from chatbot.files import shipped
from chatbot.language.tables import DEFAULT, Phrases, Tables, Words
from chatbot.language.text import clean, fold
from chatbot.language.tokenising import pieces

_NONE: Final[Mapping[str, Any]] = {}


class LanguageError(ChatbotError):
    """A language's tables are malformed."""


@cache
def load_tables(code: str) -> Tables:
    """The tables of a language; those of a region, ``pt-br``, where there are none of its own.

    A language without tables has no words, and the default language's replies until an author
    words them. Raises :class:`LanguageError` when a file is malformed, which says where.
    """
    for name in (code, code.partition("-")[0]):
        written = _written(name)
        if written is not None:
            return _read_tables(name, written)
    default = _read_tables(DEFAULT, _written(DEFAULT) or b"")
    return Tables(wording=default.wording, phrases=default.phrases)


def _written(code: str) -> bytes | None:
    """What the file of a language's tables holds; None where there is none."""
    if not code.replace("-", "").isalnum():
        return None
    try:
        return shipped(f"language/{code}/tables.toml")
    except OSError:
        return None


def _read_tables(code: str, written: bytes) -> Tables:
    try:
        return _tables(tomllib.loads(written.decode("utf-8")))
    except (ValueError, TypeError, AttributeError, LookupError) as error:
        raise LanguageError(f"language/{code}/tables.toml: {error}") from error


def _tables(data: Mapping[str, Any]) -> Tables:
    read = {one.name: _read(one.name, str(one.type), data) for one in fields(Tables)}
    own = read["pronouns"] | read["question_words"] | read["negators"]
    read["function_words"] |= own
    plain = Tables(**read)
    phrases: dict[str, Any] = {
        one.name: tuple(tuple(piece.word for piece in pieces(text, plain)) for text in texts)
        for one in fields(Tables)
        if one.type == "Phrases"
        for texts in [map(clean, data.get(one.name, ()))]
    }
    known = _words_in(read, phrases)
    return replace(plain, known=known, **phrases)


def _words_in(read: Mapping[str, Any], phrases: Mapping[str, Phrases]) -> Words:
    """Every word of the tables."""
    words = [value for value in read.values() if isinstance(value, frozenset)]
    mapped = [read[name] for name in ("ordinals", "number_words", "contractions")]
    said = [phrase for each in phrases.values() for phrase in each]
    return frozenset[str]().union(*words, *mapped, *said)


def _read(name: str, kind: str, data: Mapping[str, Any]) -> Any:
    value = data.get(name)
    if name in ("wording", "phrases", "ordinals"):
        return {_folded(k) if name == "ordinals" else k: v for k, v in (value or _NONE).items()}
    if name == "smalltalk":
        return {key: (tuple(v["asked"]), v["answer"]) for key, v in (value or _NONE).items()}
    if name == "contractions":
        return {_folded(short): _split(full) for short, full in (value or _NONE).items()}
    if kind == "Words":
        return frozenset(_split(value or ""))
    if kind == "Phrases":
        return ()
    if kind.startswith("Mapping"):
        return {_folded(key): _folded(each) for key, each in (value or _NONE).items()}
    if name == "keyboard":
        return tuple(_folded(row) for row in value or ())
    return value or ""


def _folded(text: str) -> str:
    return " ".join(map(fold, clean(text).split()))


def _split(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in clean(text).split())
