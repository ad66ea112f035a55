"""Answers: their links checked, and what they say without their markup."""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import unquote

from chatbot.knowledge.nodes import Node
from chatbot.knowledge.problems import Problems, shown
from chatbot.markup import Node as Markup
from chatbot.markup import is_plain, kind_of, links, plain, read

LONGEST_LINK: Final = 1_000


class Answer(NamedTuple):
    """An answer as its author wrote it."""

    text: str
    without_markup: str = ""
    """What it says, without its Markdown; empty where it has none."""
    linked: tuple[tuple[str, Node], ...] = ()
    """Ids of the entries it links to, each with where it stands."""


def read_answer(text: str, node: Node, problems: Problems) -> Answer:
    """An answer that stands at ``node``; links that lead nowhere are warned of, and shown as text.

    They are no errors: an answer may be older than the reading of markup, or copied from a page.
    """
    if is_plain(text):
        return Answer(text)
    document = read(text)
    linked = []
    for link in links(document):
        target, what = unquote(link.target), _fault(link)
        place = problems.within(node, target, len(text))
        if what:
            problems.warn(place, what)
        elif kind_of(link.target) == "entry":
            linked.append((target[1:], place))
    words = plain(document)
    if not words.strip():
        problems.warn(node, "with its markup read, this says nothing; write a text")
        return Answer(text)
    return Answer(text, words, tuple(linked))


def _fault(link: Markup) -> str:
    """What is wrong with a link or an image."""
    target = unquote(link.target)
    if link.kind == "image":
        if kind_of(link.target) != "web":
            return f"the image {shown(target)} does not begin with https:// or http://"
        if not link.text.strip():
            missing = f"the image {shown(target)} has no text for those who cannot see it"
            return f"{missing}; write ![what it shows](address)"
    return fault_of(link.target)


def fault_of(address: str) -> str:
    """What is wrong with the address of a link."""
    target = unquote(address)
    if len(target) > LONGEST_LINK:
        return f"the link {shown(target)} is too long; shorten it to {LONGEST_LINK:,} characters"
    if kind_of(address) is None:
        return (
            f"the link {shown(target)} leads nowhere; a link begins with https://, http://, "
            'mailto: or tel:, or is "#" and the id of an entry'
        )
    return ""
