"""Texts with ``{placeholders}``; ``{{`` and ``}}`` write braces."""

from __future__ import annotations

import re
from collections.abc import Collection

from chatbot.knowledge.problems import did_you_mean, shown

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


def fill(template: str, name: str) -> str:
    """``template`` with ``{name}`` filled in.

    >>> fill("Where is {name}? {{sic}}", "Peru")
    'Where is Peru? {sic}'
    """
    return template.format(name=name) if "{" in template or "}" in template else template
