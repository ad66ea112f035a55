"""What a message means in the light of the conversation: the ways it may be read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Final

from chatbot.dialogue import language
from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.deciding import named
from chatbot.dialogue.references import References
from chatbot.dialogue.session import Session
from chatbot.dialogue.values import Decision
from chatbot.knowledge import Entity
from chatbot.matching import Analysis, Match
from chatbot.matching.english import QUESTION_WORDS

CERTAIN: Final = 0.75
"""From this confidence on an answer is not questioned any further."""
IN_PLACE: Final = 0.2
PRONOUN: Final = -0.05
AGAIN: Final = -0.1
REFERRING: Final = 0.2
LEANING: Final = 0.15
STANDING_ALONE: Final = -0.1
ASKING_FOR_ENTITY: Final = -0.2
BARE: Final = -0.3
"""How much likelier than the message as it stands a reading is, as confidence: the last question
asked of another; a pronoun replaced; the last question asked again; about the entity talked of,
for a message with a pronoun, a short one, one that could stand alone, one that asks who, or one
that says nothing after an aspect was asked for."""

_SHORT: Final = 4
"""A message of at most so many words is likely to lean on what went before."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a message."""

    text: str
    """The question to be matched."""
    about: tuple[str, ...] = ()
    """Ids of the entities it is about, where it names none."""
    context: str = ""
    """What the conversation added, in words; empty for the message as it stands."""
    bonus: float = 0.0
    """How much likelier than the message as it stands this reading is, as confidence."""
    needs: frozenset[str] = frozenset()
    """Words of which one must be in some phrasing of the entry found, if there are any."""
    firm: bool = False
    """Whether it counts only with an answer that covers every telling word, or a sure one."""
    gap: bool = False
    """Whether it also counts where it leads to something known to have no answer."""


