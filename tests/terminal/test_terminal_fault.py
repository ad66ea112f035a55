"""Should chatbot itself be at fault, the chat says so and goes on where it was."""

from __future__ import annotations

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from chatbot.surfaces.terminal.completion import ChatCompleter
from chatbot.surfaces.terminal.conversation import Conversation
from chatbot.surfaces.terminal.output import render

TOLD = "IndexError, a fault of chatbot's own; --debug shows where\n"


def fail(*_arguments: object, **_more: object) -> None:
    raise IndexError("tuple\x1b[31m index out of range")


def said(conversation: Conversation, line: str) -> str:
    return render(conversation.step(line), 200, color=False)


@pytest.mark.parametrize("line", ["hello", "/again", "1", "/topics lte", "/why"])
def test_a_fault_is_one_line_and_the_conversation_goes_on(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    conversation.step("book")
    before = conversation.session, conversation.offered, list(conversation.turns)
    with monkeypatch.context() as patch:
        patch.setattr(type(conversation.bot), "ask", fail)
        patch.setattr(type(conversation.bot), "match", fail)
        patch.setattr("chatbot.dialogue.Explanation.in_words", fail)
        assert said(conversation, line) == TOLD
    assert (conversation.session, conversation.offered, conversation.turns) == before
    assert said(conversation, "2").startswith("Twice, unless somebody waits for it.")


def test_a_reply_that_cannot_be_shown_is_no_turn(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("chatbot.surfaces.terminal.conversation.blocks_of", fail)
        assert said(conversation, "hello") == TOLD
    assert conversation.turns == []


def test_the_traceback_is_shown_where_it_is_wanted(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation.preferences.debug = True
    monkeypatch.setattr(type(conversation.bot), "ask", fail)
    lines = said(conversation, "hello").splitlines()
    assert lines[:2] == [
        "IndexError, a fault of chatbot's own:",
        "Traceback (most recent call last):",
    ]
    assert lines[-1] == "IndexError: tuple index out of range"


def test_typing_goes_on_where_completion_fails(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(conversation.bot), "match", fail)
    completer, typed = ChatCompleter(conversation), Document("lte fee")
    assert list(completer.get_completions(typed, CompleteEvent())) == []
    conversation.preferences.debug = True
    with pytest.raises(RuntimeError, match=r"(?s)\AIndexError, a.*Traceback.* index out of range"):
        completer.get_completions(typed, CompleteEvent())
