"""Answers with markup, and what the bot says around them."""

from __future__ import annotations

from chatbot import Bot, Knowledge, Reply, render

BOT = Bot(
    Knowledge.from_dict(
        {
            "title": "The *shop*",
            "contact": "Ask [the desk](mailto:desk@example.org).",
            "entries": [
                {
                    "id": "hours",
                    "question": "When are you open?",
                    "answer": "From **nine**, see [parking](#parking).",
                },
                {"id": "sizes", "question": "Which sizes are there?", "answer": "- *S*\n- M"},
                {"id": "parking", "question": "Can I park a car?", "answer": "Yes, 2 * 3 lots."},
                {
                    "id": "gift",
                    "question": "Do you wrap presents?",
                    "answer": "With silk `ribbons`.",
                },
            ],
            "smalltalk": {"bye": {"asked": ["see you"], "answer": "*Bye!* {contact}"}},
        }
    )
)


def twice(question: str) -> Reply:
    return BOT.ask(question, BOT.ask(question).session)


def test_a_reply_says_what_its_text_is_written_in() -> None:
    assert BOT.ask("When are you open?").format == "markdown"
    assert BOT.ask("Can I park a car?").format == "plain"


def test_the_bots_words_before_an_answer_are_no_markup() -> None:
    assert render(twice("When are you open?"), "html")[0].endswith(
        'From <strong>nine</strong>, see <a href="#parking">parking</a>.</p>'
    )
    assert twice("When are you open?").text.count("\n") == 0


def test_a_list_does_not_begin_in_the_bots_sentence() -> None:
    assert "<li><em>S</em></li>" in render(twice("Which sizes are there?"), "html")[0]


def test_plain_and_marked_up_parts_go_together() -> None:
    reply = BOT.ask("When are you open? Can I park a car?")
    assert [part.format for part in reply.parts] == ["markdown", "plain"]
    assert render(reply, "plain") == ["From nine, see parking.\n\nYes, 2 * 3 lots."]


def test_what_was_typed_is_no_markup_in_a_refusal() -> None:
    reply = BOT.ask("do you sell [click](https://evil.example) zebras *now*")
    assert reply.kind == "decline"
    (said,) = render(reply, "html")
    assert "evil.example" not in "".join(said.split('href="')[1:])
    assert '<a href="mailto:desk@example.org">the desk</a>' in said


def test_small_talk_may_have_markup_and_the_contacts() -> None:
    (said,) = render(BOT.ask("see you"), "html")
    assert said == ('<p><em>Bye!</em> Ask <a href="mailto:desk@example.org">the desk</a>.</p>')


def test_an_entry_that_is_linked_to_is_worth_asking_next() -> None:
    assert BOT.ask("When are you open?").suggestions[0].id == "parking"


def test_answers_are_matched_by_their_words() -> None:
    assert BOT.match("silk ribbons")[0].entry_id == "gift"
    assert BOT.knowledge.entries[-1].text == "With silk ribbons."
