"""``chatbot gaps``, ``stats``, ``stale`` and ``learn``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from chatbot import Bot, QuestionLog
from chatbot.log import Turn
from chatbot.surfaces.command_line import run

FAQ = """\
title: Library
source: {date: 2025-01-01}
entries:
  - {id: hours, question: When are you open?, answer: From nine., source: {date: 2024-01-01}}
  - {id: card, question: What does a lost card cost?, answer: Two.}
"""


@pytest.fixture
def logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log of three questions beside a knowledge file."""
    monkeypatch.chdir(tmp_path)
    for name in ("CHATBOT_FAQ", "CHATBOT_LOG"):
        monkeypatch.delenv(name, raising=False)
    Path("faq.yaml").write_text(FAQ, encoding="utf-8")
    bot = Bot.load("faq.yaml", log=QuestionLog("q.db"))
    for question in ("when are you open", "is there \x1b[31mparking", "when"):
        reply = bot.ask(question)
    assert bot.log
    bot.log.teach(reply.id, "hours")
    bot.log.close()


def said(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert run(list(arguments)) == status
    written = capsys.readouterr()
    assert written.err == ""
    return written.out


def test_gaps_are_safe_to_print(logged: None, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "gaps", "q.db", "--faq", "faq.yaml")
    assert "“is there parking”" in text
    assert text.startswith("faq.yaml: 3 questions: ")


@pytest.mark.parametrize("command", [["gaps"], ["stats"], ["learn", "--json"]])
def test_a_log_of_another_file_is_told(
    logged: None, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    other = "title: Shop\nentries:\n  - {id: tea, question: Do you sell tea?, answer: Yes.}\n"
    Path("other.yaml").write_text(other, encoding="utf-8")
    assert run([*command, "--log", "q.db", "--faq", "other.yaml"]) == 0
    assert capsys.readouterr().err == (
        "chatbot: q.db: 1 of 1 entries that it names are not in other.yaml; name the file that it "
        "is of with --faq\n"
    )
    assert said(capsys, *command, "--log", "q.db", "--faq", "faq.yaml")


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One log for a file in English, one in German, and questions of no known language."""
    monkeypatch.chdir(tmp_path)
    for name in ("CHATBOT_FAQ", "CHATBOT_LOG"):
        monkeypatch.delenv(name, raising=False)
    texts = {"en": ("hours", "When are you open?"), "de": ("zeiten", "Wann ist offen?")}
    log = QuestionLog("q.db")
    for code, (entry, question) in texts.items():
        path = Path(f"faq.{code}.yaml")
        only = f"entries:\n  - {{id: {entry}, question: '{question}', answer: '9'}}\n"
        path.write_text(f"title: T\nlanguage: {code}\n{only}", encoding="utf-8")
        bot = Bot.load(path, log=log)
        bot.ask(question)
        log.teach(bot.ask({"en": "is there parking", "de": "kann ich parken"}[code]).id, entry)
    log.add(Turn("x", 1.0, "s", "wifi", "decline"))
    log.close()


@pytest.mark.parametrize(
    ("code", "own", "foreign"),
    [("en", "is there parking", "kann ich parken"), ("de", "kann ich parken", "is there parking")],
)
@pytest.mark.parametrize("command", ["gaps", "stats", "learn", "diff"])
def test_of_a_log_for_several_languages_the_questions_in_that_of_the_file_are_taken(
    shared: None,
    capsys: pytest.CaptureFixture[str],
    command: str,
    code: str,
    own: str,
    foreign: str,
) -> None:
    file = f"faq.{code}.yaml"
    if command == "diff":
        more = f"also_asked: ['{own}', '{foreign}'], answer"
        text = Path(file).read_text(encoding="utf-8").replace("answer", more)
        Path("before.yaml").write_text(text, encoding="utf-8")
        arguments = ["before.yaml", file]
    else:
        arguments = ["--faq", file]
    assert run([command, *arguments, "--log", "q.db", "--json"]) in (0, 1)
    written = capsys.readouterr()
    assert written.err == (
        f"chatbot: q.db: 2 of 5 questions were not asked in the language of {file} ({code}); they "
        "are left out\n"
    )
    if command == "stats":
        found = json.loads(written.out)
        assert (found["turns"], found["gone"]) == (3, {})
    elif command == "diff":
        counts = {one["question"]: one["count"] for one in json.loads(written.out)["differences"]}
        assert (counts[own], counts[foreign]) == (1, 0)
    else:
        assert own in written.out
        assert foreign not in written.out


def test_a_region_is_no_other_language(shared: None, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path("faq.en.yaml")
    text = path.read_text(encoding="utf-8").replace("language: en", "language: en-gb")
    Path("gb.yaml").write_text(text, encoding="utf-8")
    assert run(["stats", "q.db", "--faq", "gb.yaml", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["turns"] == 3


COMMANDS = {
    "check": ["check", "faq.en.yaml"],
    "compile": ["compile", "faq.en.yaml"],
    "diff": ["diff", "faq.en.yaml", "faq.en.yaml"],
    "evaluate": ["evaluate", "faq.en.yaml", "--cross-validate"],
    "export": ["export", "faq.en.yaml", "--to", "csv"],
    "gaps": ["gaps", "q.db", "--faq", "faq.en.yaml"],
    "learn": ["learn", "q.db", "--faq", "faq.en.yaml", "--json"],
    "stale": ["stale", "faq.en.yaml"],
    "stats": ["stats", "q.db", "--faq", "faq.en.yaml"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_the_file_in_the_language_that_is_chosen(
    shared: None, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    path = Path("faq.de.yaml")
    more = "also_asked: [Wann ist auf?], answer"  # so that one can be held out
    path.write_text(path.read_text(encoding="utf-8").replace("answer", more), encoding="utf-8")
    assert run([*COMMANDS[command], "--language", "de"]) == 0
    written = capsys.readouterr()
    said = written.out + written.err
    assert "faq.de" in said or "zeiten" in said
    assert "faq.en.yaml:" not in said


@pytest.mark.parametrize("command", COMMANDS)
def test_a_language_that_no_file_is_in_is_one_line(
    shared: None, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert run([*COMMANDS[command], "--language", "fr"]) == 66
    said = "faq.en.yaml: not there in the language fr; there is de, en"
    assert capsys.readouterr() == ("", f"chatbot: {said}\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_by_itself_that_is_in_another_language_is_one_line(
    shared: None, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    Path("faq.en.yaml").rename("shop.yaml")
    arguments = [one.replace("faq.en.yaml", "shop.yaml") for one in COMMANDS[command]]
    assert run([*arguments, "--language", "fr"]) == 66
    said = "shop.yaml: not in the language fr, but en"
    assert capsys.readouterr() == ("", f"chatbot: {said}\n")


def test_gaps_as_json(logged: None, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, "gaps", "q.db", "--faq", "faq.yaml", "--json"))
    assert any("parking" in gap["questions"][0] for gap in found["gaps"])


def test_stats_as_text_json_and_page(logged: None, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "stats", "q.db", "--faq", "faq.yaml", "--html", "page.html")
    assert text.startswith("faq.yaml: Library: 3 questions in 3 conversations\n")
    found = json.loads(said(capsys, "stats", "q.db", "--faq", "faq.yaml", "--json"))
    assert found["turns"] == 3
    assert Path("page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert said(capsys, "stats", "q.db", "--faq", "faq.yaml", "--html", "page.html") == text


def test_a_page_takes_the_place_of_nothing_else(
    logged: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(OSError, match="no report of chatbot stats"):
        run(["stats", "q.db", "--faq", "faq.yaml", "--html", "faq.yaml"])
    assert Path("faq.yaml").read_text(encoding="utf-8") == FAQ


def test_a_page_without_jinja_says_what_to_install(
    logged: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert run(["stats", "q.db", "--faq", "faq.yaml", "--html", "page.html"]) == 2
    assert capsys.readouterr().err == (
        "chatbot: a page of figures: a package is missing; pip install 'faq-chatbot[report]'\n"
    )
    assert not Path("page.html").exists()


def test_stale_entries_are_named(logged: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "stale", "faq.yaml", status=1) == (
        "faq.yaml:4: hours: its source is of 2024-01-01, the file's of 2025-01-01; see whether it "
        "holds\nfaq.yaml: 1 to look at again in 2 entries\n"
    )
    (found,) = json.loads(said(capsys, "stale", "faq.yaml", "--json", status=1))
    assert (found["entry_id"], found["line"]) == ("hours", 4)


def test_proposals_as_json_have_their_effect(
    logged: None, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = said(capsys, "learn", "q.db", "--faq", "faq.yaml", "--json").splitlines()
    first = json.loads(lines[0])
    assert first["change"]["texts"] == ["when"]
    assert (first["change"]["entry"], first["why"]) == ("hours", "taught in the chat")
    assert first["effect"]["gained"] in (["when"], [])
    assert Path("faq.yaml").read_text(encoding="utf-8") == FAQ


def test_it_is_said_where_only_the_first_proposals_are_made(
    logged: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chatbot.workshop.learning.proposals.MOST_PROPOSED", 1)
    assert run(["learn", "q.db", "--faq", "faq.yaml", "--json"]) == 0
    written = capsys.readouterr()
    assert len(written.out.splitlines()) == 1
    assert written.err == (
        "chatbot: learn: only the first 1; say yes or no to them, and others follow\n"
    )


@pytest.mark.parametrize(
    ("arguments", "status", "why"),
    [
        (["q.db"], 2, "learn: name the knowledge file with --faq FILE"),
        (["no.db", "--faq", "faq.yaml"], 66, "no.db: No such file or directory"),
        (["q.db", "--faq", "no.yaml"], 66, "no.yaml: No such file or directory"),
        (
            ["q.db", "--faq", "faq.yaml", "--patch", "faq.yaml"],
            74,
            "faq.yaml: is already there and no patch; name another file",
        ),
        (
            ["q.db", "--faq", "faq.yaml"],
            2,
            "learn: reviewing needs a terminal; --json prints the proposals",
        ),
    ],
)
def test_bad_input_to_learn_is_one_line(
    logged: None,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    status: int,
    why: str,
) -> None:
    assert run(["learn", *arguments]) == status
    assert capsys.readouterr() == ("", f"chatbot: {why}\n")


@pytest.mark.parametrize("command", ["gaps", "stats"])
def test_a_log_that_is_none_is_one_line(
    logged: None, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert run([command, "faq.yaml", "--faq", "faq.yaml"]) == 66
    assert capsys.readouterr().err == (
        "chatbot: faq.yaml: is no log of chatbot's; name another file\n"
    )


pexpect = pytest.importorskip("pexpect", reason="needs a terminal")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")
@pytest.mark.parametrize("patch", [[], ["--patch", "learn.patch"]])
def test_a_review_in_a_terminal_ends_in_the_file_or_a_patch(logged: None, patch: list[str]) -> None:
    arguments = ["-m", "chatbot", "learn", "q.db", "--faq", "faq.yaml", *patch]
    terminal = pexpect.spawn(sys.executable, arguments, encoding="utf-8", timeout=60)
    terminal.expect("taught in the chat")
    terminal.expect("Add it")
    terminal.sendline("y")
    terminal.expect("Add it")
    terminal.sendline("n")
    terminal.expect("1 written.*\n")
    terminal.expect(pexpect.EOF)
    written = Path(patch[1] if patch else "faq.yaml").read_text(encoding="utf-8")
    assert "also_asked: [when]" in written
    assert (Path("faq.yaml").read_text(encoding="utf-8") == FAQ) is bool(patch)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")
@pytest.mark.parametrize("meanwhile", ["", "entries: [", "title: A\n"])
def test_a_review_is_added_to_the_file_as_it_is_by_now_once_that_is_valid(
    logged: None, meanwhile: str
) -> None:
    arguments = ["-m", "chatbot", "learn", "q.db", "--faq", "faq.yaml"]
    terminal = pexpect.spawn(sys.executable, arguments, encoding="utf-8", timeout=60)
    terminal.expect("Add it")
    faq = Path("faq.yaml")
    faq.write_text(meanwhile or FAQ.replace("From nine", "From ten"), encoding="utf-8")
    terminal.sendline("y")
    terminal.expect("Add it")
    terminal.sendline("q")
    if meanwhile:
        terminal.expect("chatbot: faq.yaml:.*Mend it")
        faq.write_text(FAQ.replace("From nine", "From ten"), encoding="utf-8")
        terminal.sendline("")
    terminal.expect("1 written.*\n")
    terminal.expect(pexpect.EOF)
    written = faq.read_text(encoding="utf-8")
    assert "also_asked: [when]" in written
    assert "From ten" in written
