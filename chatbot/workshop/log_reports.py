"""What the log says, in words: gaps and figures as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from chatbot.workshop.gaps import MOST_LISTED, Answered, Gap, Gaps
from chatbot.workshop.labels import count, percent
from chatbot.workshop.stats import KINDS, Stats

MOST_EXAMPLES = 3
"""Questions of a group that are shown."""


def gaps_as_text(found: Gaps) -> str:
    """What people did not get, the most frequent first, with what may be done about it."""
    still = found.declined - found.answered_by_now
    lines = [
        f"{count(found.asked, 'question', 'questions')}: {found.declined} without an answer, "
        f"of which {found.answered_by_now} would get one by now",
    ]
    covered = [one for one in found.gaps if one.is_covered]
    new = [one for one in found.gaps if not one.is_covered]
    lines += _section("There may be an entry for these; add a phrasing", map(_gap, _most(covered)))
    lines += _section("No entry comes near these; write one, or unanswered", map(_gap, _most(new)))
    left = still - sum(one.count for one in (*_most(covered), *_most(new)))
    if left > 0:
        lines.append(f"\nand {left} more that were asked less often")
    pairs = (
        [f"{one.count:4}  {one.first} or {one.second}", *(f"      “{q}”" for q in one.examples)]
        for one in found.confused
    )
    lines += _section("Entries between which it had to ask back", pairs)
    lines += _section("Answers that were not sure", map(_answered, found.unsure))
    lines += _section("Answers that were disliked", map(_answered, found.disliked))
    return "\n".join(lines)


def _most(gaps: Sequence[Gap]) -> Sequence[Gap]:
    return gaps[:MOST_LISTED]


def _section(title: str, blocks: Iterable[Sequence[str]]) -> Iterator[str]:
    """The blocks under a heading; nothing without blocks."""
    lines = [line for block in blocks for line in block]
    if lines:
        yield from ("", title, *lines)


def _gap(gap: Gap) -> list[str]:
    first, *others = gap.questions
    more = len(others) - MOST_EXAMPLES + 1
    lines = [f"{gap.count:4}  “{first}”{trend(gap)}"]
    lines += [f"      “{other}”" for other in others[: MOST_EXAMPLES - 1]]
    lines += [f"      and {more} more"] * (more > 0)
    if gap.is_meant:
        lines.append(f"      meant, as those who asked showed: {gap.nearest}")
    elif gap.nearest:
        lines.append(f"      nearest: {gap.nearest}, {percent(gap.confidence)} sure")
    return lines


def trend(gap: Gap) -> str:
    """``, 3 this week, 1 the week before``; nothing where it was not asked lately."""
    if not gap.this_week and not gap.last_week:
        return ""
    return f", {gap.this_week} this week, {gap.last_week} the week before"


def _answered(one: Answered) -> list[str]:
    return [f"{one.count:4}  “{one.question}” → {one.entry}, {percent(one.confidence)} sure"]


def stats_as_text(stats: Stats) -> str:
    """The figures, week by week and entry by entry."""
    lines = [
        f"{stats.title}: {count(stats.turns, 'question', 'questions')} in "
        f"{count(stats.sessions, 'conversation', 'conversations')}",
        ", ".join(f"{number} {KINDS[kind]}" for kind, number in stats.kinds.items()),
    ]
    if stats.weeks:
        lines += ["", f"week of     asked  {'  '.join(KINDS.values())}  liked  disliked"]
    for week in stats.weeks:
        kinds = "  ".join(f"{week.kinds[kind]:{len(name)}}" for kind, name in KINDS.items())
        said = f"{week.liked:5}  {week.disliked:8}"
        lines.append(f"{week.monday.isoformat()}  {week.asked:5}  {kinds}  {said}")
    asked = [one for one in stats.entries if one.asked or one.picked]
    never = [one.id for one in stats.entries if not one.asked and not one.picked]
    if asked:
        lines += ["", "asked  sure  picked  liked  disliked  entry"]
    for one in asked:
        sure = "   –" if one.sureness is None else f"{percent(one.sureness):>4}"
        figures = f"{one.picked:6}  {one.liked:5}  {one.disliked:8}"
        lines.append(f"{one.asked:5}  {sure}  {figures}  {one.id}")
    if never:
        lines += ["", f"Never asked: {', '.join(never)}"]
    if stats.gone:
        gone = ", ".join(f"{entry} ({number})" for entry, number in stats.gone.items())
        lines += ["", f"Answered by entries that are gone: {gone}"]
    return "\n".join(lines)
