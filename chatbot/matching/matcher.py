"""The question's way through matching."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial
from sys import intern
from typing import Final

from chatbot.knowledge import Knowledge
from chatbot.knowledge.templates import fill
from chatbot.matching.candidates import Considered, consider, find_candidates
from chatbot.matching.confidence import rate
from chatbot.matching.english import FUNCTION_WORDS
from chatbot.matching.entities import ENTITY_MARK, KIND_MARK
from chatbot.matching.evidence import TELLING, lay_open
from chatbot.matching.framing import unframed
from chatbot.matching.gaps import LackingAspect, lacking_aspects, unanswered_questions
from chatbot.matching.guards import Case, Division, EntryMeaning, gather, objections
from chatbot.matching.index import Answers, Index
from chatbot.matching.lexicon import english
from chatbot.matching.meaning import Meaning, understand
from chatbot.matching.question import Question, ask
from chatbot.matching.reading import Reader, Text, Unit
from chatbot.matching.signals import Candidate
from chatbot.matching.text import MAX_CHARACTERS, normalise, split_words, too_long
from chatbot.matching.values import Analysis, Match, Mention, Word
from chatbot.matching.vocabulary import Vocabulary

_ANSWERS_TO: Final = 0.3
"""How alike two words must be for one to answer to the other."""


class Matcher:
    """Finds the entries of a knowledge that may answer a question, with a confidence each.

    Immutable once built; any number of threads may share one.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._entries = (*knowledge.entries, *unanswered_questions(knowledge))
        self._aspects = tuple(lacking_aspects(knowledge))
        phrasings = deque(self._phrasings())
        own_words = (word for _, _, words in phrasings for word in words)
        self._reader = Reader(knowledge, own_words, english())
        texts: list[Text] = []
        units_of: list[list[list[Unit]]] = [[] for _ in (*self._entries, *self._aspects)]
        meanings: list[list[Meaning]] = [[] for _ in units_of]
        while phrasings:  # emptied on the way, as a large file has many
            place, phrasing, words = phrasings.popleft()
            units = unframed(self._reader.read_own(words))
            if place >= len(self._entries):
                units = _of_any(self._aspects[place - len(self._entries)], units)
                units_of[place].append(units)
            else:
                meanings[place].append(understand(units))
            said = tuple(unit.word for unit in units)
            texts.append(Text(place, phrasing, tuple(unit.term for unit in units), said))
        vocabulary = Vocabulary(texts, len(units_of), self._reader)
        self._index = Index(texts, len(units_of), vocabulary)
        answers = [self._reader.read_own(split_words(normalise(e.answer))) for e in self._entries]
        self._answers = Answers([*answers, *([] for _ in self._aspects)])
        self._aspect_units = units_of[len(self._entries) :]
        self._meanings = [
            gather(entry.entity and ENTITY_MARK + entry.entity, asked, answer)
            for entry, asked, answer in zip(self._entries, meanings, answers, strict=False)
        ]
        named = {
            term for text in texts if text.entry < len(knowledge.entries) for term in text.terms
        }
        self._known = {
            term
            for term, entity in self._reader.entities.items()
            if entity.has_profile or term in named
        }

    def _phrasings(self) -> Iterator[tuple[int, str, list[str]]]:
        """Every phrasing with the place of its entry and its words; lacking aspects come last."""
        for place, entry in enumerate(self._entries):
            for phrasing in entry.phrasings:
                yield place, phrasing, [intern(w) for w in split_words(normalise(phrasing))]
        for place, lacking in enumerate(self._aspects, len(self._entries)):
            for template in lacking.templates:
                filled = fill(template, lacking.example.name)
                yield place, template, split_words(normalise(filled))

    def match(self, question: str, limit: int = 5) -> tuple[Match, ...]:
        """At most ``limit`` entries that may answer the question, best first."""
        found = self.analyse(question, limit=len(self._entries)).matches
        return tuple(match for match in found if match.answerable)[:limit]

    def analyse(self, question: str, *, about: Sequence[str] = (), limit: int = 5) -> Analysis:
        """A question with everything that was found out about it.

        ``about`` names the entities, by id, that the conversation is about; they count as named
        where the question itself names none but the knowledge's subject. Among the matches may
        be gaps, whose ids have no entry: ``profile/aspect`` for what the profile does not answer,
        and others for the questions that the knowledge leaves unanswered.
        """
        if too_long(question) or len(text := normalise(question)) > MAX_CHARACTERS:
            return Analysis(question, "too_long")
        units = self._with_context(unframed(self._reader.read(split_words(text))), about)
        if not units:
            return Analysis(question, "empty")
        asked = ask(units, self._index)
        considered = self._consider(asked, units)
        matches = self._matches(considered, limit)
        return Analysis(
            question,
            None,
            _words(asked),
            self._mentions(units),
            matches,
            any(self._reader.is_on_subject(unit) for unit in units),
            asked.familiarity,
        )

    def _consider(self, asked: Question, units: Sequence[Unit]) -> list[Considered]:
        found = find_candidates(asked, self._index)
        meaning = understand(units)

        def object_to(candidate: Candidate) -> tuple[str, ...]:
            entry = self._meaning_of(candidate)
            return objections(Case(meaning, entry, partial(_divide, candidate), self._reader))

        def lacking_in(entry: int) -> Sequence[str] | None:
            if entry < len(self._entries):
                return None
            aspect = self._aspects[entry - len(self._entries)]
            named = dict.fromkeys(unit.term for unit in units if unit.term[0] == ENTITY_MARK)
            return [term for term in named if aspect.is_lacking_in(self._reader.entities[term])]

        guarded = object_to if any(meaning) else None
        return consider(asked, found, self._index, self._answers, lacking_in, guarded)

    def _meaning_of(self, candidate: Candidate) -> EntryMeaning:
        if candidate.entity is None:
            return self._meanings[candidate.entry]
        phrasings = self._aspect_units[candidate.entry - len(self._entries)]
        filled = [_filled(candidate.entity, units) for units in phrasings]
        return gather(candidate.entity, [understand(units) for units in filled], ())

    def _with_context(self, units: list[Unit], about: Sequence[str]) -> list[Unit]:
        named = {unit.term for unit in units if unit.term[0] == ENTITY_MARK}
        if not units or named - {self._reader.subject}:
            return units
        end = units[-1].start + 1
        for entity_id in about:
            term = ENTITY_MARK + entity_id
            entity = self._reader.entities.get(term)
            if entity is not None:
                units.append(Unit("", entity.name.casefold(), term, end))
        return units

    def _mentions(self, units: Sequence[Unit]) -> tuple[Mention, ...]:
        return tuple(
            Mention(
                self._reader.entities[unit.term],
                unit.start,
                unit.start + 1,
                unit.text,
                unit.term in self._known,
            )
            for unit in units
            if unit.term[0] == ENTITY_MARK
        )

    def _matches(self, considered: list[Considered], limit: int) -> tuple[Match, ...]:
        matches: list[Match] = []
        for one, (confidence, features) in zip(considered, rate(considered, limit), strict=False):
            matches.append(self._match(one, confidence, features))
        return tuple(matches)

    def _match(self, one: Considered, confidence: float, features: dict[str, float]) -> Match:
        candidate, weights = one.candidate, self._index.weights
        phrasing = candidate.comparisons[0].phrasing.text
        if candidate.entity is None:
            entry = self._entries[candidate.entry]
            evidence = lay_open(one, features, weights)
            answerable = candidate.entry < len(self._knowledge.entries)
            return Match(entry.id, entry.question, phrasing, confidence, evidence, answerable)
        entity = self._reader.entities[candidate.entity]
        lacking = self._aspects[candidate.entry - len(self._entries)]
        evidence = lay_open(one, features, weights, entity.name)
        question = fill(lacking.templates[0], entity.name)
        asked = fill(phrasing, entity.name)
        return Match(f"{entity.id}/{lacking.aspect}", question, asked, confidence, evidence, False)


