"""Files made to hurt end in an error like any other: no crash, no hang, nothing raw in the text."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from chatbot.errors import ChatbotError, KnowledgeError, KnowledgeNotReadable
from chatbot.knowledge import Knowledge

BREAD = b"title: Bread\nentries:\n  - question: When?\n    answer: At seven.\n"
posix_only = pytest.mark.skipif(os.name != "posix", reason="needs POSIX files")


def refusal(path: Path) -> str:
    """The text of the error, with the path as ``FILE``."""
    with pytest.raises(ChatbotError) as caught:
        Knowledge.load(path)
    return str(caught.value).replace(str(path), "FILE")


def refusal_of(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "faq.yaml"
    path.write_bytes(data)
    return refusal(path)


def load_in_subprocess(path: str) -> str:
    """The error of a process of its own, which must not be ended by a signal or stay."""
    code = (
        "import sys; from chatbot.knowledge import Knowledge; from chatbot.errors import *\n"
        "try: Knowledge.load(sys.argv[1])\n"
        "except ChatbotError as error: print(error)"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", code, path]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.replace(path, "FILE")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"title: Caf\xe9\n", "FILE:1:11: byte 0xE9 is not UTF-8; save the file as UTF-8"),
        (b"title: B\n# \xc3\xa9\xff\n", "FILE:2:4: byte 0xFF is not UTF-8; save the file as UTF-8"),
        (b"a\r\nb\rc\xc0\xaf", "FILE:3:2: byte 0xC0 is not UTF-8; save the file as UTF-8"),
        (b"t: \xed\xa0\x80", "FILE:1:4: byte 0xED is not UTF-8; save the file as UTF-8"),
        (BREAD.decode().encode("utf-16"), "FILE:1:1: the file is in UTF-16; save it as UTF-8"),
    ],
)
def test_text_that_is_not_utf_8_is_refused_with_its_place(
    tmp_path: Path, data: bytes, error: str
) -> None:
    assert refusal_of(tmp_path, data) == error


def test_nul_is_refused_with_its_place(tmp_path: Path) -> None:
    error = refusal_of(tmp_path, BREAD + b"# a\0b\n")
    assert error == "FILE:5:4: character U+0000 is not allowed; remove it"


def test_only_the_first_of_many_forbidden_characters_are_named(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, b"\1\n" * 100_000).count("U+0001") == 10


def test_byte_order_mark_and_any_line_ends_are_accepted(tmp_path: Path) -> None:
    expected = Knowledge.load(_written(tmp_path, BREAD)).entries
    for data in (
        b"\xef\xbb\xbf" + BREAD,
        BREAD.replace(b"\n", b"\r\n"),
        BREAD.replace(b"\n", b"\r"),
        BREAD.rstrip(),
    ):
        assert Knowledge.load(_written(tmp_path, data)).entries == expected


def _written(folder: Path, data: bytes) -> Path:
    path = folder / "faq.yaml"
    path.write_bytes(data)
    return path


def test_without_libyaml_no_file_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    with pytest.raises(KnowledgeNotReadable, match="installed without libyaml"):
        Knowledge.load(_written(tmp_path, BREAD))


def test_missing_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeNotReadable, match="No such file or directory"):
        Knowledge.load(tmp_path / "faq.yaml")


def test_path_that_is_none_cannot_be_read() -> None:
    with pytest.raises(KnowledgeNotReadable) as caught:
        Knowledge.load("a\0\x1b[31mb")
    assert str(caught.value) == "a\\x00\\x1b[31mb: no file can have this name"


@posix_only
def test_failing_read_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int, _size: int) -> bytes:
        raise OSError(5, "Input/output error")

    path = _written(tmp_path, BREAD)
    monkeypatch.setattr(os, "read", fail)
    with pytest.raises(KnowledgeNotReadable) as caught:
        Knowledge.load(path)
    assert str(caught.value) == f"{path}: Input/output error"


@posix_only
def test_directory_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "FILE: is a directory, not a file; name a YAML file"


@posix_only
def test_device_is_refused() -> None:
    assert refusal(Path("/dev/null")) == "FILE: is a device, not a file; name a YAML file"


@posix_only
def test_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    error = load_in_subprocess(str(tmp_path / "pipe"))
    assert error == "FILE: is a pipe, not a file; name a YAML file\n"


@posix_only
def test_socket_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("faq.yaml")
        with pytest.raises(KnowledgeNotReadable):
            Knowledge.load("faq.yaml")


@posix_only
def test_endless_device_is_refused() -> None:
    assert load_in_subprocess("/dev/zero") == "FILE: is a device, not a file; name a YAML file\n"


def test_nested_brackets_do_not_crash_the_process(tmp_path: Path) -> None:
    path = _written(tmp_path, b"[" * 60_000)
    error = load_in_subprocess(str(path))  # some libyaml stop by themselves, at another column
    assert error.startswith("FILE:1:")
    assert error.endswith(": nested more than 32 deep; check the brackets and the indentation\n")


def test_nested_blocks_do_not_crash_the_process(tmp_path: Path) -> None:
    path = _written(tmp_path, b"- " * 60_000)
    assert "nested more than 32 deep" in load_in_subprocess(str(path))


def test_many_aliases_are_each_an_error_up_to_a_limit(tmp_path: Path) -> None:
    bomb = b"a: &a x\n" + b"".join(b"k%d: [*a, *a, *a]\n" % number for number in range(1000))
    error = refusal_of(tmp_path, bomb)
    assert error.count("\n") == 99
    assert "aliases are not supported" in error


def test_many_directives_are_not_read(tmp_path: Path) -> None:
    directives = b"".join(b"%%TAG !a%d! x\n" % number for number in range(300_000))
    assert "directives are not supported" in load_in_subprocess(str(_written(tmp_path, directives)))
    later = _written(tmp_path, BREAD + b"...\n" + directives)
    assert "a second document starts here" in load_in_subprocess(str(later))


def test_file_of_more_than_ten_megabytes_is_refused(tmp_path: Path) -> None:
    path = _written(tmp_path, BREAD)
    with path.open("ab") as file:
        file.truncate(11_000_000)
    assert refusal(path) == "FILE: the file is larger than 10 MB; split it"


def test_too_many_values_are_refused(tmp_path: Path) -> None:
    error = refusal_of(tmp_path, b"title: B\nentries: [" + b"a," * 500_000 + b"]\n")
    assert error.endswith(": more than 500,000 values; split the knowledge")


def test_profiles_cannot_multiply_phrasings_without_end(tmp_path: Path) -> None:
    asked = b"".join(b"        - how %d is {name}\n" % number for number in range(2_000))
    profiles = b"".join(
        b"  - {kind: k, name: n%d, summary: s}\n" % number for number in range(1_000)
    )
    data = b"title: B\nkinds:\n  k:\n    summary:\n      question: q\n      also_asked:\n" + asked
    error = refusal_of(tmp_path, data + b"profiles:\n" + profiles)
    assert error == (
        "FILE:2048:5: up to here the texts come to more than 5,284,580 characters, with names "
        "filled in and 50 for each; write fewer, or split the file"
    )


def test_answers_cannot_multiply_a_name_without_end(tmp_path: Path) -> None:
    profile = f"  - {{kind: k, name: {'n' * 900}, summary: '{'{name}' * 12}'}}\n"
    error = refusal_of(tmp_path, f"title: B\nprofiles:\n{profile}".encode())
    assert error == (
        'FILE:3:923: with the name filled in, "summary" has 10,800 characters; shorten it to 10,000'
    )


def test_characters_that_stand_for_several_are_counted_written_out(tmp_path: Path) -> None:
    blessing = "\ufdfa"  # eighteen characters, written out
    line = f"title: B\nentries:\n  - {{question: {blessing * 56}, answer: a}}\n"
    assert refusal_of(tmp_path, line.encode()) == (
        'FILE:3:16: "question" has 1,008 characters; shorten it to 1,000'
    )
    lines = "".join(f"      - {blessing * 55}{n}\n" for n in range(10_000))
    also_asked = f"title: B\nentries:\n  - question: q\n    answer: a\n    also_asked:\n{lines}"
    assert refusal_of(tmp_path, also_asked.encode()) == (
        "FILE:3:5: up to here the texts come to more than 7,036,862 characters, with names "
        "filled in and 50 for each; write fewer, or split the file"
    )


@pytest.mark.parametrize(
    ("head", "item", "line"),
    [
        ("kinds:\n  k:\n    also_known:\n", "      - n{}\n", 100_008),
        ("synonyms:\n", "  - [n{0}, m{0}]\n", 50_006),
        ("profiles:\n  - kind: k\n    name: N\n    summary: s\n    aliases:\n", "      - n{}\n", 7),
    ],
)
def test_more_names_and_synonyms_than_can_be_kept_are_refused(
    tmp_path: Path, head: str, item: str, line: int
) -> None:
    start = "title: B\nentries:\n  - question: q\n    answer: a\n"
    data = start + head + "".join(map(item.format, range(100_001)))
    error = refusal_of(tmp_path, data.encode())
    assert error.startswith(f"FILE:{line}:")
    assert error.endswith(": more than 100,000 names and synonyms up to here; split the file")


def test_synonyms_without_end_are_refused(tmp_path: Path) -> None:
    words = "".join(f"    - w{n}\n" for n in range(1_001))
    data = f"title: B\nentries:\n  - question: q\n    answer: a\nsynonyms:\n  -\n{words}"
    error = refusal_of(tmp_path, data.encode())
    assert error == "FILE:7:5: a group of synonyms has 1,001 items; 1,000 are the most"


def test_many_equal_questions_get_ids_of_their_own(tmp_path: Path) -> None:
    entry = b"  - {question: When?, answer: At seven.}\n"
    path = _written(tmp_path, b"title: B\nentries:\n" + entry * 5_000)
    ids = {entry.id for entry in Knowledge.load(path).entries}
    assert len(ids) == 5_000
    assert "when-5000" in ids


@pytest.mark.parametrize("escape", ["\\ud83c\\udf5e", "\\UFFFFFFFF", "\\U00110000"])
def test_escape_of_no_character_is_refused(tmp_path: Path, escape: str) -> None:
    data = f'title: B\nentries:\n  - question: "{escape}"\n    answer: a\n'
    assert refusal_of(tmp_path, data.encode()).startswith("FILE:3:")


def test_error_shows_no_raw_character_of_path_or_content(tmp_path: Path) -> None:
    path = tmp_path / "fa\x1b[31mq\u202e.yaml"
    path.write_bytes(b'"\\e]0;x\\a": b\n')
    with pytest.raises(KnowledgeError) as caught:
        Knowledge.load(path)
    lines = str(caught.value).split("\n")
    assert all(line.isprintable() for line in lines)
    assert "fa\\x1b[31mq\\u202e.yaml:1:1: " in lines[0]


def test_long_value_is_shown_short(tmp_path: Path) -> None:
    assert len(refusal_of(tmp_path, b"a" * 5_000 + b": b\ntitle: B\nentries: []\n")) < 1_000
