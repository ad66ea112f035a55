"""A page to browse and search, with the files it loads, for hosts that run no program."""

from __future__ import annotations

from chatbot.dialogue import Bot
from chatbot.errors import MissingExtra
from chatbot.knowledge import Knowledge
from chatbot.workshop.exporting.carried import Exported, File, left_out

_SHOWN = ("description", "contact", "source", "links")


def as_site(knowledge: Knowledge) -> Exported:
    """The page with all questions that a server has, without the chat: nothing answers there.

    It has what anybody may be answered with today. Raises
    :class:`~chatbot.errors.MissingExtra` without Jinja2.
    """
    try:
        from chatbot.web import MARK, SEARCHED, Pages, asset
    except ModuleNotFoundError:
        raise MissingExtra("report", "a site") from None

    entries = Bot(knowledge).entries()
    page = Pages().questions(knowledge, entries, has_chat=False)
    files = (
        File("index.html", page, MARK),
        *(File(name, asset(name).decode("utf-8")) for name in SEARCHED),
    )
    return Exported(files, left_out(knowledge, _SHOWN))
