"""Files that can be made again at any time, in the user's cache folder.

No error is raised: what cannot be read or written counts as not kept.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from stat import S_ISREG
from typing import Final

from chatbot.storage.container import Header, Unusable, open_container, write_container
from chatbot.storage.sections import Sections

_MOST_BYTES: Final = 500_000_000
"""What all files of one cache may take together; those not used for longest are dropped."""
_ENDING: Final = ".flat"


def is_wanted() -> bool:
    """Whether the environment leaves caches on: ``CHATBOT_CACHE=off`` turns them off."""
    return os.environ.get("CHATBOT_CACHE", "").lower() != "off"


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes."""
    from hashlib import sha256  # not needed where all comes compiled

    return sha256(content).hexdigest()


class Cache:
    """Files of arrays in a folder, each by what it was made of and by a key that says from what.

    Of one thing only the newest is kept. The folder and the files are for their owner alone, and
    a file that others may have written is never read.
    """

    def __init__(self, folder: str, most_bytes: int = _MOST_BYTES) -> None:
        self._folder = folder
        self._most_bytes = most_bytes

    def get(self, thing: str, key: str) -> Sections | None:
        """What was kept of a thing under a key; None where there is nothing, or nothing sound."""
        path = self._path(thing, key)
        try:
            if not is_own(path):
                return None
            made_from, sections = open_container(path)
            if made_from != _made_from(thing, key):
                return None
        except (OSError, Unusable):
            return None
        with suppress(OSError):
            os.utime(path)  # it was used now
        return sections

    def put(self, thing: str, key: str, buffers: Mapping[str, memoryview]) -> None:
        """Keep arrays, in place of all that was kept of the thing before."""
        path = self._path(thing, key)
        with suppress(OSError):
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            make_way(path)
            write_container(path, _made_from(thing, key), buffers)
            drop_oldest(self._folder, _ENDING, path, self._most_bytes, _digest(thing))

    def _path(self, thing: str, key: str) -> str:
        return os.path.join(self._folder, f"{_digest(thing)}-{_digest(key)}{_ENDING}")


def _made_from(thing: str, key: str) -> Header:
    return {"thing": thing, "key": key}


def _digest(text: str) -> str:
    return digest(text.encode("utf-8", "surrogateescape"))[:24]


def is_own(path: str) -> bool:
    """Whether a path is an ordinary file, no link, that nobody but the user can have written.

    Raises OSError where nothing is there.
    """
    status = os.lstat(path)
    if not S_ISREG(status.st_mode):
        return False
    if sys.platform == "win32":
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def make_way(path: str) -> None:
    """Remove what must not be written to: a link leads elsewhere, and a file keeps its rights.

    Raises OSError where that cannot be.
    """
    if os.path.lexists(path) and not is_own(path):
        os.unlink(path)


def drop_oldest(
    folder: str,
    ending: str,
    newest: str,
    most_bytes: int = _MOST_BYTES,
    replaced: str | None = None,
) -> None:
    """Of the files with an ending, remove those that were not used for longest.

    What is left, with the ``newest``, which stays, is ``most_bytes`` at most. Those whose names
    begin with ``replaced`` go first. Raises OSError where that cannot be.
    """
    left = 0
    for _used, size, path in sorted(_files(folder, ending), reverse=True):
        is_replaced = replaced is not None and os.path.basename(path).startswith(replaced)
        if path == newest or not (is_replaced or left + size > most_bytes):
            left += size
        else:
            os.unlink(path)


def _files(folder: str, ending: str) -> Iterator[tuple[int, int, str]]:
    """When each file was last used, its size, and its path."""
    with os.scandir(folder) as entries:
        for one in entries:
            if one.name.endswith(ending):
                status = one.stat(follow_symlinks=False)
                yield status.st_mtime_ns, status.st_size, one.path
