"""What one language of a knowledge has and another lacks."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from chatbot.errors import ChatbotError
from chatbot.knowledge import Knowledge, in_languages
from chatbot.workshop.findings import Finding

MOST_NAMED = 20
"""Ids named; of more, the rest is counted."""


def compare(knowledge: Knowledge) -> Iterator[Finding]:
    """The entries that only one of two files has, for each other language there is."""
    own = _ids(knowledge)
    for path in in_languages(knowledge.path).values():
        if os.path.realpath(path) == os.path.realpath(knowledge.path):
            continue
        try:
            other = _ids(Knowledge.load(path))
        except ChatbotError as error:
            first = str(error).splitlines()[0]
            yield Finding(knowledge.path, 0, "", f"{path} cannot be compared: {first}")
            continue
        lacks = [entry_id for entry_id in other if entry_id not in own]
        more = [entry_id for entry_id in own if entry_id not in other]
        if lacks:
            yield Finding(knowledge.path, 0, "", f"{path} has what this lacks: {_listed(lacks)}")
        if more:
            yield Finding(knowledge.path, 0, "", f"{path} lacks what this has: {_listed(more)}")


def _ids(knowledge: Knowledge) -> dict[str, None]:
    return {entry.id: None for entry in (*knowledge.entries, *knowledge.inactive)}


def _listed(ids: Sequence[str]) -> str:
    more = len(ids) - MOST_NAMED
    return ", ".join(ids[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
