"""Texts put into a knowledge file leave everything else as it is."""

from __future__ import annotations

import json
from difflib import ndiff
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatbot.knowledge import FORBIDDEN, Addition, Knowledge, NewEntry, with_additions, written

VALID = sorted((Path(__file__).parent / "valid").glob("*.yaml"))


def parts(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and those that came."""
    lines = list(ndiff(before.splitlines(), after.splitlines()))
    return [one[2:] for one in lines if one[0] == "-"], [one[2:] for one in lines if one[0] == "+"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "- question: A?\n    also_asked:   # more\n      - b # c\n    # end\n    answer: x",
            "- question: A?\n    also_asked:   # more\n      - b # c\n      - new one\n"
            "    # end\n    answer: x",
        ),
        (
            "- question: A?  # why\n    answer: x",
            "- question: A?  # why\n    also_asked:\n      - new one\n    answer: x",
        ),
        (
            "- {question: A?, answer: x} # c",
            "- {question: A?, also_asked: [new one], answer: x} # c",
        ),
        (
            "- question: A?\n    also_asked: [b, 'c: d'] # e\n    answer: x",
            "- question: A?\n    also_asked: [b, 'c: d', new one] # e\n    answer: x",
        ),
        (
            "- question: A?\n    also_asked: [\n      b,\n      c\n    ]\n    answer: x",
            "- question: A?\n    also_asked: [\n      b,\n      c, new one\n    ]\n    answer: x",
        ),
        (
            "- question: A?\n    also_asked: []\n    answer: x",
            "- question: A?\n    also_asked: [new one]\n    answer: x",
        ),
        (
            "- question: A?\n    also_asked:\n    answer: x",
            "- question: A?\n    also_asked: [new one]\n    answer: x",
        ),
        (
            "- question: >-\n      A\n      b?\n\n    answer: |\n      x\n\n      y",
            "- question: >-\n      A\n      b?\n    also_asked:\n      - new one\n"
            "\n    answer: |\n      x\n\n      y",
        ),
    ],
)
def test_a_phrasing_goes_where_its_like_are(before: str, after: str) -> None:
    start = "title: T\nentries:\n  "
    edited = with_additions(f"{start}{before}\n", [Addition("also_asked", ("new one",), 3)])
    assert edited == f"{start}{after}\n"


def test_the_last_line_may_lack_its_end() -> None:
    text = "title: T\nentries:\n  - question: A?\n    answer: x\nunanswered:\n  - b"
    edited = with_additions(text, [Addition("unanswered", ("c",))])
    assert edited == f"{text}\n  - c\n"


def test_what_the_file_does_not_have_yet_stands_at_its_end() -> None:
    text = "title: T\nentries:\n  - question: A?\n    answer: x\n"
    groups = Addition("synonyms", (("book", "novel: thick"),))
    edited = with_additions(
        text, [groups, Addition("unanswered", ("b",))], [NewEntry("new", ("Why?",), "Yes.")]
    )
    assert edited == (
        f"{text}\n  - id: new\n    question: Why?\n    answer: Yes.\n"
        '\nsynonyms:\n  - [book, "novel: thick"]\n\nunanswered:\n  - b\n'
    )


@pytest.mark.parametrize("path", VALID, ids=[path.stem for path in VALID])
def test_any_file_can_be_added_to(path: Path, tmp_path: Path) -> None:
    before = path.read_text(encoding="utf-8").replace("\r\n", "\n").removeprefix("\ufeff")
    line = Knowledge.load(path).entries[0].line
    more = [Addition("also_asked", ("brand new: one",), line), Addition("unanswered", ("none",))]
    edited = tmp_path / "faq.yaml"
    edited.write_text(with_additions(before, more), encoding="utf-8")
    found, was = Knowledge.load(edited), Knowledge.load(path)
    assert any("brand new: one" in entry.phrasings for entry in found.entries)
    assert found.unanswered == (*was.unanswered, "none")
    assert len(found.entries) == len(was.entries)
    assert len(parts(before, edited.read_text(encoding="utf-8"))[0]) <= 2


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "T", "profiles": [{"kind": "c", "name": "China", "summary": "Big."}]}',
        '{"title": "T", "entries": [], "profiles": [{"kind": "c", "name": "C", "summary": "B."}]}',
        '{"title": "T", "entries": [{"question": "A?", "answer": "B"}]}',
        '{\n  "title": "T",\n  "entries": [\n    {"question": "A?", "answer": "B"}\n  ]\n}\n',
    ],
)
def test_json_stays_json(text: str) -> None:
    new = [NewEntry("where", ("Where: here?", "place"), "There."), NewEntry("x", ("Why?",), "")]
    edited = with_additions(text, [Addition("unanswered", ("b",))], new)
    before, after = json.loads(text), json.loads(edited)
    entries = [
        {"id": "where", "question": "Where: here?", "also_asked": ["place"], "answer": "There."},
        {"id": "x", "question": "Why?", "answer": "To be written.", "active": "no"},
    ]
    changed = {"entries": [*before.get("entries", []), *entries], "unanswered": ["b"]}
    assert after == before | changed
    found = Knowledge.from_dict(after)
    assert "where" in {one.id for one in found.entries}
    assert [one.id for one in found.inactive] == ["x"]


@example("Where?")
@given(st.text(min_size=1, max_size=50).filter(lambda text: text.isprintable() and text.strip()))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    import yaml

    text = FORBIDDEN.sub("", text).strip()
    for place in (f"- {written(text)}", f"- [a, {written(text)}, b]"):
        (item,) = yaml.load(place, Loader=yaml.CSafeLoader)  # the parser that reads files here
        assert text == item or text in item


def test_a_place_that_is_not_there_is_said() -> None:
    with pytest.raises(ValueError, match="line 9: nothing starts here"):
        with_additions("title: T\n", [Addition("also_asked", ("a",), 9)])
