"""What speaks against an entry as the answer to a question, from the constraints of both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from chatbot.knowledge import Entity
from chatbot.language import Correction
from chatbot.matching.answers import Answers
from chatbot.matching.conflicts import Case, Conflict, Division, find_conflicts
from chatbot.matching.constraints import (
    Agent,
    Direction,
    EntryConstraints,
    Letter,
    constraints_of,
    constraints_of_entry,
)
from chatbot.matching.contrasts import Contrasts
from chatbot.matching.gaps import LackingAspect
from chatbot.matching.query import Query
from chatbot.matching.recognising import Recogniser
from chatbot.matching.scoring import Candidate
from chatbot.matching.terms import Occurrence, Term
from chatbot.storage import Codec, Sections

CODEC: Final = Codec(
    Agent, Correction, Direction, Entity, EntryConstraints, LackingAspect, Letter, Occurrence, Term
)
"""Writes and reads the constraints."""
_KEPT: Final = 1_000
"""How many constraints of phrasings are cached, and how many of aspects, each of one entity."""


class KnownConstraints:
    """The constraints of every entry, and of every aspect that profiles lack."""

    def __init__(
        self, packed: Sections, answers: Answers, contrasts: Contrasts, recogniser: Recogniser
    ) -> None:
        """Take those of the entries, and by aspect, which come after them, its phrasings."""
        self._entries: Sequence[EntryConstraints] = packed.records("constraints", CODEC)
        self.aspects: Sequence[LackingAspect] = packed.records("aspects", CODEC)
        """The aspects that some profiles lack."""
        self._phrasings: Sequence[Sequence[Sequence[Occurrence]]]
        self._phrasings = packed.records("phrasings", CODEC)
        self.answers = answers
        self.recogniser = recogniser
        self.contrasts = contrasts
        self._of_aspect = lru_cache(maxsize=_KEPT)(self._read_aspect)
        self.asked = lru_cache(maxsize=_KEPT)(recogniser.language.cues.asked)
        """What the words of a phrasing ask for."""

    def aspect(self, entry: int) -> LackingAspect | None:
        """The aspect at the place of an entry; None where an entry is."""
        place = entry - len(self._entries)
        return self.aspects[place] if place >= 0 else None

    def of(self, candidate: Candidate) -> EntryConstraints:
        """The constraints of a candidate: of an aspect, asked of the candidate's entity."""
        if candidate.entity is None:
            return self._entries[candidate.entry]
        return self._of_aspect(candidate.entry - len(self._entries), candidate.entity)

    def _read_aspect(self, place: int, entity: Term) -> EntryConstraints:
        language, scope = self.recogniser.language, self.recogniser.parameters.negation_scope
        said = [constraints_of(_of(entity, one), language, scope) for one in self._phrasings[place]]
        return constraints_of_entry(entity, said, (), language)


class Judge:
    """Judges the candidates for one question."""

    def __init__(self, known: KnownConstraints, query: Query) -> None:
        self._known = known
        self._recogniser = known.recogniser
        occurrences = [one.occurrence for one in query.terms]
        self._opposites = known.contrasts.opposites_in(query)
        self._names = tuple(dict.fromkeys(one.term for one in occurrences if one.term.is_name))
        said = _with_subject(occurrences, self._recogniser)
        scope = self._recogniser.parameters.negation_scope
        self._asked = constraints_of(said, self._recogniser.language, scope)

    @property
    def named(self) -> frozenset[Term]:
        """The entities that the question names, and their kinds."""
        entities = self._recogniser.entities
        kinds = (Term("kind", entities[name].kind) for name in self._names)
        return frozenset((*self._names, *kinds))

    def lacking(self, entry: int) -> Sequence[Term] | None:
        """Of an aspect that profiles lack: the entities named that lack it; None of an entry."""
        aspect = self._known.aspect(entry)
        if aspect is None:
            return None
        entities = self._recogniser.entities
        return [term for term in self._names if aspect.is_lacking_in(entities[term])]

    def is_vaguer_than(self, candidate: Candidate) -> bool:
        """Whether the question asks for nothing in particular, while the closest phrasing does."""
        if self._asked.asks:
            return False
        words = candidate.comparisons[0].phrasing.words
        return bool(self._known.asked(words))

    def conflicts(self, candidate: Candidate) -> tuple[Conflict, ...]:
        """What speaks against a candidate."""
        case = Case(
            self._asked,
            self._known.of(candidate),
            lambda: self._divide(candidate),
            lambda: self._known.contrasts.find(candidate, self._opposites),
            self._name_of,
            self._recogniser.subject,
        )
        return tuple(find_conflicts(case))

    def _name_of(self, term: Term) -> str:
        entity = self._recogniser.entities.get(term)
        return entity.name if entity else term.key

    def _divide(self, candidate: Candidate) -> Division:
        """The question's content: terms that phrasing or answer have, words left over."""
        recogniser = self._recogniser
        pairs = zip(candidate.query.terms, candidate.comparisons[0].asked, strict=True)
        content = [(one, similarity) for one, similarity in pairs if not one.occurrence.function]
        answered = self._known.answers.terms(
            candidate.entry, [one.occurrence.term for one, _ in content]
        )
        profile = self._known.of(candidate).profile
        entities, terms_of_kind = recogniser.entities, recogniser.terms_of_kind
        beside = terms_of_kind(entities[profile].kind) if profile else frozenset[Term]()
        shared: set[Term] = set()
        left_over: list[str] = []
        adverbs = recogniser.language.tables.adverbs
        for one, similarity in content:
            if similarity >= self._known.contrasts.answers_to or one.occurrence.term in answered:
                if one.occurrence.term not in beside:
                    shared.add(one.occurrence.term)
            elif one.is_worth_naming and one.occurrence.word not in adverbs:
                left_over.append(one.occurrence.surface)
        return Division(frozenset(shared), tuple(left_over))


def _with_subject(
    occurrences: Sequence[Occurrence], recogniser: Recogniser
) -> Sequence[Occurrence]:
    """The occurrences with the knowledge's subject for a pronoun, beside one other that is named.

    So "does China help them" is asked of what China does for the subject.
    """
    subject, tables = recogniser.subject, recogniser.language.tables
    named = {one.term: one.surface for one in occurrences if one.term.is_name}
    if subject is None or subject in named or len(named) != 1 or not all(named.values()):
        return occurrences
    pronouns = tables.singular_pronouns | tables.plural_pronouns
    return [one._replace(term=subject) if one.word in pronouns else one for one in occurrences]


def _of(entity: Term, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """The occurrences with an entity in place of any of its kind."""
    return [one._replace(term=entity) if one.term.kind == "kind" else one for one in occurrences]
