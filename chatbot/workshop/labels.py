"""What the reports on an evaluation say, whatever they are written as."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from chatbot.dialogue import Explanation
from chatbot.workshop.evaluating import Error, Evaluation, Metrics, Share
from chatbot.workshop.metrics import BINS, Bin
from chatbot.workshop.outcomes import Outcome, Verdict

VERDICTS: dict[Verdict, str] = {
    "right": "answered rightly",
    "offered": "asked back, offering the right entry",
    "asked": "asked back, not offering it",
    "declined": "declined",
    "wrong": "answered wrongly",
}
"""From best to worst for a question that has an answer."""


MOST_IDS = 3
"""Ids named of those that would have been right; a question may have any number."""


class Line(NamedTuple):
    """One figure."""

    name: str
    value: str
    meaning: str


def title(evaluation: Evaluation) -> str:
    """What was measured with what."""
    how = f"with {evaluation.questions}" if evaluation.questions else "cross-validated"
    return f"{evaluation.faq} {how}"


def extent(evaluation: Evaluation) -> str:
    """How many questions there were, of which sort."""
    verdicts = evaluation.figures.verdicts
    inside, outside = (sum(verdicts[answerable].values()) for answerable in (True, False))
    if evaluation.questions:
        return f"{inside + outside} questions: {inside} answerable, {outside} not"
    text = f"{inside} phrasings, each held out and asked, which is harder than real life"
    if evaluation.left_out:
        text += f"; {count(evaluation.left_out, 'entry', 'entries')} with one phrasing left out"
    return text


def figures(found: Metrics) -> Iterator[Line]:
    """The figures in one line each."""
    yield Line("Accuracy", share(found.accuracy), "of the answerable: the right entry comes first")
    yield Line("Precision", share(found.precision), "of the answers given: right")
    yield Line("Coverage", share(found.coverage), "of the answerable: got an answer")
    if found.auroc is not None:
        meaning = "answerable against not: 1 is best, 0.5 is chance"
        yield Line("AUROC", f"{found.auroc:.2f}", meaning)
    meaning = "confidence against share right: 0 is best"
    yield Line("Calibration error", f"{found.calibration_error:.2f}", meaning)


def tallies(found: Metrics, verdict: Verdict) -> tuple[str, str]:
    """How many answerable and how many other questions had a verdict; empty if they cannot."""
    impossible = verdict in ("right", "offered")
    inside, outside = (found.verdicts[answerable].get(verdict, 0) for answerable in (True, False))
    return str(inside), "" if impossible else str(outside)


def bins(found: Metrics) -> Iterator[tuple[str, Bin | None]]:
    """Every bin of the reliability diagram, with the confidences it holds."""
    width = 100 // BINS
    for number, one in enumerate(found.reliability):
        yield f"{number * width}-{(number + 1) * width}%", one


def share(found: Share) -> str:
    """``9 of 12, 75%``."""
    value = found.value
    return "–" if value is None else f"{found.part} of {found.whole}, {percent(value)}"


def percent(value: float) -> str:
    """``75%``."""
    return f"{value * 100:.0f}%"


def count(number: int, one: str, several: str) -> str:
    """``1 entry``, ``2 entries``."""
    return f"{number} {one if number == 1 else several}"


def mistake(outcome: Outcome) -> str:
    """Which entry came first in place of which."""
    right = _right(outcome)
    return f"{outcome.best} instead of {right}, {percent(outcome.confidence)} sure"


def verdict(error: Error) -> str:
    """What went wrong, and what would have been right."""
    outcome = error.outcome
    ids = " and ".join(outcome.entry_ids)
    done = {
        "wrong": f"answered with {ids}, {percent(error.reply.confidence)} sure",
        "asked": f"asked back, offering {ids}",
    }.get(outcome.verdict, f"declined ({error.reply.reason})" if error.reply.reason else "declined")
    if not outcome.answerable:
        return f"{done}; no entry answers it"
    right = _right(outcome)
    ranked = f"came {_ordinal(error.place)}" if error.place else "did not come near"
    return f"{done}; right is {right}, which {ranked}"


def explanation(error: Error) -> list[str]:
    """Why it went wrong, line by line."""
    lines = str(Explanation(error.reply)).split("\n")
    return lines[1:] if len(error.reply.decisions) == 1 else lines  # the first has the question


def _right(outcome: Outcome) -> str:
    """The entries that would have been right."""
    ids = outcome.question.expected
    more = len(ids) - MOST_IDS
    return " or ".join([*ids[:MOST_IDS], *([count(more, "other", "others")] if more > 0 else [])])


def _ordinal(number: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")
