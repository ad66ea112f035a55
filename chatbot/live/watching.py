"""Whether a knowledge file, or one that it includes, is another one than it was."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from threading import Event
from typing import Final, TypeAlias

Signature: TypeAlias = tuple[object, ...]
_CHANGES_TO_WAIT_FOR: Final = 50
"""Milliseconds."""


class Files:
    """Some files, and the folders where others may come that belong to them."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = frozenset(os.path.abspath(path) for path in paths if "\0" not in path)
        """Absolute ones."""
        self.folders = frozenset(map(os.path.dirname, self.paths))
        """Where they are."""

    def __or__(self, paths: Iterable[str]) -> Files:
        """These files and others."""
        return Files((*self.paths, *paths))

    def signature(self) -> Signature:
        """What is another one when a file is written, replaced, added or taken away.

        Of what else is in the folders the names with the ending of one of the files count, and if
        the files are in several folders the names of folders.
        """
        endings = {os.path.splitext(path)[1] for path in self.paths}
        if len(self.folders) > 1:
            endings.add("")
        files = tuple((path, _state(path)) for path in sorted(self.paths))
        names = tuple(frozenset(_names(folder, endings)) for folder in sorted(self.folders))
        return (*files, *names)


def _state(path: str) -> tuple[int, ...] | None:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_dev


def _names(folder: str, endings: set[str]) -> Iterator[str]:
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        if not name.startswith(".") and os.path.splitext(name)[1] in endings:
            yield name


class Waiting:
    """Waits until something may have changed: told by the system, or for a while."""

    def __init__(self, seconds: float, stop: Event) -> None:
        self._seconds = seconds
        self._stop = stop
        self._folders: frozenset[str] = frozenset()
        self._changes: Iterator[object] | None = None

    def wait(self, folders: frozenset[str]) -> None:
        """Return after a change in one of the folders, and after so many seconds at the latest."""
        if folders != self._folders or self._changes is None:
            self._folders = folders
            self._changes = _changes(folders, self._seconds, self._stop)
        try:
            if self._changes is not None:
                next(self._changes)
                return
        except (OSError, RuntimeError, StopIteration):  # a folder is gone, or none may be watched
            self._changes = None
        self._stop.wait(self._seconds)


def _changes(folders: frozenset[str], seconds: float, stop: Event) -> Iterator[object] | None:
    """What comes in folders, or nothing every few seconds; None where watchfiles is not there."""
    try:
        from watchfiles import watch
    except ImportError:
        return None
    return watch(
        *folders,
        watch_filter=None,
        stop_event=stop,
        rust_timeout=max(1, int(seconds * 1000)),
        step=_CHANGES_TO_WAIT_FOR,
        yield_on_timeout=True,
        raise_interrupt=False,
        recursive=False,
    )
