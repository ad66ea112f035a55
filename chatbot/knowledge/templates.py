"""Texts with ``{placeholders}``; ``{{`` and ``}}`` write braces."""

from __future__ import annotations

import re
from collections.abc import Collection

from chatbot.knowledge.model import Entity
from chatbot.knowledge.problems import did_you_mean, shown

_AT_START = re.compile(r"((?:^|[.!?…][\"”»)]*\s+|\n)[\"“„«(¿¡]*)\{name\}")
_FIRST_WORD = re.compile(r"([^\W\d_]+)(?:\s+|['’])\S")
_BRACES = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")


def fault(template: str, allowed: Collection[str]) -> str:
    """What is wrong with the placeholders of ``template``; empty when nothing is.

    >>> fault("Where is {nam}?", ["name"])
    'unknown placeholder "{nam}"; did you mean "{name}"?'
    """
    if "{" not in template and "}" not in template:
        return ""
    known = [f"{{{name}}}" for name in allowed]
    for found in _BRACES.findall(template):
        if found in ("{", "}"):
            return f'a single "{found}"; write "{found}{found}" for a brace'
        if found not in ("{{", "}}", *known):
            hint = did_you_mean(found, known) or '; write "{{" and "}}" for braces'
            return f"unknown placeholder {shown(found)}{hint}"
    return ""


def fill(template: str, entity: Entity) -> str:
    """``template`` with ``{name}`` filled in, its article in a capital where a sentence begins.

    >>> fill("Where is {name}? {{sic}}", Entity("peru", "country", "Peru"))
    'Where is Peru? {sic}'
    >>> fill("{name} is large.", Entity("usa", "country", "the United States", article="the"))
    'The United States is large.'
    """
    if "{" not in template and "}" not in template:
        return template
    if entity.article:
        template = _AT_START.sub(r"\1{start}", template)
    return template.format(name=entity.name, start=entity.name_at_start)


def article_of(name: str, articles: Collection[str]) -> str:
    """The article that a name begins with, in small letters; empty where it has none.

    >>> article_of("the United States", ["the"]), article_of("The Hague", ["the"])
    ('the', '')
    """
    found = _FIRST_WORD.match(name)
    return found[1] if found and found[1] in articles else ""
