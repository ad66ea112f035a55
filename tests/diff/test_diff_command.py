"""``chatbot diff``: two files, or a file and a revision of it; text, JSON and a page."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from chatbot import Bot, QuestionLog
from chatbot.surfaces.command_line import run
from tests.diff.conftest import FAQ, edit


def said(capsys: pytest.CaptureFixture[str], *arguments: object, status: int = 0) -> str:
    assert run(["diff", *map(str, arguments)]) == status
    written = capsys.readouterr()
    assert written.err == ""
    return written.out


def test_a_revision_and_the_file_are_compared(
    bakery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, "HEAD", bakery).splitlines()[1:] == [
        "0 gained, 0 lost, 0 switched, 0 reworded; 0 right before and not any more"
    ]
    edit(bakery, "From nine", "From ten")
    edit(
        bakery,
        "    also_asked: [is plastic accepted]\n",
        "    also_asked: [where do trams stop]\n",
    )
    lines = said(capsys, "HEAD", bakery, status=1).splitlines()
    assert lines[0].startswith("HEAD:shop/faq.yaml and shop/faq.yaml: ")
    assert "The same answer in other words" in lines
    assert "      “When are you open?” (shop/faq.yaml:5): hours" in lines
    assert "An answer where there was none" in lines
    assert lines[4].startswith("      “is plastic accepted” (shop/faq.yaml:11): card → ")


def test_what_was_right_before_and_is_not_any_more_is_a_failure(
    bakery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(bakery, "    also_asked: [opening hours, when do you close]\n", "")
    edit(bakery, "When are you open?", "How are you?")
    text = said(capsys, "HEAD", bakery, status=1)
    assert "Right before, and not any more\n      “" in text
    assert text.count("are you open on monday") == 1
    found = json.loads(said(capsys, "HEAD", bakery, "--json", status=1))
    assert found["broken"] == 3
    broken = {one["question"]: one for one in found["differences"] if one["verdict"] == "broken"}
    assert not broken["are you open on monday"]["is_dropped"]
    assert broken["are you open on monday"]["before"]["entry_ids"] == ["hours"]
    assert broken["opening hours"]["is_dropped"]


def test_a_log_and_files_of_questions_are_asked(
    bakery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bot = Bot.load(bakery, log=QuestionLog("q.db"))
    for _ in range(3):
        bot.ask("cakes for a \x1b[31mbirthday, do you sell them")
    assert bot.log
    bot.log.close()
    Path("asked.csv").write_text("question,id\nis there a cake for birthdays,cake\n")
    Path("new.yaml").write_text(
        "title: B\nlanguage: en\nentries:\n  - {id: cake, question: Do you sell birthday cakes?, "
        "answer: Yes.}\n"
    )
    text = said(
        capsys, bakery, "new.yaml", "--log", "q.db", "--questions", "asked.csv", "--all", status=1
    )
    asked = "“cakes for a birthday, do you sell them”"
    assert f"   3  {asked}: declined (off_topic) → cake\n" in text
    assert "“is there a cake for birthdays” (asked.csv:2): declined" in text


def test_a_page_is_written_and_takes_the_place_of_no_source(
    bakery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(bakery, "From nine to five.", "<script>alert(1)</script>")
    for _ in range(2):  # the second takes the place of the first
        said(capsys, "HEAD", bakery, "--html", "page.html")
    page = Path("page.html").read_text(encoding="utf-8")
    assert "<ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins>" in page
    assert "<del>From nine to five.</del>" in page
    with pytest.raises(OSError, match="is already there and no report of chatbot diff"):
        run(["diff", "HEAD", str(bakery), "--html", str(bakery)])
    assert "<script>" in bakery.read_text(encoding="utf-8")


def test_a_page_without_jinja_says_what_to_install(
    bakery: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert run(["diff", "HEAD", str(bakery), "--html", "page.html"]) == 2
    assert "pip install 'faq-chatbot[report]'" in capsys.readouterr().err
    assert not Path("page.html").exists()


@pytest.mark.parametrize(
    ("arguments", "status", "why"),
    [
        (["HEAD~3", "FAQ"], 66, "HEAD~3: is no file, and git knows no such revision"),
        (["HEAD:no.yaml", "FAQ"], 66, 'HEAD:no.yaml: there is no file "no.yaml" in it'),
        (["HEAD", "no.yaml"], 66, "no.yaml: No such file or directory"),
        (["broken.yaml", "FAQ"], 65, "broken.yaml:1:1: unknown key"),
        (["HEAD", "FAQ", "--log", "no.db"], 66, "no.db: No such file or directory"),
        (["HEAD", "FAQ", "--log", "FAQ"], 66, "is no log of chatbot"),
        (["HEAD", "FAQ", "--questions", "no.csv"], 66, "no.csv: No such file or directory"),
        (["HEAD", "FAQ", "--questions", "x.csv"], 65, 'x.csv:2: there is no entry with the id "q"'),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    arguments: list[str],
    status: int,
    why: str,
    bakery: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("broken.yaml").write_text(f"titel: x\n{FAQ.partition('include')[0]}entries: []\n")
    Path("x.csv").write_text("question,id\nwhere,q\n")
    assert run(["diff", *(str(bakery) if one == "FAQ" else one for one in arguments)]) == status
    written = capsys.readouterr()
    assert written.out == ""
    assert why in written.err
