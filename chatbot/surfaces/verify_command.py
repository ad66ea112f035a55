"""``chatbot verify``: which sentences of a text are the author's, one a line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from chatbot.rendering import safe
from chatbot.surfaces.asking import typed
from chatbot.surfaces.status import ANSWERED, BAD_USAGE, NOT_THE_AUTHORS, complain

if TYPE_CHECKING:
    from argparse import Namespace
    from typing import TextIO

    from chatbot.agents import Sentence
    from chatbot.dialogue import Bot

UNKNOWN = "not the author's"


def run(options: Namespace, load: Callable[[], Bot]) -> int:
    """Compare the text with what the bot that ``load`` makes may say; the exit status."""
    from chatbot.agents import verify

    text = _text(options)
    if text is None:
        complain("verify: give one text, as TEXT, with --text-file or on standard input")
        return BAD_USAGE
    try:
        verified = verify(load(), text)
    except ValueError as error:
        complain(f"verify: {error}")
        return BAD_USAGE
    if options.as_json:
        import json

        sys.stdout.write(f"{json.dumps(verified.as_dict())}\n")
    else:
        sys.stdout.write("".join(f"{_line(one)}\n" for one in verified.sentences))
        if not verified.sentences:
            complain("verify: there is no sentence in the text")
    return ANSWERED if verified.is_quoted else NOT_THE_AUTHORS


def _line(sentence: Sentence) -> str:
    return safe(f"{', '.join(sentence.entry_ids) or UNKNOWN}: {sentence.text}")


def _text(options: Namespace) -> str | None:
    """The text to verify, no more of it than shows that it is too long; None without one."""
    words = typed(options.text)
    if options.text_file:
        if words:
            return None
        with open(options.text_file, encoding="utf-8-sig", errors="replace") as file:
            return _beginning(file)
    if words or sys.stdin is None or sys.stdin.isatty():
        return words or None
    return _beginning(sys.stdin)


def _beginning(stream: TextIO) -> str:
    from chatbot.agents import MAX_CHARACTERS

    return stream.read(MAX_CHARACTERS + 1)
