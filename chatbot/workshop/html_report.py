"""The report on an evaluation as one page of HTML that needs nothing else."""

from __future__ import annotations

from typing import Final

from chatbot.workshop import diagrams, labels, pages
from chatbot.workshop.evaluating import Evaluation

MOST_EXAMPLES: Final = 5
"""Questions shown of each two entries that were taken for one another."""


def as_html(evaluation: Evaluation) -> str:
    """The whole page. It has no scripts, links or images, and a policy that lets none in.

    Raises :class:`~chatbot.errors.MissingExtra` without Jinja2.
    """
    title, figures = labels.title(evaluation), evaluation.figures
    body = pages.filled(
        "workshop/evaluation.html",
        title=title,
        evaluation=evaluation,
        figures=figures,
        labels=labels,
        bars=pages.Drawn(diagrams.verdict_bars(figures)),
        reliability=pages.Drawn(diagrams.reliability(figures.reliability)),
        swatches={verdict: pages.Drawn(diagrams.swatch(verdict)) for verdict in labels.VERDICTS},
        most_examples=MOST_EXAMPLES,
    )
    return pages.page("evaluate", pages.text(title), [body])
