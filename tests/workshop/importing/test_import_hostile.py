"""Sources that are none: each ends in one line that says where and what; nothing is written."""

from __future__ import annotations

import os
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.errors import SourceError

pytest.importorskip("mdformat", reason="needs the extra import")

from chatbot.workshop.importing.gathering import ImportOptions, gather
from chatbot.workshop.importing.into_file import import_into
from chatbot.workshop.importing.sources import MOST_BYTES

DEEP = 100_000
MANY = b"a0: &a0 [x, x]\n" + b"".join(
    b"a%d: &a%d [%s]\n" % (level, level, b", ".join([b"*a%d" % (level - 1)] * 10))
    for level in range(1, 9)
)
"""Lists of aliases of lists of aliases."""
LONG = b"a: &a " + b"x" * 1_000_000 + b"\nb: [" + b"*a, " * 100_000 + b"]\n"
"""Aliases of a long text."""


def fault(path: Path) -> str:
    """What is said of a source that cannot be imported."""
    target = path.parent / "faq.yaml"
    with pytest.raises(SourceError) as error:
        import_into(str(target), [str(path)], ImportOptions())
    assert not target.exists()
    assert [*path.parent.glob(".chatbot-*")] == []
    message = str(error.value)
    assert "\n" not in message
    return message.removeprefix(str(path))


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.json", b"[" * DEEP, ": is nested too deep to be read"),
        ("a.json", b'{"a":\n', ":2: is no JSON: Expecting value"),
        (
            "a.yaml",
            b"[" * DEEP,
            ":1: nested more than 32 deep; check the brackets and the indentation",
        ),
        ("a.yaml", b"a: *b\n", ":1: aliases are not supported"),
        ("a.yaml", b"a: &b [*b]\n", ":1: aliases are not supported"),
        (
            "a.yaml",
            b"&a " + b"[" * 9 + b"x" + b"]" * 9 + b"\n",
            ": there are no questions with answers in it",
        ),
        ("a.yaml", MANY, ":2: more than 500,000 values"),
        ("a.yaml", LONG, ":2: aliases add more than 10,000,000 characters up to here"),
        (
            "a.html",
            b"<div>" * DEEP,
            ":1: elements are nested more than 256 deep; check that they are closed",
        ),
        ("a.html", b"<b>x" * DEEP, ":1: elements are nested more than 256 deep"),
        ("a.html", b"", ": there are no questions with answers in it"),
        ("a.md", b"", ": there are no questions with answers in it"),
        ("a.md", b"Just text.\n", ": there are no questions with answers in it"),
        ("a.csv", b"", ": there are no questions with answers in it"),
        ("a.xlsx", b"PK\x03\x04 no book", ": is no archive that can be read"),
        ("a.zip", b"", ": is no archive that can be read"),
        ("a.pdf", b"%PDF", ": nothing is known of such a file; known are .md"),
        ("a.csv", b"\xff\x00\xfa,", ":1: byte 0xFF is not UTF-8"),
        ("a.md", b"x" * (MOST_BYTES + 1), ": is larger than 10 MB; split it"),
    ],
)
def test_the_error_says_where_and_what(name: str, data: bytes, what: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert fault(tmp_path / name).startswith(what)


@pytest.mark.parametrize(
    "mark", ["> ", "- ", "**", "[", "<details><summary>a</summary>\n\n", "<b>"]
)
def test_depth_does_no_harm_in_markdown(mark: str, tmp_path: Path) -> None:
    text = f"# Why?\n\nBecause.\n\n# How?\n\n{mark * 3_000}x\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    try:
        found = gather([str(tmp_path / "a.md")], ImportOptions())
    except SourceError:
        return
    assert found.entries[0].fields["question"] == "Why?"


def test_a_merged_cell_is_not_repeated_without_end(tmp_path: Path) -> None:
    rows = "<tr><td>x</td></tr>" * 500
    table = f'<table><tr><td rowspan="9999">{"word " * 500}</td><td>y</td></tr>{rows}</table>'
    (tmp_path / "a.html").write_text(f"<h2>How?</h2>{table}", encoding="utf-8")
    notes = gather([str(tmp_path / "a.html")], ImportOptions()).notes
    assert any("too many merged cells" in note.what for note in notes)


def archive(members: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as written:
        for name, data in members.items():
            written.writestr(name, data)
    return stream.getvalue()


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    bomb = archive({f"{number}.md": b"\0" * MOST_BYTES for number in range(11)})
    assert len(bomb) < 1_000_000
    for name in ("bomb.zip", "bomb.xlsx"):
        (tmp_path / name).write_bytes(bomb)
        assert fault(tmp_path / name).startswith(": unpacks to more than")


def test_members_that_lead_elsewhere_or_lie_are_left_out(tmp_path: Path) -> None:
    inner = archive({"x.md": b"# Nested?\n\nYes.\n"})
    text = b"# Why?\n\nBecause.\n"
    data = archive(
        {
            "../../etc/faq.md": text,
            "/abs.md": text,
            "C:/x.md": text,
            "in.zip": inner,
            "faq.md": text,
        }
    )
    (tmp_path / "all.zip").write_bytes(data)
    found = gather([str(tmp_path / "all.zip")], ImportOptions())
    assert [entry.fields["question"] for entry in found.entries] == ["Why?"]
    assert [note.what for note in found.notes] == [
        "not read: its name leads out of the archive",
        "not read: its name leads out of the archive",
        "not read: its name leads out of the archive",
        "not read: it is an archive in an archive; unpack it",
    ]


def test_a_damaged_member_is_left_out(tmp_path: Path) -> None:
    data = archive({"a.md": b"# Why?\n\nBecause of it.\n" * 50, "b.md": b"# How?\n\nSo.\n"})
    at = data.index(b"a.md") + 10
    (tmp_path / "all.zip").write_bytes(data[:at] + b"\0\0\0\0" + data[at + 4 :])
    found = gather([str(tmp_path / "all.zip")], ImportOptions())
    assert [entry.fields["question"] for entry in found.entries] == ["How?"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a FIFO")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert fault(tmp_path / "a.md") == ": is no regular file; name a file or a folder"


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert fault(tmp_path / "none.md") == ": No such file or directory"


@pytest.mark.parametrize(
    "name", ["a.md", "a.rst", "a.html", "a.csv", "a.json", "a.yaml", "a.xlsx", "a.zip"]
)
@settings(max_examples=20)
@given(
    data=st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_no_bytes_do_any_harm(
    name: str, data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(data)
    target = path.parent / "faq.yaml"
    try:
        import_into(str(target), [str(path)], ImportOptions())
    except SourceError as error:
        message = str(error)
    else:
        message = ""
    assert "\n" not in message
    assert target.exists() is not bool(message)


@pytest.mark.parametrize(
    "more",
    [
        '"buttons": [5, {}]',
        '"buttons": {"id": []}',
        '"buttons": 5, "see_also": {"a": []}',
        '"see_also": [[1]]',
        '"id": "a/b", "meta": "x"',
    ],
)
@pytest.mark.parametrize("of_file", ['"values": ["a"]', '"values": 5, "kinds": 5', '"source": {}'])
def test_a_knowledge_file_of_another_shape_is_refused_in_a_line(
    more: str, of_file: str, tmp_path: Path
) -> None:
    target = tmp_path / "faq.yaml"
    target.write_text("title: T\nentries:\n  - {question: Z?, answer: z}\n", encoding="utf-8")
    entry = f'{{"question": "A?", "answer": "{{{{a}}}}", {more}}}'
    (tmp_path / "a.json").write_text(
        f'{{"title": "T", "entries": [{entry}], {of_file}}}', encoding="utf-8"
    )
    for path in (target, tmp_path / "new.yaml"):
        with pytest.raises(SourceError, match=r"\A[^\n]*; nothing is written\Z"):
            import_into(str(path), [str(tmp_path / "a.json")], ImportOptions())
