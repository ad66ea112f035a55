"""A question and its reply as lines: for people, or as JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.rendering import render, safe
from chatbot.surfaces.display import wrap, wrap_rendered
from chatbot.surfaces.style import DIM, styled

if TYPE_CHECKING:
    from chatbot.dialogue import Reply


def for_people(
    reply: Reply,
    *,
    width: int | None,
    color: bool,
    explained: str = "",
    hyperlinks: bool = False,
) -> str:
    """The reply's text, its source, numbered questions to go on with, the explanation.

    The explanation is in the language ``explained``, a code; there is none without one. Wrapped to
    ``width`` cells; with None every paragraph is one line, as it was written.
    """
    text = "".join(render(reply, "terminal", color=color, hyperlinks=hyperlinks))
    parts = [text if width is None else wrap_rendered(text, width)]
    if reply.source and reply.source.text:
        parts.append(styled(_laid_out(reply.source.text, width), DIM, color))
    if reply.suggestions:
        numbered = enumerate(reply.suggestions, start=1)
        parts.append("\n".join(_laid_out(text, width, f"{number}. ") for number, text in numbered))
    if explained:
        from chatbot.dialogue import Explanation

        parts.append(_laid_out(Explanation(reply).in_words(explained), width))
    return "\n\n".join(parts)


def as_json(reply: Reply, *, explained: bool) -> str:
    """One line of JSON, in ASCII, that keeps every character exactly."""
    import json

    data = reply.as_dict()
    if explained:
        from chatbot.dialogue import Explanation

        data["explanation"] = Explanation(reply).as_dict()
    return json.dumps(data)


def _laid_out(text: str, width: int | None, label: str = "") -> str:
    """``text`` behind ``label``, further lines indented as far as it."""
    if width is None:
        return label + safe(text)
    return label + wrap(text, width, " " * len(label))[len(label) :]
