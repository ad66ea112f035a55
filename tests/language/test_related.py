"""What a language relates by hand: words and phrases that people say where answers say others."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from chatbot.errors import LanguageError
from chatbot.language import Language, Lexicon, fold, folders
from chatbot.language.loading import load_tables
from chatbot.language.related import read_related

CODES = ("en", "de", "es", "fr", "ru")


def read(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> dict[str, set[str]]:
    """What a file relates, its words as they are."""
    monkeypatch.setattr(folders, "shipped", lambda name: (folder / name).read_bytes())
    path = folder / "language" / "xx" / "related.txt"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return {one: set(others) for one, others in read_related("xx", str.split, str).items()}


def test_members_are_related_to_those_on_the_other_side_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read(tmp_path, monkeypatch, "# A comment.\n\nloo, john | toilet, wc  # Another.\n")
    assert found == {
        "loo": {"toilet", "wc"},
        "john": {"toilet", "wc"},
        "toilet": {"loo", "john"},
        "wc": {"loo", "john"},
    }


def test_lines_add_up_and_a_phrase_is_one_member(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read(tmp_path, monkeypatch, "money  off | discount\nvisa < card\ncoupon | discount\n")
    assert found["discount"] == {"money off", "coupon"}
    assert found["money off"] == {"discount"}
    assert found["card"] == {"visa"}


@pytest.mark.parametrize("line", ["loo toilet", "loo | wc | toilet", "a < b | c", "| loo"])
def test_a_line_without_one_sign_between_members_is_told(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(LanguageError, match=r"language/xx/related\.txt, line 2: "):
        read(tmp_path, monkeypatch, f"a | b\n{line}\n")


def test_a_language_without_such_a_file_relates_nothing() -> None:
    assert Language("xx", load_tables("xx"), Lexicon("xx")).related() == {}


@pytest.mark.parametrize("code", CODES)
def test_what_ships_has_content_and_is_no_opposite(code: str) -> None:
    language = Language.load(code)
    asking = chain.from_iterable(chain.from_iterable(language.tables.asks.values()))
    silent = (language.tables.function_words | language.tables.interjections).difference(asking)
    found = read_related(code, language.words, str)
    assert found
    for one, others in found.items():
        assert one not in silent
        opposites = language.opposites(language.stem(one))
        assert opposites.isdisjoint(map(language.stem, others)), one


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("en", "toilets", "loo"),
        ("de", "öffnungszeiten", "geöffnet"),
        ("es", "inscripción", "matricularse"),
        ("fr", "horaires", "ouvert"),
        ("ru", "парковка", "стоянка"),
    ],
)
def test_words_are_related_by_their_stems_either_way(code: str, one: str, other: str) -> None:
    language = Language.load(code)
    stems = [language.stem(fold(word)) for word in (one, other)]
    for stem, near in (stems, reversed(stems)):
        assert near in language.related()[stem]
