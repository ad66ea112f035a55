"""Texts with markup: a subset of CommonMark, as a tree; the only room that reads Markdown."""

from chatbot.markup.addresses import kind_of, links, without_entry_links
from chatbot.markup.reading import RULES, escape, paragraphs, read
from chatbot.markup.tree import Node, text_of
from chatbot.markup.words import is_plain, plain

__all__ = [
    "RULES",
    "Node",
    "escape",
    "is_plain",
    "kind_of",
    "links",
    "paragraphs",
    "plain",
    "read",
    "text_of",
    "without_entry_links",
]
