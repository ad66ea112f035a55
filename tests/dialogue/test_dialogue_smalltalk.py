"""Small talk, and real questions in it."""

from __future__ import annotations

from typing import Any

import pytest

from chatbot.dialogue import Bot
from chatbot.knowledge import Knowledge

ENTRIES = [
    {"id": "open", "question": "When do you open?", "answer": "At nine."},
    {"id": "up", "question": "What's up?", "answer": "The price of bread."},
]


def bot_of(**data: Any) -> Bot:
    return Bot(Knowledge.from_dict({"title": "The shop", "entries": ENTRIES, **data}))


BOT = bot_of()


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("hello", "greeting"),
        ("Hi there!", "greeting"),
        ("thx", "thanks"),
        ("thank you very much", "thanks"),
        ("Thank you, most helpful.", "thanks"),
        ("ok thanks", "thanks"),
        ("thx bye", "goodbye"),
        ("hi how r u", "greeting"),
        ("r u a bot", "bot"),
        ("Goodbye!", "goodbye"),
        ("Hello! What can you do?", "help"),
        ("tahnk you", "thanks"),
        ("Lovely, thank you!", "thanks"),
        ("that is wonderful thanks", "thanks"),
        ("Top notch, thank you!", "thanks"),
        ("I am good. Thanks", "thanks"),
        ("no, nothing else", "thanks"),
        ("thanks, that helped me a lot", "thanks"),
        ("I need help, thanks", "help"),
        ("same to you", "goodbye"),
        ("operator", "human"),
        ("thanks and bye", "goodbye"),
        ("you didn't answer my question", "insult"),
        ("you're funny", "praise"),
        ("good one", "praise"),
        ("i'm sad", "mood"),
        ("merry christmas!", "greeting"),
        ("happy easter", "greeting"),
        ("are you male or female", "bot"),
        ("tell me everything", "help"),
    ],
)
def test_a_file_without_small_talk_has_some_in_english(message: str, name: str) -> None:
    reply = BOT.ask(message)
    assert (reply.kind, reply.entry_ids) == ("smalltalk", (f"smalltalk/{name}",))
    assert reply.suggestions == ()


def test_the_english_small_talk_leads_back_to_the_subject() -> None:
    assert "“The shop”" in BOT.ask("hello").text


def test_the_authors_small_talk_comes_beside_the_rest() -> None:
    bot = bot_of(smalltalk={"hail": {"asked": ["ahoy"], "answer": "Ahoy yourself."}})
    assert bot.ask("ahoy").text == "Ahoy yourself."
    assert bot.ask("what can you do?").entry_ids == ("smalltalk/help",)


def test_the_small_talk_of_one_author_is_not_that_of_another() -> None:
    knock = {"knock": {"asked": ["knock knock"], "answer": "Who is there?"}}
    assert bot_of(smalltalk=knock).ask("knock knock").kind == "smalltalk"
    assert BOT.ask("knock knock").kind == "decline"
    assert bot_of().ask("knock knock there").kind == "decline"


@pytest.mark.parametrize(
    "message",
    [
        "hello, when do you open?",
        "Hi! When do you open? Thanks!",
        "thanks. when do you open",
        "opening hours, thanks",
        "hi, opening hours",
    ],
)
def test_a_real_question_in_it_is_answered(message: str) -> None:
    assert BOT.ask(message).entry_ids == ("open",)


@pytest.mark.parametrize("message", ["hi, my bread delivery failed", "hello, bread prices"])
def test_what_follows_a_greeting_is_taken_up_where_its_words_are_known(message: str) -> None:
    assert BOT.ask(message).kind != "smalltalk"


@pytest.mark.parametrize(
    ("message", "name"),
    [("hi, glorious sunshine", "greeting"), ("cheers, splendid fellow", "thanks")],
)
def test_unknown_words_after_small_talk_ask_nothing(message: str, name: str) -> None:
    assert BOT.ask(message).entry_ids == (f"smalltalk/{name}",)


