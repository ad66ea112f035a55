from __future__ import annotations

from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent, Completion
from prompt_toolkit.document import Document

from chatbot.language import terminal_words
from chatbot.surfaces.terminal.completion import ChatCompleter
from chatbot.surfaces.terminal.conversation import Conversation
from chatbot.surfaces.terminal.slash_commands import COMMANDS

HOURS = "When is the library open?"
FINES = "What does a late book cost?"
RENEW = "Can I renew a book?"


def offered(conversation: Conversation, typed: str, after: str = "") -> list[Completion]:
    document = Document(typed + after, len(typed))
    completer = ChatCompleter(conversation)
    return list(completer.get_completions(document, CompleteEvent(text_inserted=True)))


def completed(conversation: Conversation, typed: str) -> list[str]:
    """What the line becomes with each of the completions."""
    return [
        typed[: len(typed) + completion.start_position] + completion.text
        for completion in offered(conversation, typed)
    ]


def test_a_slash_offers_every_command_with_its_meaning(conversation: Conversation) -> None:
    menu = [(c.display_text, c.display_meta_text) for c in offered(conversation, "/")]
    words = terminal_words("en")["commands"]
    assert menu == [(command.usage, command.meaning(words)) for command in COMMANDS]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("/re", ["/reload", "/source", "/forget"]),  # the beginning counts most
        ("/wy", ["/why"]),
        ("  /qu", ["  /quit"]),
        ("/fa", ["/faq "]),  # ready for its argument
        ("/zebra", []),
        ("/why me", []),
        ("/topics ann", ["/topics Annex"]),
    ],
)
def test_commands_are_completed(conversation: Conversation, typed: str, lines: list[str]) -> None:
    assert completed(conversation, typed) == lines


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("open libr", [HOURS]),  # begun words, in any order
        ("Open?", [HOURS]),
        ("book", [FINES, RENEW]),
        ("lte fe", [FINES]),  # what the matcher is sure enough of
        ("w", []),
        ("", []),
        (" ", []),
        ("zebra", []),
        (RENEW, []),
    ],
)
def test_questions_are_completed(conversation: Conversation, typed: str, lines: list[str]) -> None:
    assert completed(conversation, typed) == lines


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("where is the anne", ["where is the Annex"]),
        ("where is the anx", ["where is the Annex"]),  # letters in order
        ("where is the moon", []),  # a name without a profile
        ("where is the annex ", []),
    ],
)
def test_names_are_completed_in_the_last_words(
    conversation: Conversation, typed: str, lines: list[str]
) -> None:
    assert completed(conversation, typed) == lines


def test_a_name_says_what_kind_it_is_of(conversation: Conversation) -> None:
    assert [c.display_meta_text for c in offered(conversation, "so anne")] == ["building"]


def test_nothing_is_offered_inside_a_line_or_a_longer_message(conversation: Conversation) -> None:
    assert not offered(conversation, "open", " now")
    assert not offered(conversation, "open\nlibr")


def test_files_are_offered_where_a_command_takes_one(
    conversation: Conversation, tmp_path: Path
) -> None:
    (tmp_path / "shop.yaml").touch()
    assert completed(conversation, f"/faq {tmp_path}/sh") == [f"/faq {tmp_path}/shop.yaml"]


def test_other_knowledge_brings_other_completions(conversation: Conversation) -> None:
    assert completed(conversation, "ticket") == []
    conversation.step("/faq museum.yaml")
    assert completed(conversation, "ticket") == ["What is a ticket?"]