def _of_any(lacking: LackingAspect, units: Sequence[Unit]) -> list[Unit]:
    """The units of a phrasing with any of the kind in place of the example."""
    example, any_of = ENTITY_MARK + lacking.example.id, KIND_MARK + lacking.kind
    return [
        unit._replace(word=KIND_MARK, term=any_of) if unit.term == example else unit
        for unit in units
    ]


def _filled(entity: str, units: Sequence[Unit]) -> list[Unit]:
    """The units with an entity in place of any of its kind."""
    return [unit._replace(term=entity) if unit.term[0] == KIND_MARK else unit for unit in units]


def _words(asked: Question) -> tuple[Word, ...]:
    return tuple(Word(one.unit.text, one.unit.term, one.weight) for one in asked.asked)


def _divide(candidate: Candidate) -> Division:
    """The question's telling units: terms that phrasing or answer have, words left over."""
    shared: set[str] = set()
    left_over: list[str] = []
    similarities = candidate.comparisons[0].asked
    for one, similarity in zip(candidate.question.asked, similarities, strict=True):
        if one.unit.word in FUNCTION_WORDS:
            continue
        if similarity >= _ANSWERS_TO or one.unit.term in candidate.answer:
            shared.add(one.unit.term)
        elif one.weight >= TELLING:
            left_over.append(one.unit.text)
    return Division(frozenset(shared), tuple(left_over))
