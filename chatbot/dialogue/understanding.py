"""From a message and what went before to decisions: one for each question in the message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from chatbot.dialogue import language
from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.comparing import apart
from chatbot.dialogue.context import CERTAIN, Context, Reading, is_telling, leaves_over, refers
from chatbot.dialogue.deciding import choose, decide, named, stranger_in
from chatbot.dialogue.memory import Memory
from chatbot.dialogue.parts import MOST_SENTENCES, Cut, closing_question, cuts, sentences
from chatbot.dialogue.session import Session
from chatbot.dialogue.values import Decision
from chatbot.matching import Matcher
from chatbot.matching.english import QUESTION_WORDS

Decisions = tuple[Decision, ...]

UNFAMILIAR: Final = 0.6
"""Below this share of known words a question is about something else."""
STRANGER: Final = 0.75
"""How likely a follow-up is about the entity talked about if the knowledge has nothing on it."""
CLEARLY: Final = 0.1
"""By how much the answers for each of several must be surer than one for all of them."""
AS_TYPED: Final = -0.2
"""How much likelier a message is meant as typed, where it holds a reference or a correction."""
_AS_GOOD: Final = 0.02


class Understanding:
    """Finds out what a message asks, and what to do about it."""

    def __init__(self, catalogue: Catalogue, matcher: Matcher, memory: Memory) -> None:
        self._catalogue = catalogue
        self._matcher = matcher
        self._memory = memory
        self._context = Context(catalogue, matcher.analyse)

    def decide(self, message: str, session: Session) -> Decisions:
        """One decision for each question in the message."""
        whole = self._sentence(message, session)
        several = sentences(message) if whole[0].analysis.problem is None else []
        if not 1 < len(several) <= MOST_SENTENCES:
            return whole
        return _better(whole, self._one_by_one(several, session))

    def _one_by_one(self, several: list[str], session: Session) -> Decisions:
        """The sentences one after the other, those left out that ask nothing."""
        found: list[Decision] = []
        for sentence in several:
            decided = self._sentence(sentence, session)
            session = self._memory.after(decided, session)
            found += (one for one in decided if one.answered or self._is_honest(one))
        return _each_once(found)

    def _sentence(self, sentence: str, session: Session) -> Decisions:
        """One sentence, which may hold two questions."""
        best = self._question(sentence, session)
        for cut in cuts(sentence) if best[0].analysis.problem is None else ():
            if self._are_questions(cut):
                first = self._question(cut.left, session)
                then = self._question(cut.right, self._memory.after(first, session))
                both = _each_once((*first, *then))
                if all(one.answered or self._is_honest(one) for one in both):
                    best = _better(best, both)
        closing = closing_question(sentence) if not best[0].answered else None
        return _better(best, self._question(closing, session)) if closing else best

    def _are_questions(self, cut: Cut) -> bool:
        """Whether either part may stand alone; the second may be a name for the first to ask of."""
        asks = language.begins_to_ask(cut.left)
        if not asks and QUESTION_WORDS.isdisjoint(language.words_of(cut.left)):
            return False
        if cut.plain or language.begins_to_ask(cut.right):
            return language.begins_to_ask(cut.right)
        return self._context.only_name(self._matcher.analyse(cut.right)) is not None

    def _question(self, question: str, session: Session) -> Decisions:
        """One question, which may be about several entities."""
        whole = self._in_context(question, session)
        together = apart(whole.analysis, self._catalogue)
        if not together or stranger_in(whole.analysis, self._catalogue):
            return (whole,)
        enough = whole.confidence + CLEARLY if whole.answered and self._is_about_all(whole) else 0.0
        if enough > 1:
            return (whole,)
        nobody = replace(session, entities=())
        if not language.COMPARING.isdisjoint(language.words_of(question)):
            nobody = Session(told=session.told)
        each = [self._in_context(text, nobody) for text in together]
        understood = all(one.answered or _is_definite(one) for one in each)
        if not understood or max(one.confidence for one in each) < enough:
            return (whole,)
        context = "asked of each by itself"
        return _each_once(replace(one, question=question, context=context) for one in each)

    def _in_context(self, question: str, session: Session) -> Decision:
        """One question, read in the likeliest way."""
        said, context = self._context.references.resolve(question, session)
        plain = self._matcher.analyse(said)
        decision = decide(question, plain, self._catalogue, context)
        if plain.problem:
            return decision
        ways = [(decision, 0.0)]
        if not is_telling(plain) and not named(plain, self._catalogue):
            ways = [(_unless_likely(decision, session), 0.0)]
        if session.entities or session.question:
            readings = [*self._context.readings(said, plain, session)]
            if said != question:
                readings.append(Reading(question, bonus=AS_TYPED))
            ways += self._decided(question, readings, context)
        best = max(ways, key=_likelihood)[0]
        if best.kind == "clarify" and refers(plain) and self._stays(best, session):
            return choose(best, self._catalogue)
        if best.reason == "off_topic" and refers(plain) and session.question:
            return replace(best, reason="not_covered")
        return best

    def _decided(
        self, question: str, readings: Iterable[Reading], context: str
    ) -> Iterator[tuple[Decision, float]]:
        """What would become of each reading that makes sense, with its bonus."""
        for reading in readings:
            analysis = self._matcher.analyse(reading.text, about=reading.about)
            why = "; ".join(filter(None, (context, reading.context)))
            decision = decide(question, analysis, self._catalogue, why)
            if self._context.holds(reading, decision):
                yield decision, reading.bonus

    def _stays(self, decision: Decision, session: Session) -> bool:
        """Whether what is likeliest is what was answered last, or about the same entity."""
        best = decision.matches[0]
        entry = self._catalogue.entries[best.entry_id]
        same = entry.id == session.entry or entry.entity in session.entities[:1]
        return same and not leaves_over(best)

    def _is_about_all(self, decision: Decision) -> bool:
        """Whether an answer is to a question about everyone named, not about one of them."""
        best = decision.matches[0]
        if self._catalogue.entries[best.entry_id].entity is None:
            return True
        asked = named(decision.analysis, self._catalogue)
        return set(asked) <= set(named(self._matcher.analyse(best.phrasing), self._catalogue))

    def _is_honest(self, decision: Decision) -> bool:
        """Whether it declines something that was really asked."""
        if decision.kind != "decline" or not is_telling(decision.analysis):
            return _is_definite(decision)
        if not language.asks(decision.question):
            return False
        if decision.analysis.mentions or _is_definite(decision):
            return True
        words = language.words_of(decision.question)
        return decision.analysis.familiarity < UNFAMILIAR and language.REMARKING.isdisjoint(words)


def _unless_likely(decision: Decision, session: Session) -> Decision:
    """A message without a telling word is not guessed at.

    In a conversation it points back, so that only a certain answer will do; at its beginning one
    may be offered something, but for a mere number, which picks from nothing.
    """
    if decision.answered and decision.confidence >= CERTAIN:
        return decision
    only_number = all(word.text.isdecimal() for word in decision.analysis.words)
    if decision.kind != "decline" and not session.question and not only_number:
        return decision
    return replace(
        decision,
        kind="decline",
        matches=(),
        reason="not_covered",
        aspect=None,
        unanswered=None,
        wording="unclear",
    )


def _likelihood(way: tuple[Decision, float]) -> float:
    """How much speaks for a way of reading: one that leads somewhere before one that does not."""
    decision, bonus = way
    if decision.answered:
        return 2 + decision.confidence + bonus
    if decision.is_gap:
        return 2 + decision.analysis.matches[0].confidence + bonus
    if decision.reason == "unknown_entity" and bonus > 0:
        return 2 + STRANGER + bonus
    return float(decision.kind == "clarify")


def _is_definite(decision: Decision) -> bool:
    """Whether it declines something that was understood."""
    return decision.is_gap or decision.reason == "unknown_entity"


def _better(whole: Decisions, parts: Decisions) -> Decisions:
    """The parts of a message, if they are answered at least as well as the whole of it."""
    answered = [one.confidence for one in parts if one.answered]
    if not answered:
        return whole
    whole_answers = [one for one in whole if one.answered]
    confidence = min((one.confidence for one in whole_answers), default=0.0)
    if len(parts) == 1:
        return parts if answered[0] > confidence else whole
    vague = any(not (one.answered or _is_definite(one)) for one in parts)
    complete = all(not one.matches[0].evidence.left_over for one in whole_answers)
    if vague and whole_answers and complete:
        return whole
    return parts if min(answered) >= min(CERTAIN, confidence - _AS_GOOD) else whole


def _each_once(decisions: Iterable[Decision]) -> Decisions:
    """The decisions without any that answers with the same entry as one before it."""
    found: dict[object, Decision] = {}
    for one in decisions:
        key = one.matches[0].entry_id if one.answered else (one.reason, one.entity, one.aspect)
        found.setdefault(key, one)
    return tuple(found.values())
