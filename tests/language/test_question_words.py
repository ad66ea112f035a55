"""What a question word asks for may be asked by a noun: the price of what "how much" asks."""

from __future__ import annotations

from functools import cache

import pytest

from chatbot import Bot, Knowledge

PHRASINGS = {
    "en": ("How much is the {name}?", "Where is the {name}?"),
    "de": ("Wieviel ist es für {name}?", "Wo ist {name}?"),
    "es": ("¿Cuánto es {name}?", "¿Dónde está {name}?"),
    "fr": ("C'est combien, {name} ?", "Où est {name} ?"),
    "ru": ("Сколько за {name}?", "Где {name}?"),
}


@cache
def bot_for(language: str) -> Bot:
    price, place = PHRASINGS[language]
    halls = [
        {"id": name, "kind": "hall", "name": name.title(), "summary": "Large.", "aspects": [
            {"id": "price", "question": price, "answer": f"{name}: 12."},
            {"id": "place", "question": place, "answer": f"{name}: there."},
        ]}
        for name in ("arbor", "bruma")
    ]  # fmt: skip
    return Bot(Knowledge.from_dict({"title": "Halls", "language": language, "profiles": halls}))


@pytest.mark.parametrize(
    ("language", "question", "answered"),
    [
        ("en", "what does the bruma cost", "bruma/price"),
        ("en", "price of the arbor", "arbor/price"),
        ("en", "what is the address of the bruma", "bruma/place"),
        ("de", "preis von bruma", "bruma/price"),
        ("de", "adresse von arbor", "arbor/place"),
        ("es", "precio de bruma", "bruma/price"),
        ("es", "dirección de arbor", "arbor/place"),
        ("fr", "prix de bruma", "bruma/price"),
        ("fr", "adresse de arbor", "arbor/place"),
        ("ru", "цена bruma", "bruma/price"),
        ("ru", "адрес arbor", "arbor/place"),
    ],
)
def test_a_noun_asks_for_what_the_question_word_asks(
    language: str, question: str, answered: str
) -> None:
    assert bot_for(language).ask(question).entry_ids == (answered,)
