"""From a knowledge to what a matcher works with: everything read once and laid out flat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from sys import intern
from typing import NamedTuple

from chatbot.knowledge import Directory, Entry, Knowledge, fill, pack_directory
from chatbot.language import Language
from chatbot.matching.answers import AnswersBuilder
from chatbot.matching.evidence import ANY
from chatbot.matching.gaps import LackingAspect, lacking_aspects, unanswered_questions
from chatbot.matching.index import Text, pack_index
from chatbot.matching.judging import CODEC
from chatbot.matching.meaning import EntryMeaning, meaning_of, meaning_of_entry
from chatbot.matching.parameters import Parameters
from chatbot.matching.recognising import Recogniser, pack_recogniser
from chatbot.matching.repairing import pack_repairer
from chatbot.matching.semantics import Progress
from chatbot.matching.terms import Occurrence, Term
from chatbot.storage import Packer


class ReadEntry(NamedTuple):
    """One entry as it was read."""

    phrasings: tuple[Text, ...]
    answer: tuple[Sequence[Occurrence], ...]
    """The terms of each passage."""
    meaning: EntryMeaning


class EntryCache:
    """Entries as they were read, kept for other versions of a knowledge that have the same ones.

    For versions that are built one after the other, with the same parameters.
    """

    def __init__(self) -> None:
        self._read_with: object = None
        self._found: dict[int, tuple[Entry, ReadEntry]] = {}

    def begin(self, knowledge: Knowledge, language: Language) -> None:
        """Forget everything if this version has other names, synonyms or function words."""
        own = knowledge.entities, knowledge.kinds, knowledge.synonyms, knowledge.subject
        read_with = *own, knowledge.language, language.tables.function_words
        if read_with != self._read_with:
            self._read_with = read_with
            self._found.clear()

    def get(self, entry: Entry) -> ReadEntry | None:
        """What was read of an entry; None of one that is another value."""
        kept, read = self._found.get(id(entry), (None, None))
        return read if kept is entry else None

    def keep(self, entry: Entry, read: ReadEntry) -> None:
        """Keep what was read of an entry."""
        self._found[id(entry)] = entry, read


def pack_matcher(
    knowledge: Knowledge,
    language: Language,
    parameters: Parameters,
    out: Packer,
    progress: Progress | None = None,
    entry_cache: EntryCache | None = None,
) -> None:
    """Lay out for a :class:`~chatbot.matching.Matcher` all that it has to know of a knowledge.

    ``progress`` is told how many entries are read, and of how many. Entries that ``entry_cache``
    has are not read again, and the others are kept there.
    """
    learnt = _learnt(knowledge, language)
    out.value("function_words", None if learnt is language else learnt.tables.function_words)
    if entry_cache is not None:
        entry_cache.begin(knowledge, learnt)
    Builder(knowledge, learnt, parameters, out, entry_cache).pack(progress or _untold)


def _untold(done: int, total: int) -> None:
    """Do nothing, where progress is not asked for."""


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
        entry_cache: EntryCache | None = None,
    ) -> None:
        self._knowledge = knowledge
        self._language = language
        self._parameters = parameters
        self._out = out
        self._entry_cache = entry_cache
        pack_directory(knowledge, out.part("directory"))
        pack_recogniser(knowledge, language, out.part("recogniser"))
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
        out.records("meanings", self._read_entries(entries, progress), CODEC)
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

    def _read_entries(self, entries: Sequence[Entry], progress: Progress) -> Iterator[EntryMeaning]:
        for place, entry in enumerate(entries):
            progress(place, len(entries))
            yield self._read_entry(place, entry)
        progress(len(entries), len(entries))

    def _read_entry(self, place: int, entry: Entry) -> EntryMeaning:
        """Take an entry's phrasings and its answer, and say what they mean."""
        read = self._entry_cache.get(entry) if self._entry_cache else None
        if read is None:
            read = self._read(entry)
            if self._entry_cache is not None:
                self._entry_cache.keep(entry, read)
        self._texts += (text._replace(entry=place) for text in read.phrasings)
        self._answers.add(read.answer)
        return read.meaning

    def _read(self, entry: Entry) -> ReadEntry:
        scope = self._parameters.negation_scope
        occurrences = [self._recognise(phrasing) for phrasing in entry.phrasings]
        phrasings = tuple(map(self._text, entry.phrasings, occurrences))
        said = [meaning_of(own, self._language, scope) for own in occurrences]
        passages = self._language.parse(entry.text).sentences()
        answer = tuple(self._recogniser.recognise(passage.tokens) for passage in passages)
        terms = list(chain.from_iterable(answer))
        if entry.entity is None:
            meaning = meaning_of_entry(None, said, terms, self._language)
        else:
            profile = Term("entity", entry.entity)
            aspects = self._asked_of(self._recogniser.entities[profile].kind)
            meaning = meaning_of_entry(profile, said, terms, self._language, aspects)
        return ReadEntry(phrasings, answer, meaning)

    def _read_aspects(self, kind_id: str) -> frozenset[str]:
        cues = self._language.cues
        templates = (
            self._language.words(template)
            for kind in self._knowledge.kinds
            if kind.id == kind_id
            for template in chain.from_iterable(kind.aspects.values())
        )
        return frozenset[str]().union(*(cues.asked(one) | cues.told(one) for one in templates))

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
