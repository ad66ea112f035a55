"""The questions that two versions of a knowledge are asked, with what is known to be right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from chatbot.knowledge import Entry, Knowledge
from chatbot.language import Language
from chatbot.log import Turn
from chatbot.workshop.grouping import Asked, distinct
from chatbot.workshop.questions import Question
from chatbot.workshop.replaying import Label


@dataclass(frozen=True, slots=True)
class Case:
    """One question, wherever it comes from."""

    question: str
    audience: tuple[str, ...] | None = None
    """Whom the reply is for; None for those the bot is for."""
    count: int = 0
    """How often it was asked, by the log."""
    place: str = ""
    """Where it stands: ``faq.yaml:12``; empty if only in the log."""
    label: Label | None = None
    must_be_asked: bool = False
    """Whether it is asked however many questions there are."""
    entry_ids: tuple[str, ...] = ()
    """Of entries that it has to do with."""
    is_dropped: bool = False
    """Whether it is a phrasing of the old version, and nothing but that says what is right."""


def gather(
    old: Knowledge,
    new: Knowledge,
    turns: Sequence[Turn],
    questions: Sequence[Question],
    today: str,
) -> tuple[Case, ...]:
    """All questions, each once: those that people asked most often first.

    Of the files' own those of entries that are valid ``today``, written as ``2024-05-03``.
    What is right is said by the file of questions, else by the tests of the new knowledge, else by
    those of the old one whose entries are still there, else by the phrasings of the new one, else
    by those who liked an answer or taught a better one, else by the phrasings of the old one.
    """
    ids = {entry.id for entry in new.entries}
    kept = [entry for entry in old.entries if entry.id in ids]
    places = {entry.id: one.place_of(entry) for one in (old, new) for entry in one.entries}
    log = distinct(turns, new.language)
    words = Language.load(new.language).words
    sources: tuple[Iterable[Case], ...] = (
        _of_questions(questions),
        _of_tests(new.entries, places, today),
        _of_tests(kept, places, today),
        _of_phrasings(new, places, today),
        (_of_asked(one, ids) for one in log),
        _of_old(_of_phrasings(old, places, today), new, words),
    )
    pool = _Pool(words)
    for source in sources:
        pool.add(source)
    return tuple(sorted(pool.cases(), key=lambda case: -case.count))


class _Pool:
    """Cases by the words and the audience of their questions."""

    def __init__(self, words: Callable[[str], tuple[str, ...]]) -> None:
        self._words = words
        self._cases: dict[object, Case] = {}

    def add(self, cases: Iterable[Case]) -> None:
        """Add cases from one source; what an earlier one said of a question holds."""
        labels: dict[object, Label | None] = {}
        for case in cases:
            words = self._words(case.question)
            key = words, frozenset(case.audience or ())
            mine = self._cases.setdefault(key, case)
            if mine.label is None or key in labels:
                before = labels.setdefault(key, mine.label if mine is not case else None)
                label = _joined(before, case.label)
                labels[key] = label
                mine = replace(mine, label=label, is_dropped=case.is_dropped)
            self._cases[key] = replace(
                mine,
                place=mine.place or case.place,
                count=max(mine.count, case.count),
                must_be_asked=mine.must_be_asked or case.must_be_asked,
                entry_ids=tuple(dict.fromkeys((*mine.entry_ids, *case.entry_ids))),
            )

    def cases(self) -> Iterable[Case]:
        """All of them."""
        return self._cases.values()


def _joined(one: Label | None, other: Label | None) -> Label | None:
    return one.joined(other) if one and other else one or other


def _of_questions(questions: Iterable[Question]) -> Iterator[Case]:
    for one in questions:
        label = Label(one.expected)
        yield Case(one.text, place=one.place, label=label, entry_ids=one.expected)


def _of_tests(entries: Iterable[Entry], places: Mapping[str, str], today: str) -> Iterator[Case]:
    for entry in entries:
        if not entry.is_valid(today):
            continue
        right, wrong = Label((entry.id,)), Label(None, (entry.id,))
        for label, tests in ((right, entry.tests.match), (wrong, entry.tests.reject)):
            for test in tests:
                yield Case(test, entry.audience, 0, places[entry.id], label, True, (entry.id,))


def _of_phrasings(knowledge: Knowledge, places: Mapping[str, str], today: str) -> Iterator[Case]:
    for entry in knowledge.entries:
        label, place = Label((entry.id,)), places[entry.id]
        for text in entry.phrasings if entry.is_valid(today) else ():
            yield Case(text, entry.audience, 0, place, label, False, (entry.id,))
    for text in knowledge.unanswered:
        yield Case(text, None, 0, knowledge.path, Label(()))


def _of_old(
    cases: Iterable[Case], new: Knowledge, words: Callable[[str], tuple[str, ...]]
) -> Iterator[Case]:
    """Phrasings of the old version, right by it unless the new one says itself what is right."""
    phrasings = chain.from_iterable(entry.phrasings for entry in new.entries)
    said = set(map(words, chain(phrasings, new.unanswered)))
    for case in cases:
        is_dropped = bool(case.entry_ids) and words(case.question) not in said
        yield replace(case, label=case.label if is_dropped else None, is_dropped=is_dropped)


def _of_asked(one: Asked, ids: Collection[str]) -> Case:
    label: Label | None = None
    for turn in one.turns:
        said = (turn.taught,) if turn.taught else turn.entry_ids if _is_liked(turn) else ()
        known = tuple(entry for entry in said if entry in ids)
        label = Label(known) if known else label
    return Case(one.text, None, len(one.turns), "", label, False, one.entry_ids)


def _is_liked(turn: Turn) -> bool:
    return turn.kind == "answer" and turn.feedback > 0
