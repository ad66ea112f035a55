"""Questions that were a profile's when they were exported, and become one again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from chatbot.workshop.importing.entries import Entry

_LIKE_VALUE = re.compile(r"(?<![\\{])\{\{(?= *[^\s{}]+ *\}\}(?!\}))")
_OF_PROFILE = ("id", "kind", "name", "aliases")


def as_profiles(parts: Iterable[Entry], *, has_values: bool) -> list[dict[str, Any]]:
    """Profiles as a knowledge file has them, made of summaries and aspects.

    A part that has its texts as written, which :attr:`Entry.written` tells, has names put in.
    ``has_values`` says whether values are put in, too, where braces are doubled.
    """
    profiles: dict[str, dict[str, Any]] = {}
    for part in sorted(parts, key=lambda one: "/" in one.fields["id"]):
        profile, _, aspect = str(part.fields["id"]).partition("/")
        fields = _templates(part, has_values=has_values)
        if aspect:
            profiles[profile].setdefault("aspects", []).append(fields | {"id": aspect})
        else:
            named = {key: fields.pop(key) for key in _OF_PROFILE if key in fields}
            answer = {"summary" if key == "answer" else key: one for key, one in fields.items()}
            profiles[profile] = named | answer
    return [*profiles.values()]


def without_profile(part: Entry) -> Entry:
    """A part of a profile as an entry of its own, with its names and values put in."""
    fields = {key: one for key, one in part.fields.items() if key not in _OF_PROFILE}
    return Entry(part.place, {"id": part.fields["id"], **fields}, part.review)


def _templates(part: Entry, *, has_values: bool) -> dict[str, Any]:
    """The fields of a part, braces doubled in the texts in which a name would be put in."""
    fields = dict(part.fields)
    for key in ("question", "also_asked"):
        fields[key] = _each(_doubled, fields.get(key))
    for key in ("answer", "variants") if not part.written else ():
        fields[key] = _each(_doubled, fields.get(key))
    if has_values:
        fields = with_braces(fields, part.written)
    return {key: one for key, one in fields.items() if one}


def with_braces(fields: Mapping[str, Any], written: tuple[str, ...] = ()) -> dict[str, Any]:
    """The fields of an entry with doubled braces told from values.

    They are as they are where its texts are as ``written`` in a knowledge file.
    """
    texts = {key: _each(_apart, fields[key]) for key in ("answer", "variants") if key in fields}
    return {**fields, **({} if written else texts)}


def _each(change: Callable[[str], str], texts: Any) -> Any:
    """A text or a list of texts, each changed."""
    return change(texts) if isinstance(texts, str) else [*map(change, texts or ())]


def _doubled(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _apart(text: str) -> str:
    """A text in which doubled braces are told from a value."""
    return _LIKE_VALUE.sub(r"\\{{", text)
