"""Files of questions: what is read, and what is refused."""

from __future__ import annotations

import json
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.errors import Problem, QuestionsError
from chatbot.workshop.questions import MOST_PROBLEMS, read_questions

IDS = ("loans", "fees", "hours")
ASKED = [("how long?", ("loans",)), ("what, and why?", ("fees", "hours")), ("who are you", ())]


def read(path: Path, data: bytes | str) -> list[tuple[str, tuple[str, ...]]]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return [(one.text, one.expected) for one in read_questions(str(path), IDS)]


def problems(path: Path, data: bytes | str) -> list[str]:
    with pytest.raises(QuestionsError) as raised:
        read(path, data)
    return [str(one).removeprefix(str(path)) for one in raised.value.problems]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "asked"


COMMAS = 'question,id\nhow long?,loans\n"what, and why?",fees|hours\nwho are you,\n'


@pytest.mark.parametrize(
    "data",
    [
        COMMAS,
        COMMAS.replace("\n", "\r\n"),
        COMMAS.replace("\n", "\r"),
        COMMAS.replace("\n", "\n\n") + "\n , \n",
        "\ufeff" + COMMAS,
        'Question ; ID\nhow long?;loans\n"what, and why?"; fees | hours \nwho are you;""\n',
        "id\tday\tquestion\nloans\t1\thow long?\nfees|hours\t2\twhat, and why?\n\t3\twho are you\n",
        COMMAS.replace(",", "\t").replace("what\t", "what,").encode("utf-16"),
        '{"question": "how long?", "id": "loans", "day": 1}\n\n'
        '{"id": "fees|hours", "question": "what, and why?"}\r\n'
        ' {"question": "who are you", "id": ""}',
    ],
    ids=["excel", "crlf", "cr", "blank", "bom", "semicolons", "tabs", "utf-16", "jsonl"],
)
def test_every_dialect_says_the_same(file: Path, data: str | bytes) -> None:
    assert read(file, data) == ASKED


def test_a_quoted_question_may_have_lines_and_quotation_marks(file: Path) -> None:
    assert read(file, 'question,id\n"say ""hi""\nto me",loans\n') == [
        ('say "hi"\nto me', ("loans",))
    ]


def test_a_question_knows_its_line(file: Path) -> None:
    file.write_text('question,id\n"one\ntwo",loans\n\nthree,fees\n', encoding="utf-8")
    places = [one.place for one in read_questions(str(file), IDS)]
    assert places == [f"{file}:2", f"{file}:5"]


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ("", [": there are no questions; add some"]),
        ("question,id\n\n", [": there are no questions; add some"]),
        ("ask,id\na,loans\n", [':1: the first line must name the columns: "question,id"']),
        ("question,ask\na,loans\n", [':1: the first line must name the columns: "question,id"']),
        ("id,question,id\n,a,\n", [':1: the first line must name the columns: "question,id"']),
        (
            "question,id\na,laons\n\n ,loans\nb,x|fees|y\n",
            [
                ':2: there is no entry with the id "laons"; did you mean "loans"?',
                ":4: the question is empty; write one or remove the row",
                ':5: there is no entry with the id "x"; there is no entry with the id "y"',
            ],
        ),
        (
            "question,id\nwhat, and why?,loans\na\nb,\n",
            [
                ":2: 3 fields instead of 2; put a question with commas in quotation marks",
                ":3: 1 field instead of 2; write the comma before a field that is empty, too",
            ],
        ),
        (
            'question,id\na,loans\n"b,loans\nc,fees\n',
            [
                ":3: this is not CSV (unexpected end of data); put a question with quotation "
                "marks in quotation marks, and double those inside"
            ],
        ),
        (
            '{"question": "a"}\n{"id": ""}\n{"question": 1, "id": "loans"}\n[]\n{]\n'
            '{"question": "a", "id": ["loans"]}\n' + "[" * 100_000,
            [
                ':1: "id" is missing or no text; add it, "" where no entry answers',
                ':2: "question" is missing or no text; add it',
                ':3: "question" is missing or no text; add it',
                ':4: this is no object; write {"question": "…", "id": "…"}',
                ":5: this is not JSON; write one object on each line",
                ':6: "id" is missing or no text; add it, "" where no entry answers',
                ":7: this is not JSON; write one object on each line",
            ],
        ),
        (b"question,id\ncaf\xe9,loans\n", [":2: byte 0xE9 is not UTF-8; save the file as UTF-8"]),
        (b"\xff\xfeq", [":1: byte 0x71 is not UTF-16-LE; save the file as UTF-8"]),
    ],
)
def test_everything_wrong_is_named_at_once(file: Path, data: bytes | str, wrong: list[str]) -> None:
    assert problems(file, data) == wrong


