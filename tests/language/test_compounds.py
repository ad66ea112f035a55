"""Compounds, for a language that writes them as one word."""

from __future__ import annotations

import pytest

from chatbot.language import Language
from chatbot.language.text import fold

GERMAN = Language.load("de")


def parts(language: Language, word: str) -> list[tuple[str, str]]:
    return list(language.compound_parts(language.stem(fold(word))))


@pytest.mark.parametrize(
    ("word", "first", "head"),
    [
        ("Monatskarte", "Monat", "Karte"),
        ("Monatskarten", "Monat", "Karte"),
        ("Kinderarzt", "Kind", "Arzt"),
        ("Kündigungsfrist", "Kündigung", "Frist"),
    ],
)
def test_a_compound_is_read_by_its_parts(word: str, first: str, head: str) -> None:
    stems = tuple(GERMAN.stem(fold(part)) for part in (first, head))
    assert stems in parts(GERMAN, word)


@pytest.mark.parametrize(
    "word", ["Karte", "Adresse", "Wohnung", "bezahlen", "Xyzzkarte", "kartexyzz"]
)
def test_what_is_no_compound_of_common_words_has_no_parts(word: str) -> None:
    assert parts(GERMAN, word) == []


@pytest.mark.parametrize("code", ["en", "es", "fr", "ru", "xx"])
def test_a_language_that_writes_words_apart_has_no_compounds(code: str) -> None:
    assert parts(Language.load(code), "monatskarte") == []
