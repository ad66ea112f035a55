"""What was read of entries serves other versions of a knowledge."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chatbot import Knowledge
from chatbot.dialogue import pack
from chatbot.matching import EntryCache
from chatbot.storage import Packer

SHOP = Knowledge.from_dict(
    {
        "title": "Shop",
        "entries": [
            {"id": "hours", "question": "When do you open?", "answer": "At nine."},
            {"id": "cars", "question": "Where can I leave my car?", "answer": "Behind it."},
        ],
        "unanswered": ["who built it"],
    }
)
HOURS, CARS = SHOP.entries


def said(packed: Packer) -> dict[str, bytes]:
    return {name: bytes(part) for name, part in packed.buffers.items()}


@pytest.mark.parametrize(
    "other",
    [
        replace(SHOP, entries=(HOURS, replace(CARS, phrasings=(*CARS.phrasings, "parking")))),
        replace(SHOP, entries=(CARS, HOURS)),
        replace(SHOP, entries=(CARS,), unanswered=()),
        replace(SHOP, synonyms=(("car", "bicycle"),)),
    ],
)
def test_another_version_is_laid_out_as_if_all_of_it_were_read(other: Knowledge) -> None:
    entry_cache = EntryCache()
    pack(SHOP, entry_cache=entry_cache)
    assert said(pack(other, entry_cache=entry_cache)) == said(pack(other))