def test_an_error_quotes_few_of_many_ids(file: Path) -> None:
    ids = "|".join(f"x{number}" for number in range(100_000))
    assert problems(file, json.dumps({"question": "a", "id": ids})) == [
        ':1: there is no entry with the id "x0"; there is no entry with the id "x1"; '
        'there is no entry with the id "x2"; nor with 99997 more'
    ]


def test_an_id_counts_once(file: Path) -> None:
    assert read(file, "question,id\nhow,fees|loans|fees\n") == [("how", ("fees", "loans"))]


def test_each_id_is_found_without_looking_at_all_of_them(file: Path) -> None:
    class Id(str):
        __slots__ = ()
        compared = 0
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            Id.compared += 1
            return str.__eq__(self, other)

    known = [Id(f"entry-{number}") for number in range(1_000)]
    file.write_text("question,id\n" + "".join(f"how,{each}\n" for each in known), "utf-8")
    assert len(read_questions(str(file), known)) == 1_000
    assert 1_000 <= Id.compared < 5_000


@pytest.mark.parametrize("jsonl", [False, True])
def test_a_file_is_read_row_by_row(file: Path, jsonl: bool) -> None:
    note = "x" * 100_000
    row = (
        f'{{"question": "how", "id": "fees", "note": "{note}"}}\n'
        if jsonl
        else f"how,fees,{note}\n"
    )
    head = "" if jsonl else "question,id,note\n"
    file.write_text(head + row * 50, encoding="utf-8")
    tracemalloc.start()
    try:
        assert len(read_questions(str(file), IDS)) == 50
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 50 * len(note) / 4


@pytest.mark.parametrize("mistake_at", [10, 100_000])
def test_a_byte_that_is_no_text_has_its_line_however_far_down(file: Path, mistake_at: int) -> None:
    data = b"question,id\n" + b"a,loans\n" * mistake_at + b"caf\xe9,loans\n" + b"b,fees\n" * 50
    where = mistake_at + 2
    assert problems(file, data) == [f":{where}: byte 0xE9 is not UTF-8; save the file as UTF-8"]


def test_a_file_of_another_sort_is_given_up_on(file: Path) -> None:
    assert len(problems(file, "question,id\n" + "a,b,c\n" * 1000)) == MOST_PROBLEMS


def test_a_file_too_large_is_refused(file: Path) -> None:
    data = "question,id\n" + "a,loans\n" * 1_300_000
    assert problems(file, data) == [": is larger than 10 MB; split it"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_and_not_waited_for(file: Path) -> None:
    os.mkfifo(file)
    with pytest.raises(QuestionsError, match="is not a regular file; name a CSV or JSONL file"):
        read_questions(str(file), IDS)


def test_a_file_that_is_not_there_is_the_systems_error(file: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_questions(str(file), IDS)


def test_names_and_ids_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "\x1b[31m.csv"
    path.write_text("question,id\na,\x1b[31mred\n", encoding="utf-8")
    with pytest.raises(QuestionsError) as raised:
        read_questions(str(path), IDS)
    assert str(raised.value).isprintable()


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda t: ("question,id\n" + t).encode())
)
def test_any_bytes_are_questions_or_one_clear_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.csv"
    problems: tuple[Problem, ...] = ()
    questions: list[tuple[str, tuple[str, ...]]] = []
    try:
        questions = read(file, data)
    except QuestionsError as error:
        problems = error.problems
    assert bool(problems) is not bool(questions)
    assert all(str(problem).isprintable() for problem in problems)
    assert all(text.strip() and set(ids) <= set(IDS) for text, ids in questions)
