"""A reply as blocks: the text, one quiet line on its kind and confidence, numbered questions."""

from __future__ import annotations

from chatbot.dialogue import Reason, Reply
from chatbot.knowledge import Source
from chatbot.rendering import render
from chatbot.surfaces.terminal.output import Block, choices

_WITHOUT_ANSWER: dict[Reason, str] = {
    "off_topic": "off topic",
    "not_covered": "not covered",
    "not_for_you": "not for you",
    "unknown_entity": "name not covered",
    "unknown_aspect": "detail not covered",
    "too_long": "too long",
    "empty": "nothing asked",
}
_SUREST = 0.99
"""A hundred per cent would be a promise."""


def blocks_of(reply: Reply, *, color: bool, hyperlinks: bool) -> tuple[Block, ...]:
    """Everything the chat shows of a reply."""
    text = "".join(render(reply, "terminal", color=color, hyperlinks=hyperlinks))
    said = Block(text, rendered=True)
    offered = choices(reply.suggestions)
    status = status_of(reply)
    if reply.kind == "clarify":
        return (said, *offered, Block(status, "faint", indent=2))
    quiet = (Block(status, "faint", indent=2, gap=True),) if status else ()
    return (said, *quiet, *offered)


def status_of(reply: Reply) -> str:
    """Kind, confidence and source in a few words; nothing for small talk."""
    if reply.kind == "smalltalk":
        return ""
    if reply.kind == "clarify":
        return "not sure · type a number, or say it differently"
    if reply.kind == "decline":
        return " · ".join(["no answer", *_reason(reply)])
    sure = min(reply.confidence, _SUREST)
    parts = [f"answer · {sure:.0%} sure", *_reason(reply)]
    if reply.source and (said := title_and_date(reply.source)):
        parts.append(said)
    return " · ".join(parts)


def title_and_date(source: Source) -> str:
    """Title and date, as far as the author gave them."""
    return ", ".join(part for part in (source.title, source.date) if part)


def _reason(reply: Reply) -> list[str]:
    if not reply.reason:
        return []
    said = _WITHOUT_ANSWER[reply.reason]
    return [said if reply.kind == "decline" else f"in part {said}"]
