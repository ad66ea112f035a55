"""A knowledge file as its author wrote it, where what was read has values and names put in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from chatbot.knowledge import Knowledge, whole_tree
from chatbot.workshop.importing.readers.trees import as_values

_ANSWERS: Final = ("entries", "profiles")


def about(knowledge: Knowledge) -> dict[str, Any]:
    """All but what it answers: plain values by the keys of a knowledge file."""
    return {key: one for key, one in _whole(knowledge).items() if key not in _ANSWERS}


def answers_as_written(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """By id: the answer and its variants as they are written, where that is another text."""
    used, unused = iter(knowledge.entries), iter(knowledge.inactive)
    found = {}
    for texts, is_active in _answers(_whole(knowledge)):
        entry = next(used if is_active else unused)
        if texts != (entry.answer, *entry.variants):
            found[entry.id] = texts
    return found


def _whole(knowledge: Knowledge) -> dict[str, Any]:
    values = as_values(whole_tree(knowledge.path))
    assert isinstance(values, dict)  # as it was read before
    return values


def _answers(whole: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The texts of each answer in the order of the file, and whether it is in use."""
    for key, records in whole.items():
        for record in records or () if key in _ANSWERS else ():
            is_active = _is_active(record)
            yield _texts(record, "answer" if key == "entries" else "summary"), is_active
            for aspect in record.get("aspects") or ():
                yield _texts(aspect, "answer"), is_active and _is_active(aspect)


def _texts(record: dict[str, Any], key: str) -> tuple[str, ...]:
    variants = dict.fromkeys(one.strip() for one in record.get("variants") or ())
    return (record[key].strip(), *variants)


def _is_active(record: dict[str, Any]) -> bool:
    return str(record.get("active", "yes")).strip().lower() not in ("no", "false")
