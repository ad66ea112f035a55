"""Names that leave out what others of their kind have as well: "the monthly one", of passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import cache
from itertools import chain
from typing import NamedTuple

from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.session import Session
from chatbot.dialogue.values import Substitution
from chatbot.knowledge import Entity
from chatbot.language import Utterance
from chatbot.matching import Matcher, Mention


class ShortName(NamedTuple):
    """A word that tells one entity from all others of its kind."""

    entity: Entity
    left_out: tuple[frozenset[str], ...]
    """The stems of the rest of each name, which others of the kind have as well."""

    def goes_with(self, said: Set[str]) -> bool:
        """Whether the rest of a name is among these stems."""
        return any(rest <= said for rest in self.left_out)


class ShortNames:
    """Finds short names and whom they mean."""

    def __init__(self, catalogue: Catalogue, matcher: Matcher) -> None:
        self._catalogue = catalogue
        self._matcher = matcher
        self._language = matcher.language
        self._of_kind = cache(self._find)
        self._words_of = cache(self._find_words)

    def in_full(
        self, message: Utterance, session: Session
    ) -> tuple[Utterance, tuple[Substitution, ...]]:
        """The message with entities in place of short names, and what was put there for what.

        The rest of the name is that of one named beside it, "the monthly and the annual pass", or
        else of one talked of: "the monthly?".
        """
        context: list[Substitution] = []
        mentions = self._matcher.mentions(message)
        named = self._catalogue.named(mentions)
        found = self._beside(message, mentions) if named else self._alone(message, session)
        for place, entity in reversed(list(found)):
            name = self._language.name_token(entity.name, entity.id)
            said = message.tokens[place].surface
            context.insert(0, Substitution("reference", (entity.name,), said))
            message = message.replaced(place, self._end(message, place, entity.kind), [name])
        return message, tuple(context)

    def _beside(
        self, message: Utterance, mentions: tuple[Mention, ...]
    ) -> Iterator[tuple[int, Entity]]:
        """Short names that a conjunction joins to a name, each with its place."""
        named = {place: one for one in mentions for place in range(one.start, one.end)}
        tables, tokens = self._language.tables, message.tokens
        places = [place for place, one in enumerate(tokens) if one.word not in tables.articles]
        for before, joint, after in zip(places, places[1:], places[2:], strict=False):
            if tokens[joint].word not in tables.conjunctions:
                continue
            for place, other in ((before, after), (after, before)):
                name = named.get(other)
                short = name and self._of_kind(name.entity.kind).get(tokens[place].stem)
                if name is None or short is None or place in named:
                    continue
                if short.goes_with({one.stem for one in tokens[name.start : name.end]}):
                    yield place, short.entity

    def _alone(self, message: Utterance, session: Session) -> Iterator[tuple[int, Entity]]:
        """Short names of a kind that is talked of, each with its place.

        Where a message says nothing more, or with a word for one of the kind: "the annual one".
        """
        for talked_of in map(self._catalogue.entities.__getitem__, session.entities[:1]):
            known, own = self._of_kind(talked_of.kind), set(self._stems_of(talked_of))
            found = {
                place: known[token.stem].entity
                for place, token in enumerate(message.tokens)
                if token.stem in known and known[token.stem].goes_with(own)
            }
            bare = self._content(message, talked_of.kind) <= found.keys()
            for place, entity in found.items():
                if bare or self._end(message, place, talked_of.kind) > place + 1:
                    yield place, entity

    def _content(self, message: Utterance, kind: str) -> set[int]:
        """The places of the content words, without those for the kind."""
        words, is_content = self._words_of(kind), self._language.cues.is_content
        tokens = enumerate(message.tokens)
        return {place for place, one in tokens if is_content(one.word) and one.stem not in words}

    def _end(self, message: Utterance, place: int, kind: str) -> int:
        """The place after a word, and after the word for one of the kind if that follows."""
        after = message.tokens[place + 1 : place + 2]
        one, words = self._language.tables.number_one, self._words_of(kind)
        return place + 1 + any(token.word in one or token.stem in words for token in after)

    def _find_words(self, kind: str) -> frozenset[str]:
        """The stems of the words for a kind: of its id and its plural."""
        words = self._language.words(f"{kind} {self._catalogue.kinds[kind].plural}")
        return frozenset(self._language.stems(words))

    def _stems_of(self, entity: Entity) -> Iterator[str]:
        return chain.from_iterable(self._names_of(entity))

    def _names_of(self, entity: Entity) -> Iterator[tuple[str, ...]]:
        """The stems of each of an entity's names."""
        names = map(self._language.words, (entity.bare_name, *entity.aliases))
        return map(self._language.stems, names)

    def _find(self, kind: str) -> Mapping[str, ShortName]:
        """The stems that tell one of a kind from all others, each with what it stands for."""
        entities = self._catalogue.profiled(kind)
        counts = Counter(stem for one in entities for stem in set(self._stems_of(one)))
        found: dict[str, ShortName] = {}
        for entity in entities:
            for stems in self._names_of(entity):
                own = [stem for stem in stems if counts[stem] == 1]
                if len(own) == 1 < len(stems):
                    known = found.setdefault(own[0], ShortName(entity, ()))
                    rest = frozenset(stems).difference(own)
                    found[own[0]] = known._replace(left_out=(*known.left_out, rest))
        return found
