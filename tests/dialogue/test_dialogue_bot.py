"""What one may rely on in every reply."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatbot.dialogue import Bot, Reply, Session
from chatbot.errors import KnowledgeNotReadable
from chatbot.knowledge import Knowledge, Source
from chatbot.language import MAX_CHARACTERS
from chatbot.live import Live

RENTAL = Path(__file__).parent / "rental.yaml"
BOT = Bot.load(RENTAL)

WORDS = (
    "what does the tourer glider bullitt cost weigh and or other one both second it they why who "
    "else more no yes 2 none i meant compare ? . , ; hello thanks when are you open"
)
messages = st.text(max_size=60) | st.lists(st.sampled_from(WORDS.split()), max_size=10).map(
    " ".join
)


def talk(*questions: str, bot: Bot = BOT) -> Reply:
    reply = bot.ask(questions[0])
    for question in questions[1:]:
        reply = bot.ask(question, reply.session)
    return reply


def bot_of(**data: Any) -> Bot:
    return Bot(Knowledge.from_dict({"title": "The shop", **data}))


@given(st.lists(messages, min_size=1, max_size=4))
@example(["\ud800", "\x00\x1b[31m", "?", "e\u0301" * 300])
@example(["price?", "1", "and the the the other one", "both both both"])
def test_any_message_in_any_conversation_gets_a_proper_reply(questions: list[str]) -> None:
    session = None
    for question in questions:
        reply = BOT.ask(question, session)
        session = Session.from_json(reply.session.to_json())
        assert session == reply.session
        assert reply.text.strip()
        assert 0 <= reply.confidence <= 1
        assert (reply.confidence > 0) == (reply.kind == "answer")
        assert (reply.reason is None) or reply.kind in ("answer", "decline")
        assert bool(reply.entry_ids) or reply.kind in ("decline", "smalltalk")


@given(messages, messages)
def test_same_question_and_session_get_the_same_reply(first: str, then: str) -> None:
    session = BOT.ask(first).session
    again = Bot(BOT.knowledge)
    assert again.ask(then, session) == BOT.ask(then, session)


def test_one_bot_serves_many_threads() -> None:
    questions = ["price of the tourer", "how heavy is it", "hello", "what?"] * 25
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(BOT.ask, questions)) == [BOT.ask(question) for question in questions]


def test_copies_of_a_bot_share_its_matcher_even_if_made_before_the_first_question() -> None:
    bot = bot_of(entries=[{"question": "When are you open?", "answer": "From nine."}])
    quiet, keeping = bot.without_log(), bot.with_kept_replies(5)
    assert quiet.ask("when are you open") == keeping.ask("when are you open")
    assert bot.matcher is quiet.matcher is keeping.matcher


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    talk("price?", "2", "what?", "\x1b[31m")
    assert capfd.readouterr() == ("", "")


def test_a_path_in_place_of_a_knowledge_or_a_log_is_refused(tmp_path: Path) -> None:
    path: Any = str(RENTAL)
    with pytest.raises(
        TypeError, match=r"^knowledge must be a Knowledge, not str; Bot\.load reads"
    ):
        Bot(path)
    log: Any = tmp_path / "log.db"
    with pytest.raises(TypeError, match=r"^log must be a QuestionLog, not .*Path; QuestionLog"):
        Bot.load(RENTAL, log=log)
    assert not log.exists()


def test_a_limit_below_zero_is_refused() -> None:
    assert BOT.match("price?", 0) == ()
    with pytest.raises(ValueError, match="limit must be 0 or more, not -1"):
        BOT.match("price?", -1)


@pytest.mark.parametrize("name", ["ask", "answer", "explain", "match"])
@pytest.mark.parametrize("given", [None, 5, b"price"])
def test_what_is_no_text_is_refused_as_such(name: str, given: Any) -> None:
    with Live(RENTAL, watch=False) as live:
        for bot in (BOT, live):
            wanted = "entry_id" if name == "answer" else "question"
            said = f"{wanted} must be a str, not {type(given).__name__}"
            with pytest.raises(TypeError, match=f"^{said}$"):
                getattr(bot, name)(given)


@pytest.mark.parametrize(
    ("name", "text"), [("ask", "price?"), ("answer", "tourer/price"), ("explain", "price?")]
)
@pytest.mark.parametrize("given", ["zzz", 5, {}, BOT.ask("price?")])
def test_what_is_no_session_is_refused_and_where_sessions_are_is_said(
    name: str, text: str, given: Any
) -> None:
    said = (
        "session must be the session of a reply, one from Session.from_json, or None,"
        f" not {type(given).__name__}"
    )
    with Live(RENTAL, watch=False) as live:
        for bot in (BOT, live):
            with pytest.raises(TypeError, match=f"^{said}$"):
                getattr(bot, name)(text, given)


@pytest.mark.parametrize("question", ["x" * (MAX_CHARACTERS + 1), "x " * 500_000, "ﷺ" * 99_000])
def test_too_long_a_question_is_declined(question: str) -> None:
    reply = BOT.ask(question)
    assert (reply.kind, reply.reason) == ("decline", "too_long")
    assert str(MAX_CHARACTERS) in reply.text
    assert all(len(decision.question) < MAX_CHARACTERS for decision in reply.decisions)


@pytest.mark.parametrize("question", ["", " \t\n", "?!", "\u200b", "\x1b[31m"])
def test_a_question_without_words_is_declined_and_forgets_nothing(question: str) -> None:
    session = BOT.ask("price?").session
    reply = BOT.ask(question, session)
    assert (reply.kind, reply.reason) == ("decline", "empty")


def test_a_session_of_other_knowledge_does_no_harm(friends: Bot) -> None:
    session = friends.ask("tell me about China").session
    stale = Session(
        entities=("gone",), row=("gone", "lost"), entry="gone/price", told=("gone",), choices=("x",)
    )
    for old in (session, stale):
        assert BOT.ask("price of the tourer", old).entry_ids == ("tourer/price",)
        assert BOT.ask("1", old).kind == "decline"
        assert BOT.ask("more", old).kind == "decline"


def test_bot_without_a_path_has_the_knowledge_that_ships() -> None:
    assert Bot.load().knowledge.title == "North Korea's friends and allies"


def test_loading_what_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeNotReadable):
        Bot.load(tmp_path / "none.yaml")


def test_match_ranks_without_any_dialogue() -> None:
    matches = BOT.match("price of the tourer", limit=2)
    assert matches[0].entry_id == "tourer/price"
    assert len(matches) == 2


def test_answer_is_the_authors_text_and_names_its_source() -> None:
    reply = BOT.ask("When are you open?")
    assert reply.text == "From nine to six, every day."
    assert reply.source == Source(title="Price list", date="May 2024")
    assert BOT.ask("Where is the shop?").source == Source(title="Town map")


def test_no_source_where_the_author_gives_none_or_nothing_is_answered() -> None:
    bot = bot_of(entries=[{"question": "When do you open?", "answer": "At nine."}])
    assert bot.ask("When do you open?").source is None
    assert BOT.ask("what is the meaning of life").source is None


def test_the_same_again_is_answered_again_and_said_to_be() -> None:
    reply = talk("When are you open?", "opening hours")
    assert reply.text == "Once more. From nine to six, every day."
    assert talk("When are you open?", "Where is the shop?").text.startswith("At the harbour")


def test_that_an_answer_was_given_before_is_said_once_in_a_row() -> None:
    opening = "When are you open?"
    assert talk(opening, opening, opening).text == "From nine to six, every day."
    assert talk(opening, opening, "how can I pay", opening).text.startswith("Once more. ")


def test_two_answers_are_paragraphs_with_the_lower_confidence() -> None:
    reply = BOT.ask("When are you open? Where is the shop?")
    assert reply.text == "From nine to six, every day.\n\nAt the harbour, beside the ferry."
    assert reply.confidence == min(one.confidence for one in reply.decisions)
    assert reply.reason is None


def test_an_answer_and_a_decline_are_both_told_with_the_reason() -> None:
    reply = BOT.ask("Where is the shop? And what does the Bullitt cost?")
    answer, decline = reply.text.split("\n\n")
    assert answer.startswith("At the harbour")
    assert "Bullitt" in decline
    assert (reply.kind, reply.entry_ids, reply.reason) == ("answer", ("finding",), "unknown_entity")


class TestSuggestions:
    def test_come_from_what_the_author_refers_to_first(self) -> None:
        assert BOT.ask("When are you open?").suggestions[:2] == (
            "How can I pay?",
            "Where is the shop?",
        )

    def test_then_from_the_same_profile(self) -> None:
        assert BOT.ask("price of the tourer").suggestions[:2] == (
            "What is the Tourer like?",
            "How heavy is the Tourer?",
        )

    def test_then_from_what_follows_in_the_file(self) -> None:
        assert BOT.ask("How can I pay?").suggestions[0] == "Where is the shop?"

    def test_hold_nothing_answered_lately(self) -> None:
        reply = talk("When are you open?", "How can I pay?")
        assert "When are you open?" not in reply.suggestions
        assert "How can I pay?" not in reply.suggestions

    def test_are_no_more_than_the_author_wants(self) -> None:
        entries = [{"question": f"What is number {n}?", "answer": str(n)} for n in range(20, 30)]
        for most in (0, 2, 5):
            bot = bot_of(entries=entries, settings={"suggestions": most})
            assert len(bot.ask("What is number 25?").suggestions) == most

    def test_after_a_decline_are_about_the_one_named(self) -> None:
        reply = BOT.ask("how heavy is the glider?")
        assert set(reply.suggestions) == {
            "What is the Glider like?",
            "What does the Glider cost?",
            "How far does the battery of the Glider last?",
        }

    def test_of_a_choice_are_the_choices(self) -> None:
        reply = BOT.ask("price?")
        assert reply.suggestions == ("What does the Tourer cost?", "What does the Glider cost?")
        assert reply.entry_ids == ("tourer/price", "glider/price")
