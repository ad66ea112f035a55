"""The history on disk: one JSON string a line, oldest first, private to its owner.

A record is written whole, in one piece, under an advisory lock, so that several chats may share
the file. Whatever a crash or another program left in it, reading skips what is no record.
Every function here raises :class:`OSError` when the file cannot be used.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
import sys
import time
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

MAX_BYTES = 500_000
"""The file is cut to its newest half when it would grow past this."""
_TRIES = 50
_PAUSE = 0.01


def read(path: str) -> list[str]:
    """The records of the file, oldest first; none when there is no file."""
    if not os.path.lexists(path):
        return []
    with _opened(path) as file:
        lines = _records(file, path)
        _make_private(file)
        return lines


def append(path: str, line: str) -> None:
    """Add one record, or raise and leave the file as it was."""
    record = json.dumps(line).encode("ascii") + b"\n"
    with _opened(path) as file:
        size = file.seek(0, os.SEEK_END)
        if size + len(record) > MAX_BYTES:
            size = _halve(file)
        if not _ends_a_line(file, size):
            record = b"\n" + record  # what was torn there must not swallow this record too
        _write(file, record, size)


def wipe(path: str) -> None:
    """Empty the file, if there is one."""
    if os.path.lexists(path):
        with _opened(path) as file:
            _records(file, path)  # refuses what is no history: that is not ours to empty
            file.truncate(0)


def _records(file: FileIO, path: str) -> list[str]:
    raw_lines = [raw for raw in _tail(file, MAX_BYTES).split(b"\n") if raw.strip()]
    lines = []
    for raw in raw_lines:
        if raw.startswith(b'"'):  # so it can only be a string, however it goes on
            with contextlib.suppress(ValueError):
                lines.append(json.loads(raw))
    oversized = file.seek(0, os.SEEK_END) > MAX_BYTES
    if 2 * len(lines) < len(raw_lines) or (oversized and not lines):
        raise OSError(errno.EINVAL, "not a chat history, so it is left alone", path)
    return [line for line in lines if line]


def _tail(file: FileIO, count: int) -> bytes:
    """The last ``count`` bytes, from the first whole line on."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - count))
    content = file.read(count) or b""
    return content if size <= count else content.partition(b"\n")[2]


def _ends_a_line(file: FileIO, size: int) -> bool:
    if not size:
        return True
    file.seek(size - 1)
    return file.read(1) == b"\n"


def _halve(file: FileIO) -> int:
    """Keep the newest half, in place: a crash on the way tears a line, which reading skips."""
    kept = _tail(file, MAX_BYTES // 2)
    _write(file, kept, 0)
    return file.truncate(len(kept))


def _write(file: FileIO, content: bytes, position: int) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(position)
    rest = memoryview(content)
    try:
        while rest:
            rest = rest[file.write(rest) or 0 :]
    except OSError:
        file.truncate(size)
        raise


@contextlib.contextmanager
def _opened(path: str) -> Iterator[FileIO]:
    """The file, made private if need be, checked to be a file, and ours alone for the while."""
    for folder in reversed(Path(os.path.abspath(path)).parents):
        if not folder.exists():  # makedirs would leave all but the last to the umask
            folder.mkdir(mode=0o700, exist_ok=True)
    # Without O_NONBLOCK, opening a named pipe could wait for ever.
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with FileIO(os.open(path, flags, 0o600), "r+") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", path)
        _lock(file.fileno(), path)  # closing the file unlocks it
        yield file


def _make_private(file: FileIO) -> None:
    """Narrow rights that are too wide; for a file that is known to be a history."""
    if os.name == "posix" and os.fstat(file.fileno()).st_mode & 0o077:
        os.fchmod(file.fileno(), 0o600)


def _lock(descriptor: int, path: str) -> None:
    """Lock the file, or give up after half a second: a chat must not hang on its history."""
    for _ in range(_TRIES):
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError:
            time.sleep(_PAUSE)
    raise OSError(errno.EAGAIN, "locked by another program", path)
