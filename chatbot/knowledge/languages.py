"""The same knowledge in several languages: ``faq.de.yaml`` beside ``faq.en.yaml``."""

from __future__ import annotations

import os
import re

from chatbot.errors import KnowledgeNotReadable
from chatbot.knowledge.problems import printable

_CODE = r"[A-Za-z]{2}(?:-[A-Za-z0-9]{2,8})*"
"""Of two letters, as more would be found in other names, ``faq.old.yaml``."""
_NAME = re.compile(rf"(.+?)(?:\.({_CODE}))?(\.[^.]+)")


def language_named(path: str) -> str:
    """The code in a file's name, in lower case; empty where it has none.

    >>> language_named("shop/faq.pt-BR.yaml"), language_named("shop/faq.yaml")
    ('pt-br', '')
    """
    named = _NAME.fullmatch(os.path.basename(path))
    return (named[2] or "").lower() if named else ""


def in_languages(path: str) -> dict[str, str]:
    """The files beside ``path`` that are the same in a language, by its code, sorted."""
    folder, name = os.path.split(path)
    named = _NAME.fullmatch(name)
    if named is None:
        return {}
    form = re.compile(rf"{re.escape(named[1])}\.({_CODE}){re.escape(named[3])}")
    try:
        names = sorted(os.listdir(folder or "."))
    except (OSError, ValueError):
        return {}
    found = filter(None, map(form.fullmatch, names))
    return {one[1].lower(): os.path.join(folder, one[0]) for one in found}


def file_in(path: str, language: str | None) -> str:
    """The file that is meant: ``path``, or the one beside it in a language.

    Raises :class:`KnowledgeNotReadable` where there is none in that language, or none is chosen.
    """
    if language is None and os.path.lexists(path):
        return path
    found = in_languages(path)
    code = (language or "").lower()
    for wanted in (code, code.partition("-")[0]):
        if wanted in found:
            return found[wanted]
    if language is not None and (found or not os.path.lexists(path)):
        there = f"; there is {', '.join(found)}" if found else ""
        raise KnowledgeNotReadable(
            printable(path), f"not there in the language {printable(language)}{there}"
        )
    if found:
        what = f"not there, but in {', '.join(found)}; choose one with --language"
        raise KnowledgeNotReadable(printable(path), what)
    return path


def is_same_language(code: str, other: str) -> bool:
    """Whether two codes name one language, of whatever region.

    >>> is_same_language("pt", "pt-BR"), is_same_language("de", "en")
    (True, False)
    """
    first, second = (one.partition("-")[0].lower() for one in (code, other))
    return first == second


def demand(language: str | None, found: str, path: str) -> None:
    """Raise :class:`KnowledgeNotReadable` where what was found is not in the language wanted."""
    if language and not is_same_language(language, found):
        raise KnowledgeNotReadable(
            printable(path), f"not in the language {printable(language)}, but {found}"
        )