@pytest.mark.parametrize("message", ["bye", "ok thats all bye"])
def test_goodbye_is_one_word_where_a_file_has_by_email(message: str) -> None:
    entry = {"id": "write", "question": "Can I write by e-mail?", "answer": "Yes."}
    bot = bot_of(entries=[*ENTRIES, entry])
    assert bot.ask(message).entry_ids == ("smalltalk/goodbye",)


def test_an_entry_with_the_very_words_comes_before_small_talk() -> None:
    bot = bot_of(smalltalk={"mood": {"asked": ["What's up?"], "answer": "Not much."}})
    assert bot.ask("what's up").text == "The price of bread."


@pytest.mark.parametrize(
    "message", ["ok", "lol ok", "I see", "hm, right", "oh, got it", "hahaha", "omg", "whatever"]
)
def test_what_asks_nothing_is_acknowledged(message: str) -> None:
    reply = BOT.ask(message)
    assert (reply.kind, reply.entry_ids) == ("smalltalk", ())
    assert reply.text


@pytest.mark.parametrize(
    "message", ["they come and go a lot", "is it good", "was that good?", "i need a plumber thanks"]
)
def test_what_only_sounds_like_small_talk_is_none(message: str) -> None:
    assert BOT.ask(message).kind != "smalltalk"


@pytest.mark.parametrize(
    "message",
    ["where is that", "where", "who built it", "how old must I be", "how old do you have to be?"],
)
def test_a_bare_question_is_no_small_talk_because_that_asks_alike(message: str) -> None:
    assert BOT.ask(message).kind != "smalltalk"


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("thx bro", "thanks"),
        ("many thanks dear", "thanks"),
        ("thanks a lot man", "thanks"),
        ("cheers, pal", "thanks"),
        ("good morning dear team", "greeting"),
        ("are you a bot, mate?", "bot"),
    ],
)
def test_forms_of_address_stand_beside_small_talk(message: str, name: str) -> None:
    dogs = {"id": "dogs", "question": "Can I bring my dog, pal or mate?", "answer": "Yes."}
    assert bot_of(entries=[*ENTRIES, dogs]).ask(message).entry_ids == (f"smalltalk/{name}",)


@pytest.mark.parametrize("message", ["boss", "sir, madam", "and mates?", "mate"])
def test_a_form_of_address_alone_is_no_small_talk(message: str) -> None:
    assert BOT.ask(message).kind != "smalltalk"


@pytest.mark.parametrize(
    "message",
    [
        "phone number",
        "how old do children have to be?",
        "any drinks?",
        "what is the age?",
        "who is the boss?",
        "for men or women?",
        "where are you",
        "why not?",
    ],
)
def test_what_people_ask_a_file_is_no_small_talk(message: str) -> None:
    assert BOT.ask(message).kind != "smalltalk"


def test_the_answer_to_a_mood_is_worded_by_the_author() -> None:
    bot = bot_of(smalltalk={"mood": {"asked": ["blue"], "answer": "Have some tea."}})
    assert bot.ask("i'm bored").text == "Have some tea."


def test_who_was_no_help_is_told_whom_to_ask() -> None:
    assert bot_of(contact="Ring 7.").ask("thanks for nothing").text.endswith(" Ring 7.")


@pytest.mark.parametrize(
    ("language", "message", "name"),
    [
        ("de", "danke und ciao", "goodbye"),
        ("de", "das war nicht meine frage", "insult"),
        ("es", "gracias de todos modos", "thanks"),
        ("fr", "bon, merci quand même", "thanks"),
        ("ru", "вы не ответили на мой вопрос", "insult"),
    ],
)
def test_people_close_a_talk_or_complain_in_any_language(
    language: str, message: str, name: str
) -> None:
    assert bot_of(language=language).ask(message).entry_ids == (f"smalltalk/{name}",)


def test_praise_is_no_question_whatever_it_begins_with() -> None:
    assert BOT.ask("you are really great").kind == "smalltalk"
