"""The question's way through matching."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from chatbot.knowledge import Directory, Entity, Entry, Knowledge, fill
from chatbot.language import Language, Utterance, is_too_long
from chatbot.matching.answers import Answers, under_heading
from chatbot.matching.building import TextCache, pack_matcher
from chatbot.matching.confidence import Rated, rate
from chatbot.matching.contrasts import Contrasts
from chatbot.matching.evidence import evidence_of
from chatbot.matching.gaps import unanswered_questions
from chatbot.matching.index import Index
from chatbot.matching.judging import Judge, KnownConstraints
from chatbot.matching.parameters import PARAMETERS, PARAMETERS_WITH_ENCODER, Parameters
from chatbot.matching.query import QueryTerm, weigh
from chatbot.matching.ranking import RankedCandidate, Ranker
from chatbot.matching.recognising import Recogniser
from chatbot.matching.repairing import Repairer
from chatbot.matching.scoring import Candidate
from chatbot.matching.semantics import (
    Encoder,
    Nearness,
    Semantics,
    as_encoded,
)
from chatbot.matching.terms import Occurrence, Term
from chatbot.matching.values import Analysis, Match, Mention, Progress, Word, silent
from chatbot.storage import Packer, Sections

_UNANSWERED: Final = 4
"""How many matches without an answer there may be among the first before more are looked at."""

_MOST_READ: Final = 256
"""Answers whose passages are kept as texts, once they were shown."""


class Compiled(NamedTuple):
    """What a matcher works with, as it was laid out by ``pack_matcher``."""

    language: Language
    """The language of the knowledge, no function words learnt."""
    packed: Sections

    @classmethod
    def of(
        cls,
        knowledge: Knowledge,
        parameters: Parameters = PARAMETERS,
        text_cache: TextCache | None = None,
    ) -> Compiled:
        """Made now, without reading again what ``text_cache`` has."""
        language, out = Language.load(knowledge.language), Packer()
        pack_matcher(knowledge, language, parameters, out, text_cache=text_cache)
        return cls(language, out.sections())


class Matcher:
    """Finds the entries of a knowledge that may answer a question, with a confidence each.

    Immutable once built; any number of threads may share one. With an ``encoder``, what the texts
    mean has a say beside their letters; ``parameters`` are then by default those fitted for that.

    Raises :class:`~chatbot.errors.EncoderError` if the encoder cannot be used.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        parameters: Parameters | None = None,
        encoder: Encoder | None = None,
        compiled: Compiled | None = None,
        progress: Progress = silent,
    ) -> None:
        """Take a knowledge, and what was made of it before, with the same parameters, if it was."""
        letters = parameters or PARAMETERS
        base, packed = compiled or Compiled.of(knowledge, letters)
        function_words = packed.value("function_words")
        self.language = base.with_function_words(function_words) if function_words else base
        self._knowledge = knowledge
        self._unanswered = unanswered_questions(knowledge)
        directory = Directory(knowledge, packed.part("directory"))
        recogniser = packed.part("recogniser")
        self._recogniser = Recogniser(knowledge, self.language, letters, directory, recogniser)
        self._index = Index(packed.part("index"), self._recogniser, letters)
        answers = Answers(packed.part("answers"), self._index)
        self._known = packed.numbers("known")
        """By entity: whether an entry is about it, or names it."""
        self._places = directory.entities.place
        self._repairer = Repairer(packed.part("repairer"), self._recogniser)
        self._by_letters = Ranker(self._index, answers, letters)
        both = parameters or PARAMETERS_WITH_ENCODER
        self._by_both = Ranker(self._index, answers, both)
        contrasts = Contrasts(self._index, self.language)
        self._constraints = KnownConstraints(packed, answers, contrasts, self._recogniser)
        self._semantics = self._encode(encoder, progress) if encoder else None
        self._passages_of = lru_cache(_MOST_READ)(self._read_passages)

    def read(self, text: str) -> Utterance:
        """A text parsed, its misspelt words repaired; without tokens if it is too long."""
        if is_too_long(text):
            return Utterance("", ())
        return self._repairer.repair(self.language.parse(text))

    def match(self, question: str, limit: int = 5) -> tuple[Match, ...]:
        """At most ``limit`` entries that may answer the question, best first."""
        utterance, most = self.read(question), limit + _UNANSWERED
        while True:
            found = self.analyse(utterance, limit=most).matches
            answerable = tuple(match for match in found if match.answerable)
            if len(answerable) >= limit or len(found) < most:
                return answerable[:limit]
            most *= 2

    def analyse(
        self, utterance: Utterance, *, about: Sequence[str] = (), limit: int = 5
    ) -> Analysis:
        """An utterance that was read, with everything that was found out about it.

        ``about`` names the entities, by id, that the conversation is about; they count as named
        where the utterance itself names none but the knowledge's subject. Among the matches may
        be some without an answer (see :attr:`Match.answerable`).
        """
        occurrences = self._with_context(self._recogniser.recognise(utterance.tokens), about)
        if not occurrences:
            return Analysis(utterance)
        query = weigh(occurrences, self._index)
        nearness = self._nearness(utterance, occurrences)
        ranker = self._by_both if nearness else self._by_letters
        ranked = ranker.rank(query, Judge(self._constraints, query), nearness)
        rated = rate(ranked, limit, ranker.parameters)
        return Analysis(
            utterance,
            tuple(map(_word, query.terms)),
            tuple(self._mentions(occurrences)),
            tuple(self._match(*one, ranker.parameters) for one in zip(ranked, rated, strict=False)),
            any(map(self._recogniser.is_on_subject, occurrences)),
            query.vocabulary_coverage,
        )

    def words(self, utterance: Utterance) -> tuple[Word, ...]:
        """What each word and name of an utterance says."""
        occurrences = self._recogniser.recognise(utterance.tokens)
        return tuple(map(_word, weigh(occurrences, self._index).terms))

    def has_words_of(self, utterance: Utterance) -> bool:
        """Whether it has every content word, or what it may have been meant to be.

        Without that no entry can match an utterance word by word.
        """
        numbers, term_of = self._index.vocabulary.numbers, self._recogniser.term_of
        return all(
            token.function or token.corrections or term_of(token.word) in numbers
            for token in utterance.tokens
        )

    def mentions(self, utterance: Utterance) -> tuple[Mention, ...]:
        """The entities that an utterance names, in order."""
        return tuple(self._mentions(self._recogniser.recognise(utterance.tokens)))

    def _entry(self, place: int) -> Entry:
        """The entry at a place, or what stands there for the questions without an answer."""
        entries = self._knowledge.entries
        return entries[place] if place < len(entries) else self._unanswered[place - len(entries)]

    def _is_known(self, entity: Entity) -> bool:
        """Whether an entry is about an entity, or names it."""
        place = self._places(entity.id)
        return place is not None and bool(self._known[place])

    def _encode(self, encoder: Encoder, progress: Progress) -> Semantics:
        entries = (*self._knowledge.entries, *self._unanswered)
        parsed = (self.language.parse(entry.text) for entry in entries)
        passages = [[passage.shown for passage in answer.sentences()] for answer in parsed]
        aspects = self._constraints.aspects
        profiles = [Term("entity", one.entity) if one.entity else None for one in entries]
        profiles += (Term("kind", one.kind) for one in aspects)
        phrasings = [
            [self._as_encoded(place, phrasing.text) for phrasing in own]
            for place, own in enumerate(map(self._index.phrasings_of, range(len(profiles))))
        ]
        passages += [[]] * len(aspects)
        parameters = self._by_both.parameters
        return Semantics(encoder, phrasings, passages, profiles, parameters, progress)

    @cached_property
    def _subject(self) -> dict[Term, str]:
        """What the subject is called in what is encoded."""
        subject = self._recogniser.subject
        return {subject: self._recogniser.entities[subject].name} if subject else {}

    @cached_property
    def _kinds(self) -> dict[Term, str]:
        """What all entities are called there, where the kind stands for the name."""
        entities = self._recogniser.entities
        kinds = {term: one.kind.replace("-", " ") for term, one in entities.items()}
        return kinds | self._subject

    def _as_encoded(self, place: int, phrasing: str) -> str:
        """A phrasing as it is encoded: of a profile with kinds in place of names."""
        names, lacking = self._kinds, self._constraints.aspect(place)
        if lacking:
            phrasing = fill(phrasing, lacking.example)
        elif not self._entry(place).entity:
            names = self._subject
            if not names:
                return phrasing
        utterance = self.language.parse(phrasing)
        return as_encoded(utterance, self._recogniser.recognise(utterance.tokens), names)

    def _nearness(self, utterance: Utterance, occurrences: Sequence[Occurrence]) -> Nearness | None:
        """How close all entries are in meaning; None without an encoder, or if it fails."""
        if self._semantics is None:
            return None
        entities = self._recogniser.entities
        given = {one.term: entities[one.term].name for one in occurrences if not one.surface}
        typed = as_encoded(utterance, occurrences, self._subject | given)
        return self._semantics.of(typed, as_encoded(utterance, occurrences, self._kinds))

    def _with_context(
        self, occurrences: list[Occurrence], about: Sequence[str]
    ) -> list[Occurrence]:
        named = {one.term for one in occurrences if one.term.is_name}
        if not occurrences or named - {self._recogniser.subject}:
            return occurrences
        end = occurrences[-1].end
        added = (self._recogniser.of_entity(entity_id, end) for entity_id in about)
        return [*occurrences, *filter(None, added)]

    def _mentions(self, occurrences: Sequence[Occurrence]) -> Iterator[Mention]:
        for one in occurrences:
            if one.term.is_name:
                entity = self._recogniser.entities[one.term]
                known = self._is_known(entity)
                yield Mention(entity, one.start, one.end, one.surface, known)

    def _match(self, ranked: RankedCandidate, rated: Rated, parameters: Parameters) -> Match:
        candidate = ranked.candidate
        phrasing = candidate.comparisons[0].phrasing.text
        lacking = self._constraints.aspect(candidate.entry)
        if lacking is None or candidate.entity is None:
            entry = self._entry(candidate.entry)
            passage = self._closest_passage(candidate)
            evidence = evidence_of(ranked, rated.features, parameters, passage=passage)
            answerable = candidate.entry < len(self._knowledge.entries)
            return Match(entry.id, entry.question, phrasing, rated.confidence, evidence, answerable)
        entity = self._recogniser.entities[candidate.entity]
        return Match(
            f"{entity.id}/{lacking.aspect}",
            fill(lacking.templates[0], entity),
            fill(phrasing, entity),
            rated.confidence,
            evidence_of(ranked, rated.features, parameters, entity.name),
            answerable=False,
        )

    def _closest_passage(self, candidate: Candidate) -> str:
        """The passage of the answer that is closer than all phrasings; empty where none is."""
        answer, entry = candidate.answer, candidate.entry
        is_closer = answer.cosine > candidate.comparisons[0].cosine
        own = is_closer and self._constraints.answers.has_words(entry)
        return self._passages_of(entry)[answer.passage] if own else ""

    def _read_passages(self, entry: int) -> list[str]:
        """The passages of an entry's answer that have content words, in order."""
        own = self._entry(entry)
        passages = tuple(self.language.parse(own.text).sentences())
        answer = tuple(self._recogniser.recognise(one.tokens) for one in passages)
        read = zip(passages, under_heading(answer, own, self._recogniser), strict=True)
        return [one.shown for one, said in read if any(o.is_content for o in said)]


def _word(one: QueryTerm) -> Word:
    said = one.occurrence
    return Word(said.surface, said.term.key, one.weight, one.is_worth_naming, one.is_known)
