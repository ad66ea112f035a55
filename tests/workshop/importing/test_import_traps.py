"""Sources as they are: in other encodings, with other line ends, merged cells, any columns."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from chatbot.errors import SourceError

pytest.importorskip("openpyxl", reason="needs the extra import")

from chatbot.workshop.importing.entries import Import
from chatbot.workshop.importing.gathering import ImportOptions, gather
from chatbot.workshop.importing.readers.tables import TableOptions

PLAIN = "Frage;Antwort\nWas kostet es?;Zehn Euro.\n"


def imported(path: Path, options: ImportOptions | None = None) -> Import:
    return gather([str(path)], options or ImportOptions())


def answers(found: Import) -> dict[str, str]:
    return {entry.fields["question"]: entry.fields["answer"] for entry in found.entries}


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode("utf-8"),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        PLAIN.replace("\n", "\r\n").encode("utf-8"),
        PLAIN.replace("\n", "\r").encode("utf-8"),
        PLAIN.replace(";", "\t").encode("utf-16"),
        PLAIN.replace(";", ",").encode("utf-8"),
        f"sep=;\n{PLAIN}".encode(),
    ],
)
def test_encodings_line_ends_and_delimiters_make_no_difference(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "faq.csv").write_bytes(data)
    assert answers(imported(tmp_path / "faq.csv")) == {"Was kostet es?": "Zehn Euro."}


def test_line_ends_within_a_cell_are_those_of_an_answer(tmp_path: Path) -> None:
    (tmp_path / "faq.csv").write_bytes(b'question,answer\r\nWhen?,"At nine.\r\nOr ten."\r\n')
    assert answers(imported(tmp_path / "faq.csv")) == {"When?": "At nine.\nOr ten."}


def test_another_encoding_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "faq.csv"
    path.write_bytes("question,answer\nWo?,Gegenüber.\n".encode("cp1252"))
    with pytest.raises(SourceError, match=r"faq\.csv:2: byte 0xFC is not UTF-8; .* --encoding"):
        imported(path)
    assert answers(imported(path, ImportOptions(encoding="cp1252"))) == {"Wo?": "Gegenüber."}


def test_a_page_says_its_encoding_itself(tmp_path: Path) -> None:
    page = '<meta charset="iso-8859-1"><h1>Wo?</h1><p>Gegenüber.</p>'
    (tmp_path / "faq.html").write_bytes(page.encode("latin-1"))
    assert answers(imported(tmp_path / "faq.html")) == {"Wo?": "Gegenüber."}


def test_characters_that_steer_a_terminal_are_removed_and_noted(tmp_path: Path) -> None:
    (tmp_path / "faq.md").write_text("# Why?\n\nBe\x1b[31mcause\u202e.\n", encoding="utf-8")
    found = imported(tmp_path / "faq.md")
    assert answers(found) == {"Why?": "Be\\[31mcause."} or answers(found) == {
        "Why?": "Be[31mcause."
    }
    assert [note.what for note in found.notes] == [
        "character U+001B removed",
        "character U+202E removed",
    ]


@pytest.mark.parametrize(
    "given", [{"question": "Thema", "answer": "Text"}, {"question": "2", "answer": "3"}]
)
def test_columns_of_any_name_can_be_given(given: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "faq.csv").write_text("Nr,Thema,Text\n1,Where?,Here.\n", encoding="utf-8")
    options = ImportOptions(tables=TableOptions(given))
    assert answers(imported(tmp_path / "faq.csv", options)) == {"Where?": "Here."}


FOR_SOME = {"audience": ["staff", "guards"], "active": "no", "owner": "ann"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("faq.csv", 'Owner,Active,Audience,Question,Answer\nann,no,"staff, guards",How?,So.\n'),
        ("faq.csv", "question,for,answer,active,owner\nHow?,staff|guards,So.,no,ann\n"),
        (
            "faq.json",
            '[{"question": "How?", "answer": "So.", "audience": ["staff", "guards"],'
            ' "active": false, "owner": "ann"}]',
        ),
    ],
)
def test_who_an_answer_is_for_and_whether_it_is_in_use_is_read_wherever_it_stands(
    name: str, text: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    given = {"audience": "for"} if "for," in text else {}
    found = imported(tmp_path / name, ImportOptions(tables=TableOptions(given)))
    (fields,) = (entry.fields for entry in found.entries)
    assert {key: fields[key] for key in FOR_SOME} in (FOR_SOME, FOR_SOME | {"active": "False"})
    assert not found.notes


def test_a_column_called_as_a_field_is_dropped_where_it_has_something_else(tmp_path: Path) -> None:
    text = "question,answer,source,kind,name,owner\nHow?,So.,a.pdf,k,n,ann\n"
    (tmp_path / "faq.csv").write_text(text, encoding="utf-8")
    found = imported(tmp_path / "faq.csv")
    assert [entry.fields["owner"] for entry in found.entries] == ["ann"]
    dropped = [note.what for note in found.notes]
    assert dropped == [f"column “{name}” dropped" for name in ("source", "kind", "name")]


def test_columns_of_any_name_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "faq.csv").write_text("Nr,Thema,Inhalt\n1,Where?,Here.\n", encoding="utf-8")
    asked = []

    def choose(file: str, field: str, names: object) -> str:
        asked.append((field, names))
        return {"question": "Thema", "answer": "Inhalt"}[field]

    options = ImportOptions(tables=TableOptions({}, choose))
    assert answers(imported(tmp_path / "faq.csv", options)) == {"Where?": "Here."}
    assert asked == [("question", ["Nr", "Thema", "Inhalt"]), ("answer", ["Nr", "Inhalt"])]


def test_without_known_columns_the_error_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "faq.csv").write_text("Nr,Thema,Text\n1,Where?,Here.\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"csv:1: which column .* --column question=NAME"):
        imported(tmp_path / "faq.csv")


@pytest.mark.parametrize(
    ("above", "options"),
    [
        ("Our FAQ,,\n\nState: May 2024,,\n", {}),
        ("Version,1.2,\nAuthor,Ann,\n", {}),
        (",,\n,,\n", {}),
        ("Our FAQ,,\n", {"question": "Question", "answer": "Answer"}),
        ("Our FAQ,,\n", {"question": "2", "answer": "3"}),
    ],
)
def test_the_line_with_names_may_stand_below_a_title(
    above: str, options: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "faq.csv"
    path.write_text(f"{above}Nr,Question,Answer\n1,Where?,Here.\n", encoding="utf-8")
    found = imported(path, ImportOptions(tables=TableOptions(options)))
    assert answers(found) == {"Where?": "Here."}
    told = [note.what for note in found.notes if "above" in note.what]
    titles = [" ".join(line.replace(",", " ").split()) for line in above.splitlines()]
    assert told == [f"above the line with names, so dropped: {one}" for one in titles if one]


def test_a_merged_title_stands_above_the_names_of_a_sheet(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ((), ("Our FAQ", None), (), ("Frage", "Antwort"), ("Wo?", "Hier.")):
        sheet.append(row)
    sheet.merge_cells("A2:B2")
    book.save(tmp_path / "faq.xlsx")
    found = imported(tmp_path / "faq.xlsx")
    assert answers(found) == {"Wo?": "Hier."}
    (note,) = found.notes
    assert str(note).endswith("Sheet!2: above the line with names, so dropped: Our FAQ")


def test_a_table_without_names_may_have_a_title(tmp_path: Path) -> None:
    (tmp_path / "faq.csv").write_text("Our FAQ\n\nWhere?,Here.\nWhen?,Now.\n", encoding="utf-8")
    assert answers(imported(tmp_path / "faq.csv")) == {"Where?": "Here.", "When?": "Now."}


def test_what_a_knowledge_file_includes_is_said_to_be_left_out(tmp_path: Path) -> None:
    text = "title: T\ninclude: [b.yaml]\nentries:\n  - question: Where?\n    answer: Here.\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    found = imported(tmp_path / "a.yaml")
    assert answers(found) == {"Where?": "Here."}
    (note,) = found.notes
    assert str(note).endswith(
        "a.yaml:2: “include” dropped; name those files, too, or export all of it to JSON first"
    )


def test_terms_that_mean_the_same_are_one_question(tmp_path: Path) -> None:
    (tmp_path / "faq.html").write_text(
        '<dl><dt>Where?</dt><dt id="place">At what place?</dt><dd>Here.</dd>'
        '<dt>When?</dt><dd>Now, <a href="#place">here</a>.</dd><dt>Why?</dt></dl>',
        encoding="utf-8",
    )
    found = imported(tmp_path / "faq.html")
    assert answers(found) == {"Where?": "Here.", "When?": "Now, [here](#where)."}
    assert found.entries[0].fields["also_asked"] == ["At what place?"]
    assert [note.what for note in found.notes] == ["a question without an answer dropped: Why?"]


def test_headings_around_the_questions_of_a_page_are_no_entries(tmp_path: Path) -> None:
    (tmp_path / "faq.html").write_text(
        "<nav><h2>Menu</h2> <ul><li>Home</ul></nav><h2>Where?</h2><p>Here.</p>"
        "<footer><h3>When?</h3><p>Now.</p></footer>"
        "<footer><h4>About us</h4> <p>Since 1999.</p></footer>",
        encoding="utf-8",
    )
    found = imported(tmp_path / "faq.html")
    assert answers(found) == {"Where?": "Here.", "When?": "Now."}
    assert [note.what for note in found.notes] == [
        "<nav> dropped: Menu Home",
        "<footer> dropped: About us Since 1999.",
    ]


def test_a_heading_among_questions_is_no_part_of_an_answer_above_them(tmp_path: Path) -> None:
    text = "# What is it?\nA box.\n## Is it red?\nYes.\n## It hangs\nWait.\n## Is it big?\nNo.\n"
    (tmp_path / "faq.md").write_text(text, encoding="utf-8")
    found = imported(tmp_path / "faq.md")
    assert answers(found) == {
        "What is it?": "A box.",
        "Is it red?": "Yes.",
        "It hangs": "Wait.",
        "Is it big?": "No.",
    }
    assert [bool(entry.review) for entry in found.entries] == [False, False, True, False]


def test_what_data_says_beside_records_is_their_section_and_what_is_in_them_is_said(
    tmp_path: Path,
) -> None:
    (tmp_path / "faq.yml").write_text(
        "- category: Boats\n  questions:\n    - question: Where?\n      answer: Here.\n"
        "      link: {text: Map, url: /map}\n",
        encoding="utf-8",
    )
    found = imported(tmp_path / "faq.yml")
    assert [entry.fields["section"] for entry in found.entries] == ["Boats"]
    assert [note.what for note in found.notes] == ["“link” dropped: Map /map"]


def test_of_a_file_without_questions_in_a_folder_one_line_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("pipeline: a\npolicies: b\n", encoding="utf-8")
    (tmp_path / "faq.md").write_text("# Where?\n\nHere.\n", encoding="utf-8")
    (note,) = imported(tmp_path).notes
    assert note.what == "there are no questions with answers in it"


def test_where_nothing_is_found_what_cannot_be_read_is_said_first(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("pipeline: a\npolicies: b\n", encoding="utf-8")
    (tmp_path / "domain.yml").write_text("responses: !x\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"in it \(.*domain\.yml:1: not read: tags are not"):
        imported(tmp_path)


def test_a_column_that_is_not_there_is_said(tmp_path: Path) -> None:
    (tmp_path / "faq.csv").write_text("Question,Answer\nWhere?,Here.\n", encoding="utf-8")
    options = ImportOptions(tables=TableOptions({"tags": "Topic"}))
    with pytest.raises(SourceError, match="csv:1: there is no column “Topic”; there are: Ques"):
        imported(tmp_path / "faq.csv", options)


def workbook(path: Path) -> Path:
    """Two sheets, one with merged cells of every kind."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tickets"
    rows = [
        ("Question", "Answer"),
        ("By phone", None),
        ("How do I book?", "Call us."),
        ("What does it cost?", "Ten euros."),
        (None, "Children five."),
        ("Is it refunded?", "Within a week."),
        ("Can I cancel?", None),
        ("Where is the office?", "See the map."),
        ("How many seats are there?", 12.0),
    ]
    for row in rows:
        sheet.append(row)
    for area in ("A2:B2", "A4:A5", "B6:B7"):
        sheet.merge_cells(area)
    sheet["B8"].hyperlink = "https://example.org/map"
    other = book.create_sheet("Food")
    for row in (("Q", "A"), ("Is there coffee?", "Yes.")):
        other.append(row)
    book.create_sheet("Empty")
    book.save(path)
    return path


