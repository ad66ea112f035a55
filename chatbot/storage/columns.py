"""Many values end to end in flat arrays: texts, a lookup of texts, rows of numbers.

Nothing is decoded before it is asked for, so that a file of any size is there at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload
from zlib import crc32

_FREE = -1


class Strings(Sequence[str]):
    """Texts, in order."""

    __slots__ = ("starts", "text")

    def __init__(self, text: memoryview, starts: memoryview) -> None:
        self.text = text
        """All of them as UTF-8, end to end."""
        self.starts = starts
        """By place: where the text begins; one more at the end."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(len(self))))
        if place < 0:
            place += len(self)
        return str(self.text[self.starts[place] : self.starts[place + 1]], "utf-8")

    def __iter__(self) -> Iterator[str]:
        for place in range(len(self)):
            yield self[place]


class Table:
    """Distinct texts, each found by itself: a hash table with open addressing.

    The hash is the CRC-32 of the text in UTF-8, the same in every process; the slots, a power of
    two and more than half of them free, hold places, or -1.
    """

    __slots__ = ("_slots", "strings")

    def __init__(self, strings: Strings, slots: memoryview) -> None:
        self.strings = strings
        self._slots = slots

    def find(self, text: str) -> int | None:
        """The place of a text; None where it is not there."""
        key = text.encode("utf-8", "surrogatepass")
        slots, strings = self._slots, self.strings
        last = len(slots) - 1
        slot = crc32(key) & last
        for _ in range(last):
            place = slots[slot]
            if place < 0:
                return None
            if strings.text[strings.starts[place] : strings.starts[place + 1]] == key:
                return int(place)
            slot = (slot + 1) & last
        return None

    def __contains__(self, text: str) -> bool:
        return self.find(text) is not None

    def __len__(self) -> int:
        return len(self.strings)

    def __iter__(self) -> Iterator[str]:
        return iter(self.strings)


def slots_of(texts: Sequence[str]) -> list[int]:
    """The slots of a :class:`Table` of distinct texts."""
    last = (1 << (2 * len(texts) + 1).bit_length()) - 1
    slots = [_FREE] * (last + 1)
    for place, text in enumerate(texts):
        slot = crc32(text.encode("utf-8", "surrogatepass")) & last
        while slots[slot] != _FREE:
            slot = (slot + 1) & last
        slots[slot] = place
    return slots


class Rows:
    """Rows of numbers, each as long as it is."""

    __slots__ = ("starts", "values")

    def __init__(self, values: memoryview, starts: memoryview) -> None:
        self.values = values
        """All of them, end to end."""
        self.starts = starts
        """By row: where it begins; one more at the end."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, row: int) -> memoryview:
        return self.values[self.starts[row] : self.starts[row + 1]]

    def length(self, row: int) -> int:
        """How many numbers a row has."""
        length: int = self.starts[row + 1] - self.starts[row]
        return length
