"""Each file in ``replies`` for each target.

A new case is a new file ``name.md``. ``UPDATE_GOLDENS=1`` writes what is expected beside it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import get_args

import pytest

import chatbot
from chatbot.dialogue import Reply, Session
from chatbot.rendering import Target, escape, render

TARGETS: tuple[Target, ...] = get_args(Target)
CASES = sorted((Path(__file__).parent / "replies").glob("*.md"))
BETWEEN = "\n<<< next message >>>\n"


def reply_of(text: str, **more: str) -> Reply:
    return Reply("answer", text, Session(), format="markdown", **more)  # type: ignore[arg-type]  # a question at most


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_reply_is_rendered_as_expected(case: Path, target: Target) -> None:
    messages = render(reply_of(case.read_text(encoding="utf-8").strip()), target)
    text = BETWEEN.join(messages).replace("\x1b", "␛").replace("\u200b", "␀") + "\n"
    expected = case.with_suffix(f".{target}")
    if os.environ.get("UPDATE_GOLDENS"):
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["terminal", "plain"])
@pytest.mark.parametrize(
    "text", ["a *b* <c>\n\n\n  d\n- e", "Mon  9-5\n   Tue 9-5\n\n1986. A great year."]
)
def test_plain_text_stays_as_it_is_written(target: Target, text: str) -> None:
    assert render(Reply("answer", text, Session()), target) == [text]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("html", "<p>*a*<br>\n&lt;b&gt;</p>"),
        ("slack", "*a*\n&lt;b&gt;"),
        ("telegram", "*a*\n&lt;b&gt;"),
        ("discord", "\\*a\\*\n\\<b\\>"),
    ],
)
def test_plain_text_is_escaped_for_what_would_read_it(target: Target, said: str) -> None:
    assert render(Reply("answer", "*a*\n<b>", Session()), target) == [said]


@pytest.mark.parametrize("list_", ["- one\n- two", "* one\n\n* two", "1) one\n2) two\n   - three"])
def test_a_bare_list_is_shown_as_it_is_written(list_: str) -> None:
    assert render(reply_of(f"Two:\n\n{list_}"), "plain") == [f"Two:\n\n{list_}"]


def test_a_terminal_without_styles_and_links_gets_plain_text() -> None:
    reply = reply_of("See *our* [shop](https://example.org) and `this`.")
    assert render(reply, "terminal", color=False, hyperlinks=False) == render(reply, "plain")


@pytest.mark.parametrize("target", TARGETS)
def test_a_reply_that_says_nothing_is_no_message(target: Target) -> None:
    assert render(Reply("answer", " \n\n ", Session()), target) == []


def test_what_stands_beside_a_reply_is_escaped_alike() -> None:
    assert escape("a <b> & @everyone", "slack") == "a &lt;b&gt; &amp; @\u200beveryone"
    assert escape("a_b @everyone", "discord") == "a\\_b @\u200beveryone"
    assert escape("\x1b[31mred", "terminal") == "red"


def test_an_unknown_target_is_refused() -> None:
    with pytest.raises(ValueError, match="there are terminal, plain, html"):
        chatbot.render(reply_of("a"), "fax")  # type: ignore[arg-type]  # on purpose
