"""Pages of HTML in one file: their beginning, their style and their security policy."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from chatbot.errors import MissingExtra
from chatbot.files import shipped
from chatbot.knowledge import FORBIDDEN

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""No scripts, links or images are let in (https://www.w3.org/TR/CSP3)."""


def start(command: str) -> str:
    """What a page begins with, by which it is known for one that ``command`` made."""
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="chatbot {command}">"""


def page(command: str, title: str, body: Sequence[str]) -> str:
    """The whole page; title and body are markup."""
    return "\n".join(
        [
            start(command),
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            f"<title>{title}</title>",
            f"<style>\n{style()}</style>",
            "</head>",
            "<body>",
            "<main>",
            *body,
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


class Drawn(str):
    """Markup that goes into a page as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def filled(template: str, **values: object) -> str:
    """A template that ships, filled with values; texts among them can be nothing but text.

    Raises :class:`~chatbot.errors.MissingExtra` without Jinja2.
    """
    try:
        from jinja2 import Environment, StrictUndefined
    except ModuleNotFoundError:
        raise MissingExtra("report", "a page of figures") from None

    def finalized(value: object) -> object:
        is_plain = isinstance(value, str) and not hasattr(value, "__html__")
        return shown(str(value)) if is_plain else value

    environment = Environment(autoescape=True, undefined=StrictUndefined, finalize=finalized)
    environment.filters["percent"] = "{:.0%}".format
    return environment.from_string(shipped(template).decode("utf-8")).render(values)


def style() -> str:
    """The style sheet of all pages."""
    return shipped("workshop/page.css").decode("utf-8")


def is_page(path: str, command: str) -> bool:
    """Whether the file at ``path`` is a page that ``command`` made. Raises OSError."""
    mark = start(command).encode()
    with open(path, "rb") as file:
        return file.read(len(mark)) == mark


def text(written: str) -> str:
    """Anything somebody wrote, as text of the page that can be nothing else.

    What could reorder or hide other text, and what no file may hold, becomes U+FFFD.
    """
    return escape(shown(written))


def shown(written: str) -> str:
    """The same, before it is escaped."""
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", written)
