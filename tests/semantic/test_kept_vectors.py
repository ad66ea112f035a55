"""Vectors are kept for the next start: encoded once, private, and never trusted unread."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from chatbot import Bot
from chatbot.encoders import KeptVectors, kept_vectors
from chatbot.errors import EncoderError
from chatbot.knowledge import Knowledge
from chatbot.matching import PARAMETERS_WITH_ENCODER, Match, Matcher
from chatbot.storage import drop_oldest
from tests.encoders import LetterEncoder, needs

TEXTS = ["one", "two", "three"]


def encode(folder: Path, texts: Sequence[str], state: str = "") -> list[str]:
    """What an encoder was asked for of texts that may be kept."""
    encoder = LetterEncoder()
    with KeptVectors(encoder, "letters", str(folder), state) as kept:
        vectors = kept.encode(texts)
    assert np.allclose(vectors, LetterEncoder().encode(texts), atol=1e-3)
    assert vectors.dtype == np.float32
    return encoder.asked


def file_in(folder: Path) -> Path:
    [file] = folder.iterdir()
    return file


def test_only_new_texts_are_encoded(tmp_path: Path) -> None:
    assert encode(tmp_path, TEXTS) == TEXTS
    assert encode(tmp_path, ["two", "four", "three", "four"]) == ["four"]
    assert encode(tmp_path, [*TEXTS, "four"]) == []


def test_another_model_or_another_state_of_it_has_vectors_of_its_own(tmp_path: Path) -> None:
    encode(tmp_path, TEXTS)
    assert encode(tmp_path, TEXTS, "changed") == TEXTS


def test_what_is_asked_behind_the_block_is_written_nowhere(tmp_path: Path) -> None:
    kept = KeptVectors(LetterEncoder(), "letters", str(tmp_path))
    with kept:
        kept.encode(TEXTS)
    before = file_in(tmp_path).read_bytes()
    kept.encode(["a question that somebody asks"])
    assert file_in(tmp_path).read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="rights are of POSIX")
def test_file_and_folder_are_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "vectors"
    encode(folder, TEXTS)
    rights = [stat.S_IMODE(one.stat().st_mode) for one in (folder, file_in(folder))]
    assert rights == [0o700, 0o600]


def damages(content: bytes) -> list[bytes]:
    head, _, body = content.partition(b"\n")
    return [
        b"",
        content[:-1],
        content + b"\0",
        content[:200] + bytes([content[200] ^ 1]) + content[201:],
        b"[]\n" + body,
        b"[" * 9_000 + b"\n" + body,
        head.replace(b'"texts": 3', b'"texts": 9') + b"\n" + body,
        head.replace(b'"texts": 3', b'"texts": -1') + b"\n" + body,
        head.replace(b'"texts": 3', b'"texts": "3"') + b"\n" + body,
        head.replace(b"letters", b"figures") + b"\n" + body,
        b"\x80\x04\x95 a pickle",
    ]


@pytest.mark.parametrize("number", range(11))
def test_a_damaged_file_counts_as_none_and_is_written_anew(tmp_path: Path, number: int) -> None:
    encode(tmp_path, TEXTS)
    file = file_in(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damages(whole)[number])
    assert encode(tmp_path, TEXTS) == TEXTS
    assert file.read_bytes() == whole


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_neither_read_nor_written_through(tmp_path: Path) -> None:
    folder, mine = tmp_path / "vectors", tmp_path / "mine"
    encode(folder, TEXTS)
    file = file_in(folder)
    file.rename(mine)
    before = mine.read_bytes()
    file.symlink_to(mine)
    assert encode(folder, TEXTS) == TEXTS
    assert encode(folder, [*TEXTS, "four"]) == ["four"]
    assert mine.read_bytes() == before


def test_vectors_unused_for_longest_go_where_there_is_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encode(tmp_path, TEXTS, "1")
    first = file_in(tmp_path)
    room = partial(drop_oldest, most_bytes=2 * first.stat().st_size)
    monkeypatch.setattr(kept_vectors, "drop_oldest", room)
    encode(tmp_path, TEXTS, "2")
    [second] = set(tmp_path.iterdir()) - {first}
    os.utime(first, (1, 1))
    os.utime(second, (2, 2))
    assert encode(tmp_path, TEXTS, "1") == []  # which uses it
    encode(tmp_path, TEXTS, "3")
    assert first.exists()
    assert not second.exists()


def test_a_folder_that_cannot_be_written_is_no_loss(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    assert encode(blocked / "vectors", TEXTS) == TEXTS


def test_a_bot_replies_the_same_with_vectors_that_were_kept(tmp_path: Path) -> None:
    entries = [{"question": f"Where is room {n}?", "answer": f"Floor {n}."} for n in range(9)]
    knowledge = Knowledge.from_dict({"title": "House", "language": "en", "entries": entries})

    def reply() -> object:
        with KeptVectors(LetterEncoder(), "letters", str(tmp_path)) as kept:
            bot = Bot(knowledge, kept)
        return bot.ask("where is room 7")

    assert reply() == reply()


def matched(folder: Path, rooms: int) -> tuple[list[str], tuple[Match, ...]]:
    """What a matcher that takes its few texts for many has to encode, and what it finds."""
    entries = [{"question": f"Where is room {n}?", "answer": f"Floor {n}."} for n in range(rooms)]
    knowledge = Knowledge.from_dict({"title": "House", "language": "en", "entries": entries})
    encoder = LetterEncoder()
    with KeptVectors(encoder, "letters", str(folder), knowledge="House") as kept:
        matcher = Matcher(knowledge, PARAMETERS_WITH_ENCODER._replace(most_in_matrix=0), kept)
    encoded = list(encoder.asked)
    return encoded, matcher.match("where is room 7")


def graphs_in(folder: Path) -> list[Path]:
    return list(folder.glob("*.flat"))


@needs("usearch")
def test_a_graph_of_many_vectors_is_kept_and_nothing_is_encoded(tmp_path: Path) -> None:
    encoded, found = matched(tmp_path, 9)
    assert encoded
    assert len(graphs_in(tmp_path)) == 1
    for vectors in tmp_path.glob("*.vectors"):
        vectors.unlink()
    assert matched(tmp_path, 9) == ([], found)


@needs("usearch")
def test_a_graph_of_other_texts_is_dropped_when_it_is_made_anew(tmp_path: Path) -> None:
    matched(tmp_path, 9)
    before = graphs_in(tmp_path)
    encoded, found = matched(tmp_path, 10)
    assert encoded == ["Where is room 9?", "Floor 9."]
    assert found[0].entry_id == "where-is-room-7"
    assert len(graphs_in(tmp_path)) == 1
    assert graphs_in(tmp_path) != before


@needs("usearch")
@pytest.mark.parametrize("where", [0, 200, -9])
def test_a_damaged_graph_is_made_anew(tmp_path: Path, where: int) -> None:
    _, found = matched(tmp_path, 9)
    [graph] = graphs_in(tmp_path)
    whole = graph.read_bytes()
    damaged = bytearray(whole)
    damaged[where] ^= 1
    for content in (bytes(damaged), whole[: len(whole) // 2], b""):
        graph.write_bytes(content)
        assert matched(tmp_path, 9) == ([], found)
        assert len(graph.read_bytes()) == len(whole)
        assert graph.read_bytes() not in (content, b"")


class Given:
    """Gives the vectors it is told to."""

    def __init__(self, vectors: Sequence[Sequence[float]]) -> None:
        self._vectors = vectors

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        return np.array([self._vectors[n % len(self._vectors)] for n, _ in enumerate(texts)])


def test_vectors_that_are_bad_are_not_kept(tmp_path: Path) -> None:
    bad = KeptVectors(Given([[0.6, 0.8], [0.6, float("nan")]]), "letters", str(tmp_path))
    with pytest.raises(EncoderError, match="no finite numbers"), bad:
        bad.encode(TEXTS)
    assert encode(tmp_path, TEXTS) == TEXTS


def encode_and_ask(folder: Path, texts: Sequence[str]) -> None:
    """With a server of the same name that runs another model."""
    with KeptVectors(Given([[0.6, 0.8]]), "letters", str(folder)) as kept:
        kept.encode(texts)
    kept.encode(["a question"])


@pytest.mark.parametrize("texts", [TEXTS, [*TEXTS, "four"]], ids=["asked", "encoded"])
def test_vectors_of_another_length_are_told_and_all_is_encoded_anew(
    tmp_path: Path, texts: Sequence[str]
) -> None:
    encode(tmp_path, TEXTS)
    with pytest.raises(EncoderError, match=r"of 2 dimensions, and before of 64, .*; start again"):
        encode_and_ask(tmp_path, texts)
    assert encode(tmp_path, TEXTS) == TEXTS
