from __future__ import annotations

from pathlib import Path
from struct import unpack

import pytest

import chatbot.language
from chatbot.language import load_tables
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


@pytest.mark.parametrize("code", CODES)
def test_words_stay_small(code: str) -> None:
    size = sum((FOLDER / code / name).stat().st_size for name in ("words.txt", "ranks.bin"))
    assert size <= 250_000
