"""What was asked, counted; and the page of it."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest

from chatbot.workshop.log_reports import stats_as_text
from chatbot.workshop.stats import Stats, count
from chatbot.workshop.stats_page import as_html
from tests.workshop.asked import MONDAY, WEEK, knowledge, turn


@pytest.fixture
def stats() -> Stats:
    turns = [
        turn("a", "answer", entry="hours", confidence=0.9, feedback=1),
        turn("b", "answer", entry="hours|card", confidence=0.7, feedback=-1),
        turn("c", "clarify", offered="fines|card", picked="fines"),
        turn("2", "answer", entry="fines", confidence=1.0, context="picked"),
        turn("d", "answer", entry="gone<b>", confidence=0.8, time=MONDAY + 2 * WEEK),
        turn("hi", "smalltalk", entry="smalltalk/greeting", time=MONDAY + 2 * WEEK),
    ]
    return count(turns, knowledge())


def test_entries_are_counted_the_most_asked_first(stats: Stats) -> None:
    rows = [(e.id, e.asked, e.sureness, e.picked, e.liked, e.disliked) for e in stats.entries]
    assert rows == [
        ("hours", 2, pytest.approx(0.8), 0, 1, 1),
        ("fines", 1, None, 1, 0, 0),
        ("card", 1, pytest.approx(0.7), 0, 0, 1),
    ]
    assert stats.gone == {"gone<b>": 1}


def test_weeks_have_no_gaps(stats: Stats) -> None:
    assert [(week.monday, week.asked) for week in stats.weeks] == [
        (date(2026, 1, 5), 4),
        (date(2026, 1, 12), 0),
        (date(2026, 1, 19), 2),
    ]
    assert stats.weeks[0].kinds == {"answer": 3, "clarify": 1, "decline": 0, "smalltalk": 0}


def test_the_text_has_weeks_and_entries(stats: Stats) -> None:
    assert stats_as_text(stats).splitlines() == [
        "Library: 6 questions in 6 conversations",
        "4 answered, 1 asked back, 0 declined, 1 small talk",
        "",
        "week of     asked  answered  asked back  declined  small talk  liked  disliked",
        "2026-01-05      4         3           1         0           0      1         1",
        "2026-01-12      0         0           0         0           0      0         0",
        "2026-01-19      2         1           0         0           1      0         0",
        "",
        "asked  sure  picked  liked  disliked  entry",
        "    2   80%       0      1         1  hours",
        "    1     –       1      0         0  fines",
        "    1   70%       0      0         1  card",
        "",
        "Answered by entries that are gone: gone<b> (1)",
    ]


def test_what_was_never_asked_is_named() -> None:
    assert stats_as_text(count([], knowledge())).endswith("Never asked: hours, fines, card")


class Page(HTMLParser):
    """What a page loads, and whether all of it is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.loads: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.loads += [f"{key}={value}" for key, value in attrs if key in ("src", "href")]
        if tag not in ("meta", "rect", "circle", "line"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "rect", "circle", "line"):
            assert self.open.pop() == tag


def test_the_page_needs_nothing_else_and_keeps_markup_out(stats: Stats) -> None:
    page = as_html(stats)
    read = Page(page)
    assert (read.open, read.loads) == ([], [])
    assert {"svg", "table", "style"} <= read.seen
    assert "script" not in read.seen
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page
    assert "gone&lt;b&gt;: 1" in page


def test_the_page_of_an_empty_log_is_one_too() -> None:
    assert Page(as_html(count([], knowledge()))).open == []
