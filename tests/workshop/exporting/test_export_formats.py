"""What exports look like, and what they leave out."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from pathlib import Path

import pytest
import yaml

from chatbot.knowledge import Knowledge

pytest.importorskip("mdformat", reason="needs the extra import")

from chatbot.workshop.exporting.files import export, write
from chatbot.workshop.exporting.tables import FORMULA_SIGNS
from chatbot.workshop.importing.gathering import ImportOptions
from chatbot.workshop.importing.into_file import import_into

FAQ = """\
title: Ferry & co
contact: Call **us**.
source: {title: "The [old] timetable", date: "2023", url: "https://example.org/t?a=<b>"}
entries:
  - id: price
    section: Tickets
    question: What does it <b>cost</b>?
    also_asked: [price]
    answer: |-
      =10 euros,
      see [food](#food). </script>
    tests: {match: [how much]}
  - id: food
    section: On board
    question: =Is there food?
    answer: "@the bar"
    see_also: [price, crew]
    source: {title: "The *menu*"}
    owner: ann@example.org
  - id: crew
    question: Where does the crew sleep?
    answer: Below.
    audience: [staff]
  - id: old
    question: Is it closed?
    answer: Yes.
    active: no
"""


@pytest.fixture
def faq(tmp_path: Path) -> Knowledge:
    path = tmp_path / "faq.yaml"
    path.write_text(FAQ, encoding="utf-8")
    return Knowledge.load(path)


def text(faq: Knowledge, target: str) -> str:
    (file,) = export(faq, target).files
    return file.text


def test_no_cell_is_taken_for_a_formula(faq: Knowledge) -> None:
    rows = [*csv.reader(StringIO(text(faq, "csv").removeprefix("\ufeff")))]
    assert rows[1][4] == "'=10 euros,\nsee [food](#food). </script>"
    assert rows[2][2] == "'=Is there food?"
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_SIGNS)]


def test_the_page_has_anchors_and_data_for_search_engines(faq: Knowledge) -> None:
    from lxml import html

    page = html.document_fromstring(text(faq, "html").encode())
    (script,) = page.xpath("//script")
    data = json.loads(script.text)
    assert data["@type"] == "FAQPage"
    assert [one["name"] for one in data["mainEntity"]] == [
        "What does it <b>cost</b>?",
        "=Is there food?",
    ]
    answer = data["mainEntity"][0]["acceptedAnswer"]
    assert answer["text"] == '<p>=10 euros,<br>\nsee <a href="#food">food</a>. &lt;/script&gt;</p>'
    assert page.get_element_by_id("food").xpath("string(h3)") == "=Is there food?"
    assert page.xpath("//a[@href='#food']")
    assert [one.text for one in page.xpath("//h2")] == ["Tickets", "On board"]
    assert not page.xpath("//*[@src or @onclick]")
    assert page.xpath("string(//title)") == "Ferry & co"


def test_the_markdown_reads_as_a_page(faq: Knowledge) -> None:
    assert text(faq, "markdown").splitlines()[1:10] == [
        '<!-- file {"title": "Ferry & co", "contact": "Call **us**.", '
        '"source": {"title": "The [old] timetable", "date": "2023", '
        '"url": "https://example.org/t?a=<b\\u003e"}} -->',
        "",
        "# Ferry & co",
        "",
        "## Tickets",
        "",
        '### <a id="price"></a>What does it \\<b>cost\\</b>?',
        "",
        '<!-- entry {"id": "price", "section": "Tickets", "also_asked": ["price"], '
        '"see_also": ["food"], "tests": {"match": ["how much"]}} -->',
    ]


def test_rasa_gets_intents_responses_and_a_rule(faq: Knowledge) -> None:
    files = {file.name: yaml.safe_load(file.text) for file in export(faq, "rasa").files}
    assert files["domain.yml"]["responses"]["utter_faq/food"][0]["text"] == "@the bar"
    (first, *_) = files["nlu.yml"]["nlu"]
    assert first["intent"] == "faq/price"
    assert first["examples"] == "- What does it <b>cost</b>?\n- price\n"
    assert files["nlu.yml"]["rules"][0]["steps"] == [{"intent": "faq"}, {"action": "utter_faq"}]


@pytest.mark.parametrize("target", ["markdown", "html", "csv", "rasa", "site"])
def test_what_is_left_out_is_said(faq: Knowledge, target: str) -> None:
    notes = "\n".join(export(faq, target).notes)
    for what in (
        "“contact” is left out" if target == "csv" else "",
        "yaml:5: tests of “price” left out" if target == "site" else "",
        "yaml:13: owner of “food” left out" if target in ("html", "site") else "",
        "yaml:13: “food” refers to “crew”, which is left out",
        "“crew” is left out, as it is for staff only",
        "“old” is left out, as it is not active",
    ):
        assert what in notes
    written = "".join(file.text for file in export(faq, target).files)
    assert "sleep" not in written
    assert ("ann@" in written) == (target in ("markdown", "csv", "rasa"))


def test_the_page_shows_sources_and_whom_to_ask(faq: Knowledge) -> None:
    from lxml import html

    page = html.document_fromstring(text(faq, "html").encode())
    assert [one.text_content().strip() for one in page.xpath("//footer")] == [
        "Source: The [old] timetable, 2023",
        "Source: The *menu*",
        "Call us.",
    ]
    assert page.xpath("//section[@id='price']/footer//a/@href") == [
        "https://example.org/t?a=%3Cb%3E"
    ]
    assert "“source”" not in "".join(export(faq, "html").notes)


def test_the_markdown_shows_sources_and_whom_to_ask_where_no_import_takes_them(
    faq: Knowledge,
) -> None:
    written = text(faq, "markdown")
    shown = re.findall(
        "^<!-- shown, not imported -->\n\n(.*)\n\n<!-- /shown, not imported -->$",
        written,
        re.MULTILINE,
    )
    assert shown == [
        "Source: [The [old] timetable](https://example.org/t?a=%3Cb%3E), 2023",
        "Source: The \\*menu\\*",
        "Call **us**.",
    ]
    notes = "".join(export(faq, "markdown").notes)
    assert "“source”" not in notes
    assert "“contact”" not in notes


def test_a_heading_ends_what_is_only_shown(faq: Knowledge, tmp_path: Path) -> None:
    without_end = text(faq, "markdown").replace("<!-- /shown, not imported -->", "")
    (tmp_path / "faq.md").write_text(without_end, encoding="utf-8")
    import_into(str(tmp_path / "again.yaml"), [str(tmp_path / "faq.md")], ImportOptions())
    assert [entry.id for entry in Knowledge.load(tmp_path / "again.yaml").entries] == [
        "price",
        "food",
    ]


def test_an_earlier_export_is_written_anew_and_nothing_else(faq: Knowledge, tmp_path: Path) -> None:
    for target, name in (("markdown", "a.md"), ("csv", "a.csv"), ("json", "a.json"), ("rasa", "a")):
        write(export(faq, target), str(tmp_path / name))
        write(export(faq, target), str(tmp_path / name))
        with pytest.raises(FileExistsError, match="no such export"):
            write(export(faq, "html"), str(tmp_path / "faq.yaml"))
    assert (tmp_path / "faq.yaml").read_text(encoding="utf-8") == FAQ
    page = tmp_path / "own.html"
    page.write_text("<!DOCTYPE html>\n<p>My own.</p>\n", encoding="utf-8")
    with pytest.raises(FileExistsError, match="no such export"):
        write(export(faq, "html"), str(page))
    with pytest.raises(NotADirectoryError):
        write(export(faq, "rasa"), str(tmp_path / "a.md"))
    with pytest.raises(OSError, match="no regular file"):
        write(export(faq, "html"), str(tmp_path / "a"))


def test_json_has_what_the_file_includes(tmp_path: Path) -> None:
    more = re.sub("(?m)^(contact|source).*\n", "", FAQ)
    (tmp_path / "more.yaml").write_text(more, encoding="utf-8")
    (tmp_path / "all.yaml").write_text("title: All\ninclude: [more.yaml]\n", encoding="utf-8")
    knowledge = Knowledge.load(tmp_path / "all.yaml")
    exported = export(knowledge, "json")
    (file,) = exported.files
    again = Knowledge.from_dict(json.loads(file.text))
    assert exported.notes == ()
    assert [entry.id for entry in again.entries] == [entry.id for entry in knowledge.entries]
