"""What the log suggests to add to the knowledge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice, zip_longest
from typing import Final

from chatbot.dialogue import Bot
from chatbot.knowledge import Knowledge, free, slug
from chatbot.language import Language
from chatbot.log import Turn
from chatbot.matching import Match, Progress, silent
from chatbot.workshop.gaps import NEAR, UNSURE
from chatbot.workshop.grouping import Asked, distinct, grouped, size
from chatbot.workshop.learning.changes import Change, taken_ids
from chatbot.workshop.learning.effects import Replay
from chatbot.workshop.rephrasing import MeantEntry, is_miss, meant_by

MOST_PROPOSED: Final = 100
"""Proposals that are made at once."""
MOST_EXAMPLES: Final = 8
"""Phrasings of one proposal."""
ENOUGH_FOR_SYNONYMS: Final = 2
"""Questions in which one word has to stand for another."""
_LOOKED_AT: Final = 10
_MOST_TRIED: Final = 200
"""Questions that are looked through for synonyms; answers found sure by now before the search for
unsure ones ends."""
_NOTHING: Final = "nothing comes near"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change, and why."""

    change: Change
    why: str
    """In words: what those who asked did, or what comes near."""
    count: int
    """How often its questions were asked."""
    nearest: tuple[str, ...] = ()
    """Ids of the entries that come near, best first."""

    @property
    def key(self) -> str:
        """What it is known by once somebody said no to it."""
        change = self.change
        return "|".join((change.kind, change.entry, change.texts[0].casefold()))


@dataclass(slots=True)
class _Learner:
    bot: Bot
    meant: dict[str, MeantEntry]
    words: Callable[[str], tuple[str, ...]]
    taken: set[tuple[str, ...]] = field(default_factory=set)
    """The words of everything that the knowledge has or that is proposed already."""


