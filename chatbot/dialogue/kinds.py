"""Questions about things of a kind, none of them named: "how much is a ticket", "tickets"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.context import Budget, Conversation
from chatbot.dialogue.deciding import Decider, leaves_over
from chatbot.dialogue.policy import POLICY
from chatbot.dialogue.values import Decision, Substitution
from chatbot.knowledge import Entity, Entry
from chatbot.language import Utterance
from chatbot.matching import Match, Matcher

_ASKING_WHICH: Final = frozenset({"person"})
"""Kinds of asking that only want a list."""


class KindAsked(NamedTuple):
    """A question about things of a kind."""

    profiles: tuple[Entity, ...]
    """All profiles of the kind, two or more."""
    question: Utterance
    start: int
    """Where the words for the kind begin: "which rooms", "a ticket"."""
    end: int
    plural: bool
    wants_all: bool
    """Whether it asks of all of them, "which rooms", and not of some one, "a room"."""
    points_back: bool
    """Whether it asks of one that was spoken of, "the room"."""
    lists: bool
    """Whether it asks no more than which there are: "rooms", "what kinds of tickets are there"."""

    @property
    def said(self) -> str:
        """The words for the kind."""
        return self.question.part(self.start, self.end).shown


class Kinds:
    """Decides about questions on a kind: asked of its profiles, they show which aspect is meant."""

    def __init__(self, catalogue: Catalogue, matcher: Matcher, decider: Decider) -> None:
        self._catalogue = catalogue
        self._matcher = matcher
        self._decider = decider
        self._tables = matcher.language.tables
        self._cues = matcher.language.cues
        self._determiners = self._tables.determiners | self._tables.demonstratives
        self._possessors = self._tables.pronouns - self._determiners
        self._called: list[tuple[str, tuple[str, ...], bool]] = []
        """What each kind is called, and whether that is its plural."""
        for kind in catalogue.knowledge.kinds:
            one, many = map(matcher.language.words, (kind.id, kind.plural))
            self._called += [(kind.id, many, many != one), (kind.id, one, False)]

    def decide(
        self, question: Utterance, whole: Decision, conversation: Conversation
    ) -> tuple[Decision, ...]:
        """The answers of all profiles that have one, or one decision that asks which is meant.

        Nothing where ``whole``, the question taken as it stands, is the better reading.
        """
        asked = self._asked_in(question)
        if asked is None:
            return ()
        if asked.points_back and (of_it := self._of_it(asked, conversation)):
            return (of_it,)
        if self._is_better_as_it_stands(asked, whole):
            return ()
        if asked.lists:
            return self._which(question, whole, self._listed(asked, whole))
        surest = max(self._tried(asked, conversation.budget), key=_sureness, default=None)
        if surest is None or _sureness(surest) < self._sureness_needed(asked, whole):
            return ()
        found = self._aspects(asked, surest.analysis.matches[0])
        enough = len(found) == 1 or (asked.wants_all and len(found) <= POLICY.most_of_kind)
        if surest.kind == "clarify" or not enough:
            return self._which(question, whole, found)
        answered = self._decision(question, whole, found)
        return tuple(answered._replace(matches=(match,)) for match in found)

    def _of_it(self, asked: KindAsked, conversation: Conversation) -> Decision | None:
        """The question, asked of the one that is talked of: "how much is the room"."""
        entities = conversation.session.entities[:1]
        talked_of = next((one for one in asked.profiles if one.id in entities), None)
        if talked_of is None:
            return None
        decision = self._asked_of(asked, talked_of, conversation.budget)
        context = (Substitution("reference", (talked_of.name,), asked.said),)
        if not decision.answered and not decision.is_gap:
            return None
        return decision._replace(question=asked.question.shown, context=context)

    def _is_better_as_it_stands(self, asked: KindAsked, whole: Decision) -> bool:
        """Whether a question is surely answered, or of one of the things that is talked of."""
        if not whole.answered:
            return False
        if not self._is_of_one(asked, whole):
            return not asked.lists and whole.confidence >= POLICY.certain
        pronoun = whole.context and self._cues.has_pronoun(asked.question.words)
        return bool(pronoun or not asked.plural)

    def _is_of_one(self, asked: KindAsked, whole: Decision) -> bool:
        """Whether a question was answered of one of the things."""
        about = self._catalogue.entries[whole.matches[0].entry_id].entity
        return about in {one.id for one in asked.profiles}

    def _sureness_needed(self, asked: KindAsked, whole: Decision) -> float:
        """How sure it must be which aspect is meant, as the question stands for itself too."""
        if whole.answered and self._is_of_one(asked, whole):
            return 0.0
        sureness = _sureness(whole)
        return sureness + POLICY.clearly if sureness else 0.0

    def _which(
        self, question: Utterance, whole: Decision, found: tuple[Match, ...]
    ) -> tuple[Decision, ...]:
        """Ask which of the things is meant; nothing where there is none to ask about."""
        asking = self._decision(question, whole, found)._replace(
            kind="clarify", wording="which_one"
        )
        return (asking,) if found else ()

    def _decision(self, question: Utterance, whole: Decision, found: tuple[Match, ...]) -> Decision:
        context = (Substitution("of_kind"),)
        return Decision(question.shown, "answer", whole.analysis, context, found)

    def _asked_in(self, question: Utterance) -> KindAsked | None:
        """The kind that a question is about, where it names none of its things."""
        if self._catalogue.named(self._matcher.mentions(question)):
            return None
        words = question.words
        for kind, called, plural in self._called:
            start = _find(called, words)
            if start is not None and len(profiles := self._catalogue.profiled(kind)) > 1:
                if words[start - 1 : start] and words[start - 1] in self._possessors:
                    return None
                end, wants_all = start + len(called), plural
                while start and words[start - 1] in self._determiners:
                    start -= 1
                    wants_all |= words[start] in self._tables.question_words
                if words[start - 1 : start] and words[start - 1] in self._tables.number_one:
                    return None  # "one of the rooms"
                if "number" in self._cues.asked(words[max(0, start - 2) : end]):
                    return None  # how many there are
                lists = self._lists((*words[:start], *words[end:]))
                back = not wants_all and words[start] in self._tables.demonstratives
                return KindAsked(profiles, question, start, end, plural, wants_all, back, lists)
        return None

    def _lists(self, rest: tuple[str, ...]) -> bool:
        """Whether words beside a kind's ask no more than which things of it there are."""
        content = any(map(self._cues.is_content, set(rest) - self._tables.listing))
        return not content and self._cues.asked(rest) <= _ASKING_WHICH

    def _listed(self, asked: KindAsked, whole: Decision) -> tuple[Match, ...]:
        """The summaries of the profiles, unless an entry is asked in such words."""
        if whole.answered:
            phrasing = self._matcher.language.words(whole.matches[0].phrasing)
            if self._cues.asked(phrasing) == self._cues.asked(asked.question.words):
                return ()
        known = self._catalogue.entries
        return tuple(Match.of(known[one.id]) for one in asked.profiles if one.id in known)

    def _asked_of(self, asked: KindAsked, profile: Entity, budget: Budget) -> Decision:
        """What becomes of the question, asked of one of the profiles."""
        token = self._matcher.language.name_token(profile.name, profile.id)
        said = asked.question.replaced(asked.start, asked.end, [token])
        return self._decider.decide(said.shown, budget.analyse(said))

    def _tried(self, asked: KindAsked, budget: Budget) -> Iterator[Decision]:
        """The question, asked of some of the profiles, where it asks for an aspect of theirs."""
        for profile in asked.profiles[: POLICY.most_tried_of_kind]:
            if budget.is_spent:
                return
            decision = self._asked_of(asked, profile, budget)
            if not decision.answered and not decision.is_gap and decision.kind != "clarify":
                continue
            best = decision.analysis.matches[0]
            about = self._catalogue.aspect_of(best.entry_id)
            if about and about[0] == profile and not leaves_over(best, self._cues):
                yield decision

    def _aspects(self, asked: KindAsked, surest: Match) -> tuple[Match, ...]:
        """What the profiles have on the aspect that was found for one of them."""
        aspect = surest.entry_id.rpartition("/")[2]
        entries = [self._catalogue.entries.get(f"{one.id}/{aspect}") for one in asked.profiles]
        return tuple(_instead(surest, entry) for entry in entries if entry)


def _sureness(decision: Decision) -> float:
    """The confidence in what a question was understood as; 0 where it was not."""
    understood = decision.answered or decision.is_gap
    return decision.analysis.matches[0].confidence if understood else 0.0


def _instead(match: Match, entry: Entry) -> Match:
    """The same match, with another profile's entry."""
    return match._replace(
        entry_id=entry.id,
        question=entry.question,
        phrasing=entry.question,
        answerable=True,
    )


def _find(called: tuple[str, ...], words: tuple[str, ...]) -> int | None:
    """Where the words that a kind is called by stand."""
    length = len(called)
    places = range(len(words) - length + 1)
    return next((at for at in places if words[at : at + length] == called), None)
