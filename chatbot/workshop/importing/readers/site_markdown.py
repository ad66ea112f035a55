"""What site generators add to Markdown, as Markdown has it: MkDocs, Docusaurus, VitePress, MDX.

Every text stays on its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chatbot.workshop.importing.asking import Asking
from chatbot.workshop.importing.found import Found, Place

_INDENT = 4
"""Columns by which MkDocs indents what is in an admonition."""
_ADMONITION = re.compile(
    r"(?:\?{3}\+?|!{3})[ \t]++(?P<kind>[\w-]++)[\w \t-]*+(?:\"(?P<title>[^\"]*+)\")?[ \t]*+"
)
"""``??? question "How do I pay?"``, with its text indented below."""
_CONTAINER = re.compile(
    r" {0,3}:::++[ \t]*+(?P<kind>[\w-]*+)[ \t]*+"
    r"(?:\[(?P<boxed>[^\]]*+)\]|(?P<title>[^\[{]*+))[ \t]*+(?:\{[^}]*+\})?[ \t]*+"
)
"""``:::tip How it works``, or the ``:::`` at its end."""
_FENCE = re.compile(r"[ \t]*+(`{3,}+|~{3,}+)")
_CODE = re.compile(r"import\s(?:.*\sfrom\s)?\s*+['\"].*|export\s+(?:const|default|function)\b.*")
"""What MDX has for its components."""
_JSX = re.compile(
    r"`[^`]*+`|(?P<tag></?(?P<name>[A-Z][\w.]*+)(?:[^<>{}\"]|\{[^{}]*+\}|\"[^\"]*+\")*+>)"
)
"""A component, or code within a line, in which there is none."""
_ASKING_KINDS = ("question", "faq", "help")


def without_site_syntax(text: str, name: str, found: Found) -> str:
    """The text with titles of admonitions in bold, and without the marks around these.

    In MDX components are dropped, and noted; what they enclose stays.
    """
    is_mdx = name.lower().endswith(".mdx")
    lines = []
    for number, (line, is_code) in enumerate(_dedented(text.split("\n")), start=1):
        container = None if is_code else _CONTAINER.fullmatch(line)
        if container:
            line = _title(container["kind"], container["boxed"] or container["title"] or "")
        elif is_mdx and not is_code:
            line = _without_components(line, Place(name, number), found)
        lines.append(line)
    return "\n".join(lines)


def _dedented(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """The lines, those in admonitions of MkDocs without indentation; and whether each is code."""
    within = [0]
    fence = ""
    for line, next_indent in zip(lines, _indents(lines), strict=True):
        while line.strip() and _indent(line) < within[-1]:
            within.pop()
        line = line[within[-1] :]
        before, fence = fence, _fence_after(line, fence)
        is_code = bool(before or fence)
        found = None if is_code else _ADMONITION.fullmatch(line)
        if found and next_indent >= within[-1] + _INDENT:
            within.append(within[-1] + _INDENT)
            line = _title(found["kind"], found["title"] or "")
        yield line, is_code


def _fence_after(line: str, fence: str) -> str:
    """What opened the code that goes on after a line; empty where there is none."""
    if fence:
        marks = line.strip()
        return "" if marks.startswith(fence) and not marks.strip(fence[0]) else fence
    opening = _FENCE.match(line)
    return opening[1] if opening else ""


def _indents(lines: list[str]) -> Iterator[int]:
    """For each line the indentation of the next one that is not empty."""
    indents = [0]
    for line in reversed(lines):
        indents.append(_indent(line) if line.strip() else indents[-1])
    return reversed(indents[:-1])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _title(kind: str, title: str) -> str:
    """A title in bold, marked as a question where it is in an admonition for those."""
    title = title.strip()
    is_question = kind in _ASKING_KINDS and not Asking.is_marked(title)
    return f"**{'Q: ' * is_question}{title}**" if title else ""


def _without_components(line: str, place: Place, found: Found) -> str:
    if _CODE.fullmatch(line):
        found.note(place, f"code dropped: {line[:60]}")
        return ""

    def without(match: re.Match[str]) -> str:
        if match["tag"] is None:
            return match[0]
        if not match[0].startswith("</"):
            found.note(place, f"<{match['name']}> dropped, what is in it kept")
        return ""

    return _JSX.sub(without, line)
