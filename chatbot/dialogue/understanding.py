"""From a message and what went before to decisions: one for each question in the message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.comparing import asked_of_each
from chatbot.dialogue.context import Context, Conversation
from chatbot.dialogue.deciding import Decider, unknown_entity_in
from chatbot.dialogue.kinds import Kinds
from chatbot.dialogue.memory import Memory
from chatbot.dialogue.parts import Cut, closing_question, conjuncts, cuts, sentences
from chatbot.dialogue.policy import POLICY
from chatbot.dialogue.session import Session
from chatbot.dialogue.short_names import ShortNames
from chatbot.dialogue.values import Decision, Substitution
from chatbot.language import Utterance
from chatbot.matching import PARAMETERS, Analysis, Matcher

Decisions = tuple[Decision, ...]
_NOTHING = Utterance("", ())


class Understanding:
    """Finds out what a message asks, and what to do about it."""

    def __init__(self, catalogue: Catalogue, matcher: Matcher, memory: Memory) -> None:
        self._catalogue = catalogue
        self._matcher = matcher
        self._memory = memory
        self._language = matcher.language
        self._context = Context(catalogue, matcher)
        self._short_names = ShortNames(catalogue, matcher)
        self._decider = Decider(catalogue)
        self._kinds = Kinds(catalogue, matcher, self._decider)

    def decide(self, message: Utterance, conversation: Conversation) -> Decisions:
        """One decision for each question in the message."""
        whole = self._sentence(message, conversation)
        several = sentences(message)
        remarks = self._language.cues.only_remarks
        several = [one for one in several if not remarks(one)] or several
        if not 1 < len(several) <= POLICY.most_sentences:
            return whole
        return self._better(whole, self._one_by_one(several, conversation))

    def _one_by_one(self, several: list[Utterance], conversation: Conversation) -> Decisions:
        """The sentences one after the other, those left out that ask nothing."""
        found: list[Decision] = []
        for sentence in several:
            decided = self._sentence(sentence, conversation)
            conversation = self._memory.after(decided, conversation)
            asks = self._language.cues.asks(sentence)
            found += (one for one in decided if one.answered or self._is_worth_telling(one, asks))
        return _each_once(found)

    def _sentence(self, sentence: Utterance, conversation: Conversation) -> Decisions:
        """One sentence, which may hold two questions."""
        best = self._question(sentence, conversation)
        budget = conversation.budget
        for cut in cuts(sentence, self._language):
            if budget.is_spent or not self._are_questions(cut):
                continue
            first = self._question(cut.left, conversation)
            if self._is_keyword(cut.left) and not all(one.answered for one in first):
                continue
            then = self._sentence(cut.right, self._memory.after(first, conversation))
            taken_up = (
                self._is_taken_up(one, part)
                for part, decided in ((cut.left, first), (cut.right, then))
                for one in decided
            )
            parts = _each_once((*first, *then))
            if all(taken_up) and len(parts) >= len(best):
                best = self._better(best, parts)
        if len(best) == 1:
            best = self._each_conjunct(sentence, best[0], conversation) or best
        if best[0].answered or budget.is_spent:
            return best
        closing = closing_question(sentence, self._language)
        if closing is None:
            return best
        asked = self._question(closing, conversation)
        return self._better(best, asked) if self._agrees(asked, best[0]) else best

    def _each_conjunct(
        self, sentence: Utterance, whole: Decision, conversation: Conversation
    ) -> Decisions:
        """What becomes of each of two things that are asked about in one frame.

        Both are answered, or, where the whole is, one of them, and the other is declined by name.
        Nothing where the whole is answered with nothing left over, or names somebody.
        """
        complete = whole.answered and not whole.matches[0].evidence.left_over
        if complete or whole.analysis.mentions:
            return ()
        for pair in conjuncts(sentence, self._language):
            if conversation.budget.is_spent:
                return ()
            each = [self._in_context(one, conversation) for one in pair]
            context = (Substitution("of_each"),)
            found = _each_once(
                one._replace(context=context) if one.answered else _declined(one)
                for one in each
                if one.answered or (whole.answered and _has_nothing_else(one, whole))
            )
            if len(found) > 1 and any(one.answered for one in found):
                return tuple(one._replace(question=whole.question) for one in found)
        return ()

    def _agrees(self, asked: Decisions, whole: Decision) -> bool:
        """Whether the question that a story ends with is surely the one that it comes to."""
        near = {one.entry_id for one in whole.analysis.matches[: POLICY.most_choices]}
        return all(
            one.entry_id in near and one.confidence >= POLICY.certain
            for one in asked
            if one.answered
        )

    def _are_questions(self, cut: Cut) -> bool:
        """Whether either part may stand alone; the second may be a name for the first to ask of."""
        cues = self._language.cues
        if not cues.begins_to_ask(cut.left) and not cues.question_words(cut.left.words):
            return self._is_keyword(cut.left) and not cut.plain and cues.begins_to_ask(cut.right)
        if cut.plain or cues.begins_to_ask(cut.right):
            return cues.begins_to_ask(cut.right)
        named = Analysis(cut.right, mentions=self._matcher.mentions(cut.right))
        return self._context.only_name(named) is not None

    def _is_keyword(self, part: Utterance) -> bool:
        """Whether a part only names what it is about: "parking, and what's your address?"."""
        cues = self._language.cues
        asks = cues.begins_to_ask(part) or cues.question_words(part.words)
        return not asks and len(part) <= POLICY.keyword

    def _is_taken_up(self, decision: Decision, part: Utterance) -> bool:
        """Whether a part of a message is not merely declined, or that for good reason."""
        asks = self._language.cues.asks(part)
        return decision.kind != "decline" or self._is_worth_telling(decision, asks)

    def _question(self, question: Utterance, conversation: Conversation) -> Decisions:
        """One question, which may be about several entities."""
        whole = self._in_context(question, conversation)
        of_kind = self._kinds.decide(question, whole, conversation)
        if of_kind:
            return of_kind
        each_asked = asked_of_each(whole.analysis, self._catalogue, self._language)
        if not each_asked or self._relates_unknown_entity(whole.analysis):
            return (whole,)
        all_at_once = whole.answered and self._is_about_all(whole)
        enough = whole.confidence + POLICY.clearly if all_at_once else 0.0
        if enough > 1:
            return (whole,)
        apart = conversation._replace(session=replace(conversation.session, entities=()))
        if not self._language.tables.comparing.isdisjoint(question.words):
            session = Session(told=conversation.session.told)
            apart = conversation._replace(session=session, last=_NOTHING)
        each = [self._in_context(asked, apart) for asked in each_asked]
        if not _are_understood(each) or max(one.confidence for one in each) < enough:
            return (whole,)
        context = (Substitution("of_each"),)
        return _each_once(one._replace(question=question.shown, context=context) for one in each)

    def _in_context(self, question: Utterance, conversation: Conversation) -> Decision:
        """One question, read in the likeliest way."""
        session, references = conversation.session, self._context.references
        said, resolved = references.resolve(references.without_correction(question), session)
        said, completed = self._short_names.in_full(said, session)
        context = (*resolved, *completed)
        plain = conversation.budget.analyse(said)
        decision = self._decider.decide(question.shown, plain, context)
        if plain.is_empty:
            return decision
        ways = [(decision, 0.0)]
        bare = not self._context.has_content(plain)
        points_back = self._language.cues.points_back(plain.utterance.words)
        leans = points_back and bool(conversation.last)
        asks_price = self._context.only_asks_price(plain)
        bare |= (decision.answered or leans) and asks_price
        if bare and not self._catalogue.named(plain.mentions):
            enough = PARAMETERS.exact if asks_price and leans else POLICY.certain
            ways = [(self._unless_likely(decision, enough), 0.0)]
        if session.entities or conversation.last:
            ways += self._decided(question, plain, conversation, context)
        best = max(ways, key=self._likelihood)[0]
        told = self._context.told_last(plain, conversation) if _is_open(best) else None
        if told:
            return self._decider.answer_again(best, told, conversation.last.shown)
        if best.reason == "off_topic" and points_back and conversation.last:
            return best._replace(reason="not_covered")
        return best

    def _decided(
        self,
        question: Utterance,
        plain: Analysis,
        conversation: Conversation,
        context: tuple[Substitution, ...],
    ) -> Iterator[tuple[Decision, float]]:
        """What would become of each other reading that makes sense, with its bonus."""
        for reading in self._context.readings(plain, conversation):
            if conversation.budget.is_spent:
                return
            analysis = conversation.budget.analyse(reading.utterance, reading.about)
            why = (*context, reading.why) if reading.why else context
            decision = self._decider.decide(question.shown, analysis, why)
            if self._context.holds(reading, decision, plain):
                yield decision, reading.bonus

    def _relates_unknown_entity(self, analysis: Analysis) -> bool:
        """Whether names, one of them unknown, are said to do something: "get along"."""
        unknown = unknown_entity_in(analysis, self._catalogue)
        return unknown is not None and self._context.has_content(analysis)

    def _is_about_all(self, decision: Decision) -> bool:
        """Whether an answer is to a question about everyone named, not about one of them.

        Names alone do not ask what an entry asks of them all.
        """
        best = decision.matches[0]
        if not self._context.has_content(decision.analysis):
            return best.confidence >= PARAMETERS.exact
        if self._catalogue.entries[best.entry_id].entity is None:
            return True
        asked = self._catalogue.named(decision.analysis.mentions)
        mentions = self._matcher.mentions(self._language.parse(best.phrasing))
        return {entity.id for entity in asked} <= {mention.entity.id for mention in mentions}

    def _is_worth_telling(self, decision: Decision, asks: bool) -> bool:
        """Whether what is no answer has to be told: something was really asked."""
        analysis = decision.analysis
        if decision.kind != "decline" or not self._context.has_content(analysis):
            return _is_definite(decision)
        if not asks:
            return False
        if analysis.mentions or _is_definite(decision):
            return True
        remarks = not self._language.tables.remark_words.isdisjoint(analysis.utterance.words)
        return analysis.vocabulary_coverage < POLICY.covered and not remarks

    def _unless_likely(self, decision: Decision, enough: float) -> Decision:
        """A message without a content word is not guessed at: only a sure answer will do.

        A mere number or question word asks nothing, unless an entry has that very one.
        """
        asking = self._language.tables.question_words
        words = decision.analysis.utterance.words
        if all(word.isdecimal() or word in asking for word in words):
            enough = PARAMETERS.exact
        if decision.answered and decision.confidence >= enough:
            return decision
        return decision._replace(
            kind="decline",
            matches=(),
            reason="not_covered",
            aspect=None,
            unanswered=None,
            wording="unclear",
        )

    def _likelihood(self, way: tuple[Decision, float]) -> tuple[int, float]:
        """How much speaks for a way of reading, to compare them by.

        What leads somewhere comes before what asks back, and that before what does not.
        """
        decision, bonus = way
        if decision.answered:
            return 2, decision.confidence + bonus
        if decision.is_gap:
            return 2, decision.analysis.matches[0].confidence + bonus
        if decision.reason == "unknown_entity" and bonus > 0:
            return 2, POLICY.unknown_entity + bonus
        return int(decision.kind == "clarify"), 0.0

    def _better(self, whole: Decisions, parts: Decisions) -> Decisions:
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
        enough = min(POLICY.certain, confidence - POLICY.as_good)
        return parts if min(answered) >= enough else whole


def _is_open(decision: Decision) -> bool:
    """Whether nothing is answered yet, nor known to have no answer."""
    return not decision.answered and not _is_definite(decision)


def _are_understood(decisions: Sequence[Decision]) -> bool:
    """Whether each is answered or declines something known, or, beside an answer, of somebody."""
    left = [one for one in decisions if _is_open(one)]
    answered = any(one.answered for one in decisions)
    return not left or (answered and all(one.reason == "unknown_aspect" for one in left))


def _has_nothing_else(decision: Decision, whole: Decision) -> bool:
    """Whether nothing comes near it but the answer to the whole."""
    if decision.kind == "clarify":
        return [one.entry_id for one in decision.matches] == [whole.entry_id]
    return decision.reason in ("off_topic", "not_covered")


def _declined(decision: Decision) -> Decision:
    """The same as a decline that names what there is nothing about."""
    reason = decision.reason or "not_covered"
    return decision._replace(kind="decline", matches=(), reason=reason, wording="nearest")


def _is_definite(decision: Decision) -> bool:
    """Whether it declines something that was understood."""
    return decision.is_gap or decision.reason == "unknown_entity"


def _each_once(decisions: Iterable[Decision]) -> Decisions:
    """The decisions without any that answers with the same entry as one before it."""
    found: dict[object, Decision] = {}
    for one in decisions:
        key = one.entry_id if one.answered else (one.reason, one.entity, one.aspect)
        found.setdefault(key, one)
    return tuple(found.values())
