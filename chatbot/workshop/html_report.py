"""The report on an evaluation as one page of HTML that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chatbot.workshop import diagrams, labels
from chatbot.workshop.confusion import Confusion
from chatbot.workshop.evaluating import Error, Evaluation, Metrics
from chatbot.workshop.labels import percent
from chatbot.workshop.pages import page, text

MOST_EXAMPLES = 5


def as_html(evaluation: Evaluation) -> str:
    """The whole page. It has no scripts, links or images, and a policy that lets none in."""
    title = text(labels.title(evaluation))
    body = [
        f"<h1>{title}</h1>",
        f"<p>{text(labels.extent(evaluation))}</p>",
        _figures(evaluation.figures),
        _verdicts(evaluation.figures),
        _calibration(evaluation.figures),
        *_section("Most confused pairs", map(_confusion, evaluation.confusions)),
        *_section("Worst errors, explained", map(_error, enumerate(evaluation.errors, start=1))),
    ]
    return page("evaluate", title, body)


def _section(title: str, parts: Iterable[str]) -> Iterator[str]:
    """The parts under a heading; nothing without parts."""
    written = list(parts)
    if written:
        yield "\n".join(["<section>", f"<h2>{title}</h2>", *written, "</section>"])


def _figures(figures: Metrics) -> str:
    tiles = []
    for line in labels.figures(figures):
        first, _, second = line.value.rpartition(", ")
        of = f"{text(first)} " if first else ""
        tiles.append(
            f'<div><dt>{text(line.name)}</dt><dd class="value">{text(second)}</dd>'
            f"<dd>{of}{text(line.meaning)}</dd></div>"
        )
    return "\n".join(['<dl class="figures">', *tiles, "</dl>"])


def _verdicts(figures: Metrics) -> str:
    columns = ("Outcome", "answerable", "other")[: 3 if figures.verdicts[False] else 2]
    rows = [
        (
            f'<span class="key">{diagrams.swatch(verdict)}{text(name)}</span>',
            *labels.tallies(figures, verdict),
        )[: len(columns)]
        for verdict, name in labels.VERDICTS.items()
    ]
    table = _table("Number of questions", columns, rows)
    drawn = f'<div class="beside">\n{diagrams.verdict_bars(figures)}\n{table}\n</div>'
    return "\n".join(_section("What became of the questions", [drawn]))


def _calibration(figures: Metrics) -> str:
    rows = [
        (name, str(one.number), percent(one.confidence), percent(one.accuracy))
        for name, one in labels.bins(figures)
        if one
    ]
    columns = ("Confidence", "matches", "mean", "right")
    table = _table("Best matches by confidence", columns, rows)
    drawn = f'<div class="beside">\n{diagrams.reliability(figures.reliability)}\n{table}\n</div>'
    meaning = (
        "<p>A bar is the share of best matches that were right. "
        "It should end at the circle, their mean confidence, on the dashed line.</p>"
    )
    return "\n".join(_section("Calibration", [meaning, drawn]))


def _table(caption: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table whose first column names the rows; cells are markup."""
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = [
        f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for name, *cells in rows
    ]
    return "\n".join(
        [
            f"<table>\n<caption>{caption}</caption>",
            f"<thead><tr>{head}</tr></thead>",
            "<tbody>",
            *body,
            "</tbody>\n</table>",
        ]
    )


def _confusion(found: Confusion) -> str:
    number = labels.count(len(found.outcomes), "question", "questions")
    words = ", ".join(found.shared_words)
    examples = [
        f"<li>{_quoted(one.question.text)}: {text(labels.mistake(one))}</li>"
        for one in found.outcomes[:MOST_EXAMPLES]
    ]
    more = len(found.outcomes) - MOST_EXAMPLES
    return "\n".join(
        [
            f"<h3>{text(found.first)} and {text(found.second)}, {number}</h3>",
            *([f"<p>Both are asked with: {text(words)}</p>"] if words else []),
            "<ul>",
            *examples,
            *([f"<li>and {more} more</li>"] if more > 0 else []),
            "</ul>",
        ]
    )


def _error(numbered: tuple[int, Error]) -> str:
    number, error = numbered
    question = error.outcome.question
    why = text("\n".join(labels.explanation(error)))
    return "\n".join(
        [
            f"<h3>{number}. {_quoted(question.text)}</h3>",
            f'<p class="dim">{text(question.place)}</p>',
            f"<p>{text(labels.verdict(error))}</p>",
            f'<div class="why" dir="auto">{why}</div>',
        ]
    )


def _quoted(question: str) -> str:
    """A question, with its own direction of writing."""
    return f"“<bdi>{text(question)}</bdi>”"
