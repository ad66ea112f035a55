"""What a message means in the light of the conversation: the ways it may be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.deciding import leaves_over
from chatbot.dialogue.policy import POLICY
from chatbot.dialogue.references import References
from chatbot.dialogue.session import Session
from chatbot.dialogue.values import Decision, Substitution
from chatbot.knowledge import Entity, Entry
from chatbot.language import Token, Utterance
from chatbot.matching import Analysis, Matcher, Mention

_PRICES: Final = frozenset({"price", "amount"})
"""What a question asks for that asks how much something costs."""


class Budget:
    """Analyses the questions in one message, in all ways to read them, as often as it may.

    Only the most likely reading of a sentence is analysed once it is spent, so that the work on a
    message is bounded whatever it holds. An analysis of a long text counts as several.
    """

    def __init__(self, matcher: Matcher, analyses: int) -> None:
        self._matcher = matcher
        self._left = analyses
        self._done: dict[tuple[Utterance, tuple[str, ...]], Analysis] = {}

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left of it."""
        return self._left <= 0

    def analyse(self, utterance: Utterance, about: tuple[str, ...] = ()) -> Analysis:
        """What :meth:`Matcher.analyse` finds out; it counts also where that was asked before."""
        self._left -= 1 + len(utterance.tokens) // POLICY.words_of_analysis
        key = utterance, about
        if key not in self._done:
            self._done[key] = self._matcher.analyse(utterance, about=about)
        return self._done[key]


class Conversation(NamedTuple):
    """The state of a conversation, with its last question read."""

    session: Session
    last: Utterance
    """The last question; empty where there is none."""
    budget: Budget
    """What is left for the message that is being read."""


class Reading(NamedTuple):
    """One way to read a message."""

    utterance: Utterance
    """The question to be matched."""
    about: tuple[str, ...] = ()
    """Ids of the entities it is about, where it names none."""
    why: Substitution | None = None
    """What the conversation added; None for the message as it stands."""
    bonus: float = 0.0
    """How much likelier than the message as it stands this reading is, as confidence."""
    firm: bool = False
    """Whether it counts only with an answer that covers every content word, or a sure one."""
    gap: bool = False
    """Whether it also counts where it leads to something known to have no answer."""
    not_again: str | None = None
    """Id of the entry that was answered with last, which it leads to only where that is asked."""


