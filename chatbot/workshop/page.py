"""An evaluation as one self-contained page, readable on a phone and without colour."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from chatbot.workshop.evaluation import Confusion, Evaluation
from chatbot.workshop.report import explained, figures

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem .3rem 0;
         border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
small { opacity: .75; display: block; }
svg { width: 100%; max-width: 24rem; height: auto; display: block; }
svg text { font-size: 9px; fill: currentColor; }
.bar { fill: none; stroke: currentColor; } .share { fill: url(#stripes); stroke: currentColor; }
.ideal { stroke: currentColor; stroke-dasharray: 4 3; }
"""


def page(evaluation: Evaluation) -> str:
    """The whole page as HTML."""
    title = _text(f"Evaluation: {evaluation.title}")
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title><style>{_STYLE}</style></head><body><main>",
            f"<h1>{title}</h1>",
            _table(
                ("figure", "value"),
                (
                    (name, f"{_text(value)}<small>{meaning}</small>")
                    for name, value, meaning in figures(evaluation)
                ),
            ),
            "<h2>Is confidence what it says?</h2>",
            "<p>Striped: how often entries with that confidence were right. "
            "Dashed: what it should be.</p>",
            _diagram(evaluation),
            "<h2>Most confused</h2>",
            _table(("times", "wanted, and taken for"), map(_confusion, evaluation.confused)),
            "<h2>Worst errors</h2>",
            _table(
                ("question", "what happened"),
                (
                    (_text(o.asked.question), "<br>".join(map(_text, explained(o))))
                    for o in evaluation.errors
                ),
            ),
            "</main></body></html>\n",
        ]
    )


def _confusion(one: Confusion) -> tuple[str, str]:
    words = _text(", ".join(one.words))
    return str(one.times), f"{_text(one.wanted)} → {_text(one.got)}<small>{words}</small>"


def _table(heads: Iterable[str], rows: Iterable[tuple[str, str]]) -> str:
    """A table; the cells of ``rows`` are HTML already."""
    body = "".join(f'<tr><th scope="row">{one}</th><td>{other}</td></tr>' for one, other in rows)
    if not body:
        return "<p>None.</p>"
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _diagram(evaluation: Evaluation) -> str:
    """The reliability diagram: accuracy by confidence, in ten bars."""
    bars = []
    for place, one in enumerate(evaluation.bins):
        x = 20 + 20 * place
        bars.append(f'<text x="{x}" y="132">{place * 10}</text>')
        if one:
            height = round(110 * one.accuracy, 1)
            bars.append(
                f'<rect class="share" x="{x}" y="{120 - height}" width="16" height="{height}">'
                f"<title>{one.number} questions: said {one.confidence:.0%}, "
                f"right {one.accuracy:.0%}</title></rect>"
                f'<text x="{x}" y="{max(9, 117 - height)}">{one.accuracy:.0%}</text>'
            )
    return (
        '<svg viewBox="0 0 240 145" role="img" aria-label="Reliability diagram"><title>Share of '
        'right entries by confidence</title><defs><pattern id="stripes" width="4" height="4" '
        'patternUnits="userSpaceOnUse"><path d="M0 4L4 0" stroke="currentColor"/></pattern></defs>'
        '<path class="bar" d="M18 10V120H222"/><path class="ideal" d="M20 120L220 10"/>'
        f'{"".join(bars)}<text x="90" y="143">confidence, per cent</text></svg>'
    )


def _text(text: str) -> str:
    """Text made safe for HTML: control characters out, the rest escaped."""
    return escape("".join(c if c.isprintable() else " " for c in text))
