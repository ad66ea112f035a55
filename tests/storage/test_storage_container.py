"""A file of arrays is whole and right, or it is not used."""

from __future__ import annotations

import json
import os
import stat
import struct
import sys
from array import array
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbot.storage import (
    MAGIC,
    Packer,
    Unusable,
    is_container,
    open_container,
    read_container,
    write_container,
)
from chatbot.storage.container import _FORMAT

PREFIX = struct.Struct("<8sIII")


def arrays() -> Packer:
    out = Packer()
    out.numbers("numbers", array("i", [1, -2, 3]))
    out.numbers("odd", b"abc")
    out.part("more").strings("texts", ["one", "zwei", ""])
    out.numbers("none", array("d"))
    return out


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    write_container(str(path), {"version": "1"}, arrays().buffers)
    return path


def test_arrays_come_back_with_what_they_were_made_from(file: Path) -> None:
    for made_from, read in (open_container(str(file)), read_container(file.read_bytes())):
        assert made_from == {"version": "1"}
        assert list(read.numbers("numbers")) == [1, -2, 3]
        assert bytes(read.numbers("odd")) == b"abc"
        assert list(read.part("more").strings("texts")) == ["one", "zwei", ""]
        assert list(read.numbers("none")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="rights are others there")
def test_a_new_file_is_for_its_owner_alone(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(file.parent) == [file.name]


def test_a_file_is_told_by_its_beginning(file: Path, tmp_path: Path) -> None:
    assert is_container(str(file))
    for name in (tmp_path, tmp_path / "none", Path(__file__), "\0", "/dev/zero"):
        assert not is_container(str(name))


def test_a_file_cut_short_anywhere_is_unusable(file: Path) -> None:
    whole = file.read_bytes()
    for length in range(len(whole)):
        with pytest.raises(Unusable):
            read_container(whole[:length])
        if length % 16 == 0:
            file.write_bytes(whole[:length])
            with pytest.raises(Unusable):
                open_container(str(file))


def test_one_wrong_bit_anywhere_makes_it_unusable(file: Path) -> None:
    whole = file.read_bytes()
    for place in range(8 * len(whole)):
        wrong = bytearray(whole)
        wrong[place // 8] ^= 1 << place % 8
        with pytest.raises(Unusable):
            read_container(bytes(wrong))


HEADERS = st.recursive(
    st.none() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
)
ROWS = st.lists(st.tuples(st.text(max_size=3), st.sampled_from("iIBdx"), st.integers() | HEADERS))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HEADERS | st.fixed_dictionaries({"arrays": ROWS}), st.binary(max_size=40))
def test_a_header_made_to_mislead_is_unusable_or_leads_into_the_file(
    header: object, body: bytes
) -> None:
    """Huge counts, negative lengths and anything else, with the checksums right."""
    right: dict[str, object]
    right = {"byteorder": sys.byteorder, "checksum": crc32(body), "made_from": {}, "arrays": []}
    written = json.dumps({**right, **header} if isinstance(header, dict) else header).encode()
    prefix = PREFIX.pack(MAGIC, _FORMAT, len(written), crc32(written))
    try:
        _, read = read_container(prefix + written + body)
    except Unusable:
        return
    assert sum(one.nbytes for one in read.buffers.values()) <= len(body)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"byteorder": "middle"}, "was compiled on another kind of machine"),
        ({"arrays": [["a", "i", 2**60]]}, "is damaged"),
        ({"arrays": [["a", "O", 0]]}, "is damaged"),
        ({"arrays": [["a", "i", 3]]}, "is damaged"),
    ],
)
def test_why_a_file_is_unusable_is_said(change: dict[str, object], why: str) -> None:
    header = {"byteorder": sys.byteorder, "checksum": 0, "made_from": {}, "arrays": []} | change
    written = json.dumps(header).encode()
    with pytest.raises(Unusable, match=why):
        read_container(PREFIX.pack(MAGIC, _FORMAT, len(written), crc32(written)) + written)


@pytest.mark.parametrize("number", [_FORMAT - 1, _FORMAT + 1])
def test_an_earlier_or_later_format_is_of_another_version(number: int) -> None:
    with pytest.raises(Unusable, match="by another version"):
        read_container(PREFIX.pack(MAGIC, number, 0, 0))
