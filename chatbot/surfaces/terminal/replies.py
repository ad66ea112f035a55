"""A reply as blocks: the text, one quiet line on its kind and confidence, numbered questions."""

from __future__ import annotations

from chatbot.dialogue import Reply
from chatbot.knowledge import Source
from chatbot.language import WordsByPart
from chatbot.rendering import render
from chatbot.surfaces.terminal.output import Block, choices

_SUREST = 0.99
"""A hundred per cent would be a promise."""


def blocks_of(
    reply: Reply, words: WordsByPart, *, color: bool, hyperlinks: bool
) -> tuple[Block, ...]:
    """Everything the chat shows of a reply, in the ``words`` of the chat."""
    text = "".join(render(reply, "terminal", color=color, hyperlinks=hyperlinks))
    said = Block(text, rendered=True)
    offered = choices(reply.suggestions)
    status = status_of(reply, words)
    if reply.kind == "clarify":
        return (said, *offered, Block(status, "faint", indent=2))
    quiet = (Block(status, "faint", indent=2, gap=True),) if status else ()
    return (said, *quiet, *offered)


def status_of(reply: Reply, words: WordsByPart) -> str:
    """Kind, confidence and source in a few words; nothing for small talk."""
    if reply.kind == "smalltalk":
        return ""
    said = words["status"]
    if reply.kind == "clarify":
        return said["asked_back"]
    reason = words["reasons"][reply.reason] if reply.reason else ""
    if reply.kind == "decline":
        return " · ".join(filter(None, (said["no_answer"], reason)))
    sure = f"{100 * min(reply.confidence, _SUREST):.0f}"
    parts = [said["answer"].format(sure=sure)]
    if reason:
        parts.append(said["in_part"].format(reason=reason))
    if reply.source and (source := title_and_date(reply.source)):
        parts.append(source)
    return " · ".join(parts)


def title_and_date(source: Source) -> str:
    """Title and date, as far as the author gave them."""
    return ", ".join(part for part in (source.title, source.date) if part)
