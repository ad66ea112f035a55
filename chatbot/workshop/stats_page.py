"""The figures of a log as a page that can be read on a phone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from chatbot.workshop import pages
from chatbot.workshop.diagrams import PATTERNS, WIDTH, label, svg, swatch
from chatbot.workshop.stats import KINDS, Stats, Week

FILLS: Final = {
    "answer": "right",
    "clarify": "offered",
    "decline": "asked",
    "smalltalk": "declined",
}
"""By which pattern a kind of reply is told from the others, without colour too."""
MOST_WEEKS: Final = 26
_HEIGHT: Final = 180
_LEFT: Final = 40
_TOP: Final = 16
_DATES: Final = 4


def as_html(stats: Stats) -> str:
    """The whole page. It has no scripts, links or images, and a policy that lets none in.

    Raises :class:`~chatbot.errors.MissingExtra` without Jinja2.
    """
    body = pages.filled(
        "workshop/stats.html",
        stats=stats,
        kinds=KINDS,
        swatches={kind: pages.Drawn(swatch(fill)) for kind, fill in FILLS.items()},
        weekly=pages.Drawn(weekly(stats.weeks[-MOST_WEEKS:])) if stats.weeks else "",
        most=max((one.asked for one in stats.entries), default=0),
    )
    return pages.page("stats", pages.text(f"{stats.title}: what was asked"), [body])


def weekly(weeks: Sequence[Week]) -> str:
    """A column for each week, cut by what became of the questions."""
    most = max(week.asked for week in weeks) or 1
    step = (WIDTH - _LEFT) / len(weeks)
    bottom = _TOP + _HEIGHT
    shapes = [PATTERNS, label(_LEFT - 20, _TOP + 4, str(most)), label(_LEFT - 20, bottom, "0")]
    shapes.append(f'<line class="grid" x1="{_LEFT}" y1="{bottom}" x2="{WIDTH}" y2="{bottom}"/>')
    for place, week in enumerate(weeks):
        left = _LEFT + place * step
        shapes += _column(week, left, step, most)
        if place % -(-len(weeks) // _DATES) == 0:
            shapes.append(label(round(left + step / 2), bottom + 16, f"{week.monday:%d.%m.}"))
    said = (f"Week of {week.monday}: {_in_words(week)}." for week in weeks)
    return svg("weekly", "Questions a week", " ".join(said), bottom + 24, shapes)


def _column(week: Week, left: float, step: float, most: int) -> Iterator[str]:
    top: float = _TOP + _HEIGHT
    for kind, number in week.kinds.items():
        height = _HEIGHT * number / most
        top -= height
        if number:
            yield (
                f'<rect class="edge" fill="url(#{FILLS[kind]})" x="{left + 1:.1f}" y="{top:.1f}" '
                f'width="{max(step - 2, 1):.1f}" height="{height:.1f}"/>'
            )


def _in_words(week: Week) -> str:
    return ", ".join(f"{number} {KINDS[kind]}" for kind, number in week.kinds.items())