class Context:
    """Reads messages in the light of a conversation."""

    def __init__(self, catalogue: Catalogue, matcher: Matcher) -> None:
        self._catalogue = catalogue
        self._matcher = matcher
        self._tables = matcher.language.tables
        self._cues = matcher.language.cues
        self.references = References(catalogue, matcher.language)
        """Finds whom a message points back to."""

    def readings(self, plain: Analysis, conversation: Conversation) -> Iterator[Reading]:
        """Every other way to read a message than as it stands."""
        session = conversation.session
        main = self._catalogue.entities[session.entities[0]] if session.entities else None
        names = self._catalogue.named(plain.mentions)
        alone = self.only_name(plain)
        if alone:
            yield from self._in_place(alone, conversation)
        if names and main and main not in names:
            yield from self._pronoun_for(main, plain.utterance)
        if not names and self._tables.unfinished.isdisjoint(plain.utterance.words[-1:]):
            yield from self._of_nobody(main, plain, conversation)

    def _of_nobody(
        self, main: Entity | None, plain: Analysis, conversation: Conversation
    ) -> Iterator[Reading]:
        """What a question may mean that names nobody: "any trade?", "why?"."""
        words = plain.utterance.words
        content = self.has_content(plain)
        asked = self._cues.question_words(words)
        pronoun = self._cues.has_pronoun(words)
        for_entity = asked & self._tables.asks_for_entity and not pronoun
        if (
            main
            and not for_entity
            and not self._is_apart(main, plain)
            and (content or asked or pronoun)
        ):
            bare = not content and self._catalogue.aspect_of(conversation.session.entry)
            bonus = POLICY.contentless if bare else self._leaning(plain)
            why = Substitution("about", (main.name,))
            yield Reading(plain.utterance, (main.id,), why, bonus)
        if asked and not content and conversation.last:
            yield from self._question_again(plain, conversation)
        if not main and conversation.last:
            yield from self._of_last_topic(plain, conversation)

    def _is_apart(self, main: Entity, plain: Analysis) -> bool:
        """Whether a question has nothing to do with an entity of which nothing is known.

        "What is the weather?" after a question on such an entity, unlike "any trade?".
        """
        if main.has_profile or self._cues.points_back(plain.utterance.words):
            return False
        return plain.vocabulary_coverage < POLICY.covered and self.has_content(plain)

    def told_last(self, plain: Analysis, conversation: Conversation) -> Entry | None:
        """The entry that was answered with last, where its answer tells what is asked of it.

        "How much?" after an answer that has the price, "by card?" after one that tells of cards,
        "on Sundays?" after one that tells when.
        """
        session, words = conversation.session, plain.utterance.words
        entry = self._catalogue.entries.get(session.entry or "")
        leans = len(words) <= POLICY.short_words or self._cues.points_back(words)
        if entry is None or session.choices or not leans or self._catalogue.named(plain.mentions):
            return None
        language = self._matcher.language
        answer = language.parse(entry.text)
        asked = self._cues.asked_in_figures(words)
        asks = bool(asked or self._cues.question_words(words))
        if asks and asked.isdisjoint(self._cues.measured(answer)):
            return None
        content = [one for one in words if self._cues.is_content(one)]
        said = {language.stem(one) for one in content if not self._cues.told((one,)) & asked}
        known = {token.stem for token in answer.tokens}
        if "time" in self._cues.asked(language.words(entry.question)):
            known.update(language.stems(self._tables.days))
        return entry if said <= known and (said or asked) else None

    def holds(self, reading: Reading, decision: Decision, plain: Analysis) -> bool:
        """Whether a reading of a message makes sense, seeing what would become of it."""
        if decision.kind == "decline" and not decision.is_gap:
            return not reading.firm
        asks_back = decision.kind == "clarify" and reading.about and reading.bonus < 0
        if asks_back and self.has_content(plain):
            return False  # what can stand alone is not bent to whom the talk is about
        if decision.matches and decision.entry_id == reading.not_again:
            return self._asks_that(plain, decision)
        if reading.firm and not decision.answered and not (decision.is_gap and reading.gap):
            return False
        best = decision.analysis.matches[0]
        certain = best.confidence >= POLICY.certain
        return certain or reading.why is None or not leaves_over(best, self._cues)

    def _asks_that(self, plain: Analysis, decision: Decision) -> bool:
        """Whether the closest phrasing asks for what the message asks for: why, how much."""
        phrasing = self._matcher.language.words(decision.matches[0].phrasing)
        asked = self._cues.asked(plain.utterance.words)
        return not asked.isdisjoint(self._cues.asked(phrasing))

    def _in_place(self, entity: Entity, conversation: Conversation) -> Iterator[Reading]:
        """The last question, asked of another entity: "and Russia?"."""
        session = conversation.session
        last = self._catalogue.aspect_of(session.entry)
        if last:
            asked = self._catalogue.asks_for(entity, last[1])
            why = Substitution("of_another", (entity.name,), last[0].name)
            if asked and entity.id not in session.entities[:1]:
                utterance = self._matcher.language.parse(asked)
                bonus = POLICY.aspect_of_another
                yield Reading(utterance, (), why, bonus, firm=True, gap=True)
        elif conversation.last:
            token = self._matcher.language.name_token(entity.name, entity.id)
            utterance = Utterance("", (*self._without_names(conversation.last), token))
            why = Substitution("question_of_another", (entity.name,), conversation.last.shown)
            unanswered = session.entry is None
            bonus = POLICY.asked_of_another
            yield Reading(utterance, (), why, bonus, firm=True, gap=unanswered)

    def _pronoun_for(self, main: Entity, utterance: Utterance) -> Iterator[Reading]:
        """A question that names someone else as well: "does it follow China?", asked of Russia."""
        replaced = self.references.replace_pronoun(utterance, main)
        if replaced:
            said, why = replaced
            yield Reading(said, (), why, POLICY.pronoun, firm=True)

    def _question_again(self, plain: Analysis, conversation: Conversation) -> Iterator[Reading]:
        """The last question, with another question word: "why?", "then who is?"."""
        session, last = conversation.session, conversation.last
        tables = self._tables
        tokens = [t for t in plain.utterance.tokens if t.word not in tables.interjections]
        words = [token.word for token in tokens]
        asked = self._cues.question_words(words)
        if asked:
            for_entity = not asked.isdisjoint(tables.asks_for_entity)
            before = self._without_names(last) if for_entity else last.tokens
            kept = (token for token in before if token.word not in tables.question_words)
            why = Substitution("question_again", (), last.shown)
            utterance = Utterance("", (*tokens, *kept))
            bonus, last_entry = POLICY.asked_again, session.entry
            yield Reading(utterance, (), why, bonus, firm=True, not_again=last_entry)

    def _of_last_topic(self, plain: Analysis, conversation: Conversation) -> Iterator[Reading]:
        """A question that leans on the last one, asked of its topic: "how much is it?"."""
        words = plain.utterance.words
        short = len(words) <= POLICY.short_words
        if not short and not self._cues.points_back(words):
            return
        last = self._beside(plain.utterance, conversation.last)
        ways = [_content(last)]
        if short and not self._cues.question_words(words):
            ways += (last, *self._with_another_thing(plain.utterance, conversation))
        elif short and self._only_asks(plain) and not self.told_last(plain, conversation):
            ways += map(_content, self._with_another_thing(plain.utterance, conversation))
        why = Substitution("question_again", (), conversation.last.shown)
        bonus, last_entry = POLICY.of_last_topic, conversation.session.entry
        for tokens in filter(_content, ways):
            utterance = Utterance("", (*plain.utterance.tokens, *tokens))
            yield Reading(utterance, (), why, bonus, not_again=last_entry)

    def _with_another_thing(
        self, message: Utterance, conversation: Conversation
    ) -> Iterator[list[Token]]:
        """The last question as its entry asks it, without one of its things: "and for vans?"."""
        entry = self._catalogue.entries.get(conversation.session.entry or "")
        asked = self._matcher.language.parse(entry.question) if entry else conversation.last
        last = self._beside(message, asked)
        return ([token for token in last if token is not one] for one in _content(last))

    def _beside(self, message: Utterance, question: Utterance) -> list[Token]:
        """The tokens of a question that a message neither has nor has the opposite of."""
        opposites = (self._matcher.language.opposites(token.stem) for token in message.tokens)
        gone = frozenset(message.words).union(*opposites)
        return [t for t in question.tokens if gone.isdisjoint((t.word, t.stem))]

    def _without_names(self, question: Utterance) -> list[Token]:
        """The tokens of a question without the entities it names; the subject may stay."""
        subject = self._catalogue.knowledge.subject
        gone = {
            place
            for mention in self._matcher.mentions(question)
            if mention.entity.id != subject
            for place in range(mention.start, mention.end)
        }
        return [token for place, token in enumerate(question.tokens) if place not in gone]

    def only_name(self, plain: Analysis) -> Entity | None:
        """Whom a message names, if it does nothing else; a name after a negator is no name."""
        typed = [mention for mention in plain.mentions if mention.text]
        words = plain.utterance.words
        names: list[Mention] = []
        passed_over: set[int] = set()
        for mention in typed:
            negator = self._negator_before(words, mention.start)
            if negator is None:
                names.append(mention)
            else:
                passed_over.update(range(negator, mention.end))
        subject = self._catalogue.knowledge.subject
        if len(names) != 1 or any(mention.entity.id == subject for mention in typed):
            return None
        start, end = names[0].start, names[0].end
        lead = [word for place, word in enumerate(words[:start]) if place not in passed_over]
        asking = [word for word in lead if word in self._tables.asking_about]
        about = [word for word in lead if word in self._tables.about]
        tail = (word for place, word in enumerate(words[end:], end) if place not in passed_over)
        alone = (
            len(asking) <= len(about)
            and self._tables.followup_lead.issuperset(lead)
            and self._tables.followup_tail.issuperset(tail)
        )
        return names[0].entity if alone else None

    def _negator_before(self, words: tuple[str, ...], start: int) -> int | None:
        """Place of a negator that stands before a name, articles apart."""
        place = start - 1
        while place >= 0 and words[place] in self._tables.articles:
            place -= 1
        negators = self._tables.denying - self._tables.rejections
        return place if place >= 0 and words[place] in negators else None

    def has_content(self, analysis: Analysis) -> bool:
        """Whether a question says anything besides whom it is about."""
        return any(self._content(analysis))

    def _only_asks(self, analysis: Analysis) -> bool:
        """Whether a question says nothing but what it asks for: "how much?", "where is it?".

        But for "why?", which asks of the last answer as it was.
        """
        asks = self._cues.asked(analysis.utterance.words) - {"reason"}
        return bool(asks) and not self.has_content(analysis)

    def only_asks_price(self, analysis: Analysis) -> bool:
        """Whether a question says nothing besides whom it is about but that it asks a price."""
        if self._cues.asked(analysis.utterance.words).isdisjoint(_PRICES):
            return False
        return not any(self._cues.told((w,)).isdisjoint(_PRICES) for w in self._content(analysis))

    def _content(self, analysis: Analysis) -> Iterator[str]:
        """The content words of a question, without the names."""
        named = {p for m in analysis.mentions if m.text for p in range(m.start, m.end)}
        words = enumerate(analysis.utterance.words)
        return (word for place, word in words if place not in named and self._cues.is_content(word))

    def _leaning(self, plain: Analysis) -> float:
        """How much a message that names nobody seems to lean on the entity talked about."""
        words = plain.utterance.words
        subject = self._catalogue.knowledge.subject
        names_subject = any(mention.entity.id == subject for mention in plain.mentions)
        if self._tables.asks_for_entity.intersection(words):
            return POLICY.asking_for_entity
        if self._cues.points_back(words):
            return POLICY.pointing_back
        if len(words) <= POLICY.short_words and not names_subject:
            return POLICY.short
        return POLICY.standing_alone


def _content(tokens: Iterable[Token]) -> list[Token]:
    """The tokens without function words."""
    return [token for token in tokens if not token.function]
