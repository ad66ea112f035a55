"""How well a knowledge file answers questions whose right entry is known."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan
from typing import NamedTuple

from chatbot.dialogue import Bot, Reply, pack
from chatbot.errors import Problem, QuestionsError
from chatbot.knowledge import Knowledge
from chatbot.matching import Progress, TextCache, silent
from chatbot.workshop.confusion import Confusion, find_confusions
from chatbot.workshop.holding_out import can_be_held_out, rounds
from chatbot.workshop.metrics import Bin, auroc, expected_calibration_error, reliability
from chatbot.workshop.outcomes import Outcome, Verdict, ask
from chatbot.workshop.questions import Question, read_questions
from chatbot.workshop.restrictions import for_everybody

MOST_ERRORS = 10
"""Errors that are explained."""
_LOOKED_AT = 10
"""Entries among which the right one is looked for, where another was taken."""


class Share(NamedTuple):
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Metrics:
    """What all outcomes come to, at least one."""

    accuracy: Share
    """Of the answerable questions, those whose best match is right, whatever its confidence."""
    precision: Share
    """Of the answers given, those that are right."""
    coverage: Share
    """Of the answerable questions, those that got an answer."""
    verdicts: dict[bool, dict[Verdict, int]]
    """For answerable questions (True) and the others: how many had which verdict."""
    auroc: float | None
    """The chance, 0 to 1, that confidence in an answerable question is above that in another;
    None where all questions are of one sort."""
    calibration_error: float
    """How far confidence is from the share of best matches that is right, 0 to 1."""
    reliability: tuple[Bin | None, ...]
    """Confidences in ten bins from 0 to 1, with the share that is right."""


@dataclass(frozen=True, slots=True)
class Error:
    """A question that went wrong, with what explains it."""

    outcome: Outcome
    reply: Reply
    severity: float
    """1 and more for a wrong answer, below 1 for none; higher the surer the bot was."""
    place: int | None
    """How high the acceptable entry was ranked, from 1; None where no entry should have
    answered, or the acceptable ones are not among the first."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything an evaluation found."""

    faq: str
    """The knowledge file."""
    questions: str | None
    """The file of questions; None where the file's own phrasings were held out."""
    left_out: int
    """Entries with one phrasing, which cannot be held out."""
    outcomes: tuple[Outcome, ...]
    figures: Metrics
    confusions: tuple[Confusion, ...]
    """The most confused pairs, worst first."""
    errors: tuple[Error, ...]
    """The worst errors, worst first."""


def evaluate(
    faq: str | os.PathLike[str],
    questions: str | None,
    progress: Progress = silent,
    language: str | None = None,
) -> Evaluation:
    """Ask every question in the file ``questions``; without one, cross-validate.

    Of several knowledge files, one for each language, it is the one in ``language``.

    To cross-validate is to hold out each phrasing of the knowledge in turn and ask it. Raises
    KnowledgeError and KnowledgeNotReadable for the knowledge, QuestionsError for wrong questions,
    and OSError when those cannot be read.
    """
    knowledge = for_everybody(Knowledge.load(faq, language))
    if questions is None:
        asked = _cross_validated(knowledge, progress)
    else:
        known = [entry.id for entry in knowledge.entries]
        asked = _asked(Bot(knowledge), read_questions(questions, known), progress)
    outcomes: list[Outcome] = []
    errors: list[Error] = []
    for outcome, error in asked:
        outcomes.append(outcome)
        if error:  # only the worst are kept, as each holds all that its reply was decided from
            errors = sorted([*errors, error], key=lambda one: -one.severity)[:MOST_ERRORS]
    single = sum(len(entry.phrasings) == 1 for entry in knowledge.entries)
    return Evaluation(
        knowledge.path,
        questions,
        0 if questions else single,
        tuple(outcomes),
        measure(outcomes),
        find_confusions(knowledge, outcomes),
        tuple(errors),
    )


def measure(outcomes: Sequence[Outcome]) -> Metrics:
    """The figures of some outcomes."""
    inside = [one for one in outcomes if one.answerable]
    outside = [one for one in outcomes if not one.answerable]
    answers = [one for one in outcomes if one.verdict in ("right", "wrong")]
    rated = [(one.confidence, one.best_is_right) for one in outcomes]
    separation = auroc([one.confidence for one in inside], [one.confidence for one in outside])
    return Metrics(
        accuracy=Share(sum(one.best_is_right for one in inside), len(inside)),
        precision=Share(sum(one.verdict == "right" for one in answers), len(answers)),
        coverage=Share(sum(one.answerable for one in answers), len(inside)),
        verdicts={
            True: Counter(one.verdict for one in inside),
            False: Counter(one.verdict for one in outside),
        },
        auroc=None if isnan(separation) else separation / 100,
        calibration_error=expected_calibration_error(rated),
        reliability=tuple(reliability(rated)),
    )


def _asked(
    bot: Bot, questions: Sequence[Question], progress: Progress
) -> Iterator[tuple[Outcome, Error | None]]:
    for done, question in enumerate(questions):
        progress(done, len(questions))
        yield _examine(bot, question)
    progress(len(questions), len(questions))


def _cross_validated(
    knowledge: Knowledge, progress: Progress
) -> Iterator[tuple[Outcome, Error | None]]:
    held_out = can_be_held_out(knowledge)
    if not held_out:
        what = 'no entry has two phrasings, so none can be held out; add some under "also_asked"'
        raise QuestionsError((Problem(knowledge.path, 0, 0, what),))
    done, text_cache = 0, TextCache()
    for one in rounds(knowledge, held_out):
        bot = Bot(one.knowledge, packed=pack(one.knowledge, text_cache=text_cache).sections())
        for entry, phrasing in one.held:
            progress(done, len(held_out))
            done += 1
            yield _examine(bot, Question(phrasing, (entry.id,), knowledge.place_of(entry)))
    progress(done, done)


def _examine(bot: Bot, question: Question) -> tuple[Outcome, Error | None]:
    outcome, reply = ask(bot, question)
    if not outcome.is_error:
        return outcome, None
    wrong = outcome.verdict == "wrong"
    severity = 1 + reply.confidence if wrong else outcome.confidence
    found = bot.match(question.text, limit=_LOOKED_AT)
    ranked = [place for place, m in enumerate(found, 1) if m.entry_id in question.expected]
    return outcome, Error(outcome, reply, severity, ranked[0] if ranked else None)
