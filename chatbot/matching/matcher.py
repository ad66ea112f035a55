"""The question's way through matching."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from chatbot.knowledge import Knowledge, fill
from chatbot.language import Language, Utterance, is_too_long
from chatbot.matching.answers import Answers
from chatbot.matching.confidence import Rated, rate
from chatbot.matching.contrasts import Contrasts
from chatbot.matching.evidence import ANY, evidence_of
from chatbot.matching.gaps import LackingAspect, lacking_aspects, unanswered_questions
from chatbot.matching.index import Index, Text
from chatbot.matching.judging import Judge, Meanings
from chatbot.matching.meaning import EntryMeaning, Meaning, meaning_of, meaning_of_entry
from chatbot.matching.parameters import PARAMETERS, PARAMETERS_WITH_ENCODER, Parameters
from chatbot.matching.query import QueryTerm, weigh
from chatbot.matching.ranking import RankedCandidate, Ranker
from chatbot.matching.recognising import Recogniser
from chatbot.matching.repairing import Repairer
from chatbot.matching.semantics import Encoder, Nearness, Semantics
from chatbot.matching.terms import Occurrence, Term
from chatbot.matching.values import Analysis, Match, Mention, Word

_UNANSWERED: Final = 4
"""How many matches without an answer there may be among the first before more are looked at."""


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
    ) -> None:
        self.language = _language_of(knowledge)
        self._knowledge = knowledge
        self._entries = (*knowledge.entries, *unanswered_questions(knowledge))
        self._aspects = tuple(lacking_aspects(knowledge))
        letters = parameters or PARAMETERS
        self._recogniser = Recogniser(knowledge, self.language, letters)
        texts: list[Text] = []
        answers = Answers()
        meanings = [self._read_entry(place, texts, answers) for place in range(len(self._entries))]
        phrasings = [self._read_aspect(place, texts) for place in range(len(self._aspects))]
        places = len(meanings) + len(phrasings)
        self._index = Index(texts, answers.words, places, self._recogniser, letters)
        answers.close(places, self._index.vocabulary.numbers, self._index.weights)
        self._known = self._find_known(texts)
        said = chain((text.words for text in texts), ((word,) for word in answers.words.values()))
        own = (tuple(chain.from_iterable(word.split() for word in words)) for words in said)
        self._repairer = Repairer(own, self._recogniser)
        self._by_letters = Ranker(self._index, answers, letters)
        both = parameters or PARAMETERS_WITH_ENCODER
        self._by_both = Ranker(self._index, answers, both)
        self._semantics = self._encode(encoder) if encoder else None
        contrasts = Contrasts(self._index, self.language)
        self._meanings = Meanings(
            meanings, self._aspects, phrasings, answers, contrasts, self._recogniser
        )

    def _read_entry(self, place: int, texts: list[Text], answers: Answers) -> EntryMeaning:
        """Read an entry's phrasings and its answer, and say what they mean."""
        entry = self._entries[place]
        scope = self._recogniser.parameters.negation_scope
        said: list[Meaning] = []
        for phrasing in entry.phrasings:
            occurrences = self._recognise(phrasing)
            texts.append(Text.of(place, phrasing, occurrences))
            said.append(meaning_of(occurrences, self.language, scope))
        passages = self.language.parse(entry.text).sentences()
        answer = [self._recogniser.recognise(passage.tokens) for passage in passages]
        answers.add(answer)
        profile = Term("entity", entry.entity) if entry.entity else None
        return meaning_of_entry(profile, said, list(chain.from_iterable(answer)), self.language)

    def _read_aspect(self, place: int, texts: list[Text]) -> list[Sequence[Occurrence]]:
        """The terms of the phrasings of an aspect that profiles lack."""
        lacking = self._aspects[place]
        found: list[Sequence[Occurrence]] = []
        for template in lacking.templates:
            occurrences = self._recognise(fill(template, lacking.example))
            found.append(_of_any(lacking, occurrences))
            texts.append(Text.of(len(self._entries) + place, template, found[-1]))
        return found

    def _recognise(self, text: str) -> list[Occurrence]:
        return self._recogniser.recognise(self.language.parse(text).tokens)

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
        ranked = ranker.rank(query, Judge(self._meanings, query), nearness)
        rated = rate(ranked, limit, ranker.parameters)
        return Analysis(
            utterance,
            tuple(map(_word, query.terms)),
            tuple(self._mentions(occurrences)),
            tuple(self._match(*one, ranker.parameters) for one in zip(ranked, rated, strict=False)),
            any(map(self._recogniser.is_on_subject, occurrences)),
            query.vocabulary_coverage,
        )

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

    def _find_known(self, texts: Sequence[Text]) -> frozenset[Term]:
        """The entities that an entry is about, or names."""
        entries = len(self._knowledge.entries)
        named = {one for text in texts if text.entry < entries for one in text.terms}
        return frozenset(
            term
            for term, entity in self._recogniser.entities.items()
            if entity.has_profile or term in named
        )

    def _encode(self, encoder: Encoder) -> Semantics:
        parsed = (self.language.parse(entry.text) for entry in self._entries)
        passages = [[passage.shown for passage in answer.sentences()] for answer in parsed]
        return Semantics(encoder, self._index, passages)

    def _nearness(self, utterance: Utterance, occurrences: Sequence[Occurrence]) -> Nearness | None:
        """How close all entries are in meaning; None without an encoder, or if it fails."""
        if self._semantics is None:
            return None
        entities = self._recogniser.entities
        added = [entities[one.term].name for one in occurrences if not one.surface]
        return self._semantics.of(utterance, added)

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
                known = one.term in self._known
                yield Mention(entity, one.start, one.end, one.surface, known)

    def _match(self, ranked: RankedCandidate, rated: Rated, parameters: Parameters) -> Match:
        candidate = ranked.candidate
        phrasing = candidate.comparisons[0].phrasing.text
        if candidate.entity is None:
            entry = self._entries[candidate.entry]
            evidence = evidence_of(ranked, rated.features, parameters)
            answerable = candidate.entry < len(self._knowledge.entries)
            return Match(entry.id, entry.question, phrasing, rated.confidence, evidence, answerable)
        entity = self._recogniser.entities[candidate.entity]
        lacking = self._aspects[candidate.entry - len(self._entries)]
        return Match(
            f"{entity.id}/{lacking.aspect}",
            fill(lacking.templates[0], entity),
            fill(phrasing, entity),
            rated.confidence,
            evidence_of(ranked, rated.features, parameters, entity.name),
            answerable=False,
        )


def _language_of(knowledge: Knowledge) -> Language:
    language = Language.load(knowledge.language)
    if language.is_known:
        return language
    return language.learnt_from([text for e in knowledge.entries for text in e.phrasings])


def _word(one: QueryTerm) -> Word:
    return Word(one.occurrence.surface, one.occurrence.term.key, one.weight, one.is_worth_naming)


def _of_any(lacking: LackingAspect, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """The occurrences with any of the kind in place of the example."""
    example, any_of = Term("entity", lacking.example.id), Term("kind", lacking.kind)
    return [
        one._replace(word=ANY, term=any_of) if one.term == example else one for one in occurrences
    ]
