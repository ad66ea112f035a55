from __future__ import annotations

from pathlib import Path
from struct import unpack

import pytest

import chatbot.language
from chatbot.language import Language, load_tables
from chatbot.language.text import fold

FOLDER = Path(chatbot.language.__file__).parent
CODES = ["de", "es", "fr", "ru"]


def read(code: str) -> tuple[list[str], tuple[int, ...]]:
    words = (FOLDER / code / "words.txt").read_text(encoding="utf-8").split("\n")
    ranks = (FOLDER / code / "ranks.bin").read_bytes()
    return words, unpack(f"<{len(ranks) // 2}H", ranks)


@pytest.mark.parametrize("code", CODES)
def test_words_are_in_order_each_once_and_as_they_are_matched(code: str) -> None:
    words, _ = read(code)
    assert words == sorted(set(words))
    assert [word for word in words if fold(word) != word or not word.isalpha()] == []


@pytest.mark.parametrize("code", CODES)
def test_every_word_has_a_rank_of_its_own(code: str) -> None:
    words, ranks = read(code)
    assert sorted(ranks) == list(range(len(words)))


@pytest.mark.parametrize("code", CODES)
def test_pronouns_are_commoner_than_the_rest(code: str) -> None:
    words, ranks = read(code)
    rank_of = dict(zip(words, ranks, strict=True))
    tables = load_tables(code)
    common = [rank_of.get(word) for word in tables.singular_pronouns]
    known = [rank for rank in common if rank is not None]
    assert len(known) > len(common) / 2
    assert sum(rank < 1000 for rank in known) > len(known) / 2


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("de", "Fahrkarte", "Ticket"),
        ("de", "Anschrift", "Adresse"),
        ("es", "coche", "automóvil"),
        ("fr", "voiture", "véhicule"),
        ("ru", "цена", "стоимость"),
    ],
)
def test_words_that_mean_the_same_are_related_either_way(code: str, one: str, other: str) -> None:
    language = Language.load(code)
    stems = [language.stem(fold(word)) for word in (one, other)]
    for stem, synonym in (stems, reversed(stems)):
        assert dict(language.lexicon.related(stem))[synonym] > 0.45


@pytest.mark.parametrize("code", CODES)
def test_opposites_and_function_words_are_related_to_nothing_they_deny(code: str) -> None:
    language = Language.load(code)
    stems = (FOLDER / code / "stems.txt").read_text(encoding="utf-8").split()
    silent = {language.stem(word) for word in language.tables.function_words}
    assert silent.isdisjoint(stems)
    for stem in stems:
        assert language.opposites(stem).isdisjoint(dict(language.lexicon.related(stem)))


@pytest.mark.parametrize("code", CODES)
def test_words_stay_small(code: str) -> None:
    files = ("words.txt", "ranks.bin", "stems.txt", "synonyms.bin")
    assert sum((FOLDER / code / name).stat().st_size for name in files) <= 850_000
