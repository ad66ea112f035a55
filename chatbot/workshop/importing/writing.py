"""Entries as YAML, each with a comment that says where it is from and what it was then."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from io import StringIO
from typing import TYPE_CHECKING, Any

from chatbot.workshop.importing.entries import Entry, Import
from chatbot.workshop.importing.profiles import as_profiles, with_braces

if TYPE_CHECKING:
    from ruamel.yaml import YAML

_PRINT = "[a-z_]+ [0-9a-f]{8}"
_MARK = re.compile(rf" *# from (?P<place>.*) \[(?P<prints>{_PRINT}(?:, {_PRINT})*)\]")
_STEP = "  "
OWN_FIELDS = ("id", "review_by")
"""Fields that are the author's once an entry is there."""


def new_file(imported: Import) -> str:
    """A whole knowledge file."""
    parts = []
    rest = {"title": imported.title or "Frequently asked questions"} | imported.rest
    values = imported.values
    entries = [one.as_written(values) for one in imported.entries]
    profiles = as_profiles((one for one in entries if one.is_part), has_values=bool(values))
    plain = [one for one in entries if not one.is_part]
    if values:
        plain = [replace(one, fields=with_braces(one.fields, one.written)) for one in plain]
    in_order = (
        ("profiles", "entries") if entries and entries[0].is_part else ("entries", "profiles")
    )
    rest |= {key: rest.get(key) for key in in_order}
    if imported.synonyms:
        rest = {"title": rest.pop("title"), "synonyms": None} | rest
    for key, value in rest.items():
        if key == "entries":
            written = "\n".join(written_entry(entry, _STEP) for entry in plain)
            parts += [f"\nentries:\n{written}"] * bool(plain)
        elif key == "profiles" and (value or profiles):
            parts.append(f"\n{dumped({key: value or profiles})}")
        elif key == "synonyms":
            parts.append(f"synonyms:\n{written_synonyms(imported.synonyms, _STEP)}")
        elif key != "profiles":
            parts.append(dumped({key: value}))
    return "".join(parts)


def written_entry(entry: Entry, indent: str) -> str:
    """One entry as an item of a list that is indented so, with its comments before it."""
    comments = [mark(entry, fingerprints(entry.fields))]
    comments += [f"# to be reviewed: {one}" for one in entry.review]
    first, *others = dumped(entry.fields).splitlines()
    lines = [*comments, f"- {first}", *(f"  {line}" if line else "" for line in others)]
    return "".join(f"{indent}{line}\n" if line else "\n" for line in lines)


def written_synonyms(groups: Iterable[Sequence[str]], indent: str) -> str:
    """Groups of synonyms as items of a list that is indented so, each on a line."""
    from ruamel.yaml.comments import CommentedSeq

    lines = []
    for group in groups:
        words = CommentedSeq(group)
        words.fa.set_flow_style()
        lines.append(f"{indent}- {dumped({'x': words}).removeprefix('x: ')}")
    return "".join(lines)


def mark(entry: Entry, prints: Mapping[str, str]) -> str:
    """The comment that says where an entry is from, and what each of its fields was."""
    said = ", ".join(f"{key} {value}" for key, value in prints.items())
    place = entry.place._replace(file=_portable(entry.place.file))
    return f"# from {place} [{said}]"


def read_mark(line: str) -> tuple[str, dict[str, str]] | None:
    """The place and the fingerprints in such a comment; None for another line."""
    found = _MARK.fullmatch(line)
    if found is None:
        return None
    pairs = (one.split(" ", 1) for one in found["prints"].split(", "))
    return found["place"], dict(pairs)


def fingerprints(fields: Mapping[str, Any]) -> dict[str, str]:
    """What tells whether a field was changed since, for each field that follows the source."""
    return {key: fingerprint(value) for key, value in fields.items() if key not in OWN_FIELDS}


def fingerprint(value: Any) -> str:
    """Eight characters that are other ones for another value; space at line ends aside."""
    import json

    written = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return sha256(written.encode("utf-8", errors="surrogatepass")).hexdigest()[:8]


def dumped(value: Any) -> str:
    """A value as YAML; texts of several lines as blocks."""
    stream = StringIO()
    _yaml().dump(_with_blocks(value), stream)
    return stream.getvalue()


@cache
def _yaml() -> YAML:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 1_000_000
    yaml.allow_unicode = True
    return yaml


def _with_blocks(value: Any) -> Any:
    from ruamel.yaml.scalarstring import LiteralScalarString

    if hasattr(value, "fa"):  # it has its own layout
        return value
    if isinstance(value, str) and "\n" in value:
        return LiteralScalarString(value)
    if isinstance(value, Mapping):
        return {key: _with_blocks(one) for key, one in value.items()}
    return [*map(_with_blocks, value)] if isinstance(value, list | tuple) else value


def _portable(file: str) -> str:
    """A file's name without what is only so on this computer."""
    parts = file.replace(os.sep, "/").split("/")
    return file if not os.path.isabs(file) and ".." not in parts else "/".join(parts[-2:])
