"""What is exported and imported again is the same knowledge, whatever it holds."""

from __future__ import annotations

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
PARAGRAPHS = st.lists(LINES, min_size=1, max_size=3).map("\n".join)
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


@st.composite
def knowledge(draw: st.DrawFn) -> dict[str, Any]:
    """A knowledge file's entries, with everything that all formats carry."""
    questions = draw(st.lists(LINES, min_size=1, max_size=4, unique_by=str.casefold))
    entries = []
    for number, question in enumerate(questions):
        entry: dict[str, Any] = {"id": f"entry-{number}", "question": f"{question} {number}?"}
        also = draw(st.lists(LINES, max_size=2, unique_by=str.casefold))
        entry["also_asked"] = [f"{one} {number} {place}" for place, one in enumerate(also)]
        entry["answer"] = draw(ANSWERS)
        entry["section"] = draw(st.just("") | LINES)
        entry["tags"] = draw(st.lists(LINES, max_size=2, unique=True))
        entry["see_also"] = draw(st.lists(st.sampled_from(range(len(questions))), max_size=2))
        entry["see_also"] = [f"entry-{one}" for one in dict.fromkeys(entry["see_also"])]
        entry["source"] = draw(st.just({}) | SOURCES)
        entries.append({key: value for key, value in entry.items() if value})
    return {"title": draw(LINES), "contact": draw(ANSWERS), "entries": entries}


def said(loaded: Knowledge) -> list[tuple[object, ...]]:
    """Everything a knowledge has that all formats carry; answers as people get to see them."""
    return [
        (
            *(entry.id, entry.section, entry.question, entry.phrasings, entry.tags),
            *(set(entry.see_also) - {entry.id}, as_html(entry.answer)),
        )
        for entry in loaded.entries
    ]


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
    assert said(there_and_back(path, target, folder)) == said(Knowledge.load(path))


@pytest.mark.parametrize("target", [target for target in FORMATS if target != "json"])
def test_profiles_come_back_as_questions_with_their_answers(target: str, tmp_path: Path) -> None:
    shipped = Knowledge.load(SHIPPED)
    found = there_and_back(SHIPPED, target, tmp_path)
    assert [(entry.question, entry.phrasings, entry.answer) for entry in found.entries] == [
        (entry.question, entry.phrasings, entry.answer) for entry in shipped.entries
    ]


def test_json_carries_everything(tmp_path: Path) -> None:
    found, shipped = there_and_back(SHIPPED, "json", tmp_path), Knowledge.load(SHIPPED)
    (again,), (first,) = export(found, "json").files, export(shipped, "json").files
    assert json.loads(again.text) == json.loads(first.text)
