"""Words and phrases that mean nearly the same in what people ask of those who write answers.

They are written by hand, in ``<code>/related.txt``, for what no thesaurus tells: what people say
where an organisation says something else. A line has members on either side of its sign, separated
by commas; each is related to each on the other side, and to none on its own. Around ``|`` they mean
nearly the same; on the left of ``<`` are kinds and instances of what is on the right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, product
from typing import Final

from chatbot.errors import LanguageError
from chatbot.language.folders import shipped_for, without_region
from chatbot.language.text import fold

Related = Mapping[str, frozenset[str]]
"""The stem of a word, or those of a phrase with spaces between → the same of what it is related
to."""

_FILE: Final = "related.txt"
_LINE: Final = re.compile(r"([^|<]+)[|<]([^|<]+)")
_COMMENT: Final = "#"


def read_related(
    code: str, words: Callable[[str], Iterable[str]], stem: Callable[[str], str]
) -> Related:
    """What a language relates by hand; nothing where it has no such file.

    Takes what splits a text into words, and what stems one. Raises :class:`LanguageError` for a
    malformed line, which says where.
    """
    stems = cache(lambda member: " ".join(map(stem, words(member))))
    found: dict[str, set[str]] = {}
    for sides in _lines(code):
        for one, other in product(*[list(map(stems, side)) for side in sides]):
            if one != other:
                found.setdefault(one, set()).add(other)
                found.setdefault(other, set()).add(one)
    return {one: frozenset(others) for one, others in found.items()}


@cache
def related_words(code: str) -> frozenset[str]:
    """Every word of what a language relates by hand, as words are compared."""
    members = chain.from_iterable(chain.from_iterable(_lines(code)))
    return frozenset(fold(" ".join(members)).split())


def _lines(code: str) -> Iterator[tuple[list[str], ...]]:
    """The members on either side of each line."""
    code = without_region(code)
    written = shipped_for(code, _FILE) or b""
    for number, line in enumerate(written.decode("utf-8").splitlines(), start=1):
        relation = line.partition(_COMMENT)[0].strip()
        sides = _LINE.fullmatch(relation)
        if sides:
            yield tuple([one.strip() for one in side.split(",")] for side in sides.groups())
        elif relation:
            where = f"language/{code}/{_FILE}, line {number}"
            raise LanguageError(f"{where}: a relation has one | or <")
