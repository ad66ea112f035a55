"""Reads utterances in the light of one knowledge: its words, its entities, its synonyms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from chatbot.knowledge import Directory, Entity, Knowledge
from chatbot.language import Language, Token, fold
from chatbot.matching.names import Names, initials, pack_names
from chatbot.matching.parameters import Parameters
from chatbot.matching.terms import Occurrence, Term
from chatbot.storage import Packer, Sections, Table


class Entities(Mapping[Term, Entity]):
    """The entities of a knowledge by their terms."""

    def __init__(self, directory: Directory) -> None:
        self._by_id = directory.entities

    def __getitem__(self, term: Term) -> Entity:
        if term.kind != "entity":
            raise KeyError(term)
        return self._by_id[term.key]

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Term]:
        return (Term("entity", entity_id) for entity_id in self._by_id)


class Recogniser:
    """Finds the terms of an utterance: names, synonyms and plain words."""

    def __init__(
        self,
        knowledge: Knowledge,
        language: Language,
        parameters: Parameters,
        directory: Directory,
        packed: Sections,
    ) -> None:
        """Take a knowledge, its directory, and what :func:`pack_recogniser` laid out of it."""
        self.language = language
        self.parameters = parameters
        """How words are read."""
        self.entities = Entities(directory)
        self.subject = Term("entity", knowledge.subject) if knowledge.subject else None
        """The term of what all of the knowledge is about."""
        self._subject_words: tuple[str, ...] = packed.value("subject_words")
        self.members: dict[Term, tuple[str, ...]] = {
            Term("synonym", str(number)): stems
            for number, stems in enumerate(packed.value("members"))
        }
        """Every synonym group's term → the stems of its single words."""
        self.group_of = {
            stem: term for term, stems in reversed(self.members.items()) for stem in stems
        }
        """Stem of a synonym → its group's term."""
        self._names = Names(packed.part("names"), parameters.names_at_a_word)
        self._kinds = {kind.id: kind for kind in knowledge.kinds}
        self.terms_of_kind = cache(self._find_terms_of_kind)
        """The terms that say of a kind only that it is meant, by its id: its own words, and those
        in the questions for most of its aspects."""

    def _find_terms_of_kind(self, kind_id: str) -> frozenset[Term]:
        kind = self._kinds[kind_id]
        asked = [set(self.language.words(templates[0])) for templates in kind.aspects.values()]
        counted = Counter(chain.from_iterable(asked))
        common = [word for word, number in counted.items() if 2 * number > len(asked) > 1]
        own = self.language.words(f"{kind.id} {kind.plural}")
        return frozenset(map(self.term_of, (*own, *common)))

    @property
    def words_of_names(self) -> Table:
        """Every word of every name."""
        return self._names.words

    def recognise(self, tokens: Sequence[Token]) -> list[Occurrence]:
        """The terms of tokens, in order: their names, and every other word by itself."""
        found: list[Occurrence] = []
        position = 0
        for term, start, end in self._names.find(tokens):
            found += (self._word(place, tokens[place]) for place in range(position, start))
            named = tokens[start:end]
            word = " ".join(token.word for token in named)
            surface = " ".join(map(_surface_of, named))
            function = len(named) == 1 and named[0].function
            found.append(Occurrence(term, word, surface, start, end, function))
            position = end
        return found + [self._word(place, tokens[place]) for place in range(position, len(tokens))]

    def of_entity(self, entity_id: str, place: int) -> Occurrence | None:
        """The occurrence of an entity that nobody named; None if there is no such entity."""
        term = Term("entity", entity_id)
        entity = self.entities.get(term)
        if entity is None:
            return None
        return Occurrence(term, entity.name.casefold(), "", place, place + 1, False)

    def term_of(self, word: str) -> Term:
        """The term that a single word stands for."""
        stem = self.language.stem(word)
        return self.group_of.get(stem) or _word_term(word, stem)

    def is_on_subject(self, occurrence: Occurrence) -> bool:
        """Whether it names the subject, or begins with a word of its name: ``Koreans``."""
        return occurrence.term == self.subject or occurrence.word.startswith(self._subject_words)

    def _word(self, place: int, token: Token) -> Occurrence:
        term = _word_term(token.word, token.stem)
        surface = _surface_of(token)
        return Occurrence(
            term, token.word, surface, place, place + 1, token.function, token.corrections
        )


def pack_recogniser(
    knowledge: Knowledge, language: Language, parameters: Parameters, out: Packer
) -> None:
    """Lay out the names and synonyms of a knowledge for :class:`Recogniser`."""
    pack_names(_names(knowledge, language, parameters.rare_name), language, out.part("names"))
    out.value("subject_words", _words_of_subject(knowledge, language))
    out.value("members", _synonym_members(knowledge, language))


def _surface_of(token: Token) -> str:
    """A token as people see it: as it was typed where its spelling was repaired."""
    return fold(token.surface) if token.is_repaired else token.word


def _word_term(word: str, stem: str) -> Term:
    return Term("number", word) if word.isdecimal() else Term("word", stem)


def _names(knowledge: Knowledge, language: Language, rare: float) -> Iterable[tuple[Term, str]]:
    """Every name with its term; the entities' own names before the shortened ones."""
    for entity in knowledge.entities:
        bare = (entity.bare_name,) if _tells_apart(entity.bare_name, language, rare) else ()
        for name in (entity.name, *entity.aliases, *bare):
            yield Term("entity", entity.id), name
    for number, group in enumerate(knowledge.synonyms):
        for phrase in group:
            yield Term("synonym", str(number)), phrase
    for entity in knowledge.entities:
        for name in (entity.bare_name, *entity.aliases):
            short = initials(name, language)
            if short:
                yield Term("entity", entity.id), short


def _tells_apart(name: str, language: Language, rare: float) -> bool:
    """Whether a name without its article is still one: "the Netherlands", and not "the West"."""
    words = language.words(name)
    return len(words) > 1 or any(language.lexicon.rarity(word) >= rare for word in words)


def _words_of_subject(knowledge: Knowledge, language: Language) -> tuple[str, ...]:
    """The content words of the subject's name."""
    names = [entity.name for entity in knowledge.entities if entity.id == knowledge.subject]
    words = (word for name in names for word in language.words(name))
    return tuple(word for word in words if word not in language.tables.function_words)


def _synonym_members(knowledge: Knowledge, language: Language) -> list[tuple[str, ...]]:
    """By group of synonyms: the stems of its single words."""
    split = ([language.words(phrase) for phrase in group] for group in knowledge.synonyms)
    return [tuple(language.stem(words[0]) for words in group if len(words) == 1) for group in split]
