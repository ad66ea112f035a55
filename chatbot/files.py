"""Files that ship with the package, wherever it lies, and files written whole or not at all."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, cast
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.abc import ResourceLoader

_PACKAGE = os.path.dirname(__file__)
_LOADER = cast("ResourceLoader", __spec__.loader)


def shipped(name: str) -> bytes:
    """What a file of the package holds, by its name below it; from a zip too."""
    return _LOADER.get_data(os.path.join(_PACKAGE, *name.split("/")))


def zipped(path: str) -> bytes | None:
    """What the file at ``path`` holds if it is one of the package in a zip, else None."""
    if not path.startswith(_PACKAGE + os.sep) or os.path.isdir(_PACKAGE):
        return None
    try:
        return _LOADER.get_data(path)
    except OSError:
        return None


@cache
def fingerprint() -> str:
    """What changes with any file of the package; nothing where they lie in a zip.

    The same version of a checkout may hold other code from one minute to the next. A process goes
    on with the code that it began with, so what it found first counts.
    """
    found: list[str] = []
    folders = [_PACKAGE]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for one in entries:
                    if one.is_dir():
                        folders.append(one.path)
                    elif not one.name.endswith(".pyc"):
                        status = one.stat()
                        found.append(f"{one.path} {status.st_size} {status.st_mtime_ns}")
        except OSError:
            continue
    return f"{crc32(''.join(sorted(found)).encode('utf-8', 'surrogateescape')):08x}"


def cache_folder() -> str:
    """Where what can be made anew is kept for this user; it need not be there."""
    from platformdirs import user_cache_dir

    return user_cache_dir("chatbot", appauthor=False)


def state_folder() -> str:
    """Where what this user did is kept; it need not be there."""
    from platformdirs import user_state_dir

    return user_state_dir("faq-chatbot", appauthor=False)


def replace(path: str, *content: bytes | memoryview) -> None:
    """Make ``content`` all there is in the file at ``path``, or in the one a link there leads to.

    It may come in pieces. It is written aside and put in place in one go: nobody ever sees half a
    file. The file keeps its rights; a new one is for its owner alone. Raises OSError that names
    ``path``, and leaves what was there.
    """
    try:
        _replace(os.path.realpath(path), content)
    except OSError as error:
        error.filename = path  # not that of the file aside, which is gone
        raise


def create(path: str, content: bytes) -> None:
    """Write a new file, with the rights that new files get.

    Raises FileExistsError when there is anything at ``path``, even a link to nowhere, and another
    OSError that names ``path`` when it cannot be written; then nothing is left of it.
    """
    with open(path, "xb"):
        pass  # the name is taken, so that nothing else can come there meanwhile
    try:
        replace(path, content)
    except BaseException:
        os.unlink(path)
        raise


def _replace(path: str, content: Iterable[bytes | memoryview]) -> None:
    import tempfile

    descriptor, aside = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".chatbot-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(content)
            file.flush()
            os.fsync(descriptor)
        if os.path.lexists(path):
            os.chmod(aside, os.stat(path).st_mode & 0o777)
        os.replace(aside, path)
    except BaseException:
        os.unlink(aside)
        raise
