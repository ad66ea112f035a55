"""The report on an evaluation for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from chatbot.workshop import labels
from chatbot.workshop.evaluating import Error, Evaluation, Metrics
from chatbot.workshop.labels import percent
from chatbot.workshop.metrics import Bin

BAR = 30
MOST_EXAMPLES = 3


def as_text(evaluation: Evaluation) -> str:
    """The whole report, without a last newline. It may hold anything that a question holds."""
    parts = [
        [labels.title(evaluation), labels.extent(evaluation)],
        list(_figures(evaluation.figures)),
        list(_verdicts(evaluation.figures)),
        list(_reliability(evaluation.figures)),
        list(_confusions(evaluation)),
        *_errors(evaluation.errors),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _figures(figures: Metrics) -> Iterator[str]:
    lines = list(labels.figures(figures))
    width = max(len(line.value) for line in lines)
    for line in lines:
        yield f"{line.name:18}{line.value:>{width}}   {line.meaning}"


def _verdicts(figures: Metrics) -> Iterator[str]:
    yield f"{'What became of them':38}{'answerable':>12}{_other(figures, 'not answerable')}"
    for verdict, name in labels.VERDICTS.items():
        inside, outside = labels.tallies(figures, verdict)
        yield f"{name:38}{inside:>12}{_other(figures, outside)}".rstrip()


def _other(figures: Metrics, cell: str) -> str:
    """A cell of the column that there is only with questions that no entry answers."""
    return f"{cell:>16}" if figures.verdicts[False] else ""


def _reliability(figures: Metrics) -> Iterator[str]:
    yield "Calibration: how many of the best matches were right (#), how many should be (|)"
    for name, found in labels.bins(figures):
        if found:
            number = labels.count(found.number, "match", "matches")
            yield f"{name:>9} {_bar(found)} {percent(found.accuracy):>5} of {number}"


def _bar(found: Bin) -> str:
    filled = round(found.accuracy * BAR)
    mark = min(round(found.confidence * BAR), BAR - 1)
    bar = "#" * filled + "." * (BAR - filled)
    return f"{bar[:mark]}|{bar[mark + 1 :]}"


def _confusions(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.confusions:
        yield "Most confused"
    for found in evaluation.confusions:
        number = labels.count(len(found.outcomes), "question", "questions")
        yield f"{found.first} and {found.second}, {number}"
        if found.shared_words:
            yield f"   both are asked with: {', '.join(found.shared_words)}"
        for outcome in found.outcomes[:MOST_EXAMPLES]:
            yield f"   “{outcome.question.text}”: {labels.mistake(outcome)}"


def _errors(errors: tuple[Error, ...]) -> Iterator[list[str]]:
    for number, error in enumerate(errors, start=1):
        question = error.outcome.question
        lines = ["Worst errors"] if number == 1 else []
        lines.append(f"{number}. {question.place}: “{question.text}”")
        lines.append(f"   {labels.verdict(error)}")
        lines += [f"   {line}".rstrip() for line in labels.explanation(error)]
        yield lines