def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    found = imported(workbook(tmp_path / "faq.xlsx"))
    assert answers(found) == {
        "How do I book?": "Call us.",
        "What does it cost?": "Ten euros.\n\nChildren five.",
        "Is it refunded?": "Within a week.",
        "Where is the office?": "[See the map.](https://example.org/map)",
        "How many seats are there?": "12",
        "Is there coffee?": "Yes.",
    }
    sections = [entry.fields["section"] for entry in found.entries]
    assert sections == ["By phone"] * 5 + ["Food"]
    assert found.entries[2].fields["also_asked"] == ["Can I cancel?"]
    assert str(found.entries[0].place).endswith("faq.xlsx:Tickets!3")


def test_cells_are_read_as_a_sheet_shows_them(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("Question", "Answer", "valid_until", "active"))
    values: tuple[tuple[object, str], ...] = (
        (0.25, "0%"),
        (0.125, "0.0%"),
        (1, "0%"),
        (datetime(2025, 5, 3), "dd/mm/yyyy"),
        (datetime(2025, 5, 3, 9, 30), "dd/mm/yyyy hh:mm"),
        (True, "General"),
    )
    for number, (value, shown) in enumerate(values, start=2):
        sheet.append([f"What is row {number}?", value, datetime(2030, 1, 31), False])
        sheet.cell(number, 2).number_format = shown
    book.save(tmp_path / "faq.xlsx")
    found = imported(tmp_path / "faq.xlsx")
    expected = ["25%", "12.5%", "100%", "2025-05-03", "2025-05-03 09:30:00", "TRUE"]
    assert [*answers(found).values()] == expected
    assert found.entries[0].fields["valid_until"] == "2030-01-31"
    assert found.entries[0].fields["active"] == "FALSE"


def test_a_question_that_is_switched_off_is_said_to_be_so(tmp_path: Path) -> None:
    data = '{"enabled": false, "questions": {"en": ["Old?"]}, "answers": {"en": ["Old."]}}'
    (tmp_path / "off.json").write_text(f'{{"id": "off", "data": {data}}}', encoding="utf-8")
    with pytest.raises(SourceError, match=r"switched off, so dropped: Old\?"):
        imported(tmp_path / "off.json")


def test_of_several_languages_one_is_taken(tmp_path: Path) -> None:
    qna = (
        '{"qnas": [{"id": "x", "data": {"enabled": true, "redirectFlow": "",'
        ' "questions": {"en": ["When?"], "fr": ["Quand ?"]},'
        ' "answers": {"en": ["Now."], "fr": ["Maintenant."]}}}]}'
    )
    (tmp_path / "qna.json").write_text(qna, encoding="utf-8")
    found = imported(tmp_path / "qna.json", ImportOptions(language="fr"))
    assert answers(found) == {"Quand ?": "Maintenant."}
