"""What is exported and imported again is the same knowledge, whatever it holds."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.knowledge import Knowledge
from chatbot.markup import read

pytest.importorskip("mdformat", reason="needs the extra import")

from chatbot.workshop.exporting.files import export, write
from chatbot.workshop.exporting.page import as_html
from chatbot.workshop.importing.gathering import ImportOptions
from chatbot.workshop.importing.into_file import import_into

FORMATS = {
    "markdown": "faq.md",
    "html": "faq.html",
    "csv": "faq.csv",
    "json": "faq.json",
    "rasa": "bot",
}
LEFT_OUT = {"html": {"owner", "meta"}}
"""What is not for everybody, who may read a page."""
SHIPPED = Path(__file__).parents[3] / "faq.yaml"
NASTY = (
    *("# one", "=1+1", "@x", "-- x", "'=x", "a|b", "5 * 3 * 2", "a_b_c", "<b>x</b>", "</script>"),
    *(
        "{{ x }}",
        "{x}",
        "1. one",
        "- one",
        "> so",
        "~~no~~",
        "C#",
        "-->",
        "&amp;",
        "\\",
        "Q: A",
        "`x`",
    ),
    *("no", "null", "2024-05-31", "…", "é", "日本", "😀", "[x]", "a: b", "A. Yes", "**Why?** So"),
)
WORDS = st.sampled_from(NASTY) | st.from_regex(r"[A-Za-z]{1,8}", fullmatch=True)
LINES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
PARAGRAPHS = (
    st.lists(LINES, min_size=1, max_size=3)
    .map("\n".join)
    .filter(lambda text: "\\\n" not in text)  # a line end is a break without a sign for it
)
BLOCKS = PARAGRAPHS | st.sampled_from(
    (
        "- one\n- two\n  - three",
        "1. one\n2. two",
        "```py\nx = 1  # why?\n```",
        "| a | b |\n| --- | --- |\n| 1 | `2` |",
        "See [the *page*](https://example.org/a_(b)?c=d&e) and <https://example.org>.",
        "![A map](https://example.org/map.png)",
    )
)
ANSWERS = (
    st.lists(BLOCKS, min_size=1, max_size=3)
    .map("\n\n".join)
    .filter(lambda text: bool(read(text).children) and text.strip() == text)
)
SOURCES = st.fixed_dictionaries(
    {"title": LINES},
    optional={"url": st.sampled_from(("https://example.org/a_(b)?c=<d>", "https://example.org"))},
)


DAYS = st.dates().map(str)
SHORT = st.lists(LINES, max_size=2, unique_by=str.casefold)
FURTHER: dict[str, st.SearchStrategy[Any]] = {
    "source": SOURCES,
    "sureness": st.sampled_from(("careful", "eager")),
    "tests": st.fixed_dictionaries({}, optional={"match": SHORT, "not": SHORT}),
    "links": st.lists(
        st.fixed_dictionaries({"text": LINES, "url": st.just("https://example.org/?a=1&b")}),
        max_size=2,
    ),
    "owner": LINES,
    "valid_from": DAYS,
    "review_by": DAYS,
    "meta": st.dictionaries(WORDS, LINES | SHORT, max_size=2),
}
"""What any answer may have besides, but for what refers to others."""
KINDS = {
    "bread": {
        "plural": "loaves",
        "summary": {"question": "What is {name}?"},
        "aspects": {
            "price": {"question": "What is the price of {name}?", "also_asked": ["{name}"]}
        },
        "also_known": ["Spelt"],
    }
}


@st.composite
def answers(draw: st.DrawFn, question: str, key: str) -> dict[str, Any]:
    """The fields that entries, summaries and aspects have alike."""
    template = str if key == "entry" else _template
    also = draw(st.lists(LINES, max_size=2, unique_by=str.casefold))
    answer, *variants = draw(st.lists(ANSWERS, min_size=1, max_size=2, unique=True))
    fields: dict[str, Any] = {
        "question": template(f"{question}?"),
        "also_asked": [template(f"{one} {question} {at}") for at, one in enumerate(also)],
        "answer" if key != "summary" else key: template(answer),
        "variants": [*map(template, variants)],
        "section": draw(st.just("") | LINES),
        "tags": draw(st.lists(LINES, max_size=2, unique=True)),
    }
    further = {name: draw(st.none() | texts) for name, texts in FURTHER.items()}
    return {name: value for name, value in {**fields, **further}.items() if value}


def _template(text: str) -> str:
    """A text as those of profiles are written, where braces stand for names."""
    return text.replace("{", "{{").replace("}", "}}")


@st.composite
def knowledge(draw: st.DrawFn) -> dict[str, Any]:
    """A knowledge file with everything that an answer may have."""
    questions = draw(st.lists(LINES, min_size=1, max_size=4, unique_by=str.casefold))
    entries = []
    for number, question in enumerate(questions):
        entry = draw(answers(f"{question} {number}", "entry"))
        others = st.lists(st.sampled_from(range(len(questions))), max_size=2, unique=True)
        entry["id"] = f"entry-{number}"
        entry["see_also"] = [f"entry-{one}" for one in draw(others)]
        entry["buttons"] = [{"id": f"entry-{one}", "text": "More"} for one in draw(others)]
        entries.append(entry)
    names = draw(st.lists(st.sampled_from(("Rye", "the Oat loaf", "C#")), max_size=2, unique=True))
    profiles = []
    for name in names:
        profile = draw(answers(f"What is {name}", "summary"))
        price = draw(answers(f"What does {name} cost", "aspect"))
        profiles.append(
            {"kind": "bread", "name": name, **profile, "aspects": [{"id": "price", **price}]}
        )
    return {
        "title": draw(LINES),
        "contact": draw(ANSWERS),
        "source": draw(SOURCES),
        "entries": entries,
        "profiles": profiles,
        "kinds": KINDS,
        "synonyms": [["loaf", "bread", "C#"]],
        "unanswered": ["Who founded it?"],
        "settings": {"sureness": "careful"},
    }


def said(loaded: Knowledge) -> list[dict[str, Any]]:
    """Everything that the entries say, answers as people get to see them."""
    entries = []
    for entry in loaded.entries:
        fields = entry._asdict()
        fields["see_also"] = set(entry.see_also) - {entry.id}
        fields["answer"] = as_html(entry.answer)
        fields["variants"] = [as_html(one) for one in entry.variants]
        entries.append(
            {key: fields[key] for key in fields.keys() - {"line", "path", "without_markup"}}
        )
    return entries


def of_file(loaded: Knowledge) -> tuple[object, ...]:
    """What is said of the whole file."""
    parts = loaded.synonyms, loaded.unanswered, loaded.settings, loaded.source, loaded.contact
    return loaded.title, loaded.entities, loaded.kinds, *parts


def there_and_back(path: Path, target: str, folder: Path) -> Knowledge:
    source = folder / FORMATS[target]
    write(export(Knowledge.load(path), target), str(source))
    import_into(str(folder / "again.yaml"), [str(source)], ImportOptions())
    return Knowledge.load(folder / "again.yaml")


@pytest.mark.parametrize("target", FORMATS)
@given(data=knowledge())
@settings(max_examples=15)
def test_import_of_an_export_gives_the_same_knowledge(
    target: str, data: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("there")
    path = folder / "faq.yaml"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    found, wanted = there_and_back(path, target, folder), Knowledge.load(path)
    left_out = LEFT_OUT.get(target, set())
    for one, other in zip(said(found), said(wanted), strict=True):
        if target == "csv":  # without the kinds, their own phrasings come back with each profile
            one["phrasings"] = one["phrasings"][: len(other["phrasings"])]
        assert {k: one[k] for k in one.keys() - left_out} == {
            k: other[k] for k in other.keys() - left_out
        }
    assert target == "csv" or of_file(found) == of_file(wanted)


ODD = """\
title: Odd
entries:
  - id: crates
    question: What is [https://crates.io](https://crates.io)?
    answer: "See [the docs](docs.html), [the other](#gone) and {{ version }}."
  - id: table
    question: What is in the table?
    answer: |
      | Question | Answer |
      | -------- | ------ |
      | Why?     | So.    |
"""


@pytest.mark.parametrize("target", FORMATS)
def test_marks_tables_and_links_that_lead_nowhere_come_back_as_they_were(
    target: str, tmp_path: Path
) -> None:
    (tmp_path / "odd.yaml").write_text(ODD, encoding="utf-8")
    found = there_and_back(tmp_path / "odd.yaml", target, tmp_path)
    assert said(found) == said(Knowledge.load(tmp_path / "odd.yaml"))


VALUES = """\
title: Bakery
values: {hours: "from {seven} to six", phone: "*555*"}
contact: Call {{phone}}.
entries:
  - id: hours
    question: When are you open?
    answer: We are open {{hours}}. \\{{sic}}
    variants: ["Open {{hours}}."]
profiles:
  - kind: bread
    name: Rye
    summary: "{name} is sold {{hours}}, {{so}}."
"""


@pytest.mark.parametrize("target", ["markdown", "html", "json", "rasa"])
def test_values_and_names_are_put_in_where_they_were(target: str, tmp_path: Path) -> None:
    path = tmp_path / "bakery.yaml"
    path.write_text(VALUES.replace(", {{so}}", ""), encoding="utf-8")
    found = there_and_back(path, target, tmp_path)
    assert said(found) == said(Knowledge.load(path))
    again = (tmp_path / "again.yaml").read_text(encoding="utf-8")
    for written in ("We are open {{hours}}.", "Open {{hours}}.", "{name} is sold {{hours}}."):
        assert written in again


@pytest.mark.parametrize(
    ("target", "section"),
    [(target, "{{hours}}" if target == "json" else "from {seven} to six") for target in FORMATS],
)
def test_values_in_sections_are_written_out_but_in_json(
    target: str, section: str, tmp_path: Path
) -> None:
    path = tmp_path / "bakery.yaml"
    text = VALUES.partition("profiles:")[0]
    path.write_text(f'{text}    section: "Open {{{{hours}}}}"\n', encoding="utf-8")
    there_and_back(path, target, tmp_path)
    again = (tmp_path / "again.yaml").read_text(encoding="utf-8")
    assert f"section: Open {section}\n" in again


def test_an_edited_answer_has_its_values_and_names_written_out(tmp_path: Path) -> None:
    path = tmp_path / "bakery.yaml"
    path.write_text(VALUES.replace(", {{so}}", ""), encoding="utf-8")
    page = tmp_path / "faq.md"
    write(export(Knowledge.load(path), "markdown"), str(page))
    edited = page.read_text(encoding="utf-8").replace("is sold", "{is} sold")
    page.write_text(edited.replace("We are", "All are"), encoding="utf-8")
    import_into(str(tmp_path / "again.yaml"), [str(page)], ImportOptions())
    first, second = Knowledge.load(tmp_path / "again.yaml").entries
    assert as_html(first.answer) == "<p>All are open from {seven} to six. {{sic}}</p>"
    assert as_html(second.answer) == "<p>Rye {is} sold from {seven} to six.</p>"


@pytest.mark.parametrize("target", FORMATS)
def test_import_of_an_export_into_its_own_file_changes_nothing(target: str, tmp_path: Path) -> None:
    path = tmp_path / "faq.yaml"
    path.write_bytes(SHIPPED.read_bytes())
    write(export(Knowledge.load(path), target), str(tmp_path / FORMATS[target]))
    report = import_into(str(path), [str(tmp_path / FORMATS[target])], ImportOptions())
    assert (report.is_changed, report.notes) == (False, ())
    assert path.read_bytes() == SHIPPED.read_bytes()


@pytest.mark.parametrize("target", ["markdown", "html", "csv", "rasa"])
def test_a_profile_is_an_entry_of_its_own_in_a_file_that_does_not_have_it(
    target: str, tmp_path: Path
) -> None:
    path = tmp_path / "other.yaml"
    path.write_text("title: T\nentries:\n  - {question: A?, answer: b}\n", encoding="utf-8")
    write(export(Knowledge.load(SHIPPED), target), str(tmp_path / FORMATS[target]))
    for is_changed in (True, False):
        report = import_into(str(path), [str(tmp_path / FORMATS[target])], ImportOptions())
        assert report.is_changed == is_changed
    found = {entry.id: entry for entry in Knowledge.load(path).entries}
    wanted = {entry.id: entry for entry in Knowledge.load(SHIPPED).entries}
    assert found["china-border"].answer == wanted["china/border"].answer


@pytest.mark.parametrize(
    "fields",
    [
        '{"meta": ' + '{"a": ' * 200 + "1" + "}" * 201,
        '{"buttons": ["x", {}], "tests": {"match": 1}, "links": 5, "aliases": {}, "kind": 1}',
        '{"written": 5, "see_also": [{}], "id": "a/b", "name": "N"}',
        '{"id": "a", "kind": "k", "name": "\\ud800"}',
    ],
)
def test_fields_of_another_shape_do_no_harm(fields: str, tmp_path: Path) -> None:
    page = tmp_path / "faq.md"
    for comment in (f"<!-- file {fields} -->", f"<!-- entry {fields} -->"):
        page.write_text(f"# T\n\n## Why?\n\n{comment}\n\nSo.\n", encoding="utf-8")
        (tmp_path / "again.yaml").unlink(missing_ok=True)
        import_into(str(tmp_path / "again.yaml"), [str(page)], ImportOptions())
        (entry,) = Knowledge.load(tmp_path / "again.yaml").entries
        assert entry.answer == "So."


def test_a_table_keeps_the_rest_of_its_columns_when_one_is_deleted(tmp_path: Path) -> None:
    text = (
        "title: T\nentries:\n  - {question: A?, answer: b, owner: ann, valid_until: 2030-01-31,"
        " links: [{text: Map, url: 'https://example.org/'}], also_asked: [C?, D?], variants: [e]}\n"
    )
    path, table = tmp_path / "faq.yaml", tmp_path / "faq.csv"
    path.write_text(text, encoding="utf-8")
    write(export(Knowledge.load(path), "csv"), str(table))
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.DictReader(file)]
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, [key for key in rows[0] if key != "tags"], extrasaction="ignore"
        )
        writer.writeheader()
        writer.writerows(rows)
    import_into(str(tmp_path / "again.yaml"), [str(table)], ImportOptions())
    assert said(Knowledge.load(tmp_path / "again.yaml")) == said(Knowledge.load(path))


def test_json_carries_everything(tmp_path: Path) -> None:
    found, shipped = there_and_back(SHIPPED, "json", tmp_path), Knowledge.load(SHIPPED)
    (again,), (first,) = export(found, "json").files, export(shipped, "json").files
    assert json.loads(again.text) == json.loads(first.text)
