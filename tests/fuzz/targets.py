"""What the fuzzers try: each target takes bytes and fails if something happened that never may.

The bytes of ``ask`` and ``session`` are several texts with 0xFF, which UTF-8 does not have, between
them. Other bytes that are no UTF-8 become lone surrogates, as they do on a command line.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from chatbot import Bot, ChatbotError, Knowledge, Reply, Session, SessionError
from chatbot.rendering import safe
from tests.fuzz.messages import Messages

ROOT = Path(__file__).parents[2]
FILES: Final = (
    ROOT / "faq.yaml",
    ROOT / "tests" / "dialogue" / "rental.yaml",
    Path(__file__).with_name("scripts.yaml"),
)
"""The knowledge that is asked: one article, one shop, and names in many scripts."""

SEPARATOR: Final = b"\xff"
_MOST_ASKED: Final = 3
"""Entries, entities and unanswered questions of a fuzzed file that it is asked about."""


@cache
def bot(number: int) -> Bot:
    """The bot of one of the files."""
    return Bot.load(FILES[number])


@cache
def messages(number: int) -> Messages:
    """What can be asked of one of the files."""
    return Messages(bot(number).knowledge)


def load(data: bytes) -> None:
    """Loading a file ends in knowledge or a ChatbotError; knowledge can be asked about itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "faq.yaml")
        path.write_bytes(data)
        try:
            knowledge = Knowledge.load(path)
        except ChatbotError as error:
            check_printable(str(error))
            return
    loaded = Bot(knowledge)
    session = None
    for message in _own_messages(knowledge):
        session = turn(loaded, message, session)


def ask(data: bytes) -> None:
    """Whatever is said in a conversation is replied to. The first byte chooses the file."""
    asked = bot(data[0] % len(FILES) if data else 0)
    session = None
    for message in _texts(data[1:]):
        session = turn(asked, message, session)


def resume(data: bytes) -> None:
    """A stored session is refused with a SessionError, or serves for the messages after it."""
    stored, *messages = _texts(data)
    try:
        session = Session.from_json(stored)
    except SessionError as error:
        check_printable(str(error))
        return
    assert Session.from_json(session.to_json()) == session
    for number in range(len(FILES)):
        carried = session
        for message in messages:
            carried = turn(bot(number), message, carried)


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "loader": load,
    "ask": ask,
    "session": resume,
}
"""Name, also of the folder of the corpus → target."""


def turn(asked: Bot, message: str, session: Session | None) -> Session:
    """Say something, by itself and in a conversation, and check what comes of it.

    Gives the session of the conversation after this turn.
    """
    check_reply(asked.ask(message))
    for match in asked.match(message):
        assert 0 <= match.confidence <= 1
    explanation = asked.explain(message, session)
    check_printable(str(explanation))
    json.dumps(explanation.as_dict())
    check_reply(explanation.reply)
    return explanation.reply.session


def check_reply(reply: Reply) -> None:
    """A reply has a text, all of it can be shown, and its session can be stored."""
    assert reply.text
    check_printable("\n".join((reply.text, *reply.suggestions)))
    assert Session.from_json(reply.session.to_json()) == reply.session


def check_printable(text: str) -> None:
    """What is shown of a text holds no control but newlines and can be written as UTF-8."""
    shown = safe(text)
    assert safe(shown) == shown
    assert not any(char < " " or "\x7f" <= char <= "\x9f" for char in shown if char != "\n")
    shown.encode()


def _texts(data: bytes) -> list[str]:
    return [text.decode("utf-8", "surrogateescape") for text in data.split(SEPARATOR)]


def _own_messages(knowledge: Knowledge) -> list[str]:
    """What a file is asked: its own questions, and about its own names."""
    questions = [entry.question for entry in islice(knowledge.entries, _MOST_ASKED)]
    names = [entity.name for entity in islice(knowledge.entities, _MOST_ASKED)]
    about = [f"what about {name}'s" for name in names]
    return [*questions, *about, " and ".join(questions), *knowledge.unanswered[:_MOST_ASKED]]
