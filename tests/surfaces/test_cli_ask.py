"""``chatbot ask QUESTION``: what is written, and the exit status."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest

from chatbot.dialogue import Explanation
from chatbot.dialogue.session import Session
from chatbot.dialogue.values import Reply, Suggestion
from chatbot.surfaces.command_line import run
from chatbot.surfaces.views import for_people

ANSWER = """\
China, first of all.

Then Russia.

An article, 25 November 2023, https://a.example

1. Why China?
2. Why Russia?
"""


def test_an_answer_is_written_with_its_source_and_what_to_ask_next(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ask", "who?"]) == 0
    assert capsys.readouterr() == (ANSWER, "")


def test_the_words_of_the_command_line_are_one_question(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["ask", "who", "has", "kims back?"])
    assert bot.asked == [("who has kims back?", None)]


@pytest.mark.parametrize(
    ("question", "status"),
    [("who?", 0), ("hello", 0), ("which?", 1), ("is it raining?", 1), ("", 1), ("a? and rain?", 1)],
)
def test_the_exit_status_says_whether_there_was_an_answer(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str], question: str, status: int
) -> None:
    assert run(["ask", question]) == status


def test_json_is_one_object_with_every_field(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ask", "--json", "who?"]) == 0
    written = capsys.readouterr().out
    assert written.count("\n") == 1
    shown = json.loads(written)
    assert re.fullmatch("[0-9a-f]{18}", shown.pop("id"))
    assert shown == {
        "schema": 2,
        "question": "who?",
        "kind": "answer",
        "text": "China, first of all.\n\nThen Russia.",
        "format": "plain",
        "entry_ids": ["closest-friend"],
        "confidence": 0.93,
        "reason": None,
        "suggestions": [
            {"id": "china", "text": "Why China?"},
            {"id": "russia", "text": "Why Russia?"},
        ],
        "parts": [],
        "source": {
            "title": "An article",
            "date": "25 November 2023",
            "url": "https://a.example",
        },
    }


def test_json_says_why_there_is_no_answer(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ask", "--json", "is it raining?"]) == 1
    shown = json.loads(capsys.readouterr().out)
    assert (shown["kind"], shown["reason"], shown["source"]) == ("decline", "off_topic", None)


def test_json_keeps_every_character_in_ascii(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    question = "é\x1b[31m\u202e\x00中👩"
    run(["ask", "--json", question])
    written = capsys.readouterr().out
    assert written.isascii()
    assert written[:-1].isprintable()
    assert json.loads(written)["question"] == question


def test_people_see_nothing_that_a_terminal_would_act_on(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    bot.replies["evil"] = Reply(
        "answer",
        "\x1b[31mred\u202e",
        Session(),
        entry_ids=("a",),
        suggestions=(Suggestion("\x1b]0;x\x07y"),),
    )
    run(["ask", "evil"])
    assert capsys.readouterr().out == "red\n\n1. y\n"


def test_bytes_that_are_no_text_are_replaced(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["ask", "who\udcff?"])
    assert bot.asked == [("who\ufffd?", None)]


def test_a_question_may_begin_with_a_dash(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["ask", "--", "--faq?"])
    assert bot.asked == [("--faq?", None)]


def test_color_is_sent_where_it_is_asked_for(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["ask", "--color", "always", "who?"])
    source = "\x1b[2mAn article, 25 November 2023, https://a.example\x1b[0m"
    assert source in capsys.readouterr().out


def test_explain_says_below_how_the_reply_was_decided(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Explanation, "in_words", lambda self, code: f"It was {self.reply.kind}, in {code}."
    )
    run(["ask", "--explain", "a?"])
    assert capsys.readouterr().out == "A.\n\nIt was answer, in en.\n"


def test_explain_in_json_is_a_key_of_its_own(
    bot: SimpleNamespace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Explanation, "as_dict", lambda self: {"kind": self.reply.kind})
    run(["ask", "--explain", "--json", "a?"])
    assert json.loads(capsys.readouterr().out)["explanation"] == {"kind": "answer"}


def test_in_a_window_further_lines_stand_below_the_text_of_a_suggestion() -> None:
    reply = Reply(
        "answer", "Yes, always.", Session(), suggestions=(Suggestion("Is it open on Sundays?"),)
    )
    shown = for_people(reply, width=12, color=False)
    assert shown == "Yes, always.\n\n1. Is it\n   open on\n   Sundays?"
