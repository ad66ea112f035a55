"""The report on an evaluation as one page of HTML that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from chatbot.knowledge import FORBIDDEN
from chatbot.workshop import diagrams, labels
from chatbot.workshop.confusion import Confusion
from chatbot.workshop.evaluating import Error, Evaluation, Metrics
from chatbot.workshop.labels import percent

MOST_EXAMPLES = 5
_MARK = '<meta name="generator" content="chatbot evaluate">'
"""By it a page is known for one of these."""
_START = f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
{_MARK}"""

STYLE = """\
:root { color-scheme: light dark; --ink: #1b1b1f; --paper: #fff; --dim: #5b5b66; --rule: #d5d5de;
  --right: #2460a7; --wrong: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6ec; --paper: #17171b; --dim: #a3a3b0;
  --rule: #3b3b46; --right: #7db1f0; --wrong: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; padding-bottom: .25rem;
  border-bottom: 1px solid var(--rule); }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p, ul { margin: .25rem 0; }
ul { padding-left: 1.25rem; }
.dim, caption { color: var(--dim); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem;
  margin: 1rem 0; }
.figures div { border: 1px solid var(--rule); border-radius: .5rem; padding: .6rem .75rem; }
.figures dt { color: var(--dim); font-size: .9rem; }
.figures dd { margin: 0; font-size: .85rem; }
.figures .value { font-size: 1.5rem; line-height: 1.3; font-weight: 600; }
.beside { display: grid; gap: .5rem 2rem; align-items: start; }
@media (min-width: 45rem) { .beside { grid-template-columns: 1fr 1fr; } }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; padding-bottom: .25rem; }
th, td { padding: .3rem .4rem; border-bottom: 1px solid var(--rule); text-align: right;
  font-variant-numeric: tabular-nums; font-weight: normal; overflow-wrap: normal; }
th:first-child { text-align: left; }
thead th { font-weight: 600; vertical-align: bottom; }
svg { display: block; width: 100%; max-width: 26rem; height: auto; margin: .5rem 0; }
.key { display: flex; gap: .4rem; }
svg.swatch { flex: none; width: 1.4rem; margin: .2rem 0 auto; }
svg text { fill: var(--ink); font-size: 13px; }
svg text.small { fill: var(--dim); font-size: 11px; }
.right { fill: var(--right); } .wrong { fill: var(--wrong); } .paper { fill: var(--paper); }
.dim { fill: var(--dim); }
.edge { stroke: var(--ink); stroke-width: 1; }
.grid { stroke: var(--rule); }
.ideal { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 5 4; }
.mark { fill: var(--paper); stroke: var(--ink); stroke-width: 2; }
.why { white-space: pre-wrap; font-size: .85rem; margin: .5rem 0 0; padding: .5rem .75rem;
  border-left: 3px solid var(--rule); }
"""


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
    return "\n".join(
        [
            _START,
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta http-equiv="Content-Security-Policy" '
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>{title}</title>",
            f"<style>\n{STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            *body,
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def is_report(path: str) -> bool:
    """Whether the file at ``path`` is a page that ``as_html`` made. Raises OSError."""
    with open(path, "rb") as file:
        return file.read(len(_START)) == _START.encode()


def text(written: str) -> str:
    """Anything somebody wrote, as text of the page that can be nothing else.

    What could reorder or hide other text, and what no file may hold, becomes U+FFFD.
    """
    return escape(FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", written))


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
