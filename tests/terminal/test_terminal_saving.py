from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbot import Bot, Knowledge
from chatbot.surfaces.terminal.conversation import Conversation
from chatbot.surfaces.terminal.output import render

MARKDOWN = r"""# The town library

> a\*b
> \# c

I have nothing on that.

> book

Do you mean:

1. What does a late book cost?
2. Can I renew a book?

> 2

Twice, unless somebody waits for it.

*House rules, 1 May 2024*
"""
TEXT = """The town library

> a*b
# c
I have nothing on that.
(no answer · off topic)

> book
Do you mean:
1. What does a late book cost?
2. Can I renew a book?
(not sure · type a number, or say it differently)

> 2
Twice, unless somebody waits for it.
(answer · 93% sure · House rules, 1 May 2024)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    yield tmp_path
    assert not list(tmp_path.glob(".chatbot-*")), "nothing half written is left behind"


@pytest.fixture
def talk(conversation: Conversation) -> Conversation:
    for line in ("a*b\n# \x1b[31mc", "book", "2"):
        conversation.step(line)
    return conversation


def said(conversation: Conversation, line: str) -> str:
    return render(conversation.step(line), 200, color=False).strip()


@pytest.mark.parametrize(("name", "content"), [("talk.md", MARKDOWN), ("TALK.TXT", TEXT)])
def test_the_conversation_is_saved_to_be_read(
    talk: Conversation, folder: Path, name: str, content: str
) -> None:
    assert said(talk, f"/save {name}") == f"Saved to {folder / name}"
    assert (folder / name).read_text("utf-8") == content


def test_json_lines_hold_every_turn_exactly(talk: Conversation, folder: Path) -> None:
    talk.step("/save talk.jsonl")
    turns = [json.loads(line) for line in (folder / "talk.jsonl").read_text().splitlines()]
    assert [turn["question"] for turn in turns] == ["a*b\n# \x1b[31mc", "book", "2"]
    assert [turn["kind"] for turn in turns] == ["decline", "clarify", "answer"]
    assert turns[2]["entry_ids"] == ["renew"]


def test_what_a_refusal_offers_is_saved_with_it(conversation: Conversation, folder: Path) -> None:
    about = {"kind": "bread", "name": "Rye bread", "summary": "It is baked twice a week."}
    price = {"id": "price", "question": "What does {name} cost?", "answer": "3.50 a loaf."}
    knowledge = {"title": "Bakery", "profiles": [{"id": "rye", **about, "aspects": [price]}]}
    conversation.bot = Bot(Knowledge.from_dict(knowledge))
    conversation.step("which allergens does rye bread contain?")
    conversation.step("/save talk.md")
    conversation.step("/save talk.txt")
    for name in ("talk.md", "talk.txt"):
        assert "2. What does Rye bread cost?" in (folder / name).read_text("utf-8")


def test_markup_of_answers_stays_markup_in_markdown_only(
    conversation: Conversation, folder: Path
) -> None:
    knowledge = {"title": "Shop", "entries": [{"question": "Open?", "answer": "*From* 5 * 2."}]}
    conversation.bot = Bot(Knowledge.from_dict(knowledge))
    conversation.step("open?")
    conversation.step("/save talk.md")
    conversation.step("/save talk.txt")
    assert "\n\n*From* 5 * 2.\n" in (folder / "talk.md").read_text("utf-8")
    assert "\nFrom 5 * 2.\n" in (folder / "talk.txt").read_text("utf-8")


@pytest.mark.parametrize("typed", ['"my talk.md"', "'my talk.md'", "my talk.md", "~/my talk.md"])
def test_names_are_understood_as_people_type_them(
    talk: Conversation, folder: Path, typed: str
) -> None:
    talk.step(f"/save {typed}")
    assert (folder / "my talk.md").exists()


def test_an_existing_file_is_replaced_only_when_asked_twice(
    talk: Conversation, folder: Path
) -> None:
    file = folder / "talk.md"
    file.write_text("precious")
    file.chmod(0o640)
    assert said(talk, "/save talk.md") == (
        "talk.md is there already; the same command again replaces it."
    )
    assert file.read_text() == "precious"
    talk.step("/save talk.md")
    assert file.read_text("utf-8") == MARKDOWN
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_file_of_this_chat_is_brought_up_to_date_without_asking(
    talk: Conversation, folder: Path
) -> None:
    talk.step("/save talk.md")
    talk.step("hello")
    assert said(talk, "/save talk.md").startswith("Saved to ")
    assert "Good day" in (folder / "talk.md").read_text()


def test_a_link_stays_a_link(talk: Conversation, folder: Path) -> None:
    (folder / "link.md").symlink_to(folder / "real.md")
    talk.step("/save link.md")
    talk.step("/save link.md")
    assert (folder / "link.md").is_symlink()
    assert (folder / "real.md").read_text("utf-8") == MARKDOWN


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "Say where: /save FILE, ending in .md, .txt, .jsonl."),
        ("talk", "talk: the name must end in .md, .txt, .jsonl; nothing was saved"),
        ("talk.html", "talk.html: the name must end in .md, .txt, .jsonl; nothing was saved"),
        ("no/such/t.md", "no/such/t.md: No such file or directory; nothing was saved"),
        ("folder.md", "folder.md: not a regular file; nothing was saved"),
        ("a\0b.md", "ab.md: no file can have this name; nothing was saved"),
    ],
)
def test_a_bad_path_is_one_line(talk: Conversation, folder: Path, typed: str, answer: str) -> None:
    (folder / "folder.md").mkdir()
    assert said(talk, f"/save {typed}") == answer


def test_a_failing_disk_leaves_what_was_there(
    talk: Conversation, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.step("/save talk.md")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    talk.step("hello")
    assert said(talk, "/save talk.md") == ("talk.md: No space left on device; nothing was saved")
    assert (folder / "talk.md").read_text("utf-8") == MARKDOWN


def test_there_must_be_something_to_save(conversation: Conversation, folder: Path) -> None:
    assert said(conversation, "/save talk.md") == "There is nothing to save yet."
    assert not list(folder.glob("*.md"))
