"""The fuzzers' targets, tried on what was found before and on what Hypothesis makes of it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import targets
from tests.fuzz.messages import CONTROLS

FUZZ = Path(__file__).parent
VALID = FUZZ.parent / "knowledge" / "valid"
FOUND = sorted(path for path in (FUZZ / "corpus").rglob("*") if path.is_file())
EXAMPLES = 100
PIECES = (
    *("title: T\n", "\nentries:\n", "- question: ", "answer: ", "also_asked: ", "aliases: ", "  "),
    *("\n", "\n  ", "\n\t", ": ", " #", "|\n", ">-\n  ", "'", '"', "[", "]", "{", "}", "{name}"),
    *(
        "{name}'s",
        "&a ",
        "*a",
        "!t ",
        "---\n",
        "...\n",
        "null",
        "1",
        "北京's",
        "ไทย",
        "က’s",
        "\ufeff",
    ),
    *('"version":1', '"entities":[', '"entry":"', "china/border", "\\ud83d", "\\u0000", "NaN", ","),
    *(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for text in CONTROLS),
)


@cache
def found(target: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in FOUND if path.parent.name == target)


def generated(number: int) -> st.SearchStrategy[bytes]:
    """Messages made for a file, as bytes of a target."""
    seeds = st.integers(0, 10**9)
    return seeds.map(
        lambda seed: targets.messages(number).message(seed).encode("utf-8", "surrogatepass")
    )


@st.composite
def edited(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """One of the seeds with a few places taken out, repeated or written over."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(start + 20, len(data))))
        piece = st.sampled_from(PIECES).map(str.encode) | st.binary(max_size=3)
        new = draw(piece | st.just(data[start:end] * 2))
        data = data[:start] + new + data[end:]
    return data


@st.composite
def conversations(draw: st.DrawFn) -> bytes:
    """The bytes of the target that asks: which file, and what it is asked."""
    number = draw(st.integers(0, len(targets.FILES) - 1))
    said = st.lists(generated(number) | st.binary(max_size=60), min_size=1, max_size=4)
    return bytes([number]) + targets.SEPARATOR.join(draw(said))


@st.composite
def sessions(draw: st.DrawFn) -> bytes:
    """The bytes of the target that resumes: a session that may be of a file, and messages."""
    number = draw(st.integers(0, len(targets.FILES) - 1))
    knowledge = targets.bot(number).knowledge
    entries, entities = knowledge.entries, knowledge.entities
    ids = st.sampled_from([*(one.id for one in entries), *(one.id for one in entities)])
    some_ids = st.lists(ids | st.text(max_size=5), max_size=6)
    values: dict[str, st.SearchStrategy[Any]] = {
        **dict.fromkeys(("entities", "earlier", "row", "told", "choices"), some_ids),
        "entry": ids | st.none() | st.text(max_size=5),
        "question": st.integers(0, 10**9).map(targets.messages(number).message) | st.text(),
    }
    stored = draw(st.fixed_dictionaries({"version": st.just(1)}, optional=values))
    said = draw(st.lists(generated(number), min_size=1, max_size=2))
    return targets.SEPARATOR.join([json.dumps(stored).encode(), *said])


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_was_found_does_no_harm(path: Path) -> None:
    targets.TARGETS[path.parent.name](path.read_bytes())


@settings(max_examples=EXAMPLES)
@given(edited((*found("loader"), *(path.read_bytes() for path in sorted(VALID.glob("*.yaml"))))))
def test_no_file_breaks_the_loader_or_what_was_loaded(data: bytes) -> None:
    targets.load(data)


@settings(max_examples=EXAMPLES)
@given(edited(found("ask")) | conversations())
def test_no_message_breaks_asking(data: bytes) -> None:
    targets.ask(data)


@settings(max_examples=EXAMPLES)
@given(edited(found("session")) | sessions())
def test_no_stored_session_breaks_asking(data: bytes) -> None:
    targets.resume(data)
