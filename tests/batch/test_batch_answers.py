"""What a run writes for each line, and what it says of lines that cannot be answered."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from chatbot import Bot, Session
from chatbot.surfaces.batch import command, lines
from tests.batch.conftest import ANSWERS, ASKED, KNOWLEDGE, Batch, read_lines, write_lines

TALKS = {
    "ann": ("does china share a border with north korea?", "and russia?", "and cuba?"),
    "bob": ("who is north koreas best friend", "does it trade with them?", "thanks"),
    "": ("and russia?", "is japan an ally?", "hello"),
}
INTERLEAVED = [
    {"question": said[turn], "session": session, "turn": turn}
    for turn in range(3)
    for session, said in TALKS.items()
]


def asked_one_by_one(bot: Bot) -> list[tuple[str, str]]:
    """Kind and text of the replies when the lines of each session are asked one after another."""
    sessions: dict[object, Session] = {}
    found: list[tuple[str, str]] = []
    for line in INTERLEAVED:
        reply = bot.ask(str(line["question"]), sessions.get(line["session"]))
        if line["session"]:
            sessions[line["session"]] = reply.session
        found.append((reply.kind, reply.text))
    return found


@pytest.mark.parametrize("block", [2, 100])
def test_sessions_go_on_in_order_and_other_lines_are_fresh(
    batch: Batch, folder: Path, friends: Bot, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.delenv("CHATBOT_FAQ")
    monkeypatch.setattr(command, "_BLOCK", block)
    write_lines(folder / "asked.jsonl", INTERLEAVED)
    assert batch("asked.jsonl", "-o", "out.jsonl") == 0
    found = read_lines(folder / "out.jsonl")
    assert [one["columns"] for one in found] == INTERLEAVED
    assert [one["line"] for one in found] == list(range(1, 10))
    said = [(one["reply"]["kind"], one["reply"]["text"]) for one in found]
    assert said == asked_one_by_one(friends)
    assert sorted(path.name for path in folder.iterdir()) == [
        "asked.jsonl",
        "out.jsonl",
        "shop.yaml",
    ]


def test_a_line_has_the_whole_published_reply(batch: Batch, folder: Path) -> None:
    write_lines(folder / "asked.jsonl", [{"question": "when are you open", "n": 1.5}])
    batch("asked.jsonl", "-o", "out.jsonl")
    (found,) = read_lines(folder / "out.jsonl")
    wanted = Bot.load("shop.yaml").ask("when are you open").as_dict()
    assert found["reply"].pop("id") != wanted.pop("id")
    assert found["reply"] == json.loads(json.dumps(wanted))
    assert found["columns"] == {"question": "when are you open", "n": 1.5}


def test_without_output_it_is_printed(
    batch: Batch, folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    write_lines(folder / "asked.jsonl", [{"question": one} for one in ASKED])
    assert batch("asked.jsonl") == 0
    printed = map(json.loads, capsysbinary.readouterr().out.splitlines())
    assert [one["reply"]["entry_ids"][0] for one in printed] == list(ANSWERS)


def test_a_table_has_the_columns_of_the_lines_and_of_the_reply(batch: Batch, folder: Path) -> None:
    (folder / "asked.csv").write_text(
        'Question;note;note\nwhen are you open;=1+1;"a;b"\nwho are you?;;\n', encoding="utf-8"
    )
    assert batch("asked.csv", "-o", "out.csv") == 0
    with open(folder / "out.csv", encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert first["line"] == "2"
    assert (first["Question"], first["note"], first["note 3"]) == (
        "when are you open",
        "'=1+1",
        "a;b",
    )
    assert (first["reply.kind"], first["reply.text"]) == ("answer", "From nine to six.")
    assert (first["reply.entry_ids"], first["reply.reason"]) == ("hours", "")
    assert json.loads(first["reply.parts"])[0]["id"] == "hours"
    assert second["reply.kind"] != "answer"


def test_a_table_of_json_lines_has_the_columns_of_all_of_them(batch: Batch, folder: Path) -> None:
    (folder / "asked.jsonl").write_text(
        '{"question": "hello", "b": [1, "x"]}\n{"a": null, "question": "hello", "session": 7}\n',
        encoding="utf-8",
    )
    batch("asked.jsonl", "-o", "out.CSV")
    with open(folder / "out.CSV", encoding="utf-8-sig", newline="") as file:
        first, second = csv.reader(list(file)[1:])
    assert first[:5] == ["1", "hello", '[1, ""x""]'.replace('""', '"'), "", ""]
    assert second[:5] == ["2", "hello", "", "", "7"]


@pytest.mark.parametrize(
    ("data", "told", "answered"),
    [
        (
            b'question,n\nwhen are you open,1\na,b,c\n"never closed,2\ncan i return something,3\n'
            b"hello\n ,4\n",
            [
                "3: 3 fields instead of 2; put a question with commas in quotation marks",
                "4: this is not CSV (unexpected end of data); put a question with quotation marks "
                "in quotation marks, and double those inside",
                "6: 1 field instead of 2; write the comma before a field that is empty, too",
                '7: "question" is empty; write one',
            ],
            [2, 5],
        ),
        (
            b"question\nwhen are you open\ncaf\xe9\ncan i return something\n",
            ["3: this is not UTF-8; say --encoding, such as cp1252"],
            [2, 4],
        ),
        (
            b'{"question": 1}\n{"question": "hello", "session": [1]}\n{"question"\n[]\n\n'
            b'{"question": "hello", "n": 1e999}\n{"question": "hello", "n": NaN}\n'
            b'{"question": "hi \xff"}\n{"question": ""}\n{"question": "hi \\ud83d"}\n'
            b'{"question": "hello", "session": "\\ud83d"}\n',
            [
                '1: "question" is missing or no text; add it',
                '2: "session" is no text; write one',
                "3: this is not JSON; write one object on each line",
                '4: this is no object; write {"question": "…"}',
                "6: this is not JSON; write one object on each line",
                "7: this is not JSON; write one object on each line",
                "8: this is not UTF-8; say --encoding, such as cp1252",
                '9: "question" is empty; write one',
                '11: "session" is no text; write one',
            ],
            [10],
        ),
    ],
    ids=["csv", "bytes", "jsonl"],
)
def test_a_broken_line_is_told_with_its_number_and_passed_over(
    batch: Batch,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    data: bytes,
    told: list[str],
    answered: list[int],
) -> None:
    (folder / "asked").write_bytes(data)
    assert batch("asked", "-o", "out.jsonl") == 1
    said = capsys.readouterr().err.splitlines()
    assert said == [f"chatbot: asked:{one}; the line is passed over" for one in told]
    assert [one["line"] for one in read_lines(folder / "out.jsonl")] == answered


@pytest.mark.parametrize("levels", [99, 100, 500, *range(900, 1_000, 5)])
def test_a_line_is_answered_or_told_however_deep_it_is(
    batch: Batch, folder: Path, capsys: pytest.CaptureFixture[str], levels: int
) -> None:
    """The outermost object is a level as well."""
    deep = f"{'[' * levels}{']' * levels}"
    (folder / "asked.jsonl").write_text(f'{{"question": "hello", "x": {deep}}}\n', encoding="utf-8")
    is_answered = levels < 100
    assert batch("asked.jsonl", "-o", "out.jsonl") == (0 if is_answered else 1)
    assert len(read_lines(folder / "out.jsonl")) == is_answered
    assert ("asked.jsonl:1: " in capsys.readouterr().err) is not is_answered


def test_half_a_character_is_a_question_mark_in_a_table(batch: Batch, folder: Path) -> None:
    (folder / "asked.jsonl").write_text(
        '{"question": "hello", "x": "a\\ud83d"}\n', encoding="utf-8"
    )
    assert batch("asked.jsonl", "-o", "out.csv") == 0
    assert "hello,a?," in (folder / "out.csv").read_text(encoding="utf-8-sig")


def test_of_very_many_broken_lines_the_first_are_named(
    batch: Batch, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "asked.jsonl").write_text("x\n" * 250, encoding="utf-8")
    assert batch("asked.jsonl", "-o", "out.jsonl") == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == command.MOST_TOLD + 1
    assert said[-1] == "chatbot: and 150 more lines are passed over"


def test_a_quotation_mark_that_is_never_closed_costs_one_line(batch: Batch, folder: Path) -> None:
    rows = "".join(f"hello {number}\n" for number in range(1_200))
    (folder / "asked.csv").write_text(f'question\n"never\n{rows}', encoding="utf-8")
    assert batch("asked.csv", "-o", "out.jsonl") == 1
    assert len(read_lines(folder / "out.jsonl")) == 1_200


def test_a_line_of_any_length_is_one_line(
    batch: Batch, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = json.dumps({"question": "x" * 3_000_000})
    (folder / "asked.jsonl").write_text(f'{long}\n{{"question": "hello"}}\n', encoding="utf-8")
    assert batch("asked.jsonl", "-o", "out.jsonl") == 1
    assert "asked.jsonl:1: this is not JSON" in capsys.readouterr().err
    assert [one["line"] for one in read_lines(folder / "out.jsonl")] == [2]


@pytest.mark.parametrize(
    ("data", "options"),
    [
        ("\ufeffquestion\tsession\nwhen are you open\t\n".encode(), ()),
        ("sep=;\r\nQUESTION;session\r\nwhen are you open;\r\n".encode("utf-16"), ()),
        ("question,session\nwhen are you open,\n".encode("utf-16-be"), ()),
        (b"Frage,session\nwhen are you open,\n", ("--column", "question=frage")),
        ("question,caf\xe9\nwhen are you open,\n".encode("cp1252"), ("--encoding", "cp1252")),
    ],
    ids=["tabs", "excel", "utf-16", "named", "cp1252"],
)
def test_tables_are_read_as_spreadsheets_write_them(
    batch: Batch, folder: Path, data: bytes, options: tuple[str, ...]
) -> None:
    (folder / "asked.csv").write_bytes(data)
    assert batch("asked.csv", "-o", "out.jsonl", *options) == 0
    (found,) = read_lines(folder / "out.jsonl")
    assert found["reply"]["entry_ids"] == ["hours"]


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (("--column", "question=text"), 65, 'the first line must name the columns: "text"'),
        (
            ("--column", "session=chat"),
            65,
            'the first line must name the columns: "question,chat"',
        ),
        (("--column", "answer=x"), 2, "question or session; not answer"),
        (("--processes", "0"), 2, "--processes is a number from 1"),
        (("--encoding", "klingon"), 65, "there is no encoding 'klingon'"),
        (("--encoding", "idna"), 65, "cannot be read as idna; name another with --encoding"),
        (("--faq", "none.yaml"), 66, "none.yaml: "),
    ],
)
def test_what_cannot_be_begun_is_told_in_one_line(
    batch: Batch,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    status: int,
    said: str,
) -> None:
    (folder / "asked.csv").write_text("question\nhello\n", encoding="utf-8")
    assert batch("asked.csv", *options) == status
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


@pytest.mark.parametrize("out", ["shop.yaml", ""])
def test_a_file_that_is_there_or_has_no_name_is_not_written(
    batch: Batch, folder: Path, out: str
) -> None:
    (folder / "asked.csv").write_text("question\nhello\n", encoding="utf-8")
    with pytest.raises(OSError, match="name another"):
        batch("asked.csv", "-o", out)
    assert (folder / "shop.yaml").read_text(encoding="utf-8") == KNOWLEDGE


def test_a_folder_that_is_not_there_is_told(
    batch: Batch, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "asked.csv").write_text("question\nhello\n", encoding="utf-8")
    assert batch("asked.csv", "-o", "none/out.jsonl") == 74
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("chatbot: none/out.jsonl.journal: ")


def test_questions_that_are_not_there_are_told(
    batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch("none.csv") == 66
    assert capsys.readouterr().err == "chatbot: none.csv: No such file or directory\n"


def test_lines_with_ever_other_columns_are_no_table(
    batch: Batch, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Mapping[str, object]] = [
        {"question": "hello", f"c{n}": 1} for n in range(lines.MOST_COLUMNS + 1)
    ]
    write_lines(folder / "asked.jsonl", asked)
    assert batch("asked.jsonl", "-o", "out.csv") == 65
    assert "have more than 1,000 different columns" in capsys.readouterr().err


def test_no_questions_are_answered_by_an_empty_file(batch: Batch, folder: Path) -> None:
    (folder / "asked.csv").write_text("question\n", encoding="utf-8")
    assert batch("asked.csv", "-o", "out.jsonl") == 0
    assert (folder / "out.jsonl").read_bytes() == b""
