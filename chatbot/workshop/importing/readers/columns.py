"""Which column, key or field of a table or of data holds what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from chatbot.workshop.importing.own_fields import PLAIN

FIELDS = (
    *("question", "answer", "also_asked", "variants", "section", "tags", "id", "see_also"),
    *PLAIN,
)
"""What a column may hold; a table needs the first two."""
EXPORTED = ("id", "section", "question", "also_asked", "answer", "variants", "tags", "see_also")
"""The columns of a table that chatbot export has written, in their order."""
Choose = Callable[[str, str, Sequence[str]], str]
"""Asks a person which of some columns of a file holds a field; empty for none."""

_KNOWN = {
    "question": "question questions q query prompt title frage pregunta pergunta вопрос "
    "domanda vraag 问题 質問",
    "answer": "answer answers a response reply content text body antwort respuesta réponse "
    "reponse resposta ответ risposta antwoord 答案 回答",
    "also_asked": "also_asked alternatives phrasings alternate_questions utterances "
    "examples synonyms",
    "variants": "variants",
    "section": "section category categories topic group rubrik kategorie thema categoría catégorie",
    "tags": "tags tag keywords keyword labels",
    "id": "id slug key qnaid",
    "see_also": "see_also related",
    **{field: field for field in PLAIN},
}
_WORDS = {field: known.split() for field, known in _KNOWN.items()}


def named(names: Sequence[str]) -> dict[str, str]:
    """The columns that are called what they hold, field → name; the first word given wins.

    >>> named(["ID", "Question (en)", "Response"])
    {'question': 'Question (en)', 'answer': 'Response', 'id': 'ID'}
    """
    found: dict[str, str] = {}
    for field, words in _WORDS.items():
        for word in words:
            fits = [name for name in names if _word(name) == word and name not in found.values()]
            if fits:
                found[field] = fits[0]
                break
    return found


def _word(name: str) -> str:
    """The name without case, and without what stands after it in brackets."""
    plain = re.sub(r"(?<!\s)\s*+[(\[].*", "", name).strip().casefold()
    return re.sub(r"[\s-]+", "_", plain)


def columns(
    file: str, names: Sequence[str], given: Mapping[str, str], choose: Choose | None
) -> dict[str, str]:
    """The columns of a table with their fields: as given, as they are called, or as a person says.

    Without a question or an answer the table cannot be read.
    """
    known = {field: name for field, name in named(names).items() if name not in given.values()}
    found = known | {field: name for field, name in given.items() if name in names}
    for field in ("question", "answer"):
        if field not in found and choose is not None:
            left = [name for name in names if name and name != found.get("answer")]
            left = [name for name in left if name != found.get("question")]
            chosen = choose(file, field, left) if left else ""
            if chosen:
                found = {other: name for other, name in found.items() if name != chosen}
                found[field] = chosen
    return found
