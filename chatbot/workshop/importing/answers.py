"""An answer's Markdown, made to stand alone: links lead somewhere, nothing but text is in it.

What needs no change stays exactly as it was written.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from chatbot.markup import kind_of
from chatbot.workshop.importing.commonmark import parser, written
from chatbot.workshop.importing.found import Found, Item, Place
from chatbot.workshop.importing.markup import STRUCK_OUT, has_tags, html_as_markdown

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST_LINK = 1_000
_TEMPLATE = re.compile(r"\{\{[^{}]*+\}\}|\{%[^%]*+%\}")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


class Links:
    """Where the links of answers lead."""

    def __init__(self, base_url: str, entry_ids: Mapping[tuple[str, str], str]) -> None:
        """Take the address of what is imported, and the entries by file and name there."""
        self._base_url = base_url
        self._entry_ids = entry_ids

    def target(self, href: str, place: Place) -> str:
        """What a link at a place leads to; empty where it leads nowhere from an answer."""
        path, _, anchor = href.partition("#")
        if anchor and not urlsplit(path).scheme:
            file = self._beside(place.file, path) if path else place.file
            entry_id = self._entry_ids.get((file, anchor))
            if entry_id:
                return f"#{entry_id}"
        try:
            whole = urljoin(self._base_url, href)
        except ValueError:
            return ""
        leads = kind_of(whole) in ("web", "mail", "phone") and len(whole) <= LONGEST_LINK
        return whole if leads else ""

    @staticmethod
    def _beside(file: str, path: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(file), path))


def tidy(text: str, item: Item, links: Links, found: Found) -> str:
    """``text``, a piece of Markdown of ``item``, as an answer may have it."""
    return _Tidying(item, links, found).run(text)


class _Tidying:
    """One answer."""

    def __init__(self, item: Item, links: Links, found: Found) -> None:
        self._item = item
        self._links = links
        self._found = found
        self._changed = False

    def run(self, text: str) -> str:
        text = text.strip()
        is_new = not self._item.is_exported
        for variable in dict.fromkeys(_TEMPLATE.findall(text) if is_new else ()):
            shown = " ".join(variable.split())
            self._note(f"the template variable {shown} stays in the answer; write out its value")
        tokens = self._blocks(self._parsed(text))
        if not self._changed:
            return text
        return written(tokens)

    def _parsed(self, text: str) -> list[Token]:
        from markdown_it.common.utils import normalizeReference

        references = {
            normalizeReference(label): {"href": href, "title": title}
            for label, (href, title) in self._item.links.items()
        }
        return parser().parse(text, {"references": references})

    def _note(self, what: str) -> None:
        self._found.note(self._item.place, what)

    def _blocks(self, tokens: Sequence[Token]) -> list[Token]:
        kept: list[Token] = []
        for token in tokens:
            if token.type == "html_block":
                kept += self._from_html(token.content)
            elif token.type in ("hr", "blockquote_open", "blockquote_close"):
                self._changed = True  # a line or a margin says nothing that the text does not
            else:
                kept.append(token)
                if token.type in ("heading_open", "heading_close"):
                    self._make_paragraph(token)
                if token.type == "inline":
                    in_heading = kept[-2].meta.get("was_heading", False)
                    token.children = self._inline(token, bold=in_heading)
        return kept

    def _from_html(self, content: str) -> list[Token]:
        self._changed = True
        if not has_tags(content):
            return self._parsed(re.sub(r"[<>]", r"\\\g<0>", content))
        if content.lstrip().startswith("<!--"):
            self._note("a comment dropped")
            content = re.sub(r"(?s)<!--.*?(?:-->|\Z)", "", content)
        text = html_as_markdown(content, self._found, self._item.place)
        return self._blocks(self._parsed(text))

    def _make_paragraph(self, token: Token) -> None:
        self._changed = True
        token.type = token.type.replace("heading", "paragraph")
        token.tag, token.markup = "p", ""
        token.meta["was_heading"] = True

    def _inline(self, token: Token, *, bold: bool) -> list[Token]:
        from markdown_it.token import Token as NewToken

        kept: list[Token] = []
        dropped: list[bool] = []
        for child in self._without_html(token):
            if child.type == "link_open":
                dropped.append(not self._leads_somewhere(child, "href"))
            gone = child.type in ("link_open", "link_close") and dropped[-1]
            if child.type == "link_close":
                dropped.pop()
            if child.type == "image" and not self._leads_somewhere(child, "src"):
                child = NewToken("text", "", 0, content=child.content)
            if not gone and self._stays(child):
                kept.append(child)
        is_strong = any(child.type == "strong_open" for child in kept)
        if bold and kept and not is_strong:
            start = NewToken("strong_open", "strong", 1, markup="**")
            end = NewToken("strong_close", "strong", -1, markup="**")
            kept = [start, *kept, end]
        return kept

    def _stays(self, child: Token) -> bool:
        """Whether a part of a paragraph stays; line breaks become what an answer has for them."""
        if child.type == "softbreak" and self._item.is_wrapped:
            self._changed = True
            child.type, child.content = "text", " "
        elif child.type == "hardbreak":
            self._changed = True
            child.type = "softbreak"
        elif child.type in ("s_open", "s_close"):
            self._changed = True
            if child.nesting > 0:
                self._note(STRUCK_OUT)
            return False
        return True

    def _without_html(self, token: Token) -> list[Token]:
        """The children of inline text, tags in it read as what they stand for."""
        children = token.children or []
        for child in children:
            if child.type == "html_inline" and not has_tags(child.content):
                child.type = "text"
                self._changed = True
        tags = [child for child in children if child.type == "html_inline"]
        if not tags:
            return children
        self._changed = True
        if all(_BREAK.fullmatch(tag.content.strip()) for tag in tags):
            for tag in tags:
                tag.type, tag.tag, tag.content = "hardbreak", "br", ""
            return children
        from markdown_it.renderer import RendererHTML

        html = RendererHTML().renderInline(children, parser().options, {})
        text = html_as_markdown(html, self._found, self._item.place)
        return [
            child
            for inline in self._parsed(text)
            if inline.type == "inline"
            for child in inline.children or []
        ]

    def _leads_somewhere(self, token: Token, attribute: str) -> bool:
        """Set where a link or image leads to; False where it leads nowhere."""
        href = str(token.attrs.get(attribute, ""))
        target = self._links.target(href, self._item.place)
        if not target and self._item.is_exported:
            target = href
        kind = "image" if attribute == "src" else "link"
        if kind == "image" and target.startswith("#"):
            target = ""
        if not target:
            self._changed = True
            relative = not urlsplit(href).scheme
            hint = "; --base-url says what it is relative to" if relative else ""
            self._note(f"{kind} to {href[:80]} dropped, its text kept{hint}")
            return False
        if kind == "image" and not token.content.strip():
            self._name_image(token, target)
        if target != href or token.meta.get("label"):
            self._changed = True
            token.attrs[attribute] = target
            token.meta.pop("label", None)
        return True

    def _name_image(self, image: Token, target: str) -> None:
        """Give an image without a text that of its file, as it must have one."""
        from markdown_it.token import Token as NewToken

        self._changed = True
        name = unquote(posixpath.basename(urlsplit(target).path)) or "image"
        image.content = name
        image.children = [NewToken("text", "", 0, content=name)]
        self._note(f"an image without a text is called {name}; say what it shows")
