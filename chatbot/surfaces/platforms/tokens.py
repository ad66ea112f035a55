"""Tokens, from the environment or a file: an argument would be seen by all who list processes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

Needed = Sequence[Sequence[str]]
"""Names of what is needed; where a group has several, one of them will do."""

_LARGEST_FILE: Final = 100_000
_TOKEN: Final = re.compile(r"[!-~]{1,2000}")
"""What can go into a request; the platforms' own tokens have some hundred characters at most."""


def tokens(needed: Needed, path: str | None, environ: Mapping[str, str]) -> dict[str, str]:
    """Name → value of those that are needed and there; those of the file come first.

    The file has lines of ``NAME=value``; where one token is all that is needed, it may also hold
    nothing but that. Raises ValueError, with a line for people, if something is missing or is no
    token, and OSError if the file cannot be read.
    """
    names = [name for group in needed for name in group]
    found = {name: environ[name].strip() for name in names if environ.get(name, "").strip()}
    if path is not None:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            lines = [line.strip() for line in file.read(_LARGEST_FILE).splitlines()]
        found |= dict(
            _in_file(names, [line for line in lines if line and not line.startswith("#")])
        )
    for group in needed:
        if not any(name in found for name in group):
            where = f"put it into {path}" if path else "put it into the environment or --token-file"
            raise ValueError(f"{' or '.join(group)} is missing: {where}")
    for name, value in found.items():
        if not _TOKEN.fullmatch(value):
            raise ValueError(
                f"{name} is no token: those are letters, digits and signs, 2,000 at most"
            )
    return found


def _in_file(names: Sequence[str], lines: Sequence[str]) -> Iterable[tuple[str, str]]:
    if len(lines) == len(names) == 1 and names[0] not in lines[0]:
        yield names[0], lines[0]
        return
    for line in lines:
        name, _, value = line.removeprefix("export ").partition("=")
        value = value.strip().strip("\"'")
        if name.strip() in names and value:
            yield name.strip(), value
