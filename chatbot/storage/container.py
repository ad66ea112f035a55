"""The file that named arrays lie in: checked when it is opened, mapped into memory, never executed.

It begins with ``_PREFIX``: a magic number, the version of this format, the length of the header
and its CRC-32. The header is JSON: what the arrays were made from, the byte order, for every array
its name, its type and its length in bytes, and the CRC-32 of all that follows. The arrays follow
in that order, each at a multiple of eight.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from mmap import ACCESS_READ, mmap
from stat import S_ISREG
from struct import Struct
from struct import error as StructError
from typing import IO, Any, Final
from zlib import crc32

from chatbot.files import replace
from chatbot.storage.sections import Sections

MAGIC: Final = b"\x93FAQbot\n"
"""How every such file begins; no text in UTF-8 does."""
_FORMAT: Final = 3
"""Changes with the layout, and with that of what lies in the arrays if the package's version does
not."""
_PREFIX: Final = Struct("<8sIII")
_ALIGNED: Final = 8
_CHUNK: Final = 1 << 18
_TYPES: Final = "BHiIfd"
"""Types of array that there may be, as in :mod:`array`."""

Header = Mapping[str, Any]
"""What was made from what: plain values by name."""


class Unusable(Exception):
    """A file is no container, or not one that can be used here; its text says why."""


def write_container(path: str, made_from: Header, buffers: Mapping[str, memoryview]) -> None:
    """Write arrays to a file, whole or not at all; a new file is for its owner alone.

    Raises OSError that names ``path``.
    """
    checksum = 0
    for piece in _padded(buffers):
        checksum = crc32(piece, checksum)
    header = {
        "made_from": made_from,
        "byteorder": sys.byteorder,
        "arrays": [[name, one.format, one.nbytes] for name, one in buffers.items()],
        "checksum": checksum,
    }
    written = json.dumps(header).encode()
    written += b" " * (-(len(written) + _PREFIX.size) % _ALIGNED)
    prefix = _PREFIX.pack(MAGIC, _FORMAT, len(written), crc32(written))
    replace(path, prefix, written, *_padded(buffers))


def _padded(buffers: Mapping[str, memoryview]) -> Iterator[memoryview | bytes]:
    for one in buffers.values():
        yield one
        yield bytes(-one.nbytes % _ALIGNED)


def is_container(path: str) -> bool:
    """Whether a file begins as these do; False where there is none, or it is no ordinary file."""
    try:
        if not S_ISREG(os.stat(path).st_mode):
            return False
        with open(path, "rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except (OSError, ValueError):
        return False


def open_container(path: str) -> tuple[Header, Sections]:
    """What the arrays in a file were made from, and the arrays, mapped and not yet decoded.

    Raises :class:`Unusable` when the file is not whole and right, and OSError when it is not there
    or cannot be read.
    """
    with open(path, "rb", buffering=0) as file:
        if not S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Unusable("is no ordinary file")
        if os.fstat(file.fileno()).st_size < _PREFIX.size:
            raise Unusable("is damaged")
        checksum = _checksum(file)
        mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
    return _opened(memoryview(mapped), checksum)


def read_container(data: bytes) -> tuple[Header, Sections]:
    """The same for the bytes of a file."""
    return _opened(memoryview(data), _checksum(BytesIO(data)))


def _checksum(file: IO[bytes]) -> int:
    """The checksum of all that follows the header; the file is read through and not kept."""
    prefix = file.read(_PREFIX.size)
    length = _PREFIX.unpack(prefix)[2] if len(prefix) == _PREFIX.size else 0
    file.seek(_PREFIX.size + length)
    checksum = 0
    while chunk := file.read(_CHUNK):
        checksum = crc32(chunk, checksum)
    return checksum


def _opened(data: memoryview, checksum: int) -> tuple[Header, Sections]:
    try:
        magic, version, length, header_checksum = _PREFIX.unpack_from(data)
        if magic != MAGIC:
            raise Unusable("is no compiled knowledge")
        if version != _FORMAT:
            raise Unusable("was compiled by another version of chatbot")
        start = _PREFIX.size + length
        written = bytes(data[_PREFIX.size : start])
        if len(written) != length or crc32(written) != header_checksum:
            raise Unusable("is damaged")
        header = json.loads(written)
        if header["byteorder"] != sys.byteorder:
            raise Unusable("was compiled on another kind of machine")
        if header["checksum"] != checksum:
            raise Unusable("is damaged")
        return header["made_from"], Sections(_find(header, data, start))
    except (ValueError, TypeError, LookupError, StructError, RecursionError) as error:
        raise Unusable("is damaged") from error


def _find(header: dict[str, Any], data: memoryview, start: int) -> dict[str, memoryview]:
    """The arrays by their names."""
    found: dict[str, memoryview] = {}
    for name, kind, length in header["arrays"]:
        end = start + length
        if kind not in _TYPES or length < 0 or end > len(data):
            raise Unusable("is damaged")
        found[name] = data[start:end].cast(kind)
        start = end + -length % _ALIGNED
    return found
