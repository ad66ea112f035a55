"""Commands with the real bot behind them, where a made-up one would show too little."""

from __future__ import annotations

from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from chatbot import QuestionLog
from chatbot.dialogue import Bot
from chatbot.knowledge import Entry, Knowledge
from chatbot.language import SHIPPED, terminal_words
from chatbot.log import read_turns
from chatbot.surfaces.command_line import run as main
from chatbot.surfaces.terminal.completion import ChatCompleter
from chatbot.surfaces.terminal.conversation import Conversation, Preferences
from chatbot.surfaces.terminal.history import History
from chatbot.surfaces.terminal.output import render
from chatbot.surfaces.terminal.slash_commands import COMMANDS, run
from tests.terminal.conftest import HOURS, LIBRARY, FakeBot

SHOP = "title: The shop\nentries: [{question: When are you open?, answer: %s}]\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP % "At nine.")
    return path


@pytest.fixture
def talk(shop: Path, history: History) -> Conversation:
    return Conversation(Bot.load(shop), history, Preferences(), Bot.load, run)


def said(conversation: Conversation, line: str) -> str:
    return render(conversation.step(line), 400, color=False)


def test_reloading_brings_what_the_file_says_now(talk: Conversation, shop: Path) -> None:
    assert said(talk, "when are you open").startswith("At nine.")
    shop.write_text(SHOP % "At ten.")
    assert said(talk, "/reload") == f"Read again: {shop}\n"
    assert said(talk, "/again").startswith("when are you open\nAt ten.")


@pytest.mark.parametrize("broken", [SHOP % "", "title: [", "x: 1\nx: 2\n", None])
def test_the_old_knowledge_serves_while_the_file_is_broken(
    talk: Conversation, shop: Path, broken: str | None
) -> None:
    shop.unlink()
    if broken is not None:
        shop.write_text(broken)
    *problems, kept = said(talk, "/reload").splitlines()
    assert problems
    assert all(problem.startswith(str(shop)) for problem in problems)
    assert kept == "Still answering from The shop, as it was."
    assert said(talk, "when are you open").startswith("At nine.")


def test_a_file_whose_tests_fail_is_not_taken_unless_it_is_named(
    talk: Conversation, shop: Path
) -> None:
    tested = (SHOP % "At ten.").replace("At ten.", "At ten., tests: {match: [rain]}")
    shop.write_text(tested)
    failed, opens, kept = said(talk, "/reload").splitlines()
    assert '"rain" was declined instead' in failed
    assert opens == f"/faq {shop} opens it all the same."
    assert kept == "Still answering from The shop, as it was."
    assert said(talk, "when are you open").startswith("At nine.")
    said(talk, f"/faq {shop}")
    assert said(talk, "when are you open").startswith("At ten.")


@pytest.mark.parametrize("path", ["/", "a\0b", "\ud800", "~nobody/x.yaml"])
def test_a_path_that_cannot_be_is_one_line(talk: Conversation, path: str) -> None:
    problem, kept = said(talk, f"/faq {path}").splitlines()
    assert problem
    assert kept == "Still answering from The shop, as it was."


def test_why_says_how_the_last_reply_came_about(talk: Conversation) -> None:
    said(talk, "when are u open")
    assert "“When are you open?”" in said(talk, "/why")


def test_topics_stand_below_their_section_or_the_profile_they_are_about(history: History) -> None:
    profiles = [
        {
            "kind": "room",
            "name": name,
            "summary": "A room.",
            "aspects": [{"id": "price", "question": "What is the {name}?", "answer": "9."}],
        }
        for name in ("Attic", "Studio")
    ]
    entries = [
        {"question": "Where is the sauna?", "answer": "Below.", "section": "Leisure"},
        {"question": "When is breakfast?", "answer": "At eight."},
    ]
    data = {"title": "Rooms", "profiles": profiles, "entries": entries}
    bot = Bot(Knowledge.from_dict(data))
    talk = Conversation(bot, history, Preferences(), Bot.load, run)
    assert said(talk, "/topics").splitlines() == [
        "Questions, by number: 6",
        "  1  When is breakfast?",
        "",
        "Attic",
        "  2  What about Attic?",
        "  3  What is the Attic?",
        "",
        "Studio",
        "  4  What about Studio?",
        "  5  What is the Studio?",
        "",
        "Leisure",
        "  6  Where is the sauna?",
    ]
    assert said(talk, "4").splitlines()[:2] == ["What about Studio?", "A room."]
    assert said(talk, "/topics attic").splitlines()[1] == "  1  What about Attic?"


