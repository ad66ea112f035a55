"""The site that needs no server, opened from its folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from chatbot.errors import MissingExtra
from chatbot.knowledge import Knowledge
from chatbot.surfaces.command_line import run
from chatbot.workshop.exporting.files import export, write
from tests.web.conftest import SHOP, OpenPage


def test_it_is_browsed_and_searched_without_a_server(open_page: OpenPage, tmp_path: Path) -> None:
    write(export(Knowledge.load(SHOP), "site"), str(tmp_path))
    page = open_page("index.html", base=f"{tmp_path.as_uri()}/")
    assert page.locator("section h2").all_inner_texts() == ["Visiting", "Buying"]
    page.get_by_label("Search the questions").fill("card")
    expect(page.locator("details.entry:visible")).to_have_count(1)
    page.locator("summary", has_text="How can I pay?").click()
    expect(page.get_by_text("In cash, or with a card.")).to_be_visible()
    page.get_by_text("Talk to a person").click()
    expect(page.get_by_role("link", name="555 123")).to_be_visible()
    assert page.locator("main script, main img").count() == 0
    assert "alarm" not in page.content()
    assert page.get_by_role("link", name="Ask a question").count() == 0


def test_without_scripts_it_is_a_list(open_page: OpenPage, tmp_path: Path) -> None:
    write(export(Knowledge.load(SHOP), "site"), str(tmp_path))
    page = open_page("index.html#parking", base=f"{tmp_path.as_uri()}/", java_script_enabled=False)
    expect(page.get_by_text("Behind the house.")).to_be_visible()
    expect(page.get_by_label("Search the questions")).to_be_hidden()


def test_it_is_printed_with_its_answers(open_page: OpenPage, tmp_path: Path) -> None:
    write(export(Knowledge.load(SHOP), "site"), str(tmp_path))
    page = open_page("index.html", base=f"{tmp_path.as_uri()}/")
    page.evaluate("() => { window.print = () => document.body.dataset.printed = 'yes'; }")
    page.get_by_role("button", name="Print").click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    answer = page.get_by_text("Behind the house.")
    expect(answer).to_be_hidden()
    page.emulate_media(media="print")
    expect(answer).to_be_visible()
    expect(page.get_by_label("Search the questions")).to_be_hidden()


def test_it_is_for_all_to_read_and_overwrites_only_itself(tmp_path: Path) -> None:
    command = ["export", str(SHOP), "--to", "site", "-o"]
    assert run([*command, str(tmp_path / "site")]) == 0
    assert run([*command, str(tmp_path / "site")]) == 0
    plain = tmp_path / "plain"
    plain.touch()
    modes = {one.stat().st_mode for one in (tmp_path / "site").iterdir()}
    assert modes == {plain.stat().st_mode}
    own = tmp_path / "own"
    own.mkdir()
    (own / "index.html").write_text("<!doctype html>\n<p>My own.", encoding="utf-8")
    with pytest.raises(FileExistsError, match="no such export"):
        run([*command, str(own)])
    assert [one.name for one in own.iterdir()] == ["index.html"]


def test_it_has_only_what_is_valid_today(tmp_path: Path) -> None:
    entries = [
        {"id": "old", "question": "Is it open?", "answer": "Yes.", "valid_until": "2001-01-01"},
        {"id": "new", "question": "Is it closed?", "answer": "No."},
    ]
    index, *_ = export(Knowledge.from_dict({"title": "Shop", "entries": entries}), "site").files
    assert "Is it closed?" in index.text
    assert "Is it open?" not in index.text


def test_without_a_folder_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(SHOP), "--to", "site"]) == 2
    assert "site are several files; name a folder with -o" in capsys.readouterr().err


def test_without_what_it_needs_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("chatbot.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtra, match=r"pip install 'faq-chatbot\[report\]'"):
        export(Knowledge.load(SHOP), "site")
