"""Named arrays: packed in memory, or found in a file."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from chatbot.storage.codec import Codec, Records
from chatbot.storage.columns import Rows, Strings, Table, slots_of

_PLAIN = Codec()


class Sections:
    """Named arrays, each to be read in the way it was packed. KeyError where there is none."""

    def __init__(self, buffers: Mapping[str, memoryview], prefix: str = "") -> None:
        self.buffers = buffers
        """Every array by its whole name."""
        self._prefix = prefix

    def part(self, name: str) -> Sections:
        """What :meth:`Packer.part` packed under a name."""
        return Sections(self.buffers, f"{self._prefix}{name}/")

    def numbers(self, name: str) -> memoryview:
        """An array of numbers."""
        return self.buffers[self._prefix + name]

    def strings(self, name: str) -> Strings:
        """Texts in order."""
        return Strings(self.numbers(f"{name}.text"), self.numbers(f"{name}.starts"))

    def table(self, name: str) -> Table:
        """Texts that are looked up."""
        return Table(self.strings(name), self.numbers(f"{name}.slots"))

    def rows(self, name: str) -> Rows:
        """Rows of numbers."""
        return Rows(self.numbers(f"{name}.values"), self.numbers(f"{name}.starts"))

    def records(self, name: str, codec: Codec) -> Records[Any]:
        """Values that are decoded one by one."""
        return Records(self.strings(name), codec)

    def value(self, name: str, codec: Codec = _PLAIN) -> Any:
        """One value, decoded."""
        return codec.read(str(self.numbers(name), "utf-8"))


class Packer:
    """Lays values out as named arrays."""

    def __init__(self, buffers: dict[str, memoryview] | None = None, prefix: str = "") -> None:
        self.buffers: dict[str, memoryview] = {} if buffers is None else buffers
        """Every array by its whole name."""
        self._prefix = prefix

    def part(self, name: str) -> Packer:
        """Packs into the same arrays, under names of their own."""
        return Packer(self.buffers, f"{self._prefix}{name}/")

    def sections(self) -> Sections:
        """What was packed, to be read."""
        return Sections(self.buffers, self._prefix)

    def numbers(self, name: str, values: array[Any] | bytes | bytearray) -> None:
        """Pack an array of numbers."""
        self.buffers[self._prefix + name] = memoryview(values)

    def strings(self, name: str, texts: Iterable[str]) -> None:
        """Pack texts."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        self.numbers(f"{name}.text", b"".join(encoded))
        self.numbers(f"{name}.starts", array("I", accumulate(map(len, encoded), initial=0)))

    def table(self, name: str, texts: Sequence[str]) -> None:
        """Pack distinct texts, to be looked up."""
        self.strings(name, texts)
        self.numbers(f"{name}.slots", array("i", slots_of(texts)))

    def rows(self, name: str, rows: Iterable[Sequence[int]]) -> None:
        """Pack rows of numbers."""
        values, starts = array("i"), array("I", [0])
        for row in rows:
            values.extend(row)
            starts.append(len(values))
        self.numbers(f"{name}.values", values)
        self.numbers(f"{name}.starts", starts)

    def records(self, name: str, values: Iterable[object], codec: Codec) -> None:
        """Pack values that are to be decoded one by one."""
        self.strings(name, map(codec.write, values))

    def value(self, name: str, value: object, codec: Codec = _PLAIN) -> None:
        """Pack one value."""
        self.numbers(name, codec.write(value).encode("utf-8", "surrogatepass"))
