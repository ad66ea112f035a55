"""The tables of a language, read from ``<code>/tables.toml``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import chain
from typing import Any, Final

from chatbot.errors import LanguageError
from chatbot.language.folders import shipped_for, without_region
from chatbot.language.tables import DEFAULT, Phrases, Sides, Tables, Words
from chatbot.language.text import clean, fold
from chatbot.language.tokenising import pieces

_FILE: Final = "tables.toml"
_NONE: Final[Mapping[str, Any]] = {}


@cache
def load_tables(code: str) -> Tables:
    """The tables of a language; those of a region, ``pt-br``, where there are none of its own.

    A language without tables has no words, and the default language's replies until an author
    words them. Raises :class:`LanguageError` when a file is malformed, which says where.
    """
    for name in (code, without_region(code)):
        written = shipped_for(name, _FILE)
        if written is not None:
            return _read_tables(name, written)
    default = _read_tables(DEFAULT, shipped_for(DEFAULT, _FILE) or b"")
    return Tables(wording=default.wording, phrases=default.phrases)


def _read_tables(code: str, written: bytes) -> Tables:
    import tomllib  # not needed where a compiled knowledge brings its tables

    try:
        return _tables(tomllib.loads(written.decode("utf-8")))
    except (ValueError, TypeError, AttributeError, LookupError) as error:
        raise LanguageError(f"language/{code}/{_FILE}: {error}") from error


def _tables(data: Mapping[str, Any]) -> Tables:
    kinds = Tables.__annotations__
    read = {
        name: _read(name, kind, data) for name, kind in kinds.items() if kind not in _OF_PHRASES
    }
    own = read["pronouns"] | read["question_words"] | read["negators"]
    read["function_words"] |= own
    plain = Tables(**read)

    def split(texts: Iterable[str]) -> Phrases:
        return tuple(tuple(piece.word for piece in pieces(clean(t), plain)) for t in texts)

    phrases: dict[str, Any] = {
        name: split(data.get(name, ())) for name, kind in kinds.items() if kind is Phrases
    }
    talk = split(chain.from_iterable(asked for asked, _ in read["smalltalk"].values()))
    known = _words_in(read, {**phrases, "smalltalk": talk})
    for name in ("asks", "tells"):
        phrases[name] = {what: split(texts) for what, texts in data.get(name, _NONE).items()}
    return plain._replace(known=known, **phrases)


def _words_in(read: Mapping[str, Any], phrases: Mapping[str, Phrases]) -> Words:
    """Every word of the tables."""
    words = [value for value in read.values() if isinstance(value, frozenset)]
    mapped = [read[name] for name in ("ordinals", "number_words", "contractions")]
    said = [phrase for each in phrases.values() for phrase in each]
    sides = [side for both in read["opposites"] for side in both]
    return frozenset[str]().union(*words, *mapped, *said, *sides)


def _read(name: str, kind: Any, data: Mapping[str, Any]) -> Any:
    """What a table holds that is not made of phrases."""
    read = _READERS.get(name) or _READERS.get(kind) or _read_folded
    value = data.get(name)
    return read(value) if value is not None else read(_EMPTY.get(kind, _NONE))


def _read_numbers(value: Mapping[str, int]) -> dict[str, int]:
    return {_folded(word): number for word, number in value.items()}


def _read_folded(value: Mapping[str, str]) -> dict[str, str]:
    return {_folded(key): _folded(each) for key, each in value.items()}


def _read_contractions(value: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {_folded(short): _split(full) for short, full in value.items()}


def _read_smalltalk(value: Mapping[str, Any]) -> dict[str, tuple[tuple[str, ...], str]]:
    return {name: (tuple(one["asked"]), one["answer"]) for name, one in value.items()}


def _read_sides(value: Iterable[str]) -> Sides:
    return tuple(_sides(*line.split("|")) for line in value)


def _sides(one: str, other: str) -> tuple[Words, Words]:
    return _words(one), _words(other)


def _words(text: str) -> Words:
    return frozenset(_split(text))


def _folded(text: str) -> str:
    return " ".join(map(fold, clean(text).split()))


def _split(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in clean(text).split())


_OF_PHRASES: Final = (Phrases, Mapping[str, Phrases])
"""The types of the tables that can only be read with the others at hand."""
_EMPTY: Final[Mapping[Any, Any]] = {str: "", Words: "", Sides: ()}
"""By type: what a table holds that the file leaves out."""
_READERS: Final[Mapping[Any, Callable[[Any], Any]]] = {
    "wording": dict,
    "phrases": dict,
    "ordinals": _read_numbers,
    "months": _read_numbers,
    "contractions": _read_contractions,
    "smalltalk": _read_smalltalk,
    Sides: _read_sides,
    Words: _words,
    str: str,
}
"""By name, or type, of a table: how it is read."""
