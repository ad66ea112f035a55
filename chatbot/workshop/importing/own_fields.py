"""What an export keeps of a knowledge file besides questions and answers, and takes back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from chatbot.errors import KnowledgeError
from chatbot.knowledge import tree_of_values
from chatbot.workshop.importing.found import Found
from chatbot.workshop.importing.readers.trees import as_values
from chatbot.workshop.importing.writing import fingerprint

PLAIN: Final = ("audience", "active", "owner", "valid_from", "valid_until", "review_by")
"""Fields of an entry that a cell of a table can hold as people write it."""
FURTHER: Final = (
    *("kind", "name", "aliases", "tests", "sureness", "buttons", "links", "source"),
    *(*PLAIN, "meta"),
)
"""Fields of an entry; a profile's summary has the first three from its profile."""
OF_PROFILE: Final = ("kind", "name", "aliases")
_OF_FILE: Final = (
    *("title", "language", "description", "source", "values", "contact", "subject"),
    *("kinds", "unanswered", "smalltalk", "settings", "wording"),
)


def read_values(written: str) -> object:
    """JSON as plain values that a knowledge file may have; None where it is none."""
    try:
        return as_values(tree_of_values(json.loads(written), ""))
    except (ValueError, RecursionError, KnowledgeError):
        return None


def read_fields(written: str) -> dict[str, Any] | None:
    """A JSON object that an export wrote; None where it is none."""
    fields = read_values(written)
    return fields if isinstance(fields, dict) else None


def take_parts_of_file(fields: Mapping[str, Any], found: Found) -> None:
    """Add what an export says of a whole file; what is wrong in it is seen once it is written."""
    found.rest |= {key: value for key, value in fields.items() if key in _OF_FILE}
    groups = fields.get("synonyms")
    if isinstance(groups, list):
        found.synonyms += [tuple(group) for group in groups if _is_texts(group)]


def further(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The further fields of an entry, those of another shape left out."""
    found = {
        key: fields[key]
        for key in FURTHER
        if fields.get(key) and SHAPES.get(key, _is_text)(fields[key])
    }
    is_profile = {"kind", "name"} <= found.keys()
    return {key: one for key, one in found.items() if is_profile or key not in OF_PROFILE}


def shown_as(answer: str) -> str:
    """What tells whether an answer is still the one that was exported; white space aside."""
    return fingerprint(" ".join(answer.split()))


def as_written(fields: Mapping[str, Any], answer: str) -> tuple[str, ...]:
    """The answer and its variants as the exported file had them, if it is still that answer."""
    shown, *texts = _texts(fields.get("written")) or [""]
    return tuple(texts) if shown == shown_as(answer) else ()


def _texts(value: object) -> list[str]:
    return value if isinstance(value, list) and all(map(_is_text, value)) else []


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_texts(value: object) -> bool:
    return bool(_texts(value))


def _has_texts(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _is_list_of_pairs(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict) and _has_texts(one) for one in value
    )


def _is_tests(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_texts, value.values()))


SHAPES: Final[Mapping[str, Callable[[object], bool]]] = {
    "audience": _is_texts,
    "aliases": _is_texts,
    "tests": _is_tests,
    "buttons": _is_list_of_pairs,
    "links": _is_list_of_pairs,
    "source": _has_texts,
    "meta": lambda value: isinstance(value, dict),
}
"""What those fields have that are no texts."""
