"""From a path to the text of the file, whatever the path leads to."""

from __future__ import annotations

import os
import stat
from itertools import islice

from chatbot.errors import KnowledgeNotReadable
from chatbot.files import zipped
from chatbot.knowledge import characters
from chatbot.knowledge.nodes import Node, node_at
from chatbot.knowledge.problems import Problems, printable
from chatbot.storage import MAGIC

MOST_BYTES = 10_000_000
_CHUNK = 1 << 20
_MOST_SHOWN = 10
"""Forbidden characters named; a file of another sort may hold thousands."""
_BOM = b"\xef\xbb\xbf"


def content_of(path: str, problems: Problems | None = None) -> bytes:
    """What the file holds; what is wrong is noted among ``problems``, if there are some.

    Raises :class:`KnowledgeNotReadable` when the file is not there or cannot be read, and
    :class:`KnowledgeError` when it is no file, or too large.
    """
    try:
        return zipped(path) or _bytes(path, problems or Problems(path))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no file can have this name"
        raise KnowledgeNotReadable(printable(path), printable(why)) from error


def text_of(data: bytes, problems: Problems) -> str:
    """The text of a file that holds ``data``, lines ended by ``\\n``, without byte order mark.

    A character that no value may hold is noted and replaced, so that reading can go on.
    Raises :class:`KnowledgeError` when it is no text.
    """
    if data.startswith(MAGIC):
        problems.stop(Node(0, 0), "is compiled; name the file that it was made from")
    data = data.removeprefix(_BOM).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return _clean(_decode(data, problems), problems)


def _bytes(path: str, problems: Problems) -> bytes:
    # Non-blocking: opening a FIFO would else wait for somebody to write.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
    try:
        kind = _special(os.fstat(descriptor).st_mode)
        if kind:
            problems.stop(Node(0, 0), f"is {kind}, not a file; name a YAML file")
        data = b""
        while chunk := os.read(descriptor, _CHUNK):
            data += chunk
            if len(data) > MOST_BYTES:
                what = f"the file is larger than {MOST_BYTES // 1_000_000} MB; split it"
                problems.stop(Node(0, 0), what)
        return data
    finally:
        os.close(descriptor)


def _special(mode: int) -> str:
    """What it is, where it is no ordinary file."""
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISDIR(mode):
        return "a directory"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device"


def _decode(data: bytes, problems: Problems) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        problems.stop(Node(1, 1), "the file is in UTF-16; save it as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        what = f"byte 0x{data[error.start]:02X} is not UTF-8; save the file as UTF-8"
        problems.stop(node_at(before, len(before)), what)


def _clean(text: str, problems: Problems) -> str:
    found = list(islice(characters.FORBIDDEN.finditer(text), _MOST_SHOWN))
    for each in found:
        what = f"character {characters.name(each[0])} is not allowed; remove it"
        problems.add(node_at(text, each.start()), what)
    return characters.FORBIDDEN.sub("\ufffd", text) if found else text