def test_clearing_forgets_for_why_again_and_save(talk: Conversation, tmp_path: Path) -> None:
    said(talk, "when are you open?")
    said(talk, "/clear")
    assert said(talk, "/why") == said(talk, "/again") == "Nothing has been asked yet.\n"
    assert said(talk, f"/save {tmp_path / 'talk.md'}") == "There is nothing to save yet.\n"


def test_a_long_list_of_topics_is_cut_and_its_numbers_ask(history: History) -> None:
    entries = tuple(Entry(f"e{n}", f"What is {n}?", (f"What is {n}?",), f"{n}.") for n in range(50))
    talk = Conversation(Bot(Knowledge("Numbers", entries)), history, Preferences(), Bot.load, run)
    lines = said(talk, "/topics").splitlines()
    assert lines[0] == "Questions, by number: 50"
    assert lines[30:] == ["  30  What is 29?", "… and 20 more; /topics WORD narrows them down."]
    assert said(talk, "30").splitlines()[:2] == ["What is 29?", "29."]


@pytest.mark.parametrize("code", SHIPPED)
def test_every_row_of_the_table_can_be_read_in_the_menu(code: str) -> None:
    words = terminal_words(code)["commands"]
    assert [command.name.removeprefix("/") for command in COMMANDS] == list(words)
    for command in COMMANDS:
        meaning = command.meaning(words)
        assert meaning[0].islower()
        assert len(command.usage) + len(meaning) < 76


def test_the_chat_speaks_the_language_of_its_file(conversation: Conversation) -> None:
    conversation.bot = FakeBot(LIBRARY._replace(language="de-at"))
    shown = [block.text for block in conversation.greeting().blocks]
    assert shown[1].startswith("Ich habe 5 Antworten. Fragen Sie")
    assert said(conversation, "/source") == "Es wurde noch nichts gefragt.\n"
    assert said(conversation, "/hlep").endswith("meinten Sie /help?\n")
    assert "Strg-D" in said(conversation, "/help")
    assert "Antwort · zu 93 % sicher · House rules" in said(conversation, HOURS)
    assert said(conversation, "/topics book").startswith("Fragen zu book, nach Nummer: 2")
    menu = ChatCompleter(conversation).get_completions(Document("/quit"), CompleteEvent())
    assert [one.display_meta_text for one in menu] == ["beenden"]


def test_a_reply_is_explained_in_the_language_of_its_file(
    tmp_path: Path, history: History, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "laden.yaml"
    path.write_text(f"language: de\n{SHOP % 'Um neun.'}")
    talk = Conversation(Bot.load(path), history, Preferences(), Bot.load, run)
    said(talk, "when are you open")
    assert said(talk, "/why").startswith("Frage: when are you open\nErgebnis: beantwortet")
    assert main(["--faq", str(path), "ask", "--explain", "when are you open"]) == 0
    assert "Ergebnis: beantwortet mit" in capsys.readouterr().out


@pytest.fixture
def logged(shop: Path, history: History) -> Conversation:
    bot = Bot.load(shop, log=QuestionLog(shop.parent / "q.db"))
    return Conversation(bot, history, Preferences(), Bot.load, run)


@pytest.mark.parametrize("meant", ["when-are-you-open", "When-Are-You-Open", "WHEN are you open"])
def test_what_should_have_been_the_answer_is_kept_for_the_author(
    logged: Conversation, meant: str
) -> None:
    said(logged, "till how late")
    assert said(logged, f"/teach {meant}") == (
        "Kept: “till how late” should have been “When are you open?” (when-are-you-open).\n"
        "chatbot learn proposes it to whoever keeps the knowledge file.\n"
    )
    log = logged.bot.log
    assert log
    assert log.flush()
    assert [turn.taught for turn in read_turns(log.path)] == ["when-are-you-open"]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("/teach", "Say what it should have been: /teach ENTRY, by its id or its question."),
        ("/teach zebras", "No entry comes near zebras; /topics lists them all."),
        (
            "/teach when do you open?",
            "No entry is “when do you open?”; did you mean “When are you open?”? Nothing is kept.",
        ),
    ],
)
def test_teaching_needs_an_entry(logged: Conversation, typed: str, why: str) -> None:
    said(logged, "till how late")
    assert said(logged, typed) == f"{why}\n"
    log = logged.bot.log
    assert log
    assert log.flush()
    assert [turn.taught for turn in read_turns(log.path)] == [""]


def test_teaching_needs_a_question_and_a_log(talk: Conversation) -> None:
    assert said(talk, "/teach hours") == "Nothing has been asked yet.\n"
    said(talk, "till how late")
    why = "There is no log to keep it in; chatbot --log FILE has one.\n"
    assert said(talk, "/teach when-are-you-open") == why