class Context:
    """Reads messages in the light of a session."""

    def __init__(self, catalogue: Catalogue, analyse: Callable[[str], Analysis]) -> None:
        self._catalogue = catalogue
        self._analyse = analyse
        self.references = References(catalogue)
        """Finds whom a message points back to."""

    def readings(self, text: str, plain: Analysis, session: Session) -> Iterator[Reading]:
        """Every other way to read a message than as it stands."""
        main = self._catalogue.entities[session.entities[0]] if session.entities else None
        names = self._named(plain)
        alone = self.only_name(plain)
        if alone:
            yield from self._in_place(alone, session)
        if names and main and main not in names:
            yield from self._pronoun_for(main, text)
        if not names and language.UNFINISHED.isdisjoint(_typed(plain)[-1:]):
            yield from self._of_nobody(main, text, plain, session)

    def _of_nobody(
        self, main: Entity | None, text: str, plain: Analysis, session: Session
    ) -> Iterator[Reading]:
        """What a question may mean that names nobody: "any trade?", "why?"."""
        telling = is_telling(plain)
        asked = QUESTION_WORDS.intersection(_typed(plain))
        pronoun = _has_pronoun(plain)
        for_entity = asked & language.ASKS_FOR_ENTITY and not pronoun
        if main and not for_entity and (telling or asked or pronoun):
            bare = not telling and self._catalogue.aspect_of(session.entry)
            bonus = BARE if bare else _leaning(plain, self._catalogue)
            needs = frozenset() if telling else asked
            yield Reading(text, (main.id,), f"taken to be about {main.name}", bonus, needs)
        if asked and not telling and session.question:
            yield from self._question_again(plain, session)

    def holds(self, reading: Reading, decision: Decision) -> bool:
        """Whether a reading makes sense, seeing what would become of it."""
        if decision.kind == "decline" and not decision.is_gap:
            return not reading.firm
        if reading.firm and not decision.answered and not (decision.is_gap and reading.gap):
            return False
        best = decision.analysis.matches[0]
        if reading.needs and decision.answered:
            phrasings = self._catalogue.entries[best.entry_id].phrasings
            if not any(reading.needs.intersection(language.words_of(text)) for text in phrasings):
                return False
        return not (reading.context and leaves_over(best)) or best.confidence >= CERTAIN

    def _in_place(self, entity: Entity, session: Session) -> Iterator[Reading]:
        """The last question, asked of another entity: "and Russia?"."""
        last = self._catalogue.aspect_of(session.entry)
        if last:
            asked = self._catalogue.asks_for(entity, last[1])
            context = f"asked of {entity.name} what was asked of {last[0].name}"
            if asked and entity.id not in session.entities[:1]:
                yield Reading(asked, (), context, 1.0, firm=True, gap=True)
        elif session.question:
            text = " ".join((*self._words_but_names(session.question), entity.name))
            context = f"asked of {entity.name}: {session.question}"
            unanswered = session.entry is None
            yield Reading(text, (), context, IN_PLACE, firm=True, gap=unanswered)

    def _pronoun_for(self, main: Entity, text: str) -> Iterator[Reading]:
        """A question that names someone else as well: "does it follow China?", asked of Russia."""
        replaced = self.references.replace_pronoun(text, main)
        if replaced:
            said, context = replaced
            yield Reading(said, (), context, PRONOUN, firm=True)

    def _question_again(self, plain: Analysis, session: Session) -> Iterator[Reading]:
        """The last question, with another question word: "why?", "then who is?"."""
        words = [word for word in _typed(plain) if word not in language.INTERJECTIONS]
        asked = QUESTION_WORDS.intersection(words)
        if asked and "else" not in words:
            for_entity = not asked.isdisjoint(language.ASKS_FOR_ENTITY)
            split = self._words_but_names if for_entity else language.words_of
            before = [word for word in split(session.question) if word not in QUESTION_WORDS]
            context = f"asked of: {session.question}"
            yield Reading(" ".join((*words, *before)), (), context, AGAIN, asked, firm=True)

    def _words_but_names(self, question: str) -> list[str]:
        """The words of a question without the entities it names; the subject may stay."""
        analysis = self._analyse(question)
        gone = {m.text for m in analysis.mentions if m.entity in self._named(analysis)}
        return [word for word in _typed(analysis) if word not in gone]

    def only_name(self, plain: Analysis) -> Entity | None:
        """Whom a message names, if it does nothing else; a name after "not" is no name."""
        found = {m.text: m.entity for m in plain.mentions if m.entity in self._named(plain)}
        words = _without_denied(_typed(plain), found)
        places = [place for place, word in enumerate(words) if word in found]
        names_subject = len(found) < len({m.text for m in plain.mentions})
        if len(places) != 1 or names_subject:
            return None
        lead, tail = words[: places[0]], words[places[0] + 1 :]
        asking = [word for word in lead if word in ("what", "how")]
        about = [word for word in lead if word in ("about", "of")]
        alone = (
            len(asking) <= len(about)
            and language.LEADING.issuperset(lead)
            and language.TRAILING.issuperset(tail)
        )
        return found[words[places[0]]] if alone else None

    def _named(self, analysis: Analysis) -> tuple[Entity, ...]:
        return named(analysis, self._catalogue)


def _without_denied(words: list[str], names: Collection[str]) -> list[str]:
    """The words without "not" and the name that follows it."""
    kept: list[str] = []
    for word in words:
        before = list(kept)
        while before and before[-1] in language.ARTICLES:
            before.pop()
        if word in names and before[-1:] == ["not"]:
            kept = before[:-1]
        else:
            kept.append(word)
    return kept


def is_telling(analysis: Analysis) -> bool:
    """Whether a question says anything besides whom it is about."""
    names = {mention.text for mention in analysis.mentions}
    return any(language.is_telling(word) for word in _typed(analysis) if word not in names)


def leaves_over(match: Match) -> bool:
    """Whether a question says anything that a match does not."""
    return any(map(language.is_telling, match.evidence.left_over))


def refers(analysis: Analysis) -> bool:
    """Whether a question points back with a pronoun or the like."""
    return not language.REFERRING.isdisjoint(_typed(analysis))


def _has_pronoun(analysis: Analysis) -> bool:
    return not set(language.SINGULAR + language.PLURAL).isdisjoint(_typed(analysis))


def _leaning(plain: Analysis, catalogue: Catalogue) -> float:
    """How much a message that names nobody seems to lean on the entity talked about."""
    words = _typed(plain)
    names_subject = any(m.entity.id == catalogue.knowledge.subject for m in plain.mentions)
    if language.ASKS_FOR_ENTITY.intersection(words):
        return ASKING_FOR_ENTITY
    if refers(plain):
        return REFERRING
    if len(words) <= _SHORT and not names_subject:
        return LEANING
    return STANDING_ALONE


def _typed(analysis: Analysis) -> list[str]:
    return [word.text for word in analysis.words if word.text]
