"""Keys that programs send to a server, as ``Authorization: Bearer KEY``."""

from __future__ import annotations

from collections.abc import Iterable
from secrets import compare_digest
from typing import Final

SHORTEST_KEY: Final = 16
"""Characters; a key is to be random."""
WANTED: Final = "Send a key of the server's key file: Authorization: Bearer KEY."
"""What somebody without a key is told."""
CHALLENGE: Final = {"WWW-Authenticate": "Bearer"}
"""The header of a response that says so."""
_LARGEST_FILE: Final = 100_000


def read_keys(path: str) -> tuple[str, ...]:
    """The keys in a file, one a line; lines that begin with # are comments.

    Raises ValueError, with a line for people, for a file without keys or with short ones, and
    OSError.
    """
    with open(path, encoding="utf-8-sig", errors="replace") as file:
        lines = [line.strip() for line in file.read(_LARGEST_FILE).splitlines()]
    keys = tuple(line for line in lines if line and not line.startswith("#"))
    if not keys:
        raise ValueError(f"{path}: holds no key; put a random one on a line of its own")
    if any(len(key) < SHORTEST_KEY for key in keys):
        raise ValueError(f"{path}: a key needs at least {SHORTEST_KEY} characters")
    return keys


def has_key(authorization: str, keys: Iterable[str]) -> bool:
    """Whether the value of a header ``Authorization``, read as Latin-1, has one of the keys.

    How long it takes does not tell which characters are right.
    """
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() != "bearer":
        return False
    mine = given.strip().encode("latin-1", "replace")
    return any([compare_digest(mine, key.encode()) for key in keys])
