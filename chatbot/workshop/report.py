"""An evaluation for people at a terminal, and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from chatbot.workshop.evaluation import Evaluation, Outcome

SCHEMA = 1
"""The version of the JSON report."""

_BAR = 20


def as_text(evaluation: Evaluation) -> str:
    """The report as plain text."""
    return "\n".join(
        [
            *_figures(evaluation),
            *_calibration(evaluation),
            *_confused(evaluation),
            *_errors(evaluation),
            "",
        ]
    )


def as_json(evaluation: Evaluation) -> str:
    """The report as one line of JSON."""
    record = {
        "schema": SCHEMA,
        "title": evaluation.title,
        "questions": evaluation.questions,
        "in_scope": evaluation.in_scope,
        "accuracy": evaluation.accuracy,
        "answered": evaluation.answered,
        "clarified": evaluation.clarified,
        "declined": evaluation.declined,
        "precision": evaluation.precision,
        "coverage": evaluation.coverage,
        "refused": evaluation.refused,
        "auroc": evaluation.auroc,
        "calibration_error": evaluation.calibration_error,
        "reliability": [bin and bin._asdict() for bin in evaluation.bins],
        "confused": [
            {"wanted": c.wanted, "got": c.got, "times": c.times, "words": list(c.words)}
            for c in evaluation.confused
        ],
        "errors": [_error(outcome) for outcome in evaluation.errors],
    }
    return json.dumps(record) + "\n"


def percent(share: float | None) -> str:
    """A share for people: ``83.0 %``, or a dash where there is none."""
    return "–" if share is None else f"{100 * share:.1f} %"


def figures(evaluation: Evaluation) -> list[tuple[str, str, str]]:
    """Every figure: its name, its value and what it means."""
    outside = evaluation.questions - evaluation.in_scope
    asked = f"{evaluation.questions} ({evaluation.in_scope} in scope, {outside} out of scope)"
    replies = (
        f"{evaluation.answered} answered, {evaluation.clarified} asked back, "
        f"{evaluation.declined} declined"
    )
    return [
        ("questions", asked, "what was asked"),
        ("replies", replies, "what was done"),
        ("accuracy", percent(evaluation.accuracy), "in scope: the likeliest entry is right"),
        ("precision", percent(evaluation.precision), "of the answers given, right ones"),
        ("coverage", percent(evaluation.coverage), "in scope: answered rightly"),
        ("refused", percent(evaluation.refused), "out of scope: not answered"),
        ("separation", percent(evaluation.auroc), "AUROC of confidence, in against out of scope"),
        ("calibration", f"{evaluation.calibration_error:.3f}", "expected calibration error"),
    ]


def explained(outcome: Outcome) -> list[str]:
    """Why a wrong answer was given, line by line."""
    best = outcome.best
    wanted = " or ".join(outcome.asked.ids) or "no answer"
    got = " and ".join(outcome.reply.entry_ids)
    lines = [f"wanted {wanted}, got {got} ({outcome.confidence:.0%} sure)"]
    if best:
        pairs = ", ".join(
            p.asked if p.asked == p.phrased else f"{p.asked} = {p.phrased} ({p.how})"
            for p in best.evidence.pairs
        )
        lines.append(f"closest: “{best.phrasing}”; matched: {pairs or 'nothing'}")
        if best.evidence.left_over:
            lines.append(f"left over: {', '.join(best.evidence.left_over)}")
        lines += [f"against it: {guard}" for guard in best.evidence.guards]
        if len(outcome.matches) > 1:
            second = outcome.matches[1]
            lines.append(f"runner-up: {second.entry_id} ({second.confidence:.0%})")
    return lines


def _figures(evaluation: Evaluation) -> Iterator[str]:
    yield evaluation.title
    for name, value, meaning in figures(evaluation):
        yield f"  {name:12} {value:12} {meaning}"


def _calibration(evaluation: Evaluation) -> Iterator[str]:
    yield "\nConfidence, and how often it was right"
    for place, one in enumerate(evaluation.bins):
        if one:
            bar = "#" * round(_BAR * one.accuracy)
            bounds = f"{place * 10:3}–{place * 10 + 10:3} %"
            yield f"  {bounds}  {bar:{_BAR}} {one.accuracy:4.0%} of {one.number}"


def _confused(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.confused:
        yield "\nMost confused"
    for one in evaluation.confused:
        words = ", ".join(one.words)
        yield f"  {one.times} x {one.wanted} taken for {one.got}: {words}"


def _errors(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.errors:
        yield "\nWorst errors"
    for outcome in evaluation.errors:
        yield f"  “{outcome.asked.question}”"
        yield from (f"    {line}" for line in explained(outcome))


def _error(outcome: Outcome) -> dict[str, object]:
    return {
        "question": outcome.asked.question,
        "line": outcome.asked.line,
        "wanted": list(outcome.asked.ids),
        "got": list(outcome.reply.entry_ids),
        "confidence": outcome.confidence,
        "explained": explained(outcome),
    }
