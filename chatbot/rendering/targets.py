"""What a reply can be rendered for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from chatbot.rendering.safety import safe

if TYPE_CHECKING:
    from chatbot.dialogue import Reply
    from chatbot.rendering.writer import Writer

Target: TypeAlias = Literal["terminal", "plain", "html", "slack", "telegram", "discord"]


def render(
    reply: Reply, target: Target, *, color: bool = True, hyperlinks: bool = True
) -> list[str]:
    """What a reply says, as messages for ``target``, in order.

    ``plain`` is text without markup. ``html`` is a fragment with few tags and nothing of the text
    that a browser would act on. ``slack`` is mrkdwn, ``telegram`` what its HTML parse mode takes,
    ``discord`` its Markdown: in these nobody is notified, and a message has at most 3,000, 4,096
    or 2,000 characters. A longer reply is split, at the ends of paragraphs where that is possible.
    For ``terminal``, ``color`` and ``hyperlinks`` say what it can show.

    Suggestions and source are left out, for the surface to show in its own way. Raises ValueError
    for a target that there is none of.
    """
    from chatbot.markup import paragraphs, read
    from chatbot.rendering.splitting import messages

    writer = _writer(target, color=color, hyperlinks=hyperlinks)
    document = read(reply.text) if reply.format == "markdown" else paragraphs(reply.text)
    return messages(document, writer)


def escape(text: str, target: Target) -> str:
    """Plain text of one line or more as ``target`` shows it, for what stands beside a reply."""
    return _writer(target).escaped(safe(text))


def _writer(target: Target, *, color: bool = True, hyperlinks: bool = True) -> Writer:
    if target == "terminal":
        from chatbot.rendering.terminal import Terminal

        return Terminal(color=color, hyperlinks=hyperlinks)
    if target == "html":
        from chatbot.rendering.html import Html

        return Html()
    if target in ("slack", "telegram", "discord"):
        from chatbot.rendering.chats import WRITERS

        return WRITERS[target]()
    if target == "plain":
        from chatbot.rendering.writer import Writer

        return Writer()
    known = ", ".join(get_args(Target))
    raise ValueError(f"there is no target {target!r}; there are {known}")
