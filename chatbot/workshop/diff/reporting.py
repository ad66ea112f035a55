"""The differences between two versions as text, as values for JSON, and as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Final

from chatbot.workshop import pages
from chatbot.workshop.diff.comparing import Diff, Difference
from chatbot.workshop.labels import count
from chatbot.workshop.replaying import Shift, Verdict

MOST_LISTED: Final = 20
"""Differences of each sort that the text names."""
SHIFTS: Final[dict[Shift, str]] = {
    "gained": "An answer where there was none",
    "lost": "No answer any more",
    "switched": "Another answer",
    "reworded": "The same answer in other words",
}
BROKEN: Final = "Right before, and not any more"
VERDICTS: Final[dict[Verdict, str]] = {
    "better": ", which is better",
    "worse": ", which is worse",
    "broken": ", which was right before",
    "same": "",
    "unknown": "",
}


def as_text(diff: Diff) -> str:
    """What is different, what was right before first."""
    lines = [extent(diff), tally(diff)]
    lines += _section(BROKEN, diff.broken)
    for shift, title in SHIFTS.items():
        lines += _section(title, (one for one in diff.of(shift) if one.verdict != "broken"))
    return "\n".join(lines)


def extent(diff: Diff) -> str:
    """What was compared, and with how many questions."""
    asked = f"{diff.old} and {diff.new}: {count(diff.asked, 'question', 'questions')} asked of both"
    left = diff.questions - diff.asked
    return f"{asked}, {left} not, which have less to do with the change (--all)" if left else asked


def tally(diff: Diff) -> str:
    """``2 gained, 1 lost, 0 switched, 3 reworded; 1 was right before``."""
    counts = ", ".join(f"{len(diff.of(shift))} {shift}" for shift in SHIFTS)
    return f"{counts}; {len(diff.broken)} right before and not any more"


def as_values(diff: Diff) -> dict[str, object]:
    """All of it, as JSON knows it."""
    return asdict(diff) | {"broken": len(diff.broken)}


def as_html(diff: Diff) -> str:
    """The whole page. It has no scripts, links or images, and a policy that lets none in.

    Raises :class:`~chatbot.errors.MissingExtra` without Jinja2.
    """
    by_shift = [
        (title, [one for one in diff.of(shift) if one.verdict != "broken"])
        for shift, title in SHIFTS.items()
    ]
    body = pages.filled(
        "workshop/diff.html",
        diff=diff,
        extent=extent(diff),
        broken=BROKEN,
        shifts=SHIFTS,
        sections=[(BROKEN, diff.broken), *by_shift],
        verdicts=VERDICTS,
        change=change,
    )
    return pages.page("diff", pages.text(f"{diff.new} against {diff.old}"), [body])


def _section(title: str, found: Iterable[Difference]) -> Iterator[str]:
    """The differences under a heading; nothing without any."""
    listed = list(found)
    if listed:
        yield from ("", title, *map(_line, listed[:MOST_LISTED]))
    if len(listed) > MOST_LISTED:
        yield f"      and {len(listed) - MOST_LISTED} more (--json and --html have all)"


def _line(one: Difference) -> str:
    times = str(one.count or "")
    place = f" ({one.place})" if one.place else ""
    return f"{times:>4}  “{one.question}”{place}: {change(one)}{VERDICTS[one.verdict]}"


def change(one: Difference) -> str:
    """What it got before, and what it gets now."""
    return str(one.after) if one.shift == "reworded" else f"{one.before} → {one.after}"
