"""Texts with the format they are in, so that plain words and Markdown can be said together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from chatbot.knowledge import Entry, Format
from chatbot.markup import escape, is_plain, read


class Said(NamedTuple):
    """Something to say."""

    text: str
    format: Format = "plain"

    @property
    def markdown(self) -> str:
        """The text as Markdown."""
        return self.text if self.format == "markdown" else escape(self.text)


def answer_of(entry: Entry) -> Said:
    """What an entry answers."""
    return Said(entry.answer, entry.format)


def wording_of(entry: Entry, passed: int) -> Said:
    """What an entry answers after so many of its wordings were passed."""
    if not passed:
        return answer_of(entry)
    return written(entry.variants[(passed - 1) % len(entry.variants)])


def links_of(entry: Entry) -> Said:
    """The addresses to give after an entry's answer, each on a line of its own."""
    lines = (f"[{escape(link.text)}](<{link.url}>)" for link in entry.links)
    return Said("\n".join(lines), "markdown")


def written(text: str) -> Said:
    """A text of the author's that may have markup."""
    return Said(text, "plain" if is_plain(text) else "markdown")


def together(said: Iterable[Said], between: str) -> Said:
    """All of it in one text, what is empty left out; plain if all of it is."""
    given = [one for one in said if one.text]
    if all(one.format == "plain" for one in given):
        return Said(between.join(one.text for one in given))
    return Said(between.join(one.markdown for one in given), "markdown")


def filled(template: Said, values: Mapping[str, Said]) -> Said:
    """A template with what stands for its placeholders, ``{source}`` and the like."""
    used = {name: value for name, value in values.items() if name in template.text}
    marked = any(one.format == "markdown" for one in (template, *used.values()))
    text = template.markdown if marked else template.text
    for name, value in used.items():
        text = text.replace(name, value.markdown if marked else value.text)
    return Said(text.rstrip(), "markdown" if marked else "plain")


def introduced(lead: str, answer: Said) -> Said:
    """An answer after some words of the bot's: in its first paragraph, if it begins with one."""
    blocks = read(answer.text).children if answer.format == "markdown" else ()
    apart = bool(blocks) and blocks[0].kind != "paragraph"
    return together((Said(lead), answer), "\n\n" if apart else " ")
