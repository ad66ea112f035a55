"""Frozen values as JSON and back: only plain values and the classes that were named, no code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar, overload

from chatbot.storage.columns import Strings

_T = TypeVar("_T")
_KEPT = 1_024
"""Records that are kept once they were decoded."""


class Codec:
    """Writes and reads texts, numbers, tuples, lists, sets, mappings, dates and some classes.

    The classes are named tuples. Of one with defaults the fields that differ from them are written,
    by name, so that a field that is added later needs nothing here.
    """

    def __init__(self, *classes: type) -> None:
        self._classes = {one.__name__: one for one in classes}

    def write(self, value: object) -> str:
        """A value as JSON on one line."""
        return json.dumps(self._plain(value), ensure_ascii=False, separators=(",", ":"))

    def read(self, text: str) -> Any:
        """The value that :meth:`write` was given; sequences of other sorts have become tuples.

        Raises ValueError when the text is none that it wrote.
        """
        try:
            return self._value(json.loads(text))
        except (TypeError, AttributeError, LookupError, RecursionError) as error:
            raise ValueError(f"no such value: {error}") from error

    def _plain(self, value: Any) -> Any:
        if value is None or isinstance(value, str | int | float):
            return value
        name = type(value).__name__
        if self._classes.get(name) is type(value):
            return {name: self._parts(value)}
        if isinstance(value, frozenset):
            return {"set": sorted(map(self._plain, value), key=json.dumps)}
        if isinstance(value, list):
            return {"list": [self._plain(one) for one in value]}
        if isinstance(value, Sequence) and not hasattr(value, "_fields"):
            return [self._plain(one) for one in value]
        if isinstance(value, Mapping):
            return {"map": [[self._plain(key), self._plain(one)] for key, one in value.items()]}
        if name == "date":
            return {"date": value.isoformat()}
        raise TypeError(f"a {name} cannot be stored")

    def _parts(self, value: Any) -> Any:
        defaults = value._field_defaults
        if not defaults:
            return [self._plain(one) for one in value]
        return {
            name: self._plain(own)
            for name, own in zip(value._fields, value, strict=True)
            if name not in defaults or own != defaults[name]
        }

    def _value(self, plain: Any) -> Any:
        if isinstance(plain, list):
            return tuple([one if type(one) is str else self._value(one) for one in plain])
        if not isinstance(plain, dict):
            return plain
        ((name, content),) = plain.items()
        if name == "list":
            return [self._value(one) for one in content]
        if name == "set":
            return frozenset(self._value(content))
        if name == "map":
            return {self._value(key): self._value(one) for key, one in content}
        if name == "date":
            from datetime import date

            return date.fromisoformat(content)
        if isinstance(content, dict):
            return self._classes[name](**{key: self._value(one) for key, one in content.items()})
        return self._classes[name](*map(self._value, content))


class Records(Sequence[_T], Generic[_T]):
    """Values that lie in a file, each decoded when it is asked for; equal to such a tuple."""

    def __init__(self, texts: Strings, codec: Codec) -> None:
        self._length = len(texts)
        self._at = lru_cache(_KEPT)(lambda place: codec.read(texts[place]))

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> _T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[_T, ...]: ...
    def __getitem__(self, place: int | slice) -> _T | tuple[_T, ...]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(self._length)))
        if not -self._length <= place < self._length:
            raise IndexError(place)
        value: _T = self._at(place % self._length)
        return value

    def __iter__(self) -> Iterator[_T]:
        return (self[place] for place in range(self._length))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(map(lambda a, b: a == b, self, other))

    __hash__ = None  # type: ignore[assignment]  # hashing would decode all of it
