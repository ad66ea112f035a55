"""The words on pages for people, and which way they are written."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import chatbot
from chatbot import Bot
from chatbot.knowledge import Knowledge
from chatbot.language import (
    SHIPPED,
    chat_task_words,
    explanation_words,
    interface_words,
    is_right_to_left,
    terminal_words,
)

ENTRIES = [{"question": "4712?", "answer": "4713"}]
TEMPLATES = Path(chatbot.__file__).with_name("web").glob("*.html")


@pytest.mark.parametrize("code", SHIPPED)
def test_every_language_that_ships_has_all_words_of_its_own(code: str) -> None:
    folder = Path(chatbot.__file__).parent / "language" / code
    written = (folder / "interface.toml").read_text(encoding="utf-8")
    names = re.findall(r"^(\w+) = ", written, re.MULTILINE)
    assert names == list(interface_words("en"))
    assert "{count}" in interface_words(code)["found"]


@pytest.mark.parametrize("code", SHIPPED)
def test_every_language_that_ships_explains_replies_in_all_words_of_its_own(code: str) -> None:
    own, english = explanation_words(code), explanation_words("en")
    assert [(part, *own[part]) for part in own] == [(part, *english[part]) for part in english]
    for part in english:
        for name, text in english[part].items():
            assert set(put_in(own[part][name])) <= set(put_in(text)), (part, name)
    assert code == "en" or own["lines"] != english["lines"]


@pytest.mark.parametrize("code", SHIPPED)
def test_every_language_that_ships_has_all_words_of_the_chat(code: str) -> None:
    own, english = terminal_words(code), terminal_words("en")
    assert list(own) == list(english)
    assert len(own["keys"]) == len(english["keys"])
    for part in set(english) - {"keys"}:
        for name, text in english[part].items():
            assert sorted(put_in(own[part][name])) == sorted(put_in(text)), (part, name)
    assert code == "en" or own["chat"] != english["chat"]


@pytest.mark.parametrize("code", SHIPPED)
def test_every_language_that_ships_has_all_words_of_chat_programs(code: str) -> None:
    assert list(chat_task_words(code)) == list(chat_task_words("en"))
    assert chat_task_words("pt") == {}


@pytest.mark.parametrize("code", SHIPPED)
def test_the_word_for_help_is_answered_by_what_the_bot_is_for(code: str) -> None:
    knowledge = Knowledge.from_dict({"title": "4711", "language": code, "entries": ENTRIES})
    reply = Bot(knowledge).ask(interface_words(code)["help"])
    assert reply.kind == "smalltalk"
    assert "4711" in reply.text


def test_a_language_without_words_for_explanations_has_the_english_ones() -> None:
    assert explanation_words("de-at") == explanation_words("de")
    for code in ("pt", "ar", "../de", ""):
        assert explanation_words(code) == explanation_words("en")
        assert terminal_words(code) == terminal_words("en")


def put_in(text: str) -> list[str]:
    """The names of what is put into a text."""
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]


def test_pages_use_every_word_there_is_and_no_other() -> None:
    used = set[str]()
    for template in TEMPLATES:
        used |= set(re.findall(r"\b(?:words|shown)\.(\w+)", template.read_text(encoding="utf-8")))
    assert used | {"sure", "fairly_sure", "unsure", "typing", "help", "no_tasks"} == set(
        interface_words("en")
    )


@pytest.mark.parametrize(
    ("code", "send"),
    [("de", "Fragen"), ("de-at", "Fragen"), ("ar", "Ask"), ("../de", "Ask"), ("", "Ask")],
)
def test_a_language_without_words_of_its_own_has_the_english_ones(code: str, send: str) -> None:
    assert interface_words(code)["send"] == send


@pytest.mark.parametrize(
    ("code", "expected"), [("ar", True), ("he-il", True), ("FA", True), ("en", False), ("", False)]
)
def test_some_languages_are_written_from_right_to_left(code: str, expected: bool) -> None:
    assert is_right_to_left(code) is expected
