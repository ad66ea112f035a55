"""What became of many questions, as figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.dialogue import Bot, Reply
from chatbot.matching import Match
from chatbot.workshop.figures import Bin, auroc, expected_calibration_error, reliability
from chatbot.workshop.questions import Asked

MOST_CONFUSED = 10
MOST_ERRORS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question and what became of it."""

    asked: Asked
    reply: Reply
    matches: tuple[Match, ...]
    """The likeliest entries, best first."""

    @property
    def best(self) -> Match | None:
        """The likeliest entry."""
        return self.matches[0] if self.matches else None

    @property
    def confidence(self) -> float:
        """In the likeliest entry; 0 without one."""
        return self.best.confidence if self.best else 0.0

    @property
    def is_right(self) -> bool:
        """Whether the likeliest entry is one that answers."""
        return self.best is not None and self.best.entry_id in self.asked.ids

    @property
    def is_wrong_answer(self) -> bool:
        """Whether it was answered, and not with an entry that answers it."""
        answered = self.reply.kind == "answer"
        return answered and not set(self.reply.entry_ids).issubset(self.asked.ids)


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two entries of which one was taken for the other."""

    wanted: str
    got: str
    times: int
    words: tuple[str, ...]
    """The words that led there, most frequent first."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one evaluation: shares from 0 to 1, None where there is nothing to share."""

    title: str
    questions: int
    in_scope: int
    accuracy: float | None
    """Of the questions in scope, those whose likeliest entry is right."""
    answered: int
    clarified: int
    declined: int
    """Or taken for small talk."""
    precision: float | None
    """Of the questions answered, those answered rightly."""
    coverage: float | None
    """Of the questions in scope, those answered rightly."""
    refused: float | None
    """Of the questions out of scope, those not answered."""
    auroc: float | None
    """How well confidence tells in scope from out of scope, 0.5 to 1."""
    calibration_error: float
    bins: tuple[Bin | None, ...]
    confused: tuple[Confusion, ...]
    errors: tuple[Outcome, ...]
    """Wrong answers, the most confident first."""


def ask_all(bot: Bot, asked: Sequence[Asked]) -> list[Outcome]:
    """Every question by itself, without a conversation."""
    return [Outcome(one, bot.ask(one.question), bot.match(one.question)) for one in asked]


def evaluate(title: str, outcomes: Sequence[Outcome]) -> Evaluation:
    """The figures of what became of questions."""
    inside = [one for one in outcomes if one.asked.ids]
    outside = [one for one in outcomes if not one.asked.ids]
    answered = [one for one in outcomes if one.reply.kind == "answer"]
    right = sum(not one.is_wrong_answer for one in answered)
    clarified = sum(one.reply.kind == "clarify" for one in outcomes)
    rated = [(one.confidence, one.is_right) for one in outcomes]
    wrong = sorted(answered, key=lambda one: -one.confidence)
    return Evaluation(
        title=title,
        questions=len(outcomes),
        in_scope=len(inside),
        accuracy=_share(sum(one.is_right for one in inside), len(inside)),
        answered=len(answered),
        clarified=clarified,
        declined=len(outcomes) - len(answered) - clarified,
        precision=_share(right, len(answered)),
        coverage=_share(right, len(inside)),
        refused=_share(sum(one.reply.kind != "answer" for one in outside), len(outside)),
        auroc=_separation(inside, outside),
        calibration_error=expected_calibration_error(rated),
        bins=tuple(reliability(rated)),
        confused=_confused(outcomes),
        errors=tuple(one for one in wrong if one.is_wrong_answer)[:MOST_ERRORS],
    )


def _separation(inside: Sequence[Outcome], outside: Sequence[Outcome]) -> float | None:
    if not inside or not outside:
        return None
    return auroc([one.confidence for one in inside], [one.confidence for one in outside]) / 100


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _confused(outcomes: Sequence[Outcome]) -> tuple[Confusion, ...]:
    times: Counter[tuple[str, str]] = Counter()
    words: dict[tuple[str, str], Counter[str]] = {}
    for one in outcomes:
        if one.asked.ids and one.best and not one.is_right:
            pair = one.asked.ids[0], one.best.entry_id
            times[pair] += 1
            words.setdefault(pair, Counter()).update(p.phrased for p in one.best.evidence.pairs)
    return tuple(
        Confusion(*pair, number, tuple(word for word, _ in words[pair].most_common(5)))
        for pair, number in times.most_common(MOST_CONFUSED)
    )
