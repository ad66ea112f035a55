"""The diagrams of the HTML report: SVG inside the page that can be read without colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chatbot.workshop import labels
from chatbot.workshop.evaluating import Metrics
from chatbot.workshop.metrics import BINS, Bin
from chatbot.workshop.outcomes import Verdict

PATTERNS = """\
<defs>
<pattern id="right" width="4" height="4" patternUnits="userSpaceOnUse">\
<rect class="right" width="4" height="4"/></pattern>
<pattern id="offered" width="6" height="6" patternUnits="userSpaceOnUse">\
<rect class="right" width="6" height="6"/><circle class="paper" cx="3" cy="3" r="1.5"/></pattern>
<pattern id="asked" width="6" height="6" patternUnits="userSpaceOnUse">\
<rect class="paper" width="6" height="6"/><circle class="dim" cx="3" cy="3" r="1.2"/></pattern>
<pattern id="declined" width="4" height="4" patternUnits="userSpaceOnUse">\
<rect class="paper" width="4" height="4"/></pattern>
<pattern id="wrong" width="6" height="6" patternUnits="userSpaceOnUse" \
patternTransform="rotate(45)"><rect class="paper" width="6" height="6"/>\
<rect class="wrong" width="3" height="6"/></pattern>
</defs>"""
"""What fills a bar, by verdict: full, dots on full, dots, empty, stripes."""

WIDTH = 320
"""Of every diagram, in its own units."""
_LEFT, _TOP, _SIDE = 44, 10, 240
"""Where the square of the reliability diagram lies."""


def verdict_bars(figures: Metrics) -> str:
    """One bar for the answerable questions and one for the others, cut by what became of them."""
    shapes = [PATTERNS]
    described = []
    top = 0
    for answerable, name in ((True, "Answerable"), (False, "Not answerable")):
        counts = figures.verdicts[answerable]
        total = sum(counts.values())
        if total:
            shapes.append(f'<text x="0" y="{top + 13}">{name}: {total}</text>')
            shapes += _stacked({v: counts.get(v, 0) for v in labels.VERDICTS}, top + 20)
            parts = (f"{counts[v]} {labels.VERDICTS[v]}" for v in labels.VERDICTS if counts.get(v))
            described.append(f"{name}: {', '.join(parts)}.")
            top += 62
    return svg("verdicts", "What became of the questions", " ".join(described), top, shapes)


def _stacked(counts: dict[Verdict, int], top: int) -> Iterator[str]:
    total, before = sum(counts.values()), 0
    for verdict, number in counts.items():
        left, width = WIDTH * before / total, WIDTH * number / total
        before += number
        if number:
            yield (
                f'<rect class="edge" fill="url(#{verdict})" x="{left:.1f}" y="{top}" '
                f'width="{width:.1f}" height="30"/>'
            )


def swatch(fill: str) -> str:
    """One of the patterns that fill a bar, for the line about it in the table beside."""
    return (
        '<svg class="swatch" viewBox="0 0 20 14" aria-hidden="true">'
        f'<rect class="edge" fill="url(#{fill})" x="1" y="1" width="18" height="12"/></svg>'
    )


def reliability(bins: Sequence[Bin | None]) -> str:
    """For ten bins of confidence the share that was right, beside the line where it should be."""
    shapes = [*_axes()]
    described = []
    for number, one in enumerate(bins):
        if one:
            shapes += _column(number, one)
            sure, right = labels.percent(one.confidence), labels.percent(one.accuracy)
            described.append(f"{sure} sure, {right} right ({one.number})")
    shapes.append(
        f'<line class="ideal" x1="{_LEFT}" y1="{_TOP + _SIDE}" x2="{_LEFT + _SIDE}" y2="{_TOP}"/>'
    )
    text = f"Mean confidence and share right, with the number of matches: {'; '.join(described)}."
    return svg("reliability", "Reliability diagram", text, _TOP + _SIDE + 44, shapes)


def _column(number: int, one: Bin) -> Iterator[str]:
    step = _SIDE / BINS
    height = one.accuracy * _SIDE
    left, top = _LEFT + number * step + 2, _TOP + _SIDE - height
    yield (
        f'<rect class="edge" fill="url(#right)" x="{left:.1f}" y="{top:.1f}" '
        f'width="{step - 4:.1f}" height="{height:.1f}"/>'
    )
    x, y = _LEFT + one.confidence * _SIDE, _TOP + _SIDE - one.confidence * _SIDE
    yield f'<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'


def _axes() -> Iterator[str]:
    bottom, right = _TOP + _SIDE, _LEFT + _SIDE
    for tenth in range(0, 11, 2):
        x, y = _LEFT + tenth * _SIDE // 10, bottom - tenth * _SIDE // 10
        yield f'<line class="grid" x1="{_LEFT}" y1="{y}" x2="{right}" y2="{y}"/>'
        yield label(x, bottom + 16, str(tenth * 10))
        yield label(_LEFT - 18, y + 4, str(tenth * 10))
    yield label(_LEFT + _SIDE // 2, bottom + 36, "confidence, %")
    middle = _TOP + _SIDE // 2
    yield label(12, middle, "right, %", f' transform="rotate(-90 12 {middle})"')


def label(x: int, y: int, text: str, turned: str = "") -> str:
    """Small text in the middle of a place; ``turned`` is markup that turns it."""
    return f'<text class="small" x="{x}" y="{y}" text-anchor="middle"{turned}>{text}</text>'


def svg(name: str, title: str, text: str, height: int, shapes: Sequence[str]) -> str:
    """A drawing with the words that stand for it where it is not seen; they hold no markup."""
    drawn = "\n".join(shapes)
    labels = f"{name}-title {name}-text"
    return (
        f'<svg viewBox="-1 0 {WIDTH + 2} {height}" role="img" aria-labelledby="{labels}">'
        f'<title id="{name}-title">{title}</title><desc id="{name}-text">{text}</desc>\n'
        f"{drawn}\n</svg>"
    )
