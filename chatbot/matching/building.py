"""From a knowledge to what a matcher works with: everything read once and laid out flat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from sys import intern
from typing import NamedTuple

from chatbot.knowledge import Directory, Entry, Knowledge, fill, pack_directory
from chatbot.language import Language
from chatbot.matching.answers import AnswersBuilder, Passages, under_heading
from chatbot.matching.constraints import (
    Constraints,
    EntryConstraints,
    constraints_of,
    constraints_of_entry,
)
from chatbot.matching.gaps import ANY, LackingAspect, lacking_aspects, unanswered_questions
from chatbot.matching.index import Text, pack_index
from chatbot.matching.judging import CODEC
from chatbot.matching.parameters import Parameters
from chatbot.matching.recognising import Recogniser, pack_recogniser
from chatbot.matching.repairing import pack_repairer
from chatbot.matching.terms import Occurrence, Term
from chatbot.matching.values import Progress, silent
from chatbot.storage import Packer


class ReadPhrasing(NamedTuple):
    """One phrasing as it was read."""

    text: Text
    constraints: Constraints


class TextCache:
    """Phrasings and answers as they were read, kept for other versions of a knowledge.

    For versions that are built one after the other, with the same parameters.
    """

    def __init__(self) -> None:
        self._read_with: object = None
        self._phrasings: dict[str, ReadPhrasing] = {}
        self._answers: dict[str, Passages] = {}

    def begin(self, knowledge: Knowledge, language: Language) -> None:
        """Forget everything if this version has other names, synonyms or function words."""
        own = knowledge.entities, knowledge.kinds, knowledge.synonyms, knowledge.subject
        read_with = *own, knowledge.language, language.tables.function_words
        if read_with != self._read_with:
            self._read_with = read_with
            self._phrasings.clear()
            self._answers.clear()

    def phrasing(self, text: str, read: Callable[[str], ReadPhrasing]) -> ReadPhrasing:
        """A phrasing, read if it was not before."""
        if text not in self._phrasings:
            self._phrasings[text] = read(text)
        return self._phrasings[text]

    def answer(self, text: str, read: Callable[[str], Passages]) -> Passages:
        """An answer, read if it was not before."""
        if text not in self._answers:
            self._answers[text] = read(text)
        return self._answers[text]


def pack_matcher(
    knowledge: Knowledge,
    language: Language,
    parameters: Parameters,
    out: Packer,
    progress: Progress = silent,
    text_cache: TextCache | None = None,
) -> None:
    """Lay out for a :class:`~chatbot.matching.Matcher` all that it has to know of a knowledge.

    ``progress`` is told how many entries are read, and of how many. Texts that ``text_cache`` has
    are not read again, and the others are kept there.
    """
    learnt = _learnt(knowledge, language)
    out.value("function_words", None if learnt is language else learnt.tables.function_words)
    if text_cache is not None:
        text_cache.begin(knowledge, learnt)
    Builder(knowledge, learnt, parameters, out, text_cache).pack(progress)


def _learnt(knowledge: Knowledge, language: Language) -> Language:
    if language.is_known:
        return language
    return language.learnt_from([text for e in knowledge.entries for text in e.phrasings])


class Builder:
    """Reads one knowledge."""

    def __init__(
        self,
        knowledge: Knowledge,
        language: Language,
        parameters: Parameters,
        out: Packer,
        text_cache: TextCache | None = None,
    ) -> None:
        self._knowledge = knowledge
        self._language = language
        self._parameters = parameters
        self._out = out
        self._text_cache = text_cache
        pack_directory(knowledge, out.part("directory"))
        pack_recogniser(knowledge, language, parameters, out.part("recogniser"))
        directory = Directory(knowledge, out.part("directory").sections())
        packed = out.part("recogniser").sections()
        self._recogniser = Recogniser(knowledge, language, parameters, directory, packed)
        self._texts: list[Text] = []
        self._terms: dict[Term, Term] = {}
        """Every term, once for all texts: there may be millions."""
        self._answers = AnswersBuilder()
        self._asked_of = cache(self._read_aspects)
        """What the aspects of a kind ask for or are about."""

    def pack(self, progress: Progress) -> None:
        """Read everything and lay it out."""
        entries = (*self._knowledge.entries, *unanswered_questions(self._knowledge))
        aspects = tuple(lacking_aspects(self._knowledge))
        out = self._out
        out.records("constraints", self._read_entries(entries, progress), CODEC)
        places = range(len(entries), len(entries) + len(aspects))
        out.records("phrasings", map(self._read_aspect, places, aspects), CODEC)
        out.records("aspects", aspects, CODEC)
        words, parameters = self._answers.words, self._parameters
        index = pack_index(
            self._texts, words, places.stop, self._recogniser, parameters, out.part("index")
        )
        self._answers.pack(places.stop, index, out.part("answers"))
        out.numbers("known", bytes(self._known()))
        said = chain((text.words for text in self._texts), ((word,) for word in words.values()))
        own = (tuple(chain.from_iterable(word.split() for word in each)) for each in said)
        pack_repairer(own, self._recogniser, out.part("repairer"))

    def _read_entries(
        self, entries: Sequence[Entry], progress: Progress
    ) -> Iterator[EntryConstraints]:
        for place, entry in enumerate(entries):
            progress(place, len(entries))
            yield self._read_entry(place, entry)
        progress(len(entries), len(entries))

    def _read_entry(self, place: int, entry: Entry) -> EntryConstraints:
        """Take an entry's phrasings and its answer; their constraints."""
        kept = self._text_cache
        if kept is None:
            phrasings = [self._read_phrasing(one) for one in entry.phrasings]
            answer = self._read_answer(entry.text)
        else:
            phrasings = [kept.phrasing(one, self._read_phrasing) for one in entry.phrasings]
            answer = kept.answer(entry.text, self._read_answer)
        answer = under_heading(answer, entry, self._recogniser)
        self._texts += (one.text._replace(entry=place) for one in phrasings)
        self._answers.add(answer)
        said = [one.constraints for one in phrasings]
        terms = list(chain.from_iterable(answer))
        if entry.entity is None:
            return constraints_of_entry(None, said, terms, self._language)
        profile = Term("entity", entry.entity)
        aspects = self._asked_of(self._kind_of(entry.entity))
        return constraints_of_entry(profile, said, terms, self._language, aspects)

    def _read_phrasing(self, text: str) -> ReadPhrasing:
        occurrences = self._recognise(text)
        scope = self._parameters.negation_scope
        constraints = constraints_of(occurrences, self._language, scope)
        return ReadPhrasing(self._text(text, occurrences), constraints)

    def _read_answer(self, text: str) -> Passages:
        passages = self._language.parse(text).sentences()
        return tuple(self._recogniser.recognise(passage.tokens) for passage in passages)

    @cached_property
    def _aspects(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """By kind, and by aspect: how it is asked, for one profile where profiles say so."""
        found: dict[str, dict[str, Sequence[str]]]
        found = {kind.id: dict(kind.aspects) for kind in self._knowledge.kinds}
        for entry in self._knowledge.entries:
            if entry.aspect and entry.entity:
                of_kind = found.setdefault(self._kind_of(entry.entity), {})
                of_kind.setdefault(entry.aspect, (entry.question,))
        return found

    def _read_aspects(self, kind_id: str) -> frozenset[str]:
        cues = self._language.cues
        phrasings = chain.from_iterable(self._aspects.get(kind_id, {}).values())
        asking = map(self._language.words, phrasings)
        return frozenset[str]().union(*(cues.asked(one) | cues.told(one) for one in asking))

    def _kind_of(self, entity_id: str) -> str:
        return self._recogniser.entities[Term("entity", entity_id)].kind

    def _read_aspect(self, place: int, lacking: LackingAspect) -> list[Sequence[Occurrence]]:
        """The terms of the phrasings of an aspect that profiles lack."""
        found: list[Sequence[Occurrence]] = []
        for template in lacking.templates:
            occurrences = self._recognise(fill(template, lacking.example))
            found.append(_of_any(lacking, occurrences))
            self._texts.append(self._text(template, found[-1])._replace(entry=place))
        return found

    def _text(self, text: str, occurrences: Sequence[Occurrence]) -> Text:
        """A phrasing as it was read, its entry's place to be put in."""
        terms = tuple(self._terms.setdefault(one.term, one.term) for one in occurrences)
        words = tuple(intern(one.word) for one in occurrences)
        return Text(0, text, terms, words)

    def _recognise(self, text: str) -> list[Occurrence]:
        return self._recogniser.recognise(self._language.parse(text).tokens)

    def _known(self) -> Iterator[bool]:
        """By entity: whether an entry is about it, or names it."""
        entries = len(self._knowledge.entries)
        named = {one for text in self._texts if text.entry < entries for one in text.terms}
        for entity in self._knowledge.entities:
            yield entity.has_profile or Term("entity", entity.id) in named


def _of_any(lacking: LackingAspect, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """The occurrences with any of the kind in place of the example."""
    example, any_of = Term("entity", lacking.example.id), Term("kind", lacking.kind)
    return [
        one._replace(word=ANY, term=any_of) if one.term == example else one for one in occurrences
    ]
