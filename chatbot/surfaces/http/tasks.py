"""What chat programs ask a model for behind their user's back: to name or sum up a conversation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from chatbot.language import SHIPPED, chat_task_words

_WITHIN: Final = 2_000
"""Characters at either end of a text in which a task is looked for, as texts may be long."""
_APART: Final = r"[^.\n]{0,80}?"
_GOES_ON: Final = r"(?=\s{0,9}[,:;\n])"
_ENDS: Final = r"(?=\s{0,9}(?:[.!:\n]|$))"
_OPEN_WEBUI: Final = re.compile(r"^### Task:")
_CARRIED: Final = tuple(
    re.compile(
        rf"^[ \t<\[*#-]{{0,9}}(?:{who})[\]*>]{{0,9}}\s?(?::|$)|\"role\":\s?\"(?:{who})\"",
        re.M | re.I,
    )
    for who in ("user|human", "assistant|ai")
)
"""What stands before the messages of either side where a whole conversation is in one message."""


def is_task(asked: str) -> bool:
    """Whether a message is what a program asks for itself.

    It says so, in any of the languages that ship, or it has a whole conversation in it. What
    programs are told beforehand, by their owners, says nothing about a message.

    >>> is_task("Please write a title for this chat."), is_task("How do I write a title?")
    (True, False)
    """
    if all(side.search(asked) for side in _CARRIED):
        return True
    return any(task.search(end) for end in _ends(asked) for task in (_OPEN_WEBUI, *_TASKS))


def _ends(text: str) -> tuple[str, ...]:
    """The beginning and the end of a text, where it says what is wanted."""
    if len(text) <= 2 * _WITHIN:
        return (text,)
    return text[:_WITHIN], text[-_WITHIN:]


def _pattern(words: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """What asks for a task in the words of one language, put together as they say."""
    one = {name: _any_of(listed) for name, listed in words.items()}
    begins = rf"(?:^|[.:,\n]|{one['begins']})\s{{0,9}}"
    talk = (
        rf"(?:{one['this']}\s{{1,9}}{one['talk']}"
        rf"|{one['the']}\s{{0,9}}{one['talk']}(?:\s{{1,9}}{one['then']}|{_GOES_ON}))"
    )
    return re.compile(
        rf"{begins}{one['asks']}{_APART}{one['makes']}{_APART}{talk}"
        rf"|{begins}{one['sums_up']}\s{{1,9}}{talk}"
        rf"|{one['only']}{_ENDS}",
        re.IGNORECASE,
    )


def _any_of(phrases: Iterable[str]) -> str:
    """A pattern of one of some phrases, whole words of a text; of none, one that fits nothing."""
    longest_first = sorted(phrases, key=len, reverse=True)
    parts = [r"\s".join(map(re.escape, one.split())) for one in longest_first]
    return rf"(?<!\w)(?:{'|'.join(parts)})(?:(?<!\w)|(?!\w))" if parts else r"(?!)"


_TASKS: Final = tuple(_pattern(words) for words in map(chat_task_words, SHIPPED) if words)
"""One for each language that ships."""
