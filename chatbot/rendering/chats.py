"""The markup of chat platforms, of which each has its own.

Limits and syntax are those of the platforms' documentation: Slack's mrkdwn and section blocks,
Telegram's HTML parse mode, Discord's Markdown. Tables are shown as code, as none has tables.
"""

from __future__ import annotations

import re
from html import escape

from chatbot.markup import Node, kind_of
from chatbot.rendering.safety import safe
from chatbot.rendering.writer import Writer

_APART = "\u200b"
"""Zero-width space: shown as nothing, and what it stands in is no longer one thing."""
_FENCE = "```"
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")


class Slack(Writer):
    """Writes mrkdwn. ``<``, ``>`` and ``&`` escaped, no text can name a channel or a person."""

    limit = 3000
    bullet = "•"

    mention = r"@(?=everyone|here|channel)"
    """Where the name of somebody begins who would be notified."""

    def escaped(self, text: str) -> str:
        """The text without a character that means something in mrkdwn's links and mentions."""
        return self._unmentioned(escape(text, quote=False))

    def _unmentioned(self, text: str) -> str:
        return re.sub(self.mention, f"@{_APART}", text)

    def list(self, node: Node) -> str:
        """Items behind bullets or numbers, as mrkdwn has no lists."""
        return super().list(node._replace(text=""))

    def code_block(self, node: Node) -> str:
        """Lines of code."""
        return self._fenced(safe(node.text))

    def table(self, node: Node) -> str:
        """A table as code, so that the columns stand in line."""
        return self._fenced(super().table(node))

    def emphasis(self, node: Node) -> str:
        """Emphasised text."""
        return f"_{self.inside(node)}_"

    def strong(self, node: Node) -> str:
        """Strongly emphasised text."""
        return f"*{self.inside(node)}*"

    def code(self, node: Node) -> str:
        """Code in a line; plain text if it has a backtick, which would end it."""
        code = self.escaped(safe(node.text))
        return code if "`" in code else f"`{code}`"

    def linked(self, text: str, target: str) -> str:
        """A link, but for one to an entry, which leads nowhere in a chat."""
        if kind_of(target) in (None, "entry"):
            return text
        label = re.sub(r"\s+", " ", text)
        return f"<{escape(safe(target), quote=False).replace('|', '%7C')}|{label}>"

    def _fenced(self, code: str) -> str:
        return f"{_FENCE}\n{self.escaped(code).replace(_FENCE, _APART.join(_FENCE))}\n{_FENCE}"


class Telegram(Slack):
    """Writes what the HTML parse mode takes."""

    limit = 4096
    mention = r"(?<!\w)@(?=\w)"

    def emphasis(self, node: Node) -> str:
        """Emphasised text."""
        return f"<i>{self.inside(node)}</i>"

    def strong(self, node: Node) -> str:
        """Strongly emphasised text."""
        return f"<b>{self.inside(node)}</b>"

    def code(self, node: Node) -> str:
        """Code in a line."""
        return f"<code>{self.escaped(safe(node.text))}</code>"

    def linked(self, text: str, target: str) -> str:
        """A link to the web; other addresses stand behind their text."""
        if kind_of(target) != "web":
            return Writer.linked(self, text, target)
        return f'<a href="{escape(safe(target))}">{text}</a>'

    def _fenced(self, code: str) -> str:
        return f"<pre>{self.escaped(code)}</pre>"


class Discord(Slack):
    """Writes Discord's Markdown; nobody is mentioned."""

    limit = 2000
    bullet = "-"
    mention = r"@(?=everyone|here|[!&]?\d)"

    def escaped(self, text: str) -> str:
        """The text with its special characters escaped, but for those in bare addresses."""
        pieces = _ADDRESS.split(text)
        pieces[::2] = [re.sub(r"[\\*_~`|\[\]<>#]", r"\\\g<0>", piece) for piece in pieces[::2]]
        return self._unmentioned("".join(pieces))

    def paragraph(self, node: Node) -> str:
        """A paragraph; what would begin a list is escaped."""
        return re.sub(r"(?m)^( *\d*)([-+.)])(?=\s)", r"\1\\\2", self.inside(node))

    def emphasis(self, node: Node) -> str:
        """Emphasised text."""
        return f"*{self.inside(node)}*"

    def strong(self, node: Node) -> str:
        """Strongly emphasised text."""
        return f"**{self.inside(node)}**"

    def code(self, node: Node) -> str:
        """Code in a line; plain text if it has a backtick, which would end it."""
        code = safe(node.text)
        return self.escaped(code) if "`" in code else f"`{self._unmentioned(code)}`"

    def linked(self, text: str, target: str) -> str:
        """A link to the web; other addresses stand behind their text."""
        if kind_of(target) != "web":
            return Writer.linked(self, text, target)
        address = safe(target).replace("(", "%28").replace(")", "%29").replace("@", "%40")
        return f"[{text}]({address})"

    def _fenced(self, code: str) -> str:
        code = self._unmentioned(code).replace(_FENCE, _APART.join(_FENCE))
        return f"{_FENCE}\n{code}\n{_FENCE}"


WRITERS = {"slack": Slack, "telegram": Telegram, "discord": Discord}
