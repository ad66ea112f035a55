"""Two versions of a knowledge, asked the same questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from chatbot.dialogue import Bot
from chatbot.knowledge import Entry, Knowledge
from chatbot.language import Language
from chatbot.log import Turn
from chatbot.matching import Progress, silent
from chatbot.workshop.diff.gathering import Case, gather
from chatbot.workshop.questions import Question
from chatbot.workshop.replaying import (
    MOST_REPLAYED,
    Concern,
    Got,
    Shift,
    Verdict,
    ask,
    judge,
    shift,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that gets another answer."""

    question: str
    count: int
    """How often it was asked, by the log."""
    place: str
    """Where it stands: ``faq.yaml:12``; empty if only in the log."""
    shift: Shift
    verdict: Verdict
    before: Got
    after: Got
    is_dropped: bool = False
    """Whether only the old version says what is right, by a phrasing that the new one has not."""


@dataclass(frozen=True, slots=True)
class Diff:
    """What the new version does otherwise."""

    old: str
    """The file, or the revision of it."""
    new: str
    questions: int
    """How many different ones there are."""
    asked: int
    """How many of them were asked."""
    differences: tuple[Difference, ...]
    """What was right and is not any more first, then what was asked the most."""

    @property
    def broken(self) -> tuple[Difference, ...]:
        """What was right and is not any more."""
        return tuple(one for one in self.differences if one.verdict == "broken")

    def of(self, shift: Shift) -> tuple[Difference, ...]:
        """All differences of one kind."""
        return tuple(one for one in self.differences if one.shift == shift)


def compare(
    old: Bot,
    new: Bot,
    turns: Sequence[Turn] = (),
    questions: Sequence[Question] = (),
    most: int | None = MOST_REPLAYED,
    progress: Progress = silent,
) -> Diff:
    """Ask both bots everything there is to ask: the files' own questions, and the given ones.

    Of more than ``most`` questions those are asked that the change concerns the most, and all
    tests; None asks every question.
    """
    before, after = old.knowledge, new.knowledge
    cases = gather(before, after, turns, questions, new.day())
    concerned = _concerned(cases, before, after, most)
    found = []
    for done, case in enumerate(concerned):
        progress(done, len(concerned))
        difference = _difference(case, old, new)
        if difference:
            found.append(difference)
    progress(len(concerned), len(concerned))
    found.sort(key=lambda one: one.verdict != "broken")
    return Diff(before.path, after.path, len(cases), len(concerned), tuple(found))


def _difference(case: Case, old: Bot, new: Bot) -> Difference | None:
    before, after = (ask(bot, case.question, case.audience) for bot in (old, new))
    how = shift(before, after)
    if how is None:
        return None
    verdict = judge(before, after, case.label)
    where = (case.question, case.count, case.place)
    return Difference(*where, how, verdict, before, after, case.is_dropped)


def _concerned(
    cases: Sequence[Case], old: Knowledge, new: Knowledge, most: int | None
) -> Sequence[Case]:
    """The cases to ask: all, or those that have to do with what is changed, in their order."""
    if most is None or len(cases) <= most:
        return cases
    changed = list(_changed(old, new))
    ids = {entry.id for entry in changed}
    texts = chain.from_iterable(map(_texts, changed))
    known = chain.from_iterable(entry.phrasings for entry in new.entries)
    concern = Concern(Language.load(new.language), (case.question for case in cases), known)
    shared = concern.of(chain(texts, _of_all(old, new)))

    def rank(place: int, case: Case) -> tuple[bool, bool, float]:
        touched = not ids.isdisjoint(case.entry_ids)
        return case.must_be_asked, touched, shared.get(place, 0.0)

    ranks = [(rank(place, case), case) for place, case in enumerate(cases)]
    ranked = sorted((one for one in ranks if any(one[0])), key=lambda one: one[0], reverse=True)
    least = sum(case.must_be_asked for case in cases)
    taken = {id(case) for _, case in ranked[: max(most, least)]}
    return [case for case in cases if id(case) in taken]


def _changed(old: Knowledge, new: Knowledge) -> Iterator[Entry]:
    """The entries that only one of two versions has, or that are not the same in both."""
    before, after = ({_bare(entry): entry for entry in one.entries} for one in (old, new))
    return (
        entry
        for key, entry in chain(before.items(), after.items())
        if (key in before) != (key in after)
    )


def _bare(entry: Entry) -> str:
    """All that is said about an entry, but for where it stands."""
    return repr(entry._replace(line=0, path=""))


def _texts(entry: Entry) -> tuple[str, ...]:
    return (*entry.phrasings, entry.text)


def _of_all(old: Knowledge, new: Knowledge) -> Iterator[str]:
    """Names, words that mean the same and unanswered questions that only one version has."""
    for mine, other in ((old, new), (new, old)):
        for group in set(mine.synonyms) - set(other.synonyms):
            yield from group
        yield from set(mine.unanswered) - set(other.unanswered)
        for entity in set(mine.entities) - set(other.entities):
            yield from (entity.name, *entity.aliases)