def propose(
    turns: Sequence[Turn],
    bot: Bot,
    rejected: Collection[str] = (),
    progress: Progress = silent,
) -> tuple[Proposal, ...]:
    """What is worth a look, what was asked the most and is known best first.

    Of more than :data:`MOST_PROPOSED` proposals the first are made; half of them at most are what
    people meant, as long as there are others. ``bot`` has the knowledge as it is now; ``rejected``
    are the keys of proposals that somebody said no to. Nothing is learnt before somebody says yes.
    """
    knowledge = bot.knowledge
    learner = _Learner(bot, meant_by(turns), cache(Language.load(knowledge.language).words))
    entries = (*knowledge.entries, *knowledge.inactive)  # an answer may be still to be written
    known = (text for entry in entries for text in entry.phrasings)
    learner.taken.update(learner.words(text) for text in (*known, *knowledge.unanswered))
    asked = distinct(turns, knowledge.language)
    fresh = [one for one in asked if learner.words(one.text) not in learner.taken]
    groups = grouped([one for one in fresh if _is_open(one)], knowledge, progress)
    people = (one for one in _from_people(fresh, learner) if one.key not in rejected)
    missed, unsure = _from_groups(groups, learner), _from_unsure(fresh, learner)
    in_turn = (one for pair in zip_longest(missed, unsure) for one in pair if one)
    others = (one for one in chain(_synonyms(fresh, learner), in_turn) if one.key not in rejected)
    found = chain(islice(people, MOST_PROPOSED // 2), others, people)
    return tuple(islice(found, MOST_PROPOSED))


def _is_open(asked: Asked) -> bool:
    return all(is_miss(turn) for turn in asked.turns)


def _from_people(asked: Sequence[Asked], learner: _Learner) -> Iterator[Proposal]:
    """Phrasings that those who asked showed to mean an entry; they are taken at once."""
    entries = {entry.id for entry in learner.bot.knowledge.entries}
    known: list[tuple[Asked, str, str]] = []
    for one in asked:
        found = [learner.meant[turn.id] for turn in one.turns if turn.id in learner.meant]
        votes = Counter(meaning.entry for meaning in found if meaning.entry in entries)
        if votes:
            entry = votes.most_common(1)[0][0]
            why = next(meaning.why for meaning in found if meaning.entry == entry)
            known.append((one, entry, why))
    learner.taken.update(learner.words(one.text) for one, _, _ in known)
    return (_phrasing(*each, learner) for each in known)


def _from_groups(groups: Sequence[Sequence[Asked]], learner: _Learner) -> Iterator[Proposal]:
    """For what had no answer: phrasings where an entry comes near, else a new entry."""
    for group in groups:
        left = [one for one in group if learner.words(one.text) not in learner.taken]
        if not left:
            continue
        found = learner.bot.match(left[0].text, limit=3)
        if found and found[0].confidence >= NEAR:
            why = f"{found[0].entry_id} comes nearest, {found[0].confidence:.0%} sure"
            yield _phrasing(left[0], found[0].entry_id, why, learner, size(group))
        else:
            yield _new_entry(left, found, learner)


def _from_unsure(asked: Sequence[Asked], learner: _Learner) -> Iterator[Proposal]:
    """Answers that were not sure: right ones become phrasings, the least sure first."""
    unsure = [one for one in asked if learner.words(one.text) not in learner.taken]
    rated = [(one.turns[-1], one) for one in unsure if one.turns[-1].kind == "answer"]
    rated.sort(key=lambda item: item[0].confidence)
    sure = 0
    for _, one in rated:
        reply = learner.bot.ask(one.text)
        if reply.kind == "answer" and reply.confidence < UNSURE:
            why = f"answered with {reply.entry_ids[0]}, only {reply.confidence:.0%} sure"
            yield _phrasing(one, reply.entry_ids[0], why, learner, len(one.turns))
        elif (sure := sure + 1) == _MOST_TRIED:
            return


def _phrasing(one: Asked, entry: str, why: str, learner: _Learner, count: int = 0) -> Proposal:
    learner.taken.add(learner.words(one.text))
    nearest = _ids(learner.bot.match(one.text, limit=3))
    return Proposal(Change("phrasing", (one.text,), entry), why, count or len(one.turns), nearest)


def _new_entry(group: Sequence[Asked], found: Sequence[Match], learner: _Learner) -> Proposal:
    learner.taken.update(learner.words(one.text) for one in group)
    texts = tuple(one.text for one in group[:MOST_EXAMPLES])
    change = Change("entry", texts, free(slug(texts[0]), taken_ids(learner.bot.knowledge)))
    return Proposal(change, _NOTHING, size(group), _ids(found))


def _synonyms(asked: Sequence[Asked], learner: _Learner) -> Iterator[Proposal]:
    """Words that stand for one another in several questions whose entry is known."""
    seen: dict[tuple[str, str], set[str]] = {}
    known = (one for one in asked if any(turn.id in learner.meant for turn in one.turns))
    for one in islice(known, _MOST_TRIED):
        meanings = [learner.meant[turn.id] for turn in one.turns if turn.id in learner.meant]
        for match in learner.bot.match(one.text, limit=_LOOKED_AT):
            left, missing = match.evidence.left_over, match.evidence.missing
            if match.entry_id == meanings[0].entry and len(left) == len(missing) == 1:
                seen.setdefault((missing[0], left[0]), set()).add(one.text)
    for words, questions in seen.items():
        if len(questions) >= ENOUGH_FOR_SYNONYMS:
            said = ", ".join(f"“{question}”" for question in sorted(questions)[:2])
            yield Proposal(Change("synonym", words), f"one for the other in {said}", len(questions))


def _ids(found: Sequence[Match]) -> tuple[str, ...]:
    return tuple(match.entry_id for match in found)


def prepared(turns: Sequence[Turn], knowledge: Knowledge) -> Replay:
    """All that was asked, with what is known to be right: to measure proposals with."""
    asked = distinct(turns, knowledge.language)
    meant = meant_by(turns)
    expected = {question: entry.id for entry in knowledge.entries for question in entry.tests.match}
    for one in asked:
        found = [meant[turn.id].entry for turn in one.turns if turn.id in meant]
        if found:
            expected[one.text] = found[-1]
    return Replay(knowledge, asked, expected)
