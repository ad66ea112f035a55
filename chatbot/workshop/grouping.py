"""Questions that ask the same, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from chatbot.knowledge import Entry, Knowledge
from chatbot.language import Language
from chatbot.log import Turn, without_marks
from chatbot.matching import Match, Matcher, Progress, silent
from chatbot.workshop.rephrasing import SURE

MOST_GROUPED: Final = 2_000
"""Different questions that are put together, the most frequent ones."""
SAME: Final = 0.5
"""The agreement of two questions, 0 to 1, from which they are taken to ask the same."""
_LOOKED_AT: Final = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, however often it was asked."""

    text: str
    """As it was typed first; what was redacted is left out."""
    turns: tuple[Turn, ...]
    """Oldest first, at least one."""

    @property
    def entry_ids(self) -> tuple[str, ...]:
        """Ids of the entries that came near when it was asked last."""
        last = self.turns[-1]
        return (*last.entry_ids, *last.offered_ids, *filter(None, [last.runner_up]))

    @property
    def is_sure(self) -> bool:
        """Whether it had a sure answer when it was asked last."""
        last = self.turns[-1]
        return last.kind == "answer" and last.confidence >= SURE


def distinct(turns: Sequence[Turn], language: str) -> tuple[Asked, ...]:
    """The different questions of some turns that stand alone, the most frequent first."""
    words = Language.load(language).words
    words_of = cache(lambda question: words(without_marks(question)))
    found: dict[tuple[str, ...], list[Turn]] = {}
    for turn in (one for one in turns if one.stands_alone):
        found.setdefault(words_of(turn.question), []).append(turn)
    found.pop((), None)
    asked = (Asked(without_marks(same[0].question), tuple(same)) for same in found.values())
    return tuple(sorted(asked, key=lambda one: -len(one.turns)))


def grouped(
    asked: Sequence[Asked], knowledge: Knowledge, progress: Progress = silent
) -> tuple[tuple[Asked, ...], ...]:
    """The questions that ask the same, each with those like it; the largest group first.

    Of groups of one size that comes first which has the most questions somewhat like its own.
    They are matched with one another as an entry's phrasings are with a question, with the names
    and synonyms of the knowledge.
    """
    asked = asked[:MOST_GROUPED]
    if not asked:
        return ()
    matcher = Matcher(_as_knowledge(asked, knowledge))
    group_of: dict[str, list[Asked]] = {}
    alike: dict[int, float] = {}
    for place, one in enumerate(asked):
        progress(place, len(asked))
        found = matcher.match(one.text, limit=_LOOKED_AT)
        alike[id(one)] = sum(map(_agreement, found))
        near = (group_of.get(match.entry_id) for match in found if _is_same(match))
        group = next(filter(None, near), [])
        group.append(one)
        group_of[str(place)] = group
    progress(len(asked), len(asked))
    groups = {id(group): tuple(group) for group in group_of.values()}
    return tuple(sorted(groups.values(), key=lambda group: (-size(group), -alike[id(group[0])])))


def size(group: Sequence[Asked]) -> int:
    """How often the questions of a group were asked."""
    return sum(len(one.turns) for one in group)


def _is_same(match: Match) -> bool:
    """Whether two questions ask the same; how sure a match is depends on how many are alike."""
    return _agreement(match) >= SAME


def _agreement(match: Match) -> float:
    conflicts = match.evidence.conflicts
    return 0.0 if conflicts else match.evidence.signals.get("agreement", 0.0)


def _as_knowledge(asked: Sequence[Asked], knowledge: Knowledge) -> Knowledge:
    """Knowledge in which each question is an entry."""
    entries = tuple(Entry(str(place), one.text, (one.text,), "") for place, one in enumerate(asked))
    return knowledge._replace(entries=entries, kinds=(), unanswered=(), smalltalk=())
