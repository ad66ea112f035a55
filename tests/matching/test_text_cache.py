"""What was read of texts serves other versions of a knowledge."""

from __future__ import annotations

import pytest

from chatbot import Knowledge
from chatbot.dialogue import pack
from chatbot.language import Language, Utterance
from chatbot.matching import Compiled, TextCache
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
        SHOP._replace(entries=(HOURS, CARS._replace(phrasings=(*CARS.phrasings, "parking")))),
        SHOP._replace(entries=(CARS, HOURS)),
        SHOP._replace(entries=(CARS,), unanswered=()),
        SHOP._replace(synonyms=(("car", "bicycle"),)),
    ],
)
def test_another_version_is_laid_out_as_if_all_of_it_were_read(other: Knowledge) -> None:
    text_cache = TextCache()
    pack(SHOP, text_cache=text_cache)
    assert said(pack(other, text_cache=text_cache)) == said(pack(other))


def test_what_versions_have_in_common_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text_cache, parsed = TextCache(), list[str]()
    Compiled.of(SHOP, text_cache=text_cache)
    parse = Language.parse

    def noted(language: Language, text: str) -> Utterance:
        parsed.append(text)
        return parse(language, text)

    monkeypatch.setattr(Language, "parse", noted)
    hours = HOURS._replace(phrasings=("opening hours", *HOURS.phrasings))
    Compiled.of(SHOP._replace(entries=(CARS, hours)), text_cache=text_cache)
    assert parsed == ["opening hours"]
