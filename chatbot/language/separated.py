"""German verbs whose beginning stands at the end of the clause: "sage ich den Termin ab"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chatbot.language.limits import LIMITS
from chatbot.language.tables import Tables
from chatbot.language.tokenising import Piece


def with_verbs_joined(found: Sequence[Piece], text: str, tables: Tables) -> Sequence[Piece]:
    """The words of a text, each separated verb with its beginning: "absage" for "sage … ab".

    Only the verb's word changes; its beginning stays where it is.
    """
    joined = list(found)
    for clause in _clauses(found, text, tables):
        last = found[clause[-1]].word
        if last in tables.separable_prefixes:
            at = _verb([found[place].word for place in clause[:-1]], tables)
            if at is not None:
                piece = found[clause[at]]
                joined[clause[at]] = piece._replace(word=last + piece.word)
    return joined


def _clauses(found: Sequence[Piece], text: str, tables: Tables) -> Iterator[list[int]]:
    """The places of the words of each clause, which punctuation or a conjunction ends."""
    clause: list[int] = []
    for place, piece in enumerate(found):
        if piece.word in tables.conjunctions:
            if clause:
                yield clause
            clause = []
            continue
        clause.append(place)
        after = text[piece.end : found[place + 1].start] if place + 1 < len(found) else "."
        if not after.isspace() and after != "-":
            yield clause
            clause = []
    if clause:
        yield clause


def _verb(words: Sequence[str], tables: Tables) -> int | None:
    """The place of a clause's verb, which stands before a pronoun or an article or after its
    subject, a pronoun; none if it is an auxiliary, which has no beginning.
    """
    nominal = tables.pronouns | tables.articles
    no_verbs = nominal | tables.question_words | tables.separable_prefixes
    for place, word in enumerate(words[: LIMITS.first_words]):
        if word in no_verbs:
            continue
        after = words[place + 1] if place + 1 < len(words) else ""
        if after in nominal or (place == 1 and words[0] in tables.subject_pronouns):
            return None if word in tables.auxiliaries else place
    return None
