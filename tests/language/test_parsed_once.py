"""However a message is read in a conversation, it is taken apart once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest

from chatbot.dialogue.bot import Bot
from chatbot.language import Language, Utterance

CONVERSATIONS = {
    "a plain question": ["does china share a border with it"],
    "a misspelt question": ["whos the clsoest freind of nroth korea"],
    "nothing to read": ["?!"],
    "small talk": ["hey there", "thx a lot"],
    "off the topic": ["how do i bake bread"],
    "an unknown name": ["is japan an ally"],
    "a follow-up": ["does china share a border with north korea", "and rusia?"],
    "a correction": ["does russia share a border", "sorry, i meant china"],
    "a choice": ["which supporters", "the first one"],
    "more of it": ["tell me about china", "tell me more"],
    "several sentences": ["hi. who backs it? and does Iran help? is that so?"],
    "a story": ["my gran asked me about the regime, and so, does russia send it aid?"],
    "a third turn with several names and two questions": [
        "who is north korea's closest friend",
        "and russia?",
        "does it trade with china and iran, and do they ever fall out?",
    ],
}


@contextmanager
def texts_taken_apart() -> Iterator[list[str]]:
    """Every text that is parsed, or split into words, in the meantime."""
    texts: list[str] = []
    parse, words = Language.parse, Language.words

    def note_parse(language: Language, text: str) -> Utterance:
        texts.append(text)
        return parse(language, text)

    def note_words(language: Language, text: str) -> tuple[str, ...]:
        texts.append(text)
        return words(language, text)

    with patch.object(Language, "parse", note_parse), patch.object(Language, "words", note_words):
        yield texts


@pytest.mark.parametrize("messages", CONVERSATIONS.values(), ids=CONVERSATIONS)
def test_a_message_is_taken_apart_once(messages: list[str], friends: Bot) -> None:
    session = friends.ask("hello").session
    for first in ("is it what it seems to be", "hello to you"):
        friends.ask(first)  # what is built with the first question, or small talk, is built
    for message in messages:
        with texts_taken_apart() as texts:
            reply = friends.ask(message, session)
        last = {session.question}
        assert texts.count(message) == 1
        assert [text for text in texts if text and text in message and text not in last] == [
            message
        ]
        session = reply.session


def test_what_is_too_long_is_never_taken_apart(friends: Bot) -> None:
    with texts_taken_apart() as texts:
        assert friends.ask("card " * 1_000).kind == "decline"
    assert not any("card" in text for text in texts)
