"""A language's tables are read as its texts are, and a malformed file says where it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbot.errors import ChatbotError, LanguageError
from chatbot.language import Language, Lexicon, folders
from chatbot.language.loading import load_tables


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in place of the package, with the default language and nothing else."""
    monkeypatch.setattr(folders, "shipped", lambda name: (tmp_path / name).read_bytes())
    (tmp_path / "language").mkdir()
    write(tmp_path, "en", 'name = "Any"\n[wording]\nempty = "What?"')
    load_tables.cache_clear()
    yield tmp_path
    load_tables.cache_clear()


def write(folder: Path, code: str, text: str) -> Path:
    path = folder / "language" / code / "tables.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_words_are_folded_and_a_table_left_out_is_empty(folder: Path) -> None:
    write(folder, "xx", 'function_words = "Der  DÉJÀ\\nis’t"')
    found = load_tables("xx")
    assert found.function_words == {"der", "deja", "is't"}
    assert found.pronouns == frozenset()
    assert found.joints == ()


def test_pronouns_question_words_and_negators_are_function_words(folder: Path) -> None:
    text = 'function_words = "le"\npronouns = "il"\nquestion_words = "qui"\nnegators = "pas"'
    write(folder, "xx", text)
    assert load_tables("xx").function_words == {"le", "il", "qui", "pas"}


def test_phrases_have_the_words_that_a_text_has(folder: Path) -> None:
    write(
        folder,
        "xx",
        """
        joints = ["That's Two", "and"]
        [contractions]
        "that's" = "that is"
        [number_words]
        "two" = "2"
        """,
    )
    found = load_tables("xx")
    language = Language("xx", found, Lexicon("xx"))
    assert found.joints == (("that", "is", "2"), ("and",))
    assert found.joints[0] == language.words("That’s two")


@pytest.mark.parametrize("code", ["xx", "..", "", "en/../en", "x-y", "ßß"])
def test_a_language_without_a_folder_has_no_words(code: str, folder: Path) -> None:
    found = load_tables(code)
    assert (found.name, dict(found.wording)) == ("", {"empty": "What?"})


@pytest.mark.parametrize(
    "text",
    ["joints = 3", "pronouns = 3", "= broken", "[smalltalk.hello]\nasked = []", "a = 1\na = 2"],
)
def test_a_malformed_file_is_told_with_its_path(text: str, folder: Path) -> None:
    write(folder, "xx", text)
    with pytest.raises(LanguageError) as raised:
        load_tables("xx")
    assert isinstance(raised.value, ChatbotError)
    assert "language/xx/tables.toml" in str(raised.value)


def test_a_file_that_is_no_text_is_malformed(folder: Path) -> None:
    path = write(folder, "xx", "")
    path.write_bytes(b'name = "\xff"')
    with pytest.raises(LanguageError, match=r"tables\.toml"):
        load_tables("xx")
