"""The conversation as a file: Markdown to read, text to paste, JSON Lines to work with."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from chatbot.files import replace
from chatbot.language import terminal_words
from chatbot.rendering import render, safe
from chatbot.surfaces.terminal.replies import status_of, title_and_date

if TYPE_CHECKING:
    from chatbot.dialogue import Reply
    from chatbot.knowledge import Knowledge
    from chatbot.surfaces.terminal.conversation import Turn


def expanded(typed: str) -> str:
    """A path as a person types it: perhaps in quotes, perhaps beginning with ``~``."""
    if len(typed) > 1 and typed[0] == typed[-1] and typed[0] in "\"'":
        typed = typed[1:-1]
    return os.path.expanduser(typed)


def resolve(typed: str) -> str:
    """The file that a typed path means, behind links too.

    Raises ValueError when its ending says no format, or it is something else than a file.
    """
    if "\0" in typed:
        raise ValueError("no file can have this name")
    path = os.path.realpath(expanded(typed))
    if _ending(path) not in _FORMATS:
        raise ValueError(f"the name must end in {ENDINGS}")
    if exists(path) and not os.path.isfile(path):
        raise ValueError("not a regular file")
    return path


def exists(path: str) -> bool:
    """Whether anything is there already."""
    return os.path.lexists(path)


def save(path: str, knowledge: Knowledge, turns: Sequence[Turn]) -> None:
    """Write the whole conversation to ``path``, or raise and leave what was there."""
    replace(path, _FORMATS[_ending(path)](knowledge, turns).encode("utf-8"))


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _text(knowledge: Knowledge, turns: Sequence[Turn]) -> str:
    words = terminal_words(knowledge.language)
    parts = [safe(knowledge.title)]
    for turn in turns:
        status = status_of(turn.reply, words)
        lines = [f"> {turn.question}", *render(turn.reply, "plain"), *_numbered(turn.reply)]
        parts.append(safe("\n".join([*lines, f"({status})"] if status else lines)))
    return "\n\n".join(parts) + "\n"


def _markdown(knowledge: Knowledge, turns: Sequence[Turn]) -> str:
    parts = [f"# {_escaped(knowledge.title)}"]
    for turn in turns:
        parts.append("\n".join(f"> {line}" for line in _escaped(turn.question).split("\n")))
        parts.append(_said(turn.reply))
        parts.append("\n".join(_numbered(turn.reply, _escaped)))
        source = turn.reply.source
        parts.append(f"*{said}*" if source and (said := _escaped(title_and_date(source))) else "")
    return "\n\n".join(filter(None, parts)) + "\n"


def _said(reply: Reply) -> str:
    return safe(reply.text) if reply.format == "markdown" else _escaped(reply.text)


def _numbered(reply: Reply, written: Callable[[str], str] = str) -> list[str]:
    """What a reply without an answer offered: the turn after it may be just a number."""
    offered = reply.suggestions if reply.kind in ("clarify", "decline") else ()
    return [f"{number}. {written(question)}" for number, question in enumerate(offered, 1)]


def _escaped(text: str) -> str:
    """Plain text so that Markdown shows it as it is."""
    import re

    text = re.sub(r"[\\`*_\[\]<>~&]", r"\\\g<0>", safe(text))
    return re.sub(r"(?m)^( *\d*)([#+=.)-])", r"\1\\\2", text)  # what would begin a list or heading


def _json_lines(knowledge: Knowledge, turns: Sequence[Turn]) -> str:
    from chatbot.surfaces.views import as_json

    lines = (as_json(turn.reply, explained=False) for turn in turns)
    return "".join(f"{line}\n" for line in lines)


_FORMATS: dict[str, Callable[[Knowledge, Sequence[Turn]], str]] = {
    ".md": _markdown,
    ".txt": _text,
    ".jsonl": _json_lines,
}
ENDINGS = ", ".join(_FORMATS)
