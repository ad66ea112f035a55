"""What is laid out flat is read as it was."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.storage import Codec, Packer, Rows, Strings, Table

TEXTS = st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=40)


class Pair(NamedTuple):
    one: str
    other: frozenset[str]


class Thing(NamedTuple):
    name: str
    made: date | None = None
    pairs: tuple[Pair, ...] = ()
    more: Mapping[str, object] = MappingProxyType({})


CODEC = Codec(Pair, Thing)
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9)
)
PAIRS = st.builds(Pair, st.text(max_size=5), st.frozensets(st.text(max_size=5), max_size=4))
VALUES = st.recursive(
    LEAVES | PAIRS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=4), inner, max_size=4)
        | st.builds(
            Thing,
            st.text(max_size=5),
            st.none() | st.dates(),
            st.lists(PAIRS, max_size=2).map(tuple),
            st.dictionaries(st.text(max_size=4), inner, max_size=2),
        )
    ),
    max_leaves=12,
)


@given(TEXTS)
def test_texts_come_back_in_order(texts: list[str]) -> None:
    out = Packer()
    out.strings("texts", texts)
    read = out.sections().strings("texts")
    assert list(read) == texts
    assert [read[place] for place in range(-len(texts), 0)] == texts
    assert read[1:3] == tuple(texts[1:3])


@given(TEXTS.map(lambda texts: list(dict.fromkeys(texts))), st.text(max_size=8))
def test_every_text_of_a_table_is_found_and_no_other(texts: list[str], other: str) -> None:
    out = Packer()
    out.table("texts", texts)
    read = out.sections().table("texts")
    assert [read.find(text) for text in texts] == list(range(len(texts)))
    assert (other in read) == (other in texts)
    assert list(read) == texts


@given(st.lists(st.lists(st.integers(-(2**31), 2**31 - 1), max_size=5), max_size=20))
def test_rows_come_back(rows: list[list[int]]) -> None:
    out = Packer()
    out.rows("rows", rows)
    read = out.sections().rows("rows")
    assert [list(read[place]) for place in range(len(read))] == rows
    assert [read.length(place) for place in range(len(read))] == [len(row) for row in rows]


@given(VALUES)
def test_a_value_comes_back_equal(value: object) -> None:
    assert CODEC.read(CODEC.write(value)) == value


@given(st.lists(VALUES, max_size=6).map(tuple))
def test_records_are_equal_to_a_tuple_of_the_same(values: tuple[object, ...]) -> None:
    out = Packer()
    out.records("values", values, CODEC)
    read = out.sections().records("values", CODEC)
    assert read == values
    assert read[1:] == values[1:]
    assert list(reversed(read)) == list(reversed(values))
    assert (*values, None) != read
    with pytest.raises(IndexError):
        read[len(values)]


def test_a_class_that_was_not_named_is_neither_written_nor_read() -> None:
    with pytest.raises(TypeError, match="a Thing cannot be stored"):
        Codec().write(Thing("a"))
    with pytest.raises(ValueError, match="no such value"):
        Codec().read(CODEC.write(Thing("a")))


@given(st.text(max_size=30) | st.recursive(LEAVES, st.lists).map(str))
def test_what_was_never_written_is_a_value_or_a_value_error(text: str) -> None:
    try:
        CODEC.read(text)
    except ValueError:
        return


@pytest.mark.parametrize(
    "text",
    [
        '{"Thing":{"no":1}}',
        '{"Thing":[]}',
        '{"Pair":{}}',
        '{"map":3}',
        '{"date":"x"}',
        "{}",
        "[" * 9**5,
    ],
)
def test_a_value_that_is_wrong_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # whatever it says
        CODEC.read(text)


def test_a_table_without_a_free_slot_is_searched_once() -> None:
    starts = memoryview(array("I", [0, 1, 2]))
    table = Table(Strings(memoryview(b"ab"), starts), memoryview(array("i", [0, 0, 0, 0])))
    assert table.find("zz") is None


def test_rows_that_lead_nowhere_are_empty_or_an_index_error() -> None:
    rows = Rows(memoryview(array("i", [1, 2])), memoryview(array("I", [5, 2**32 - 1])))
    assert list(rows[0]) == []
    with pytest.raises(IndexError):
        rows[1]
