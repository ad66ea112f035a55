"""The report on an evaluation as JSON, complete."""

from __future__ import annotations

import json
from typing import get_args

from chatbot.dialogue import Explanation
from chatbot.workshop.confusion import Confusion
from chatbot.workshop.evaluating import Error, Evaluation, Metrics, Share
from chatbot.workshop.metrics import BINS
from chatbot.workshop.outcomes import Outcome, Verdict

SCHEMA = 1
"""Goes up when a key changes its meaning or goes away."""


def as_json(evaluation: Evaluation) -> str:
    """One line of JSON, in ASCII, that keeps every character exactly. Shares are from 0 to 1."""
    shown = {
        "schema": SCHEMA,
        "faq": evaluation.faq,
        "questions": evaluation.questions,
        "left_out": evaluation.left_out,
        "figures": _figures(evaluation.figures),
        "confusions": [_confusion(found) for found in evaluation.confusions],
        "errors": [_error(error) for error in evaluation.errors],
        "outcomes": [_outcome(outcome) for outcome in evaluation.outcomes],
    }
    return json.dumps(shown, allow_nan=False)


def _figures(figures: Metrics) -> dict[str, object]:
    return {
        "accuracy": _share(figures.accuracy),
        "precision": _share(figures.precision),
        "coverage": _share(figures.coverage),
        "auroc": figures.auroc,
        "calibration_error": figures.calibration_error,
        "verdicts": {
            name: {
                verdict: figures.verdicts[answerable].get(verdict, 0)
                for verdict in get_args(Verdict)
            }
            for name, answerable in (("answerable", True), ("not_answerable", False))
        },
        "reliability": [
            {
                "from": number / BINS,
                "to": (number + 1) / BINS,
                "matches": found.number if found else 0,
                "confidence": found.confidence if found else None,
                "right": found.accuracy if found else None,
            }
            for number, found in enumerate(figures.reliability)
        ],
    }


def _share(share: Share) -> dict[str, object]:
    return {"part": share.part, "whole": share.whole, "value": share.value}


def _confusion(found: Confusion) -> dict[str, object]:
    return {
        "entry_ids": [found.first, found.second],
        "shared_words": list(found.shared_words),
        "outcomes": [_outcome(outcome) for outcome in found.outcomes],
    }


def _error(error: Error) -> dict[str, object]:
    return {
        **_outcome(error.outcome),
        "right_place": error.place,
        "explanation": Explanation(error.reply).as_dict(),
    }


def _outcome(outcome: Outcome) -> dict[str, object]:
    return {
        "question": outcome.question.text,
        "expected": list(outcome.question.expected),
        "place": outcome.question.place,
        "verdict": outcome.verdict,
        "entry_ids": list(outcome.entry_ids),
        "best": outcome.best,
        "best_is_right": outcome.best_is_right,
        "confidence": outcome.confidence,
    }
